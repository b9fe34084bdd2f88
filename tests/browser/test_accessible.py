"""The page says its language to whoever reads it aloud, and a keyboard alone is enough."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


@pytest.mark.parametrize(("spoken", "tongue"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_its_language(sample_server: Server, visit: Visit, spoken: Any, tongue: str) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open("reviews")
    expect(visitor.page.locator("html")).to_have_attribute("lang", tongue)


def test_a_keyboard_opens_the_table_and_reaches_download_and_rows(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("reviews")
    visitor.main.get_by_text("Definition and table", exact=True).first.locator(
        "xpath=ancestor::summary"
    ).focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_test_id("stDataFrame").first).to_be_visible()
    visitor.settle()
    reached = ""
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        reached += visitor.page.evaluate("() => document.activeElement.innerText + '|'")
    assert "Download CSV" in reached
    assert "See the rows" in reached
