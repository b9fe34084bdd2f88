"""A keyboard alone is enough."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


def test_a_keyboard_opens_the_table_and_reaches_download_and_rows(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("reviews")
    visitor.main.get_by_text("Definition and table", exact=True).first.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.main.get_by_text("Download CSV").first).to_be_visible()
    visitor.settle()
    reached = ""
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        reached += visitor.page.evaluate("() => document.activeElement.innerText + '|'")
    assert "Download CSV" in reached
    assert "See the rows" in reached
