"""What stands before every request: closed doors, headers, and who may upload and fetch files by address alone.

Pages ask the rules themselves; here are the ways that lead past pages.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import streamlit
from anyio import to_thread
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from supervision.access.people import Person
from supervision.access.rules import may
from supervision.access.settings import Settings
from supervision.access.signed_in import SignedOut, sign_in_told
from supervision.events import tell
from supervision.store.audit import note
from supervision.store.people import end_sign_in
from supervision.text import Refusal
from supervision.ui import batch_list, running
from supervision.ui.asgi import Asgi, Message, Receive, Scope, Send, header
from supervision.ui.asking import by_proxy, by_sign_in
from supervision.ui.health import health
from supervision.ui.page import may_choose, may_open, place_of
from supervision.ui.scripts import SCRIPTS
from supervision.ui.session import copies, has_signed_out, record
from supervision.ui.way_back import led

CLOSED = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
"""Streamlit answers these to anybody, signed in or not."""
UPLOADS, FILES, SIGN_OUT = "/_stcore/upload_file/", "/media/", "/auth/logout"
FONTS = tuple(
    f"/static/media/{file.name}"
    for file in (Path(streamlit.__file__).parent / "static/static/media").iterdir()
)
"""Streamlit's own, which the page to sign in at is written with; not among the files that pages hand out."""


def hash_of(script: str) -> str:
    """How a content policy names an inline script."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"


def content_policy() -> str:
    """Only this server's own files, and the few inline scripts known by heart.

    Streamlit's and plotly's styles are made as the page is drawn, so styles can't be listed.
    """
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    own = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    scripts = " ".join(hash_of(script) for script in (*own, *SCRIPTS))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}


class Guard:
    """ASGI middleware around the whole of Streamlit."""

    def __init__(self, app: Asgi, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._headers = {**HEADERS, "content-security-policy": content_policy()}
        self._is_https = str((settings.auth or {}).get("redirect_uri", "")).startswith("https:")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, _telling(send))
            return
        scope = self._believing(scope)
        path = str(scope["path"])
        if CLOSED.search(path):
            await _answer(scope, send, 404)
        elif scope["type"] == "http" and (told := await health(path)):
            await _answer(scope, send, *told)
        elif scope["type"] == "http" and path.endswith(running.METRICS):
            if await to_thread.run_sync(self._may_watch, scope):
                await _answer(scope, send, 200, await to_thread.run_sync(running.told), running.KIND)
            else:
                await _answer(scope, send, 403)
        elif scope["type"] == "http" and batch_list.is_asked_for(path):
            if await to_thread.run_sync(self._may_choose, scope):
                await _answer(scope, send, *await to_thread.run_sync(batch_list.answered, scope))
            else:
                await _answer(scope, send, 403)
        elif (UPLOADS in path or _is_handed_out(path)) and not await to_thread.run_sync(
            self._may_pass, scope
        ):
            await _answer(scope, send, 403)
        else:
            if path.endswith(SIGN_OUT):
                await to_thread.run_sync(self._sign_out, scope)
            await self._app(scope, receive, led(scope, self._adding(send, path)))

    def _believing(self, scope: Scope) -> Scope:
        """Without the header by which a proxy names people, unless it comes from that proxy."""
        proxy = self._settings.proxy
        peer = (scope.get("client") or ("",))[0]
        if proxy is None or peer in proxy.addresses:
            return scope
        name = proxy.header.encode()
        return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != name]}

    def _may_pass(self, scope: Scope) -> bool:
        """Files go to whoever is signed in, uploads come from whoever finds the page for them."""
        try:
            person = self._person(scope)
        except Refusal:
            return False
        allowed = may_open(person, place_of("upload")) if person is not None else copies() is None
        if UPLOADS not in str(scope["path"]) or allowed:
            return True
        if person is None:
            return False
        note(record(), person.name, "refused", action="load")
        return False

    def _may_watch(self, scope: Scope) -> bool:
        return self._may(scope, "watch over it", lambda person: may(person, "watch over it"))

    def _may_choose(self, scope: Scope) -> bool:
        """The list of batches is part of the bar, and goes to whoever finds that on some page."""
        return batch_list.knows_the_way(str(scope["path"])) and self._may(
            scope, "look at figures", may_choose
        )

    def _may(self, scope: Scope, action: str, rule: Callable[[Person], bool]) -> bool:
        """The one person of one machine has every role; beside copies the rules are the same."""
        try:
            person = self._person(scope)
        except Refusal:
            return False
        if person is None or rule(person):
            return True
        note(record(), person.name, "refused", action=action)
        return False

    def _person(self, scope: Scope) -> Person | None:
        return person_in(scope, self._settings)

    def _sign_out(self, scope: Scope) -> None:
        """The browser forgets its cookie; whoever kept a copy of it finds that it opens nothing any more."""
        if self._settings.auth is None:
            return
        cookies = header(scope, b"cookie")
        try:
            told = sign_in_told(claims_in(cookies.decode("latin-1")), self._settings)
        except SignedOut:
            return
        if has_signed_out(told.session):  # else a kept cookie could write on and on
            return
        end_sign_in(record(), told.session)
        note(record(), told.name, "sign out", session=told.session[:12])

    def _adding(self, send: Send, path: str) -> Send:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [
                    self._secured(name, value)
                    for name, value in message.get("headers", [])
                    if name.lower().decode("latin-1") not in self._headers
                ]
                added = [(name.encode(), value.encode()) for name, value in self._headers.items()]
                if _is_handed_out(path):
                    kept = [pair for pair in kept if pair[0].lower() != b"cache-control"]
                    added.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*kept, *added]}
            await send(message)

        return add

    def _secured(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Cookies of an installation behind TLS never travel without it."""
        is_open = name.lower() == b"set-cookie" and self._is_https and b"; secure" not in value.lower()
        return (name, value + b"; Secure") if is_open else (name, value)


def person_in(scope: Scope, settings: Settings) -> Person | None:
    """Who asks; None for the one local person, Refusal for somebody who is not signed in."""
    if not settings.has_sign_in:
        return None
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if settings.proxy is not None:
        return by_proxy(headers.get(settings.proxy.header, "").strip(), settings)
    return by_sign_in(claims_in(headers.get("cookie", "")), settings)


def _is_handed_out(path: str) -> bool:
    """Whether that is a file which a page made for somebody."""
    return FILES in path and not path.endswith(FONTS)


def claims_in(cookies: str) -> Mapping[str, Any]:
    """What the provider said of somebody, from the signed cookie; nothing for one that is forged or broken."""
    held = SimpleCookie(cookies)

    def one(name: str) -> bytes | None:
        if name not in held:
            return None
        return decode_signed_value(get_cookie_secret(), name, held[name].value.encode("latin-1"))

    try:
        told = get_cookie_with_chunks(one, USER_COOKIE_NAME)
        claims = json.loads(told) if told else {}
    except (ValueError, TypeError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _telling(send: Send) -> Send:
    """Into the log, when the server has started and when it has stopped."""

    async def told(message: Message) -> None:
        await send(message)
        if (event := _TURNS.get(message["type"])) is not None:
            tell(event)

    return told


_TURNS = {"lifespan.startup.complete": "started", "lifespan.shutdown.complete": "stopped"}


async def _answer(
    scope: Scope,
    send: Send,
    status: int,
    word: bytes = b"",
    kind: str = "",
    more: Sequence[tuple[bytes, bytes]] = (),
) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [*((name.encode(), value.encode()) for name, value in HEADERS.items()), *more]
    if kind:
        headers += [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": word})
