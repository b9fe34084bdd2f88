"""What a list answers: to a press on a heading, to the keyboard, and to whoever scrolls; its rows lead where they say."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import Visitor

LONGEST, LIMITS = ".card-reviews-longest_open", ".card-leads-near_limit"


def cells(table: Locator, column: int) -> list[str]:
    return table.locator(f"tbody td:nth-child({column})").all_inner_texts()


def opened(visit: Visit, server: Server) -> Visitor:
    visitor = visit(server, "en")
    visitor.open("reviews?from=2022-03-01&to=2022-12-31")
    return visitor


def test_a_heading_sorts_numbers_as_numbers_and_the_row_pressed_is_the_row_shown(
    sample_server: Server, visit: Visit
) -> None:
    table = opened(visit, sample_server).page.locator(LONGEST)
    heading = table.get_by_role("columnheader").filter(has_text="Days")
    column = 1 + [one.inner_text() for one in table.get_by_role("columnheader").all()].index(
        heading.inner_text()
    )
    as_given = cells(table, column)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    assert cells(table, column) == sorted(as_given, key=int)
    heading.get_by_role("button").click()
    assert cells(table, column) == sorted(as_given, key=int, reverse=True)
    heading.get_by_role("button").click()
    assert cells(table, column) == as_given


def test_arrows_go_from_row_to_row_and_enter_follows_one(sample_server: Server, visit: Visit) -> None:
    visitor = opened(visit, sample_server)
    table = visitor.page.locator(LONGEST)
    as_given = cells(table, 1)
    for _ in range(2):
        table.get_by_role("columnheader").first.get_by_role("button").click()
    number = cells(table, 1)[2]
    assert number != as_given[2]
    rows = table.locator("tbody button")
    rows.first.focus()
    for _ in range(2):
        visitor.page.keyboard.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(number)
    assert f"is.number={number}" in visitor.page.url


def test_a_long_list_is_made_as_far_as_somebody_scrolls(sample_server: Server, visit: Visit) -> None:
    table = opened(visit, sample_server).page.locator(LIMITS)
    whole = int(table.get_by_role("table").get_attribute("aria-rowcount") or 0) - 1
    rows = table.locator("tbody tr")
    assert rows.count() < whole
    rows.last.scroll_into_view_if_needed()
    expect(rows).to_have_count(whole)
    assert len(set(cells(table, 1))) == whole
