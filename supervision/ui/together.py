"""What a run of a page tells goes out in one piece.

Streamlit sends what it has every 5 ms, and the browser draws the page anew for whatever has come: four to six times a run, of which
a reader wants to see the last.
"""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState

HELD = 0.04
"""Seconds for which a run may keep its words together. One that takes longer tells what it has, as Streamlit does."""


def send_together() -> None:
    """From now on, in every tab."""
    flush = AppSession.flush_browser_queue
    waits: WeakKeyDictionary[AppSession, asyncio.TimerHandle | None] = WeakKeyDictionary()

    def let_go(session: AppSession) -> None:
        waits[session] = None
        # Nobody else asks for what there is while it says nothing more.
        if session._message_enqueued_callback is not None:
            session._message_enqueued_callback()

    def flushed(session: AppSession) -> list[ForwardMsg]:
        if session._state is not AppSessionState.APP_IS_RUNNING:
            if (waiting := waits.pop(session, None)) is not None:
                waiting.cancel()
            return flush(session)
        if session not in waits:
            waits[session] = asyncio.get_running_loop().call_later(HELD, let_go, session)
        return flush(session) if waits[session] is None else []

    AppSession.flush_browser_queue = flushed  # type: ignore[method-assign, assignment]
