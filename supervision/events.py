"""What happens while the program runs, told to its log and counted: events in the program's own words, with ids and counts.

Never a cell, a file's name, an address or somebody's name: `Facts` lists all that an event may say. Who did it stands in
the record of access, by the same ids.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypedDict, Unpack

LOG = logging.getLogger("supervision")
LOG.addHandler(logging.NullHandler())  # commands say in sentences what a log would tell


class Noted(TypedDict, total=False):
    """What the log may say of what the record of access notes. Without reasons: there a person wrote them."""

    batch: int
    undoes: int | None
    files: int
    new: int
    updated: int
    unchanged: int
    repeated: int
    quarantined: int
    refused: int
    release: int
    edition: int
    state: str
    action: str
    page: str
    bytes: int
    gone: int
    seconds: float


class Facts(Noted, total=False):
    """All that an event may say beside what it is. Texts among these are words of the program or of the system."""

    fault: str
    kind: str
    why: str
    step: str
    done: int
    of: int


_WAITING: ContextVar[list[tuple[str, Facts]] | None] = ContextVar("waiting", default=None)
_COUNTING = threading.Lock()
_TOLD: Counter[str] = Counter()
_ROWS: Counter[str] = Counter()
BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: up to each of these so many page runs took; the last count is of all."""
_RUNS = [0] * (len(BOUNDS) + 1)
_SECONDS = [0.0]
_NOW = [0]
_LAST = [0.0]
_AWAITED = [0.0]
STARTS = 2.0
"""Seconds that a browser takes at most, on a slow machine too, from asking for a page to its first run."""
_QUIET = threading.Condition()
ROWS = ("new", "updated", "unchanged", "repeated", "quarantined")


def tell(event: str, *, level: int = logging.INFO, **facts: Unpack[Facts]) -> None:
    """One line of the log, at once."""
    _count(event, facts)
    LOG.log(level, event, extra={"facts": facts})


def tell_fault() -> str:
    """The fault that is being caught; the number to tell the reader, under which the log has it."""
    number = secrets.token_hex(4)
    _count("fault", {})
    LOG.error("fault", exc_info=True, extra={"facts": {"fault": number}})
    return number


def tell_if_kept(event: str, **told: Any) -> None:
    """The same once the transaction that this stands in is committed, and never if it is not.

    Of what is told only what may be: the record of access holds more than the log.
    """
    facts: Any = {name: told[name] for name in Noted.__annotations__ if name in told}
    waiting = _WAITING.get()
    if waiting is None:
        tell(event, **facts)
    else:
        waiting.append((event, facts))


@contextmanager
def kept_back() -> Iterator[None]:
    """Until it ends well; what was to be told of something that fails, or is taken back, is not."""
    waiting: list[tuple[str, Facts]] = []
    token = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(token)
    for event, facts in waiting:
        tell(event, **facts)


def _count(event: str, facts: Mapping[str, Any]) -> None:
    with _COUNTING:
        _TOLD[event] += 1
        for name in ROWS:
            _ROWS[name] += facts.get(name, 0)


def counted() -> tuple[dict[str, int], dict[str, int]]:
    """Since the start: events by what they are, and rows that arrived by what became of them."""
    with _COUNTING:
        return dict(_TOLD), {name: _ROWS[name] for name in ROWS}


@contextmanager
def running() -> Iterator[None]:
    """One run of a page, however it ends."""
    began = time.monotonic()
    with _QUIET:
        _NOW[0] += 1
        _AWAITED[0] = 0.0
    try:
        yield
    finally:
        took = time.monotonic() - began
        with _QUIET:
            _NOW[0] -= 1
            _LAST[0] = time.monotonic()
            _QUIET.notify_all()
        with _COUNTING:
            for place, bound in enumerate((*BOUNDS, float("inf"))):
                _RUNS[place] += took <= bound
            _SECONDS[0] += took


def await_run() -> None:
    """A browser has asked for a page. Until its run begins, for `STARTS` seconds at most, it is waited for as if it ran."""
    with _QUIET:
        _AWAITED[0] = time.monotonic() + STARTS


def let_run(longest: float) -> None:
    """Wait until no page runs, but no longer than so many seconds: for work that nobody waits for."""
    with _QUIET:
        _QUIET.wait_for(lambda: not _is_wanted(), longest)


def still_for() -> float:
    """Seconds since a page last ran; none while one does."""
    with _QUIET:
        return 0.0 if _is_wanted() else time.monotonic() - _LAST[0]


def _is_wanted() -> bool:
    return bool(_NOW[0]) or time.monotonic() < _AWAITED[0]


def runs() -> tuple[list[int], float]:
    """Since the start: runs that took up to each of the bounds, and then all; the seconds of all together."""
    with _COUNTING:
        return list(_RUNS), _SECONDS[0]
