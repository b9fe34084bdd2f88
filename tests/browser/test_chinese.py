"""Chinese that reads like Chinese down to the buttons."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server

_CLOUD = "button => getComputedStyle(button, '::after').content"


def test_the_buttons_of_charts_and_tables_speak_chinese(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("reviews?lang=zh")
    visitor.drawn()
    buttons = visitor.charts.first.locator("button")
    told = [button.get_attribute("aria-label") for button in buttons.all()]
    assert told == ["下载图片（PNG）", "缩放查看"]
    visitor.open("ledgers?lang=zh")
    table = visitor.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover()
    search = visitor.page.get_by_test_id("stElementToolbarButton").filter(
        has=visitor.page.locator("button[aria-label=Search]")
    )
    search.first.hover()
    assert search.first.evaluate(_CLOUD) == '"搜索"'
    expect(visitor.page.locator("button[aria-label='Download as CSV']").first).to_be_hidden()
