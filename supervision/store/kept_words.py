"""Words that many questions speak in and whose answer is short, worked out once for whoever looks at the same.

A view is planned anew in every question that names it, and that is most of what a small question takes. These hang on the
batch, the day of reckoning and the filters alone, and are as long as registers or calendars are, however many leads there
are. A cursor is told their rows under their own names, which go before those of the views: so a question's text is the same
wherever it is asked, and means the same.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from datetime import date
from functools import cache
from typing import Any

import duckdb

from supervision.store.settled import Lent
from supervision.store.words_read import filters_of, text_of, words_in
from supervision.taking_turns import Turns

KEPT = (
    "collections_due",
    "hand_overs_missing",
    "leads_began",
    "loaded_by_month",
    "months_not_whole",
    "months_registered",
    "review_turns",
    "what_was_handed_over",
)
"""The views whose answers are kept. Each has a name that is no table's, and columns that Arrow holds as they are."""

OF_PERIOD = (
    "months_owed",
    "needs_counted",
    "reviewed_paths",
    "reviews_counted",
    "roster_visits",
    "units_named",
)
"""The same of macros of a half-open period, where a question asks them of its own, `($from_day, $until_day)`, or one of them
another, `(from_day, until_day)`."""

Period = tuple[date, date]

MOST = 128
"""Answers kept at once; those asked for longest ago go first."""


@cache
def kept_in(sql: str) -> tuple[str, ...]:
    """The kept words in which a text speaks."""
    kept = {*KEPT, *of_its_period(sql)}
    return tuple(sorted(words_in(sql, but_not_below=kept) & kept))


@cache
def of_its_period(sql: str) -> tuple[str, ...]:
    """Those of them that a question, or one of them, asks of its own period."""
    return tuple(
        word
        for word in OF_PERIOD
        if any(f"{word}({told})" in sql for told in ("$from_day, $until_day", "from_day, until_day"))
    )


@cache
def speaks_of_period(sql: str) -> frozenset[str]:
    """The words of a period that are worked out for a question which is the first to speak in them, and in what they do."""
    spoken = words_in(sql, but_not_below=KEPT) if of_its_period(sql) else set()
    return frozenset(spoken.intersection(OF_PERIOD))


class KeptWords:
    """The answers of one open ledger file."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns = Turns()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def tell(
        self,
        lent: Lent,
        words: tuple[str, ...],
        state: Hashable,
        only: Mapping[str, str],
        period: Period | None = None,
    ) -> None:
        """Tell a cursor what those words say, in a state of the ledger, with these filters and of a period, unless it knows."""
        for word in words:
            of = period if word in OF_PERIOD else None
            if lent.told.get(word, ()) != of:
                self._tell(lent, word, state, only, of)
                lent.told[word] = of

    def _tell(
        self, lent: Lent, word: str, state: Hashable, only: Mapping[str, str], period: Period | None
    ) -> None:
        reached = tuple(
            (name, chosen) for name, chosen in sorted(only.items()) if name in filters_of(text_of(word))
        )
        key = (word, state, reached, period)
        if (kept := self._kept(key)) is None:
            with self._turns.at(key):
                if (kept := self._kept(key)) is None:
                    self.tell(lent, kept_in(text_of(word)), state, only, period)
                    if lent.told.get(word) is not None:  # of another period
                        lent.cursor.execute(f"drop macro table temp.{word}")
                    self._keep(key, _worked_out(lent.cursor, word, period))
                    return
        _say(lent.cursor, word, period, kept)

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


def _worked_out(cursor: duckdb.DuckDBPyConnection, word: str, period: Period | None) -> Any:
    """What a word says, which the cursor is told by that."""
    # A table is planned once; asked for its answer, a view is planned twice.
    if period is None:
        cursor.execute(f"create temp table {word} as from {word}")
        return cursor.sql(f"from {word}").to_arrow_table()
    cursor.execute(f"create or replace temp table worked_out as from {word}($1, $2)", period)
    kept = cursor.sql("from worked_out").to_arrow_table()
    _say(cursor, word, period, kept)
    return kept


def _say(cursor: duckdb.DuckDBPyConnection, word: str, period: Period | None, kept: Any) -> None:
    """Tell a cursor what a word says. Of another period than it was told of, it would rather not answer than wrongly; where
    nothing was kept there is no row to refuse by, so no text may ask such a word of two periods."""
    if period is None:
        cursor.register(word, kept)
        return
    cursor.register(f"kept_{word}", kept)
    first, until = period
    cursor.execute(
        f"create or replace temp macro {word}(first_day, next_day) as table select * from kept_{word} where case "
        f"when first_day::date = date '{first.isoformat()}' and next_day::date = date '{until.isoformat()}' then true "
        f"else error('{word} was kept for another period') end"
    )
