"""What a run of a page tells goes out in one piece.

Streamlit sends what it has every 5 ms, and the browser draws the page anew for whatever has come: four to six times a run, of which
a reader wants to see the last.
"""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary, WeakSet

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState

HELD = 0.04
"""Seconds for which a run may keep its words together. One that takes longer tells what it has, as Streamlit does."""
HELD_LONGER = 0.15
"""The same for one whose sheet is said at once: while the browser draws that, it should have nothing else to draw."""
_ANSWERING: WeakSet[AppSession] = WeakSet()


def keep_longer(session: AppSession) -> None:
    """The words of the run that is on. Called where the session lives, in the server's loop."""
    if session._state is AppSessionState.APP_IS_RUNNING:
        _ANSWERING.add(session)


def send_together() -> None:
    """From now on, in every tab."""
    flush = AppSession.flush_browser_queue
    waits: WeakKeyDictionary[AppSession, asyncio.TimerHandle | None] = WeakKeyDictionary()

    def let_go(session: AppSession) -> None:
        if session in _ANSWERING:
            _ANSWERING.discard(session)
            waits[session] = asyncio.get_running_loop().call_later(HELD_LONGER - HELD, let_go, session)
            return
        waits[session] = None
        # Nobody else asks for what there is while it says nothing more.
        if session._message_enqueued_callback is not None:
            session._message_enqueued_callback()

    def flushed(session: AppSession) -> list[ForwardMsg]:
        if session._state is not AppSessionState.APP_IS_RUNNING:
            _ANSWERING.discard(session)
            if (waiting := waits.pop(session, None)) is not None:
                waiting.cancel()
            return flush(session)
        if session not in waits:
            waits[session] = asyncio.get_running_loop().call_later(HELD, let_go, session)
        return flush(session) if waits[session] is None else []

    AppSession.flush_browser_queue = flushed  # type: ignore[method-assign, assignment]
