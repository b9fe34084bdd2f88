"""Every page in both languages, both themes and on a phone: drawn to the end, and asking no other host.

Leaves pictures of all of them for a person to look at in artefacts/; in the folder that SUPERVISION_ARTEFACTS names,
if it names one, and then by night too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import ROOT, Server
from tests.browser.visiting import PAGES, SIZES, WHITE, Spoken, Visitor, artefact

README_PICTURE = ROOT / "docs" / "overview.png"

SAMPLE = {"zh": "示例数据", "en": "SAMPLE DATA"}
CHARTS = {"overview": 3, "leads": 10, "reviews": 7, "referrals": 4, "visits": 10, "quality": 3}
"""At least so many charts; a page that lost them all must not pass for a page without troubles."""

_OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_drawn_to_the_end(sample_server: Server, visit: Visit, name: str, spoken: Spoken) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open(name)
    assert visitor.page.get_by_test_id("stPlotlyChart").count() >= CHARTS.get(name, 0)
    visitor.drawn()
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    mark = visitor.main.get_by_test_id("stAlert").first
    expect(mark).to_contain_text(SAMPLE[spoken])
    expect(mark).not_to_contain_text(SAMPLE["en" if spoken == "zh" else "zh"])

    _picture(visitor, f"{name}_{spoken}", "light")
    visitor.page.emulate_media(color_scheme="dark")
    expect(visitor.page.get_by_test_id("stApp")).not_to_have_css("background-color", WHITE)
    if os.environ.get("SUPERVISION_ARTEFACTS"):  # who looks wants both; nothing but colours differs
        _picture(visitor, f"{name}_{spoken}", "dark")


def _picture(visitor: Visitor, name: str, theme: str) -> None:
    """A picture in every size; the window is made as high as the page, since Streamlit scrolls inside it."""
    for size, (width, height) in SIZES.items():
        visitor.resize(width, height)
        assert visitor.page.evaluate(_OVERFLOW) <= 0, f"wider than {width}"
        visitor.resize(width, max(height, visitor.main.evaluate("main => main.scrollHeight")))
        visitor.drawn()
        visitor.page.screenshot(path=artefact(f"{name}_{size}_{theme}.png"))


def test_screenshot_of_the_overview_for_the_readme(
    sample_server: Server, visit: Visit, tmp_path: Path
) -> None:
    """Written into docs/ only when asked for, so that an ordinary run leaves the checkout as it was."""
    wanted = bool(os.environ.get("SUPERVISION_README_SCREENSHOT"))
    picture = README_PICTURE if wanted else tmp_path / "overview.png"
    visitor = visit(sample_server)
    visitor.open("overview")
    visitor.drawn()
    visitor.page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    visitor.page.screenshot(path=picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
