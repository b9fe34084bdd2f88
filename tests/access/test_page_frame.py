"""The frame that a page comes in: as Streamlit has it, with what our pages need named beforehand, and every name good."""

from __future__ import annotations

import gzip
import re

import pytest

from supervision.ui.asgi import Message, Receive, Scope, Send
from supervision.ui.assets import Assets
from supervision.ui.guard import content_policy, hash_of
from supervision.ui.page_frame import INDEX, PARTS, PageFrame, imported, needed
from supervision.ui.scripts import CONNECT
from tests.awaiting import awaited

BROWSER = [(b"accept", b"text/html,*/*"), (b"accept-encoding", b"gzip, br"), (b"if-none-match", b'"old"')]


def answered(path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> tuple[list[Message], list[Scope]]:
    """What the browser is sent, and what Streamlit, which answers with that body in two pieces, was asked."""
    sent: list[Message] = []
    asked: list[Scope] = []

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope)
        kept = [
            (b"cache-control", b"no-cache"),
            (b"etag", b'"streamlits"'),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": kept})
        await send({"type": "http.response.body", "body": body})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {}

    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    awaited(Assets(PageFrame(streamlit))(scope, receive, send))
    return sent, asked


def test_every_file_named_is_served_and_needs_no_other() -> None:
    (start, body), _ = answered("/leads", BROWSER, INDEX.read_bytes())
    frame = gzip.decompress(body["body"]).decode()
    headers = dict(start["headers"])
    assert headers[b"content-length"] == str(len(body["body"])).encode() and b"etag" not in headers
    assert headers[b"cache-control"] == b"no-cache"
    named = re.findall(r'<link rel="modulepreload" crossorigin href="\./([^"]+)">', frame)
    assert len(named) == len(set(named))
    assert {path.rpartition("/")[2].partition(".")[0] for path in named} >= set(PARTS)
    scripts: dict[str, str] = {}
    for path in [*named, *re.findall(r'<script type="module" crossorigin src="\./([^"]+)">', frame)]:
        sent, passed_on = answered(f"/{path}", [(b"accept", b"*/*")], b"")
        assert passed_on == [], path
        scripts[path.rpartition("/")[2]] = sent[1]["body"].decode()
    assert {name for script in scripts.values() for name in imported(script)} <= set(scripts)


def test_the_frame_is_streamlits_but_for_the_links_and_one_script_of_ours() -> None:
    def bare(frame: str) -> str:
        return re.sub(
            r'<link rel="modulepreload"[^>]*>|\s', "", frame.replace(f"<script>{CONNECT}</script>", "")
        )

    (_, body), _ = answered("/", BROWSER[:1], INDEX.read_bytes())
    frame = body["body"].decode()
    assert bare(frame) == bare(INDEX.read_text(encoding="utf-8"))
    assert frame.index(CONNECT) < frame.index('type="module"') and hash_of(CONNECT) in content_policy()


@pytest.mark.parametrize("headers", [BROWSER, [(b"accept", b"*/*"), (b"accept-encoding", b"gzip")]])
def test_all_else_goes_out_as_it_is(headers: list[tuple[bytes, bytes]]) -> None:
    """Also what another version of Streamlit would send."""
    sent, _ = answered("/leads", headers, b"<html><head></head>something else</html>")
    assert sent[1]["body"] == b"<html><head></head>something else</html>"
    assert dict(sent[0]["headers"])[b"etag"] == b'"streamlits"'


def test_a_part_that_there_is_not_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervision.ui.page_frame.PARTS", ("NoSuchPart", "Metric"))
    assert needed()[0].startswith("Metric.")
