"""Signing in with a real OpenID provider on this machine, and every way in which a sign-in ends or must not count."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from supervision.access.people import EVERY_ROLE, read_roles
from supervision.store.audit import audit_faults, entries
from supervision.store.database import open_database
from supervision.store.people import enrol
from tests.access.wire import draw, status
from tests.browser.conftest import PATIENCE
from tests.browser.serving import Server, free_port, serve
from tests.browser.visiting import grave

SECRET = "of this test alone, and longer than thirty-two characters"
COOKIE = "_streamlit_user"
PEOPLE = {f"{role}@office.example": role for role in EVERY_ROLE}
LEAVING = "leaving@office.example"
CLAIMED = "claimed@office.example"
"""Stands in no roster; the provider says that they are a leader."""


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    users = [User(sub=name, claims={"email": name, "email_verified": True}) for name in (*PEOPLE, LEAVING)]
    users += [
        User(sub=CLAIMED, claims={"email": CLAIMED, "email_verified": True, "roles": ["leader", "printer"]}),
        User(sub="stranger", claims={"email": "stranger@elsewhere.example", "email_verified": True}),
        User(sub="unproven", claims={"email": "administrator@office.example", "email_verified": False}),
    ]
    with run_server_in_thread(user_claims=users) as running:
        yield f"http://localhost:{running.server_port}"


@dataclass
class Office:
    """A dashboard that people sign in to."""

    server: Server
    ledger: Path


@pytest.fixture(scope="module")
def office(provider: str, filled_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    ledger = folder / "ledger.duckdb"
    shutil.copy2(filled_ledger, ledger)
    database = open_database(ledger)
    for name, role in PEOPLE.items():
        enrol(database, name, read_roles([] if role == "administrator" else [role]), by="setup")
    enrol(database, LEAVING, read_roles(["leader"]), by="setup")
    database.close()
    port = free_port()
    settings = folder / "access.toml"
    settings.write_text(
        f"""
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "dashboard"
client_secret = "of the dashboard"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[access]
administrators = ["administrator@office.example"]
roles_claim = "roles"
session_hours = 8
idle_minutes = 30
""",
        encoding="utf-8",
    )
    settings.chmod(0o600)
    server = serve(ledger, {"SUPERVISION_ACCESS": str(settings)}, port)
    server.address = f"http://localhost:{port}"
    yield Office(server, ledger)
    server.stop()
    assert server.faults == []
    database = open_database(ledger)
    assert list(audit_faults(database)) == []
    noted = {(entry.who, entry.what) for entry in entries(database, most=10_000)}
    database.close()
    assert noted >= {
        *((name, "sign in") for name in PEOPLE),
        ("leader@office.example", "sign out"),
        ("administrator@office.example", "change roles"),
        (LEAVING, "refused"),
    }


@pytest.fixture(scope="module")
def profile(chromium: Browser) -> Iterator[BrowserContext]:
    """Keeps Streamlit's scripts from one test to the next."""
    made = chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """A browser that nobody has signed in with."""
    profile.clear_cookies()
    yield profile
    for page in profile.pages:
        page.close()


def sign_in(office: Office, context: BrowserContext, sub: str, at: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{office.server.address}/{at}")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    return page


def cookie_of(context: BrowserContext) -> str:
    return next(one["value"] for one in context.cookies() if one["name"] == COOKIE)


def with_cookie(value: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={value}", "Origin": "http://localhost"}


def opened(office: Office, cookie: str, page: str = "leads") -> bool:
    """Whether that cookie opens a page, over the bare websocket."""
    headers = {"Cookie": f"{COOKIE}={cookie}", "Origin": office.server.address}
    return bool(draw(office.server.address, page, headers, "lang=zh").tiles)


def test_the_first_deep_link_after_a_start_shows_nothing_before_somebody_signs_in(
    office: Office, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(f"{office.server.address}/leads")
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    expect(page.get_by_text("请用单位账号登录")).to_be_visible()
    page.get_by_role("button", name="登录", exact=True).click(trial=True)  # and no dialog lies over it
    expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
    expect(page.locator(".drawn-card")).to_have_count(0)
    assert status(office.server.address, "/media/0123456789abcdef.csv") == 403


@pytest.mark.parametrize("role", sorted(EVERY_ROLE))
def test_a_person_signs_in_and_finds_the_pages_of_their_role(
    office: Office, context: BrowserContext, role: str
) -> None:
    page = sign_in(office, context, f"{role}@office.example")
    title = "人员与角色" if role == "administrator" else "总览"
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    foot = page.get_by_test_id("stSidebar")
    expect(foot.get_by_text(f"{role}@office.example")).to_be_visible()
    expect(foot.get_by_role("button", name="退出登录")).to_be_visible()
    expect(foot.get_by_text("只在本机可见")).to_have_count(0)


def test_whoever_signs_in_finds_the_page_that_they_had_asked_for(
    office: Office, context: BrowserContext
) -> None:
    page = sign_in(office, context, "leader@office.example", at="leads?from=2022-04-01&to=2022-06-30")
    expect(page.get_by_role("heading", name="问题线索", exact=True, level=1)).to_be_visible()
    expect(page.locator(".drawn-tile").first).to_be_visible()
    assert page.url == f"{office.server.address}/leads?from=2022-04-01&to=2022-06-30"
    assert "supervision_asked" not in {one["name"] for one in context.cookies()}


def test_the_providers_word_counts_for_whoever_stands_in_no_roster(
    office: Office, context: BrowserContext
) -> None:
    page = sign_in(office, context, CLAIMED)
    expect(page.get_by_test_id("stSidebar").get_by_text(f"{CLAIMED}（领导）")).to_be_visible()


@pytest.mark.parametrize("sub", ["stranger", "unproven"])
def test_a_stranger_and_an_unproven_name_are_shown_nothing(
    office: Office, context: BrowserContext, sub: str
) -> None:
    page = sign_in(office, context, sub)
    expect(page.get_by_text("请联系管理员")).to_be_visible()
    expect(page.locator(".drawn-card")).to_have_count(0)
    expect(page.get_by_test_id("stDataFrame")).to_have_count(0)


def test_a_role_taken_away_is_gone_at_the_next_click(
    office: Office, context: BrowserContext, chromium: Browser
) -> None:
    reader = sign_in(office, context, LEAVING)
    pages = reader.get_by_test_id("stSidebarNav")
    expect(pages.get_by_role("link", name="台账", exact=True)).to_be_visible()
    wall = context.new_page()
    wall.goto(f"{office.server.address}/?screen=wall&every=2")
    expect(wall.get_by_text("1/9")).to_be_visible()
    other = chromium.new_context(locale="zh-CN")
    administrator = sign_in(office, other, "administrator@office.example")
    administrator.get_by_label("登录名").fill(LEAVING)
    administrator.get_by_role("button", name="保存", exact=True).click()
    expect(administrator.get_by_text("下次点击起生效")).to_be_visible()
    other.close()
    pages.get_by_role("link", name="台账", exact=True).click()
    expect(reader.get_by_text("没有权限查看明细")).to_be_visible()
    expect(reader.get_by_test_id("stDataFrame")).to_have_count(0)
    expect(pages.get_by_role("link", name="问题线索", exact=True)).to_have_count(0)
    expect(wall.get_by_text("没有权限")).to_be_visible()  # where nobody clicks, with the next turn
    expect(wall.get_by_test_id("stMetric")).to_have_count(0)
    assert not opened(office, cookie_of(context))


def test_signing_out_ends_it_for_every_copy_of_the_cookie(office: Office, context: BrowserContext) -> None:
    page = sign_in(office, context, "leader@office.example")
    kept = cookie_of(context)
    second = context.new_page()
    second.goto(f"{office.server.address}/leads")
    expect(second.locator(".drawn-tile").first).to_be_visible()
    assert opened(office, kept)
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="End session").click()  # the provider's own page
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert COOKIE not in {one["name"] for one in context.cookies()}
    assert not opened(office, kept), "a copy that was kept"
    second.get_by_test_id("stSidebarNav").get_by_role("link", name="案件评查", exact=True).click()
    expect(second.get_by_text("您已退出登录")).to_be_visible()
    assert status(office.server.address, "/media/0123456789abcdef.csv", with_cookie(kept)) == 403


def test_a_cookie_that_is_forged_expired_or_from_the_future_opens_nothing(
    office: Office, context: BrowserContext
) -> None:
    sign_in(office, context, "analyst@office.example")
    told = decode_signed_value(SECRET, COOKIE, cookie_of(context))
    assert told is not None
    claims = json.loads(told)
    now = int(datetime.now(UTC).timestamp())

    def signed(secret: str = SECRET, **changed: object) -> str:
        return create_signed_value(secret, COOKIE, json.dumps({**claims, **changed})).decode()

    assert opened(office, signed())
    forged = {
        "another secret": signed("another secret that is long enough to be one"),
        "expired": signed(iat=now - 9 * 3600),
        "from the future": signed(iat=now + 3600),
        "without a time": signed(iat=None),
        "without a name": signed(email=""),
        "unproven": signed(email_verified=False),
        "of another origin": signed(origin="http://elsewhere.example"),
        "not signed in": signed(is_logged_in=False),
        "cut": signed()[:-3],
        "not signed": json.dumps(claims),
        "empty": "",
    }
    assert [why for why, cookie in forged.items() if opened(office, cookie)] == []
    files = "/media/0123456789abcdef.csv"
    answers = {
        why: status(office.server.address, files, with_cookie(cookie)) for why, cookie in forged.items()
    }
    del answers["of another origin"]  # checked where the browser says its own: at the websocket
    assert set(answers.values()) == {403}, answers
    assert status(office.server.address, files, with_cookie(signed())) == 404


def test_what_a_page_sends_home_and_what_its_policy_lets_it_run(
    office: Office, context: BrowserContext
) -> None:
    page = context.new_page()
    answer = page.goto(office.server.address)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"script-src[^;]*(unsafe-inline|https?:|\*)", policy)
    expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
    ran = page.evaluate(
        """() => new Promise(done => {
            const planted = document.createElement('script');
            planted.textContent = 'window.planted = true';
            document.body.append(planted);
            const picture = document.createElement('img');
            picture.setAttribute('onerror', 'window.planted = true');
            picture.src = 'http://elsewhere.example/pixel.png';
            document.body.append(picture);
            setTimeout(() => done(window.planted === true), 500);
        })"""
    )
    assert ran is False


def test_all_of_it_stands_in_the_record(office: Office, context: BrowserContext) -> None:
    page = sign_in(office, context, "administrator@office.example", at="record")
    page.goto(f"{office.server.address}/record")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.get_by_role("button", name="检查记录是否被改动").click()
    expect(page.get_by_text("条条相连")).to_be_visible()


def test_the_sign_in_page_keeps_nobody_out(office: Office, context: BrowserContext) -> None:
    """By day and by night, in the language of the browser and in the other."""
    page = context.new_page()
    page.goto(office.server.address)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.get_by_role("button", name="登录", exact=True)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        assert grave(page) == [], scheme
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
