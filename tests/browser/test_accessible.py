"""Nobody is kept out: axe finds nothing serious on any page in either theme, and a keyboard alone is enough.

What is left out is Streamlit's own mark-up that no option changes: its navigation puts a frame between the list and
its items. Whoever listens still hears the links, in order, by name.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import PAGES, WHITE, Visitor


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(sample_server: Server, visit: Visit, name: str) -> None:
    visitor = visit(sample_server)
    visitor.open(name)
    visitor.drawn()
    found = _grave(visitor)
    visitor.page.emulate_media(color_scheme="dark")
    expect(visitor.page.get_by_test_id("stApp")).not_to_have_css("background-color", WHITE)
    visitor.settle()
    assert found + _grave(visitor) == []


def _grave(visitor: Visitor) -> list[str]:
    """What keeps somebody out of the page as it looks now."""
    answer = Axe().run(visitor.page).response
    grave = [found for found in answer["violations"] if found["impact"] in ("serious", "critical")]
    return [
        _told(found, node) for found in grave for node in found["nodes"] if not _is_streamlits(found, node)
    ]


def _is_streamlits(found: dict[str, Any], node: dict[str, Any]) -> bool:
    """The list of pages in the sidebar."""
    of_navigation = "stSidebarNavItems" in node["html"] or node["html"].startswith("<li class=")
    return found["id"] in ("list", "listitem") and of_navigation


def _told(found: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{found['id']}: {node['html'][:200]} {node['failureSummary']}"


@pytest.mark.parametrize(("spoken", "tongue"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_its_language(sample_server: Server, visit: Visit, spoken: Any, tongue: str) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open("reviews")
    expect(visitor.page.locator("html")).to_have_attribute("lang", tongue)


@pytest.mark.parametrize("name", ["overview", "leads", "reviews", "visits", "quality"])
def test_every_chart_is_named_and_has_its_table(sample_server: Server, visit: Visit, name: str) -> None:
    visitor = visit(sample_server, "en")
    visitor.open(name)
    visitor.drawn()
    charts = visitor.page.get_by_test_id("stPlotlyChart")
    tables = visitor.main.get_by_text("Definition and table", exact=True)
    assert charts.count() > 0
    expect(tables).to_have_count(charts.count())
    for chart in charts.all():
        expect(chart).to_have_attribute("aria-label", re.compile(r"\S.* Unit: .*\d{4}"))


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
