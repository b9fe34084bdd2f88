"""Words that many questions speak in and whose answer is short, worked out once for whoever looks at the same.

A view is planned anew in every question that names it, and that is most of what a small question takes. These hang on the
batch, the day of reckoning and the filters alone, and are as long as registers are, however many leads there
are. A cursor is told their rows under their own names, which go before those of the views: so a question's text is the same
wherever it is asked, and means the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any

from supervision.store.settled import Lent
from supervision.store.words_read import filters_of, text_of, words_in
from supervision.taking_turns import Turns

KEPT = (
    "collections_due",
    "leads_began",
    "loaded_by_month",
    "months_not_whole",
    "months_registered",
    "what_was_handed_over",
)
"""The views whose answers are kept. Each has a name that is no table's, and columns that Arrow holds as they are."""

MOST = 128
"""Answers kept at once; those asked for longest ago go first."""


@cache
def kept_in(sql: str) -> tuple[str, ...]:
    """The kept words in which a text speaks."""
    return tuple(sorted(words_in(sql, but_not_below=KEPT).intersection(KEPT)))


class KeptWords:
    """The answers of one open ledger file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = Turns()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def tell(self, lent: Lent, words: tuple[str, ...], state: Hashable, only: Mapping[str, str]) -> None:
        """Tell a cursor what those words say, in a state of the ledger and with these filters, unless it knows."""
        for word in words:
            if word not in lent.told:
                self._tell(lent, word, state, only)
                lent.told.add(word)

    def _tell(self, lent: Lent, word: str, state: Hashable, only: Mapping[str, str]) -> None:
        reached = tuple(
            (name, chosen) for name, chosen in sorted(only.items()) if name in filters_of(text_of(word))
        )
        key = (word, state, reached)
        if (kept := self._kept(key)) is None:
            with self._turns.at(key):
                if (kept := self._kept(key)) is None:
                    self.tell(lent, kept_in(text_of(word)), state, only)
                    # A table is planned once; asked for its answer, a view is planned twice.
                    lent.cursor.execute(f"create temp table {word} as from {word}")
                    self._keep(key, lent.cursor.sql(f"from {word}").to_arrow_table())
                    return
        lent.cursor.register(word, kept)

    def _kept(self, key: Hashable) -> Any:
        with self._lock:
            kept = self._answers.get(key)
            if kept is not None:
                self._answers.move_to_end(key)
            return kept

    def _keep(self, key: Hashable, answer: Any) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > MOST:
                self._answers.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._answers.clear()
