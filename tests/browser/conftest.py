"""A server for every test that writes, one for all that only read, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from supervision.ui.drawn_figure import SCRIPT
from tests.browser.serving import Server, free_port, serve
from tests.browser.visiting import LOCALES, SIZES, Spoken, Visitor

WINDOWLESS = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", WINDOWLESS)
"""As readers have them first; tests would rather have the same without windows, which nobody looks at."""
QUIETLY = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60_000
"""Milliseconds that an expectation may take on a busy machine; a page is usually there in one or two."""


class Visit(Protocol):
    def __call__(self, server: Server, spoken: Spoken = "zh") -> Visitor: ...


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next((found for name in (WINDOWLESS, *BROWSERS) if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("No Chromium on this machine; `make browser-packages` installs it.", pytrace=False)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIETLY))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_server(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Shows the sample ledger, and nobody loads anything into it."""
    yield from _served(sample_ledger, tmp_path_factory.mktemp("sample_server"))


@pytest.fixture(scope="session")
def port_of_its_own() -> int:
    """One for all fresh products: at an address that it knows the browser has Streamlit's scripts compiled already."""
    return free_port()


@pytest.fixture
def server(sample_ledger: Path, tmp_path: Path, port_of_its_own: int) -> Iterator[Server]:
    """A fresh product for a test that loads its own files."""
    yield from _served(sample_ledger, tmp_path, port_of_its_own)


def _served(sample_ledger: Path, folder: Path, port: int | None = None) -> Iterator[Server]:
    # A ledger file serves one program only, so every server gets a sample of its own beside its ledger.
    shutil.copy2(sample_ledger, folder / "sample.duckdb")
    server = serve(folder / "ledger.duckdb", port=port)
    yield server
    server.stop()
    assert server.faults == [], "".join(server.said)


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Iterator[dict[Spoken, BrowserContext]]:
    """One browser profile for each language, so that Streamlit's scripts are fetched once a server."""
    made: dict[Spoken, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="module")
def paper(chromium: Browser) -> Iterator[Page]:
    """A page with the script and nothing else."""
    page = chromium.new_page()
    ground = "<body style='font: 16px sans-serif'></body>"
    page.route("http://figures.test/", lambda route: route.fulfill(body=ground, content_type="text/html"))
    page.goto("http://figures.test/")
    page.add_script_tag(content=SCRIPT.replace("export default function", "window.mount = function"))
    yield page
    page.close()


@pytest.fixture
def visit(chromium: Browser, contexts: dict[Spoken, BrowserContext]) -> Iterator[Visit]:
    """Open a tab on a server in a language; nothing may have gone wrong in it at the end."""
    visitors: list[Visitor] = []

    def begin(server: Server, spoken: Spoken = "zh") -> Visitor:
        if spoken not in contexts:
            width, height = SIZES["desk"]
            contexts[spoken] = chromium.new_context(
                locale=LOCALES[spoken],
                timezone_id="Asia/Shanghai",
                viewport={"width": width, "height": height},
                color_scheme="light",
            )
            contexts[spoken].set_default_timeout(PATIENCE)
        visitors.append(Visitor(contexts[spoken].new_page(), server.address))
        return visitors[-1]

    yield begin
    for visitor in visitors:
        visitor.page.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []
