"""nginx as docs/deploying/nginx.conf has it, in front of the dashboard: TLS, sub-path, websocket, closed internals."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import sync_playwright

from tests.access.nginx import any_certificate, nginx
from tests.browser.conftest import BROWSERS, QUIETLY
from tests.browser.serving import serve

BELOW = "supervision"


@pytest.fixture(scope="module")
def proxied(filled_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address below which nginx hands out the dashboard."""
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copy2(filled_ledger, folder / "ledger.duckdb")
    server = serve(folder / "ledger.duckdb", path=BELOW)
    with nginx(
        "nginx.conf", folder, {"http://127.0.0.1:8501": server.address.removesuffix(f"/{BELOW}")}
    ) as address:
        yield address
    server.stop()


def fetch(address: str, **headers: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers), context=any_certificate()
        ) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_pages_are_drawn_below_the_path_over_tls(proxied: str) -> None:
    with sync_playwright() as playwright:
        path = next(found for name in BROWSERS if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIETLY))
        page = browser.new_context(ignore_https_errors=True, locale="zh-CN").new_page()
        page.set_default_timeout(60_000)
        sockets: list[str] = []
        asked: set[str] = set()
        page.on("websocket", lambda opened: sockets.append(opened.url))
        page.on(
            "request", lambda request: asked.add(request.url.split("/")[2]) if "//" in request.url else None
        )
        for stem in ("leads", ""):
            page.goto(f"{proxied}/{BELOW}/{stem}")
            page.get_by_test_id("stMetric").first.wait_for()
            page.get_by_test_id("stPlotlyChart").first.wait_for()
        browser.close()
    assert sockets and all(url.startswith(proxied.replace("https:", "wss:")) for url in sockets)
    assert asked == {proxied.removeprefix("https://")}


@pytest.mark.parametrize(
    "path", ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/script-health-check"]
)
def test_internals_are_closed(proxied: str, path: str) -> None:
    assert fetch(f"{proxied}/{BELOW}/{path}")[0] == 404


def test_headers_of_both_arrive_once_and_scripts_are_compressed(proxied: str) -> None:
    status, headers = fetch(f"{proxied}/{BELOW}/")
    assert status == 200
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options"):
        assert len(headers.get_all(name) or []) == 1, name
    assert "nginx/" not in (headers["Server"] or "")
    status, headers = fetch(f"{proxied}/{BELOW}/{_script()}", **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")


def _script() -> str:
    """The one that begins the page."""
    static = Path(streamlit.__file__).parent / "static"
    return str(next((static / "static" / "js").glob("index.*.js")).relative_to(static))
