"""Periods that are one press away are counted while a reader looks at the page.

Only where somebody stays: each run of a tab's page takes the place of what the run before it would have had counted. One
thread does it, one figure at a time, so that it never has more than one core; whoever presses meanwhile waits for one
question at most, and finds the rest counted.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from supervision.text import Language
from supervision.ui.choices import Choice
from supervision.ui.counting import count_through
from supervision.ui.standing import standing

STAYS = 1.0
"""Seconds after which somebody is taken to be reading."""


@dataclass(frozen=True)
class _Shown:
    page: str
    choices: Sequence[Choice]
    spoken: Language
    due: float


class Likely:
    """What each tab showed last, counted further once it stays."""

    def __init__(self) -> None:
        self._shown: dict[str, _Shown] = {}
        self._changed = threading.Condition()
        self._counts = False

    def begin(self) -> None:
        """Called by the server; whoever runs pages without one, as tests do, has nobody who reads."""
        self._counts = True
        threading.Thread(target=self._count, name="likely", daemon=True).start()

    def note(self, tab: str, page: str, choices: Sequence[Choice], spoken: Language) -> None:
        if not self._counts:
            return
        with self._changed:
            self._shown[tab] = _Shown(page, choices, spoken, monotonic() + STAYS)
            self._changed.notify()

    def _count(self) -> None:
        while True:
            shown = self._next()
            for choice in shown.choices:
                count_through(shown.page, choice, shown.spoken)

    def _next(self) -> _Shown:
        """The one that has been there longest; waits until there is one."""
        with self._changed:
            while True:
                tab, first = min(self._shown.items(), key=lambda one: one[1].due, default=("", None))
                if first is not None and first.due <= monotonic():
                    return self._shown.pop(tab)
                self._changed.wait(None if first is None else first.due - monotonic())


@standing
def likely() -> Likely:
    return Likely()
