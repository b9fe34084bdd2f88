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
