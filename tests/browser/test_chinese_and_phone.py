"""Chinese that reads like Chinese down to the buttons, and pages that a phone holds without pushing sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import SIZES

_SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some(box => box.scrollWidth > window.innerWidth)"""
_CLOUD = "button => getComputedStyle(button, '::after').content"


def test_the_buttons_of_charts_and_tables_speak_chinese(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("reviews?lang=zh")
    visitor.drawn()
    buttons = visitor.page.get_by_test_id("stPlotlyChart").first.locator(".modebar-btn")
    expect(buttons).to_have_count(1)
    expect(buttons).to_have_attribute("data-title", "下载图片（PNG）")
    table = visitor.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    search = visitor.page.get_by_test_id("stElementToolbarButton").filter(
        has=visitor.page.locator("button[aria-label=Search]")
    )
    search.first.hover()
    assert search.first.evaluate(_CLOUD) == '"搜索"'
    expect(visitor.page.locator("button[aria-label='Download as CSV']").first).to_be_hidden()


@pytest.mark.parametrize("name", ["overview", "leads", "reviews", "visits", "quality"])
def test_a_phone_scrolls_down_only_and_columns_lie_one_below_the_other(
    sample_server: Server, visit: Visit, name: str
) -> None:
    visitor = visit(sample_server)
    visitor.open(name)
    visitor.resize(*SIZES["phone"])
    visitor.drawn()
    assert not visitor.page.evaluate(_SIDEWAYS)
    tiles = [tile.bounding_box() for tile in visitor.page.get_by_test_id("stMetric").all()]
    assert len({round(box["x"]) for box in tiles if box}) == 1
    for chart in visitor.page.get_by_test_id("stPlotlyChart").all():
        box = chart.bounding_box()
        assert box is not None and 240 < box["width"] < SIZES["phone"][0]
