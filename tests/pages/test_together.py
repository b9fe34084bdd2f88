"""A run's messages reach the browser together, in their order, and no run keeps them for long."""

from __future__ import annotations

import asyncio

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from supervision.ui.together import keep_longer, send_together
from tests.awaiting import awaited

NUMBERS = range(1, 4)


@pytest.fixture(autouse=True)
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "flush_browser_queue", AppSession.flush_browser_queue)
    send_together()


class Runs(AppSession):
    """Of a session what sending needs, in the middle of a run; `asked` is set when it wants to be sent for."""

    def __init__(self, asked: asyncio.Event) -> None:
        self._state = AppSessionState.APP_IS_RUNNING
        self._browser_queue = ForwardMsgQueue()
        self._message_enqueued_callback = asked.set
        for number in NUMBERS:
            message = ForwardMsg()
            message.delta.new_element.text.body = str(number)
            message.metadata.delta_path[:] = [0, number]
            self._browser_queue.enqueue(message)

    def __del__(self) -> None:
        """There is nothing to shut down."""


def bodies(session: AppSession) -> list[str]:
    return [message.delta.new_element.text.body for message in session.flush_browser_queue()]


def test_all_of_a_short_run_goes_out_once_it_is_over() -> None:
    async def runs() -> None:
        session = Runs(asyncio.Event())
        assert bodies(session) == []
        session._state = AppSessionState.APP_NOT_RUNNING
        assert bodies(session) == [str(number) for number in NUMBERS]

    awaited(runs())


def test_a_long_run_tells_what_it_has_though_it_says_nothing_more() -> None:
    async def runs() -> None:
        asked = asyncio.Event()
        session = Runs(asked)
        assert bodies(session) == []
        await asyncio.wait_for(asked.wait(), 60)
        assert bodies(session) == [str(number) for number in NUMBERS]

    awaited(runs())


def test_while_a_sheet_is_drawn_that_was_said_at_once_the_rest_is_kept_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And no longer than that run."""
    monkeypatch.setattr("supervision.ui.together.HELD_LONGER", 30.0)

    async def runs() -> None:
        answers, other = Runs(asyncio.Event()), Runs(asked := asyncio.Event())
        keep_longer(answers)
        assert bodies(answers) == bodies(other) == []
        await asyncio.wait_for(asked.wait(), 60)
        assert bodies(answers) == []
        assert bodies(other) == [str(number) for number in NUMBERS]
        answers._state = AppSessionState.APP_NOT_RUNNING
        assert bodies(answers) == [str(number) for number in NUMBERS]
        again = asyncio.Event()
        answers._state, answers._message_enqueued_callback = AppSessionState.APP_IS_RUNNING, again.set
        assert bodies(answers) == []
        await asyncio.wait_for(again.wait(), 20)

    awaited(runs())
