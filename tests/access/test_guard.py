"""The guard before Streamlit, asked directly: whose header is believed, and what is added to answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from supervision.access.settings import Proxy, Settings
from supervision.ui.asgi import Message, Receive, Scope, Send
from supervision.ui.guard import Guard, claims_in
from tests.awaiting import awaited

BEHIND = Settings(proxy=Proxy("x-remote-user", ("10.0.0.1",)))
TLS = Settings(auth={"redirect_uri": "https://dashboard.office.example/oauth2callback"})


def passed(
    settings: Settings, scope: Scope, answer: Sequence[tuple[bytes, bytes]] = ()
) -> tuple[Any, list[Message]]:
    """What reaches Streamlit, and what is sent back."""
    reached: list[Scope] = []
    sent: list[Message] = []

    async def streamlit(inner: Scope, receive: Receive, send: Send) -> None:
        reached.append(inner)
        await send({"type": "http.response.start", "status": 200, "headers": [*answer]})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    awaited(Guard(streamlit, settings)({"type": "http", "path": "/", **scope}, receive, send))
    return (reached[0] if reached else None), sent


@pytest.mark.parametrize(
    ("peer", "is_believed"),
    [
        ("10.0.0.1", True),
        ("10.0.0.2", False),
        ("127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        (None, False),
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", [b"x-remote-user", b"X-Remote-User"])
def test_a_name_is_believed_from_the_proxy_alone(
    peer: str | None, is_believed: bool, kind: str, name: bytes
) -> None:
    scope = {"type": kind, "client": (peer, 1) if peer else None, "headers": [(name, b"wang"), (b"a", b"b")]}
    reached, _ = passed(BEHIND, scope)
    assert ((name, b"wang") in reached["headers"]) == is_believed
    assert (b"a", b"b") in reached["headers"]


def test_cookies_travel_over_tls_alone_where_there_is_tls() -> None:
    cookies = [(b"set-cookie", b"a=1; HttpOnly"), (b"Set-Cookie", b"b=2; secure")]
    _, (sent,) = passed(TLS, {"headers": []}, cookies)
    told = [value for name, value in sent["headers"] if name.lower() == b"set-cookie"]
    assert told == [b"a=1; HttpOnly; Secure", b"b=2; secure"]
    _, (sent,) = passed(Settings(), {"headers": []}, cookies)
    assert cookies[0] in sent["headers"]


def test_a_header_is_there_once_whatever_streamlit_sends() -> None:
    _, (sent,) = passed(Settings(), {"headers": []}, [(b"X-Frame-Options", b"ALLOWALL")])
    assert [value for name, value in sent["headers"] if name.lower() == b"x-frame-options"] == [b"DENY"]


@pytest.mark.parametrize(
    "cookie", ["", "_streamlit_user=", "_streamlit_user=x.y.z", '_streamlit_user="', "=;=;", "a" * 9000]
)
def test_a_broken_cookie_names_nobody(cookie: str) -> None:
    assert claims_in(cookie) == {}
