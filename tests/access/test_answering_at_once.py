"""An answer goes out as it is written: over a kept connection each second piece waited up to 40 ms for the first's receipt."""

from __future__ import annotations

import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from supervision.ui.server import answer_at_once


def test_no_connection_holds_back_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_server, "_bind_socket", starlette_server._bind_socket)
    answer_at_once()
    listening, _ = starlette_server._bind_server_socket("127.0.0.1", "127.0.0.1", 0, 1)
    with listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
