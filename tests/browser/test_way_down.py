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
    visitor.page.get_by_test_id("stPageLink").get_by_text("See the rows").nth(3).click()
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    count = re.sub(r"\D", "", told)
    visitor.sees(f"{count} leads: made from these {count} rows")


def test_a_number_on_a_chart_leads_to_its_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads")
    visitor.drawn()
    number = visitor.page.get_by_test_id("stPlotlyChart").nth(1).locator(".annotation").first
    number.scroll_into_view_if_needed()
    count = number.locator("text").text_content()
    number.locator("rect.bg").click()
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(f"made from these {count} rows")


CLICKED = {
    "a bar's segment": (
        "leads",
        1,
        ".barlayer .trace >> nth=5 >> .point >> nth=2",
        "12345 hotline · May 2022",
    ),
    "a stock at a month's end": ("reviews", 0, ".scatterlayer .points path >> nth=3", "Open at end"),
    "a grid's cell": ("visits", 2, ".scatterlayer .points path >> nth=25", "Aug 2022"),
}


@pytest.mark.parametrize("what", CLICKED)
def test_a_mark_that_is_clicked_leads_to_its_rows_and_back(
    sample_server: Server, visit: Visit, what: str
) -> None:
    page, place, mark, named = CLICKED[what]
    visitor = visit(sample_server, "en")
    visitor.open(f"{page}?lang=en&from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    chart = visitor.page.get_by_test_id("stPlotlyChart").nth(place)
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


def click_in_the_middle(mark: Locator) -> None:
    """By its place: the layer that plotly listens on lies above the mark itself."""
    box = mark.bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    mark.page.mouse.move(*middle)
    mark.page.mouse.click(*middle)
