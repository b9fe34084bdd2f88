"""Every page in both languages, both themes and on a phone: drawn to the end, keeping nobody out, asking no other host.

A visit costs seconds, most of them for charts, so whatever can be asked of a page as it stands is asked in this one.

With SUPERVISION_ARTEFACTS naming a folder, pictures of all of them are left there for a person to look at.

What axe may find is Streamlit's own mark-up that no option changes: its navigation puts a frame between the list and
its items. Whoever listens still hears the links, in order, by name.
"""

from __future__ import annotations

import os
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from supervision.ui.page import place_of
from tests.browser.conftest import Visit
from tests.browser.serving import ROOT, Server
from tests.browser.visiting import PAGES, SIZES, WHITE, Spoken, Visitor, artefact, grave

README_PICTURE = ROOT / "docs" / "overview.png"

SAMPLE = {"zh": "示例数据", "en": "SAMPLE DATA"}
TABLE = {"zh": "口径与数据表", "en": "Definition and table"}
LOOKED_AT = bool(os.environ.get("SUPERVISION_ARTEFACTS"))
PICTURED = bool(os.environ.get("SUPERVISION_README_SCREENSHOT"))
CHARTS = {"overview": 3, "leads": 10, "reviews": 7, "referrals": 4, "visits": 10, "quality": 3}
"""At least so many charts; a page that lost them all must not pass for a page without troubles."""

TONGUES = {"zh": "zh-CN", "en": "en"}

_SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some(box => box.scrollWidth > window.innerWidth)"""

_OUT_OF_SIGHT = """() => [...document.querySelectorAll('.drawn-choices button')].filter(period => {
    const [its, row] = [period, period.parentElement].map(one => one.getBoundingClientRect());
    return its.left < row.left || its.right > row.right || row.right > window.innerWidth;
}).map(period => period.innerText)"""
"""Periods that can only be pressed by whoever thinks of scrolling their row."""

_SET_APART = """() => [...document.querySelectorAll('.drawn-badge')].filter(badge => {
    const [word, after] = [badge.firstChild, badge.nextSibling].map(told => {
        const place = document.createRange();
        place.selectNodeContents(told);
        return place.getClientRects();
    });
    return Math.abs(after[0].left - word[0].right) > 0.5;
}).map(badge => badge.parentElement.innerText)"""
"""Sentences that stand away from the mark before them, though what they begin with is a colon."""


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_drawn_to_the_end(sample_server: Server, visit: Visit, name: str, spoken: Spoken) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open(name)
    assert visitor.charts.count() >= CHARTS.get(name, 0)
    visitor.drawn()
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    expect(visitor.page.locator("html")).to_have_attribute("lang", TONGUES[spoken])
    if place_of(name).audience != "administrators":  # who may do what is real, whatever the ledger shows
        mark = visitor.main.get_by_test_id("stAlert").first
        expect(mark).to_contain_text(SAMPLE[spoken])
        expect(mark).not_to_contain_text(SAMPLE["en" if spoken == "zh" else "zh"])

    _every_chart_is_named_and_has_its_table(visitor, TABLE[spoken])
    assert visitor.page.evaluate(_SET_APART) == []
    if spoken == "en" or LOOKED_AT:  # whose labels are the longer ones
        _no_size_scrolls_sideways(visitor, f"{name}_{spoken}_light")
    if spoken == "zh" or LOOKED_AT:
        found = _grave(visitor)
        visitor.page.emulate_media(color_scheme="dark")
        expect(visitor.page.get_by_test_id("stApp")).not_to_have_css("background-color", WHITE)
        visitor.settle()
        if LOOKED_AT:
            _no_size_scrolls_sideways(visitor, f"{name}_{spoken}_dark")
        assert found + _grave(visitor) == []


def _every_chart_is_named_and_has_its_table(visitor: Visitor, table: str) -> None:
    charts = visitor.charts
    expect(visitor.main.get_by_text(table, exact=True)).to_have_count(charts.count())
    for chart in charts.all():
        expect(chart).to_have_attribute("aria-label", re.compile(r"\S.*\d{4}"))


def _grave(visitor: Visitor) -> list[str]:
    """What keeps somebody out of the page as it looks now."""
    return [
        _told(found, node)
        for found in grave(visitor.page)
        for node in found["nodes"]
        if not _is_streamlits(found, node)
    ]


def _is_streamlits(found: dict[str, Any], node: dict[str, Any]) -> bool:
    """The list of pages in the sidebar."""
    of_navigation = "stSidebarNavItems" in node["html"] or node["html"].startswith("<li class=")
    return found["id"] in ("list", "listitem") and of_navigation


def _told(found: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{found['id']}: {node['html'][:200]} {node['failureSummary']}"


def _no_size_scrolls_sideways(visitor: Visitor, name: str) -> None:
    """In a picture the window is made as high as the page, since Streamlit scrolls inside it."""
    for size, (width, height) in SIZES.items():
        visitor.resize(width, height)
        assert not visitor.page.evaluate(_SIDEWAYS), f"wider than {width}"
        if size == "phone":
            _columns_lie_one_below_the_other(visitor)
            assert visitor.page.evaluate(_OUT_OF_SIGHT) == []
        if LOOKED_AT:
            visitor.resize(width, max(height, visitor.main.evaluate("main => main.scrollHeight")))
            visitor.drawn()
            visitor.page.screenshot(path=artefact(f"{name}_{size}.png"))
    if LOOKED_AT:
        visitor.resize(*SIZES["desk"])


def _columns_lie_one_below_the_other(visitor: Visitor) -> None:
    tiles = [tile.bounding_box() for tile in visitor.page.locator(".drawn-number").all()]
    assert len({round(box["x"]) for box in tiles if box}) <= 1
    for chart in visitor.charts.all():
        box = chart.bounding_box()
        assert box is not None and 240 < box["width"] < SIZES["phone"][0]


@pytest.mark.skipif(
    not PICTURED, reason="`make screenshots` takes it; an ordinary run leaves docs/ as it was"
)
def test_screenshot_of_the_overview_for_the_readme(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("overview")
    visitor.drawn()
    visitor.page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    visitor.page.screenshot(path=README_PICTURE)
    assert README_PICTURE.read_bytes().startswith(b"\x89PNG")
