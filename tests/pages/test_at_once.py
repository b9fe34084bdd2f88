"""What is said at once goes over a tab's own connection as it is, between Streamlit's words."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar, cast

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from supervision.ui.at_once import _send
from tests.awaiting import awaited

SHEET = b'{"page":"reviews","rows":[]}'


class Line:
    """A connection: what came over it."""

    headers: ClassVar[dict[str, str]] = {}
    cookies: ClassVar[dict[str, str]] = {}
    client = None

    def __init__(self) -> None:
        self.came: list[bytes] = []
        self.changed = asyncio.Event()

    async def send_bytes(self, data: bytes) -> None:
        self.came.append(data)
        if len(self.came) == 2:
            self.changed.set()


def test_a_sheet_follows_what_was_sent_before_and_no_word_of_streamlits_passes_for_one() -> None:
    async def runs() -> list[bytes]:
        line = Line()
        client = StarletteSessionClient(cast(Any, line))
        word = ForwardMsg()
        word.delta.new_element.text.body = "{"
        client.write_forward_msg(word)
        _send(client, SHEET)
        await asyncio.wait_for(line.changed.wait(), 60)
        await client.aclose()
        return line.came

    word, sheet = awaited(runs())
    assert sheet == SHEET
    assert not word.startswith(b"{")
