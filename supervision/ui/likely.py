"""What is one press away is counted while a reader looks at the page: other periods first, then each choice of each filter.

Only where somebody stays: each run of a tab's page takes the place of what the run before it would have had counted, and a tab
that is closed has nothing counted any more. One thread does it, one question at a time, so that it never has more than one core;
whoever presses meanwhile waits for one question at most, and finds the rest counted. Before each it lets pages go first that run,
or are about to, for a browser that starts wants the processor as well; filters wait until nobody has asked for a page for a while.
The nearest are counted first for every tab, and what a write has made old is left.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from streamlit import runtime

from supervision.events import let_run, still_for
from supervision.text import Language
from supervision.ui.choices import Choice
from supervision.ui.counting import count_through
from supervision.ui.standing import standing

STAYS = 1.0
"""Seconds after which somebody is taken to be reading."""
GIVES_WAY = 0.2
"""Seconds for which a question about another period, which nobody has asked yet, waits for pages that run."""
STILL = 0.5
"""Seconds for which no page has run before a question about a filter is asked: these are many, and few of them are wanted."""


@dataclass
class _Shown:
    page: str
    choices: Sequence[Choice]
    spoken: Language
    due: float
    writes: int
    counted: int = 0


class Likely:
    """What each tab showed last, counted further once it stays."""

    def __init__(self, is_open: Callable[[str], bool]) -> None:
        self._is_open = is_open
        """Whether a tab, by its session, still shows anything."""
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
            if not choices:
                self._shown.pop(tab, None)
                return
            writes = choices[0].view.database.writes
            self._shown[tab] = _Shown(page, choices, spoken, monotonic() + STAYS, writes)
            self._changed.notify()

    def _count(self) -> None:
        while True:
            tab, shown = self._next()
            choice = shown.choices[shown.counted]
            count_through(shown.page, choice, shown.spoken, partial(self._may_go_on, tab, shown))
            shown.counted += 1

    def _may_go_on(self, tab: str, shown: _Shown) -> bool:
        """Asked before each question: not once the tab shows something else."""
        is_near = shown.choices[shown.counted].view is shown.choices[0].view
        if is_near:
            let_run(GIVES_WAY)
        with self._changed:
            while not is_near and self._shown.get(tab) is shown and (wanted := STILL - still_for()) > 0:
                self._changed.wait(wanted)
            return self._shown.get(tab) is shown and self._is_open(tab)

    def _next(self) -> tuple[str, _Shown]:
        """The one of which least was counted, of these the one that has been there longest; waits until there is one."""
        with self._changed:
            while True:
                self._shown = {tab: one for tab, one in self._shown.items() if self._has_more(tab, one)}
                now = monotonic()
                due = [(one.counted, one.due, tab) for tab, one in self._shown.items() if one.due <= now]
                if due:
                    tab = min(due)[2]
                    return tab, self._shown[tab]
                first = min((one.due for one in self._shown.values()), default=None)
                self._changed.wait(None if first is None else first - now)

    def _has_more(self, tab: str, shown: _Shown) -> bool:
        if shown.counted == len(shown.choices) or not self._is_open(tab):
            return False
        return shown.choices[0].view.database.writes == shown.writes


@standing
def likely() -> Likely:
    return Likely(lambda tab: runtime.get_instance().is_active_session(tab))
