"""Whether the dashboard lives and whether it can answer, for whatever watches over it: a word each and no contents.

`/healthz/alive` says that the process answers; `/healthz/ready` that its ledger does too. Both need no sign-in.
"""

from __future__ import annotations

import logging

from anyio import to_thread

from supervision.events import tell
from supervision.store.quick_look import is_readable
from supervision.ui.session import own_ledger

ALIVE, READY = "/healthz/alive", "/healthz/ready"


async def health(path: str) -> tuple[int, bytes] | None:
    """Status and word for a path that asks after health; None for every other."""
    if path.endswith(ALIVE):
        return 200, b"alive\n"
    if path.endswith(READY):
        return (200, b"ready\n") if await to_thread.run_sync(_answers) else (503, b"not ready\n")
    return None


def _answers() -> bool:
    try:
        return is_readable(own_ledger())
    except Exception as why:  # whatever it is: who asks wants a yes or a no, and the log the kind
        tell("not ready", level=logging.WARNING, kind=type(why).__name__)
        return False
