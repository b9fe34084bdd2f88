"""How long one file may take to read and check; one that takes longer is refused whole, and nothing of it is kept.

A large regular one on the command line, which is held to no size, is held to no time either.

Reading asks between its stages and every few thousand records, so that a file made to be slow ends there and not
whenever it likes. The moment stands beside the work, not among its arguments: every stage would have to hand it on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from supervision.text import Refusal, Text

LONGEST = 600.0
"""Seconds for one file as it was handed over, an archive with all that is in it. A million rows take a fifth of that."""

OFTEN = 4096
"""Records between two questions: a few milliseconds."""

_TOO_SLOW = Text(
    zh="{name}：读取和检查超过{seconds:g}秒，已停止，其中的内容都没有录入。请分成几个文件后再上传。",
    en="{name}: reading and checking took more than {seconds:g} seconds and was stopped; nothing of it was taken. "
    "Split it and upload the parts.",
)


@dataclass
class Allowance:
    """The time that one file has, from now on."""

    seconds: float = LONGEST
    clock: Callable[[], float] = time.monotonic
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = self.clock() + self.seconds


_RUNNING: ContextVar[tuple[Allowance, str] | None] = ContextVar("time allowed", default=None)


@contextmanager
def within(allowance: Allowance, name: str) -> Iterator[None]:
    """What is done inside is held to that time; `name` is the file's, for whoever reads why it was refused."""
    token = _RUNNING.set((allowance, name))
    try:
        yield
    finally:
        _RUNNING.reset(token)


def hold_to_time() -> None:
    """Refusal once the file's time is over; nothing where none was set."""
    running = _RUNNING.get()
    if running is None:
        return
    allowance, name = running
    if allowance.clock() >= allowance.ends:
        raise Refusal(_TOO_SLOW.with_values(name=name, seconds=allowance.seconds))
