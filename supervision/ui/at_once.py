"""What a press in the bar answers goes to the browser before Streamlit's own words, over the same connection.

A run's words pass four times through React, each for all that stands on the page, and what is meant for our script waits for the
last of them, then for a frame to be painted and for a file that is there to be asked for again: half of what a reader waited for
after a press. Our script knows what to do with a sheet as soon as it has come. Streamlit is told the same afterwards.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import ActiveSessionInfo
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from supervision.ui.together import keep_longer


def say(sheet: bytes) -> None:
    """Send it, from a page's run, to the tab that this runs for; nothing where no browser is connected.

    What begins with a brace is ours: no word of Streamlit's does. `scripts.CONNECT` tells them apart.
    """
    info = _tab()
    if info is not None and isinstance(info.client, StarletteSessionClient):
        info.session._event_loop.call_soon_threadsafe(_send, info.client, sheet)


def about_to_say() -> None:
    """From now on Streamlit keeps this run's words back, for the browser has something else to draw first."""
    if (info := _tab()) is not None:
        info.session._event_loop.call_soon_threadsafe(keep_longer, info.session)


def _tab() -> ActiveSessionInfo | None:
    run = get_script_run_ctx()
    if run is None or not runtime.exists():
        return None
    return runtime.get_instance()._session_mgr.get_active_session_info(run.session_id)


def _send(client: StarletteSessionClient, sheet: bytes) -> None:
    """A tab that is too slow for Streamlit's words is told these by them alone."""
    with suppress(asyncio.QueueFull):
        client._send_queue.put_nowait(sheet)
