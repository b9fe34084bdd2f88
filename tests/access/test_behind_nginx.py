"""nginx as docs/deploying/nginx.conf has it, in front of the dashboard: TLS, sub-path, sign-in, websocket, closed internals."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
import streamlit
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect, sync_playwright

from tests.access.nginx import any_certificate, nginx
from tests.browser.conftest import BROWSERS, QUIETLY, WINDOWLESS
from tests.browser.serving import free_port, serve

BELOW = "supervision"
SOMEBODY = "wang@office.example"
COOKIE = "_streamlit_user"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    claims = {"email": SOMEBODY, "email_verified": True, "roles": ["leader"]}
    with run_server_in_thread(user_claims=[User(sub=SOMEBODY, claims=claims)]) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture(scope="module")
def proxied(provider: str, filled_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address below which nginx hands out the dashboard."""
    folder = tmp_path_factory.mktemp("nginx")
    shutil.copy2(filled_ledger, folder / "ledger.duckdb")
    outside = free_port()
    settings = folder / "access.toml"
    settings.write_text(
        f"""
[auth]
redirect_uri = "https://localhost:{outside}/{BELOW}/oauth2callback"
cookie_secret = "of this test alone, and longer than thirty-two characters"
client_id = "dashboard"
client_secret = "of the dashboard"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[access]
roles_claim = "roles"
""",
        encoding="utf-8",
    )
    settings.chmod(0o600)
    server = serve(folder / "ledger.duckdb", {"SUPERVISION_ACCESS": str(settings)}, path=BELOW)
    dashboard = {"http://127.0.0.1:8501": server.address.removesuffix(f"/{BELOW}")}
    with nginx("nginx.conf", folder, dashboard, outside) as address:
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


@pytest.fixture
def page(proxied: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        path = next(found for name in (WINDOWLESS, *BROWSERS) if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIETLY))
        made = browser.new_context(ignore_https_errors=True, locale="zh-CN").new_page()
        made.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        yield made
        browser.close()


def test_somebody_signs_in_below_the_path_over_tls_reads_and_signs_out(proxied: str, page: Page) -> None:
    sockets: list[str] = []
    asked: list[str] = []
    page.on("websocket", lambda opened: sockets.append(opened.url))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{proxied}/{BELOW}/leads")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator("input[name=sub]").fill(SOMEBODY)
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.get_by_text(f"{SOMEBODY}（领导）")).to_be_visible()
    assert page.url.startswith(f"{proxied}/{BELOW}")

    cookies = {one["name"]: one for one in page.context.cookies()}
    assert cookies[COOKIE]["secure"] and cookies[COOKIE]["httpOnly"]
    asked.clear()
    page.goto(f"{proxied}/{BELOW}/leads")
    page.locator(".drawn-tile").first.wait_for()
    page.locator(".drawn-trace").first.wait_for()
    assert {url.partition("/supervision")[0] for url in asked if not url.startswith(("data:", "blob:"))} == {
        proxied
    }
    assert sockets and all(url.startswith(proxied.replace("https:", "wss:")) for url in sockets)

    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert page.url.startswith(f"{proxied}/{BELOW}")
    assert COOKIE not in {one["name"] for one in page.context.cookies()}
    page.goto(f"{proxied}/{BELOW}/leads")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    expect(page.locator(".drawn-card")).to_have_count(0)


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
