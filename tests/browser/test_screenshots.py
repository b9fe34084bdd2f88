"""Pictures of every page for a person to look at; and that no page is wider than its window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.conftest import Visit
from tests.browser.serving import ROOT, Server
from tests.browser.visiting import PAGES, SIZES, Spoken, Visitor

ARTEFACTS = Path(os.environ.get("SUPERVISION_ARTEFACTS") or ROOT / "artefacts")
README_PICTURE = ROOT / "docs" / "overview.png"

_OVERFLOW = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_screenshots_of_every_page(sample_server: Server, visit: Visit, spoken: Spoken, theme: str) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    visitor = visit(sample_server, spoken, theme=theme)
    for name in PAGES:
        visitor.open(name)
        for size, (width, height) in SIZES.items():
            visitor.page.set_viewport_size({"width": width, "height": height})
            visitor.settle()
            assert visitor.page.evaluate(_OVERFLOW) <= 0, f"{name} is wider than {width}"
            _whole_page(visitor, width, height)
            visitor.page.screenshot(path=ARTEFACTS / f"{name}_{spoken}_{size}_{theme}.png")
        width, height = SIZES["desk"]
        visitor.page.set_viewport_size({"width": width, "height": height})


def _whole_page(visitor: Visitor, width: int, height: int) -> None:
    """Make the window as high as the page: Streamlit scrolls inside it, so a picture would end at the fold."""
    whole = visitor.main.evaluate("main => main.scrollHeight")
    visitor.page.set_viewport_size({"width": width, "height": max(whole, height)})
    visitor.drawn()


def test_screenshot_of_the_overview_for_the_readme(
    sample_server: Server, visit: Visit, tmp_path: Path
) -> None:
    """Written into docs/ only when asked for, so that an ordinary run leaves the checkout as it was."""
    wanted = bool(os.environ.get("SUPERVISION_README_SCREENSHOT"))
    picture = README_PICTURE if wanted else tmp_path / "overview.png"
    visitor = visit(sample_server)
    visitor.open("overview")
    visitor.drawn()
    visitor.page.screenshot(path=picture)
    assert picture.read_bytes().startswith(b"\x89PNG")
