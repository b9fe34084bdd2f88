"""Files named by their hashes: sent whole and compressed to whoever takes that, and nothing else is answered for."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from supervision.ui.asgi import Message, Receive, Scope, Send
from supervision.ui.assets import STATIC, Assets
from supervision.ui.drawn_figure import FILE, NAME, SCRIPT
from tests.awaiting import awaited

STREAMLITS = next(path for path in (STATIC / "js").iterdir() if path.name.startswith("index."))


def asked(
    path: str, takes: bytes = b"gzip, br", method: str = "GET"
) -> tuple[dict[bytes, bytes], bytes] | None:
    """Headers and body; None where the request was passed on to Streamlit."""
    sent: list[Message] = []
    passed_on: list[Scope] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        passed_on.append(scope)

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"accept-encoding", takes)]}
    awaited(Assets(streamlit)(scope, receive, send))
    return None if passed_on else (dict(sent[0]["headers"]), sent[1]["body"])


@pytest.mark.parametrize("below", ["", "/supervision"])
@pytest.mark.parametrize(
    ("path", "held"),
    [
        (f"/static/js/{STREAMLITS.name}", STREAMLITS.read_bytes()),
        (f"/_stcore/bidi-components/{NAME}/{FILE}", SCRIPT.encode()),
    ],
)
def test_a_script_is_compressed_and_kept_for_a_year(below: str, path: str, held: bytes) -> None:
    headers, body = asked(below + path) or ({}, b"")
    assert gzip.decompress(body) == held and len(body) < len(held) / 2
    assert headers[b"content-encoding"] == b"gzip" and b"immutable" in headers[b"cache-control"]
    assert int(headers[b"content-length"]) == len(body)
    plain, whole = asked(below + path, takes=b"identity") or ({}, b"")
    assert whole == held and b"content-encoding" not in plain
    assert asked(below + path, method="HEAD") == (headers, b"")


@pytest.mark.parametrize(
    "path", ["/", "/leads", "/static/js/none.js", "/static/js/../../index.html", "/static/../config.py", "/media/a.js"]
)  # fmt: skip
def test_all_else_is_passed_on(path: str) -> None:
    assert asked(path) is None
    assert asked(f"/static/js/{STREAMLITS.name}", method="POST") is None


def test_whoever_asks_for_names_that_there_are_not_fills_no_memory() -> None:
    """Nobody has to be signed in to ask."""
    asked_for = 2000

    async def all_of_them() -> None:
        async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
            pass

        async def unused(*_told: object) -> Message:
            return {}

        server = Assets(streamlit)
        before, _ = tracemalloc.get_traced_memory()
        for number in range(asked_for):
            path = f"/static/js/{number:0200}.js"
            await server({"type": "http", "method": "GET", "path": path, "headers": []}, unused, unused)
        after, _ = tracemalloc.get_traced_memory()
        assert after - before < asked_for * 100

    tracemalloc.start()
    try:
        awaited(all_of_them())
    finally:
        tracemalloc.stop()
