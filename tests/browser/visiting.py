"""A reader at a browser: opens pages, waits until they are drawn, and notices whatever goes wrong on the way."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, FilePayload, Locator, Page, Request, expect

from supervision.ui import page
from tests.browser.serving import ROOT

PAGES = tuple(place.stem for place in page.PAGES)
ARTEFACTS = Path(os.environ.get("SUPERVISION_ARTEFACTS") or ROOT / "artefacts")
"""Pictures for a person to look at; never in git."""


def artefact(name: str) -> Path:
    """Where a picture of that name goes."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS / name


SIZES = {"desk": (1440, 900), "phone": (390, 844)}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}

WHITE = "rgb(255, 255, 255)"
"""The ground of a page by day."""

SIDEBAR_FITS = 768
"""Pixels; in a narrower window Streamlit folds the sidebar away."""

_NOTHING_MOVES = "() => document.getAnimations().every(moving => moving.playState !== 'running')"

Spoken = Literal["zh", "en"]

CHARTS, MARKS = ".drawn-figure", ".drawn-trace [data-value]"
"""Figures, and in them bars, dots and cells with the number each draws; axes alone are no chart."""


def grave(page: Page) -> list[dict[str, Any]]:
    """What axe finds in a page as it looks now, of that which keeps somebody out."""
    found = Axe().run(page).response["violations"]
    return [one for one in found if one["impact"] in ("serious", "critical")]


@dataclass
class Visitor:
    """One tab. `troubles` holds console errors, page errors and requests to any other host."""

    page: Page
    address: str
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"page error: {error}"))
        self.page.on("request", self._watch)
        self.page.on("websocket", lambda socket: self._own(socket.url))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} {message.location['url']}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self._own(request.url)

    def _own(self, url: str) -> None:
        if re.sub(r"^\w+://", "", self.address) != re.sub(r"^\w+://([^/]*).*$", r"\1", url):
            self.troubles.append(f"asked another host: {url}")

    def open(self, path: str) -> None:
        """Go to an address of the product and wait until the page is finished."""
        # The front page has no name of its own in the address.
        self.page.goto(f"{self.address}/{path.removeprefix('overview')}")
        self.settle()

    def turn_to(self, title: str) -> None:
        """Choose a page in the sidebar, as a reader does; what was chosen before is kept."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        expect(self.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
        self.settle()

    def settle(self) -> None:
        """Until a title stands and nothing runs or fades any more."""
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0)
        expect(self.page.locator(".drawn-sheet[data-ahead]")).to_have_count(0)
        self.page.wait_for_function(_NOTHING_MOVES)

    @property
    def charts(self) -> Locator:
        return self.page.locator(CHARTS)

    @property
    def main(self) -> Locator:
        return self.page.get_by_test_id("stMain")

    def sees(self, words: str) -> None:
        expect(self.main.get_by_text(words).first).to_be_visible()

    def does_not_see(self, words: str) -> None:
        expect(self.main.get_by_text(words)).to_have_count(0)

    def tile(self, label: str) -> Locator:
        """The value of the big number under that label."""
        return self.page.locator(".drawn-tile").filter(has_text=label).first.locator(".drawn-value")

    def drop(self, files: dict[str, bytes]) -> None:
        """Put files into the box on the upload page and wait until all are checked."""
        payloads: list[FilePayload] = [
            {"name": name, "mimeType": "text/csv", "buffer": content} for name, content in files.items()
        ]
        self.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(payloads)
        expect(self.page.get_by_test_id("stFileChip")).to_have_count(len(files))
        expect(self.page.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)
        expect(self.main.get_by_role("heading", level=3).first).to_be_visible()
        self.settle()

    def download(self, words: str) -> bytes:
        """What the download button of that name hands over, pressed once what was done before it has come through."""
        self.settle()  # a press on what still unfolds may be lost
        with self.page.expect_download() as handed:
            self.page.get_by_role("button", name=words, exact=True).click()
        return handed.value.path().read_bytes()

    def drawn(self) -> None:
        """Until every chart of the page has its marks; those below the window are drawn last."""
        expect(self.page.locator(f"{CHARTS}:not([data-drawn])")).to_have_count(0)
        for chart in self.charts.all():
            expect(chart.locator(MARKS).first).to_be_attached()

    def resize(self, width: int, height: int) -> None:
        """Another window; what depends on its width is drawn anew."""
        self.page.set_viewport_size({"width": width, "height": height})
        is_folded = "false" if width >= SIDEBAR_FITS else "true"
        expect(self.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", is_folded)
        self.settle()

    def press(self, words: str) -> None:
        """Press a button once what was done before it has come through, as somebody who looks first does."""
        self.settle()
        self.page.get_by_role("button", name=words, exact=True).click()
        self.settle()
