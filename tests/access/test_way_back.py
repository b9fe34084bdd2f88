"""From signing in one is led to the page that was asked for, and never anywhere else."""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import quote

import pytest

from supervision.access.settings import Settings
from supervision.ui.way_back import COOKIE, LONGEST, checked
from tests.access.test_guard import passed

TLS = Settings(auth={"redirect_uri": "https://office.example/supervision/oauth2callback"})
WAY = "leads?from=2022-04-01&source=12345%E5%B9%B3%E5%8F%B0"


def location(cookie: str, home: str = "/supervision/", path: str = "/oauth2callback") -> str:
    scope = {"path": path, "headers": [(b"cookie", cookie.encode("latin-1", "ignore"))]}
    _, sent = passed(TLS, scope, [(b"location", home.encode())])
    return dict(sent[0]["headers"])[b"location"].decode()


def kept(asked: str) -> str:
    """The cookie of whoever begins to sign in with that asked for."""
    scope = {
        "path": "/supervision/auth/login",
        "headers": [],
        "query_string": f"provider=x&asked={asked}".encode(),
    }
    _, sent = passed(TLS, scope)
    told = [value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie"]
    return told[0] if told else ""


def test_one_is_led_to_the_page_with_what_was_chosen_on_it() -> None:
    cookie = kept(quote(WAY, safe=""))
    assert {"HttpOnly", "SameSite=Lax", "Secure"} <= {part.strip() for part in cookie.split(";")}
    held = SimpleCookie(cookie)[COOKIE].value
    assert location(f"{COOKIE}={held}") == f"/supervision/{WAY}"
    assert location(f"{COOKIE}={held}", path="/leads") == "/supervision/"
    assert location(f"{COOKIE}={held}", home="https://sign-in.example/") == "https://sign-in.example/"
    assert location(f"{COOKIE}={held}", home="//elsewhere.example/") == "//elsewhere.example/"
    assert location("") == "/supervision/"


@pytest.mark.parametrize(
    "way",
    [
        "//elsewhere.example", "https://elsewhere.example/leads", "/\\elsewhere.example", "elsewhere", "leads/../..", "javascript:1",
        "@elsewhere.example", ".elsewhere.example", "leads\r\nset-cookie: a=b", "leads?" + "a=b&" * LONGEST, "media/x.csv",
    ],
)  # fmt: skip
def test_nobody_is_led_anywhere_else(way: str) -> None:
    assert checked(way) is None
    assert kept(quote(way, safe="")) == ""
    assert location(f"{COOKIE}={quote(way, safe='')}") == "/supervision/"


def test_what_stands_behind_the_question_mark_can_be_no_header() -> None:
    assert checked("leads?a=b%0D%0Aset-cookie: x\r\n") == "leads?a=b%0D%0Aset-cookie%3A+x%0D%0A"
