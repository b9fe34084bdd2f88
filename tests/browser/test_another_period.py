"""Another period is shown in the frames that stand: nothing jumps, flashes or is made anew that only changes its numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


@pytest.mark.parametrize("page", ["leads", "visits"])
def test_frames_and_tiles_stay_where_they_are(sample_server: Server, visit: Visit, page: str) -> None:
    """The year is not over, so that its figures are interim and a line says so; the quarter before it has none."""
    visitor = visit(sample_server)
    visitor.open(f"{page}?as_of=2022-12-20&lang=zh")
    visitor.sees("期间尚未结束")
    held = visitor.page.evaluate(
        """() => {
            window.held = [...document.querySelectorAll('.drawn-card')];
            return window.held.length;
        }"""
    )
    assert held > 20
    visitor.main.get_by_text("本季", exact=True).click()
    expect(visitor.main).to_contain_text("2022年10月1日至2022年12月20日 · 统计日")
    expect(visitor.main).not_to_contain_text("期间尚未结束")
    visitor.settle()
    assert visitor.page.evaluate("() => window.held.filter(one => !one.isConnected).length") == 0


READ = """[...document.querySelectorAll('.drawn-head, .drawn-table, .drawn-under')].map(part => part.innerText)"""
"""All that a page's sheet says but for charts, of which those out of sight are drawn when there is time."""
HEAR = f"""() => {{
    window.heard = [];
    addEventListener('sheet-said', () => window.heard.push({READ}));
}}"""


def test_a_press_is_answered_before_streamlit_says_so_and_by_the_same_figures(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("reviews?as_of=2022-12-20&lang=zh")
    page.evaluate(HEAR)
    visitor.main.get_by_text("本季", exact=True).click()
    expect(visitor.main).to_contain_text("2022年10月1日至2022年12月20日 · 统计日")
    visitor.settle()
    heard = page.evaluate("window.heard")
    assert heard and heard[-1] == page.evaluate(READ)
    assert any("2022年10月1日至2022年12月20日 · 统计日" in part for part in heard[-1])


def test_where_more_than_figures_changes_streamlit_answers_alone(sample_server: Server, visit: Visit) -> None:
    """Another day of reckoning changes what falls due, which is no part of the sheet; what is folded open cuts it."""
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("overview?lang=zh")
    page.evaluate(HEAR)
    page.locator("summary").filter(has_text="筛选").click()
    page.get_by_label("统计日").fill("2022-11-30")
    page.keyboard.press("Enter")
    expect(visitor.main).to_contain_text("统计日2022年11月30日")
    visitor.settle()
    visitor.turn_to("案件评查")
    page.locator(".drawn-more:visible summary").first.click()
    expect(visitor.main.get_by_role("button", name="下载CSV")).to_be_visible()
    visitor.settle()
    visitor.main.get_by_text("本季", exact=True).click()
    expect(visitor.main).to_contain_text("2022年10月1日至2022年11月30日 · 统计日")
    visitor.settle()
    assert page.evaluate("window.heard") == []


READ_NOW = """() => {
    const cards = [...document.querySelectorAll('.drawn-card')];
    const read = cards.filter(card => !card.inert);
    return {
        isBusy: document.querySelector('.drawn-sheet').ariaBusy === 'true',
        read: read.map(card => [...card.querySelectorAll('.drawn-head, .drawn-table, .drawn-under')].map(part => part.innerText).join()),
        hidden: cards.filter(card => !read.includes(card)).map(card => [getComputedStyle(card).opacity, card.offsetHeight]),
        heights: cards.map(card => card.offsetHeight),
    };
}"""
"""What can be read of a page's sheet, but for charts, and of what can't be how plain it is and how high."""


def test_first_rows_stand_above_nothing_that_can_be_read_of_the_choice_before(
    sample_server: Server, visit: Visit
) -> None:
    """A day of reckoning that no other test asks for, so that nothing of it is counted before the press."""
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("visits?as_of=2022-09-13&lang=zh")
    before = page.evaluate(READ_NOW)
    page.evaluate(
        f"() => {{ window.heard = []; addEventListener('sheet-said', () => heard.push(({READ_NOW})())); }}"
    )
    page.locator("summary").filter(has_text="筛选").click()
    page.get_by_role("group", name="区县", exact=True).get_by_role("button").last.click()
    expect(page.locator(".drawn-taken-off button")).to_have_count(1)
    visitor.settle()
    after = page.evaluate(READ_NOW)
    ahead, *_ = page.evaluate("window.heard")
    assert ahead["isBusy"] and not after["isBusy"] and after["hidden"] == []
    assert len(ahead["hidden"]) > 8 and ahead["read"] == after["read"][: len(ahead["read"])]
    assert ahead["read"] != before["read"][: len(ahead["read"])]
    assert {opacity for opacity, _ in ahead["hidden"]} == {"0.15"}
    assert [high for _, high in ahead["hidden"]] == before["heights"][len(ahead["read"]) :]


SAY_FIRST_ROWS = """more => {
    const told = JSON.parse(document.querySelector('.drawn-sheet').written);
    for (const one of more) {
        const detail = JSON.stringify({...told, rows: told.rows.slice(0, 4), ...one});
        dispatchEvent(new CustomEvent('sheet-said', {detail}));
    }
}"""
"""The first rows of the page's sheet ahead of Streamlit, once for each that is given, with what else is said of them."""


def test_a_page_that_is_printed_before_all_of_it_is_counted_says_so_and_prints_no_figure_of_before(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("reviews?lang=zh")
    page.evaluate(SAY_FIRST_ROWS, [{"waits": "还没有统计完"}])
    figures = page.locator(".drawn-card.drawn-framed")
    assert figures.count() > 2
    page.emulate_media(media="print")
    expect(figures.first).to_be_visible()
    expect(figures.locator("visible=true")).to_have_count(1)
    told = "() => getComputedStyle(document.querySelector('.drawn-sheet'), '::after').content"
    assert page.evaluate(told) == '"还没有统计完"'


def test_what_a_run_that_fails_did_not_tell_is_not_read_under_the_new_choice(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("reviews?lang=zh")
    # What a run says that fails at the next row: its first rows, and then these alone.
    page.evaluate(SAY_FIRST_ROWS, [{"waits": "还没有统计完"}, {}])
    figures = page.locator(".drawn-card.drawn-framed")
    assert figures.evaluate_all("cards => cards.filter(card => !card.inert).length") == 1
    expect(figures).to_have_count(1)


FOOT = """() => {
    const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules]).filter(rule => rule instanceof CSSPageRule);
    return rules.map(rule => rule.cssText).filter(told => told.includes('@bottom-left')).at(-1);
}"""
"""What a printed sheet's foot says."""


def test_a_sheet_that_waits_for_its_address_is_printed_without_the_foot_of_another(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server)
    page = visitor.page
    visitor.open("reviews?as_of=2022-12-20&lang=zh")
    page.evaluate(f"() => addEventListener('sheet-said', () => {{window.foot = ({FOOT})();}})")
    visitor.main.get_by_text("本季", exact=True).click()
    expect(visitor.main).to_contain_text("2022年10月1日至2022年12月20日 · 统计日")
    visitor.settle()
    assert "年" not in page.evaluate("window.foot")
    assert "2022年10月1日至2022年12月20日" in page.evaluate(FOOT)
