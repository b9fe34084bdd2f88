"""A number on screen leads to exactly the rows that it was made from."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


def test_a_tile_leads_to_its_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads")
    told = visitor.tile("Leads received").inner_text()
    visitor.main.get_by_role("link", name="See the rows").nth(3).click()
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    count = re.sub(r"\D", "", told)
    visitor.sees(f"{count} leads: made from these {count} rows")


def test_a_number_on_a_chart_leads_to_its_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads")
    visitor.drawn()
    number = visitor.charts.nth(1).locator(".drawn-notes text:has(a)").first
    number.scroll_into_view_if_needed()
    count = number.text_content()
    click_in_the_middle(number)
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(f"made from these {count} rows")


CLICKED = {
    "a bar's segment": (
        "leads",
        "leads-by_month",
        ".drawn-trace >> nth=5 >> [data-value] >> nth=2",
        "12345 hotline · May 2022",
    ),
    "a stock at a month's end": (
        "reviews",
        "reviews-throughput",
        ".drawn-trace >> nth=2 >> [data-value] >> nth=3",
        "Open at end",
    ),
    "a grid's cell": ("visits", "visits-cadre_months", "rect[data-value] >> nth=25", "Aug 2022"),
}


@pytest.mark.parametrize("what", CLICKED)
def test_a_mark_that_is_clicked_leads_to_its_rows_and_back(
    sample_server: Server, visit: Visit, what: str
) -> None:
    page, name, mark, named = CLICKED[what]
    visitor = visit(sample_server, "en")
    visitor.open(f"{page}?lang=en&from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    chart = visitor.page.locator(f".card-{name}")
    chart.scroll_into_view_if_needed()
    click_in_the_middle(chart.locator(mark))
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(named)
    visitor.page.go_back()
    title = {"leads": "Leads", "reviews": "Reviews", "visits": "Visits"}[page]
    expect(visitor.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    visitor.settle()
    expect(visitor.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    assert "to=2022-12-31" in visitor.page.url


COUNTED = {
    "a bar's segment": ("leads", "leads-by_month", ".drawn-trace >> nth=5 >> [data-value] >> nth=2"),
    "concluded, of a flow": (
        "reviews",
        "reviews-throughput",
        ".drawn-trace >> nth=1 >> [data-value] >> nth=2",
    ),
    "a line's point": (
        "visits",
        "visits-curve",
        ".drawn-trace >> nth=0 >> [data-value] >> nth=4",
    ),
}


@pytest.mark.parametrize("what", COUNTED)
def test_a_mark_leads_to_as_many_rows_as_it_counts(sample_server: Server, visit: Visit, what: str) -> None:
    page, name, mark = COUNTED[what]
    visitor = visit(sample_server, "en")
    visitor.open(f"{page}?lang=en&from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    drawn = visitor.page.locator(f".card-{name}").locator(mark)
    drawn.scroll_into_view_if_needed()
    count = int(drawn.get_attribute("data-value") or 0)
    click_in_the_middle(drawn)
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(f"made from these {count} rows")


def test_the_whole_of_a_cell_takes_the_click(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads?lang=en&from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    cells = visitor.page.locator(".card-collections-calendar").locator("rect[data-value]")
    cells.first.scroll_into_view_if_needed()
    one, next_one = cells.nth(2).bounding_box(), cells.nth(3).bounding_box()
    assert one is not None and next_one is not None
    edge = one["x"] + one["width"] / 2 + 0.42 * (next_one["x"] - one["x"])
    visitor.page.mouse.move(edge, one["y"] + one["height"] / 2)
    visitor.page.mouse.click(edge, one["y"] + one["height"] / 2)
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees("May 2022")


def click_in_the_middle(mark: Locator) -> None:
    """By its place, as a mouse does; no script looks for it."""
    box = mark.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mark.page.mouse.move(*middle)
    mark.page.mouse.click(*middle)


def test_another_enterprise_is_found_by_typing_its_number(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("enterprise?number=Q0001&from=2022-03-01&to=2022-03-31")
    expect(visitor.page.get_by_role("heading", level=2)).to_have_text("示例中央企业01")
    visitor.page.get_by_role("button", name="Another enterprise").click()
    visitor.settle()
    expect(visitor.page.get_by_role("heading", level=2)).to_have_count(0)
    chooser = visitor.main.get_by_role("combobox")
    chooser.fill("Q0007")
    visitor.page.get_by_role("option", name=re.compile("Q0007")).click()
    expect(visitor.page.get_by_role("heading", level=2)).to_have_text("示例中央企业07")
    visitor.settle()
    visitor.sees("1 Mar 2022 to 31 Mar 2022")
