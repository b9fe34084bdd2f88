"""Whoever signs in is led to the page that they had asked for; to no other address than those of this dashboard's pages.

The page is told in the address that begins a sign-in, lies in a cookie while somebody is with the sign-in service, and is
looked at again before anybody is led to it: whoever made that cookie can name a page with its choices and nothing else.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.user_info import generate_login_redirect_url

from supervision.ui.asgi import Message, Scope, Send, header

ASKED, COOKIE = "asked", "supervision_asked"
SIGN_IN, CAME_BACK = "/auth/login", "/oauth2callback"
LONGEST = 1500
"""Signs; a longer way is forgotten."""
_MINUTES = 15
_STEMS = frozenset(
    {"", *(page.stem for page in (Path(__file__).resolve().parents[2] / "pages").glob("*/*.py"))}
)


def sign_in() -> None:
    """As `st.login` does it, with the page told that was asked for."""
    path = urlsplit(st.context.url or "").path
    stem = path.rstrip("/").rpartition("/")[2]
    way = f"{stem if stem in _STEMS else ''}?{urlencode(st.query_params.to_dict())}"
    run = get_script_run_ctx()
    if run is not None:
        message = ForwardMsg()
        message.auth_redirect.url = f"{generate_login_redirect_url('default')}&{urlencode({ASKED: way})}"
        run.enqueue(message)


def checked(way: str) -> str | None:
    """The same way, written anew; None unless it leads to a page of this dashboard."""
    stem, _, query = way.partition("?")
    if len(way) > LONGEST or stem not in _STEMS:
        return None
    told = urlencode(parse_qsl(query))
    return f"{stem}?{told}" if told else stem


def led(scope: Scope, send: Send) -> Send:
    """What is sent to somebody who begins to sign in, or comes back from it."""
    path = str(scope["path"])
    if path.endswith(SIGN_IN):
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(ASKED, [""])[0]
        way = checked(asked)
        return _changing(send, None, _cookie(way, _MINUTES * 60)) if way else send
    if path.endswith(CAME_BACK):
        way = checked(_kept(scope))
        return _changing(send, way, _cookie("", 0)) if way else send
    return send


def _kept(scope: Scope) -> str:
    try:
        held = SimpleCookie(header(scope, b"cookie").decode("latin-1"))
    except CookieError:
        return ""
    return unquote(held[COOKIE].value) if COOKIE in held else ""


def _cookie(way: str, seconds: int) -> bytes:
    return f"{COOKIE}={quote(way, safe='')}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax".encode()


def _changing(send: Send, way: str | None, cookie: bytes) -> Send:
    async def change(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), (b"set-cookie", cookie)]
            if way is not None:
                headers = [(name, _further(name, value, way)) for name, value in headers]
            message = {**message, "headers": headers}
        await send(message)

    return change


def _further(name: bytes, value: bytes, way: str) -> bytes:
    """Streamlit leads to the front page, which ends in a slash."""
    is_home = name.lower() == b"location" and value.endswith(b"/") and value.startswith(b"/")
    return value + way.encode() if is_home and not value.startswith(b"//") else value
