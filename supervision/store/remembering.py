"""Answers kept while nothing has been written: one page asks some questions many times over."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from supervision.taking_turns import Turns

Answer = list[dict[str, Any]]

MOST_ROWS = 20_000
"""Of all answers kept together; those asked for longest ago go first."""


class Remembered:
    """What was answered since the last write. `writes` counts them, so an answer of before is never given after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writes = -1
        self._rows = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._turns = Turns()

    def answer(self, writes: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The kept answer, or what `ask` gives; rows of the caller's own, to do with as it likes.

        Of those who ask the same at the same moment, one asks and the others wait for the answer.
        """
        kept = self._kept(writes, asked)
        if kept is None:
            kept = self._asked(writes, asked, ask)
        return [dict(row) for row in kept]

    def _kept(self, writes: int, asked: Hashable) -> Answer | None:
        with self._lock:
            kept = self._answers.get(asked) if writes == self._writes else None
            if kept is not None:
                self._answers.move_to_end(asked)
            return kept

    def _asked(self, writes: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        with self._turns.at((writes, asked)):
            kept = self._kept(writes, asked)
            if kept is None:
                kept = ask()
                self._keep(writes, asked, kept)
            return kept

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()
            self._rows = 0

    def _keep(self, writes: int, asked: Hashable, answer: Answer) -> None:
        with self._lock:
            if writes < self._writes:  # asked before a write that somebody has seen since
                return
            if writes > self._writes:
                self._answers.clear()
                self._writes, self._rows = writes, 0
            if asked in self._answers:
                return
            self._answers[asked] = answer
            self._rows += len(answer) + 1
            while self._rows > MOST_ROWS:
                _, oldest = self._answers.popitem(last=False)
                self._rows -= len(oldest) + 1
