"""The words of ASGI, in which a server and what stands before it speak."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


def header(scope: Scope, name: bytes) -> bytes:
    """What a request says under that name, written in small letters; nothing where it says nothing."""
    return next((value for own, value in scope["headers"] if own.lower() == name), b"")


def takes_gzip(scope: Scope) -> bool:
    return b"gzip" in header(scope, b"accept-encoding").lower()
