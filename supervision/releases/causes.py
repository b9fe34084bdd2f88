"""What a batch did to a figure: the rows behind it that it brought in, took out or changed, and for what reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from supervision.ledgers.declaration import Day, Ledger, OneOf
from supervision.metrics.crossings import BELOW_CITY
from supervision.store.batches import Batch
from supervision.store.revisions import Revision

Why = Literal["late", "since", "corrected", "undone", "redone", "mended", "elsewhere", "no_row"]
"""Handed over late; happened after the release's day; handed over again with other cells; taken back; that taken
back; mended in quarantine; a row of another ledger; counted without a row of its own."""

Way = Literal["in", "out", "changed"]


@dataclass(frozen=True)
class Move:
    """One cell of a changed row, where it may be told: a grade or a day, never what somebody wrote."""

    column: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True)
class RowMoved:
    """One row behind a figure, and what became of it."""

    key: str
    way: Way
    file: str = ""
    columns: tuple[str, ...] = ()
    """Of a row that stood before: the columns that the batch changed."""
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Cause:
    """What one batch did to one figure for one reason."""

    batch: Batch
    why: Why
    ledger: Ledger
    rows: tuple[RowMoved, ...]
    change: int
    """By how many it changed the total; 0 where the total counts no rows."""
    through: tuple[Ledger, ...] = ()
    """The ledgers whose rows did it, where those behind the figure stayed as they were."""

    def count(self, way: Way) -> int:
        return sum(1 for row in self.rows if row.way == way)

    def keys(self, way: Way) -> tuple[str, ...]:
        """The rows by key, each once: one cadre may owe a visit in three months."""
        return tuple(dict.fromkeys(row.key for row in self.rows if row.way == way))

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(sorted({row.file for row in self.rows if row.file}))

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """Each column changed, and in how many rows."""
        return tuple(Counter(column for row in self.rows for column in row.columns).most_common())

    @property
    def moves(self) -> tuple[tuple[Move, int], ...]:
        """Each change that may be told, and in how many rows."""
        return tuple(Counter(move for row in self.rows for move in row.moves).most_common())


def row_moved(key: str, way: Way, revision: Revision | None, ledger: Ledger) -> RowMoved:
    """What may be told of one row; without a revision another row moved it."""
    if revision is None:
        return RowMoved(key, way)
    if revision.before is None or revision.after is None:
        return RowMoved(key, way, revision.file)
    moves = tuple(
        Move(name, revision.before[name], revision.after[name])
        for name in revision.changed
        if _may_be_told(ledger, name)
    )
    return RowMoved(key, way, revision.file, revision.changed, moves)


def _may_be_told(ledger: Ledger, name: str) -> bool:
    """Days and names of a city-wide list: a district's few would be told one by one."""
    return name not in BELOW_CITY and isinstance(ledger.column(name).kind, Day | OneOf)
