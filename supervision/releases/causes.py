"""Why a figure differs: the rows behind it that came, went or changed, batch by batch, and what each batch was.

The rows are asked for after every batch since the release, so each row is told with the very batch that moved it,
also where it was a row of another ledger that did: a visit loaded late makes an enterprise visited.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Literal

from supervision.figures.measuring import Value, View, exact
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Day, Ledger, OneOf
from supervision.metrics.crossings import BELOW_CITY
from supervision.metrics.declaration import DAYS, Metric, Rows
from supervision.releases.document import Told
from supervision.store.batches import Batch, batches
from supervision.store.browsing import NOT_STATED
from supervision.store.questions import question
from supervision.store.revisions import Revision, revisions_of

Why = Literal["late", "since", "corrected", "undone", "redone", "mended", "elsewhere", "no_row"]
"""Handed over late; happened after the release's day; handed over again with other cells; taken back; that taken
back; mended in quarantine; a row of another ledger; counted without a row of its own."""

Way = Literal["in", "out", "changed"]
Unit = tuple[Any, ...]
Place = dict[str, Any]


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
    by: int
    """By how many it changed the total; 0 where the total counts no rows."""

    def count(self, way: Way) -> int:
        return sum(1 for row in self.rows if row.way == way)

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(sorted({row.file for row in self.rows if row.file}))

    @property
    def columns(self) -> tuple[tuple[str, int], ...]:
        """Each column changed, and in how many rows."""
        return tuple(Counter(column for row in self.rows for column in row.columns).most_common())

    @property
    def moves(self) -> tuple[tuple[Move, int], ...]:
        return tuple(Counter(move for row in self.rows for move in row.moves).most_common())


class Causes:
    """The batches since a release, and what they did; figures that share a question share its answers."""

    def __init__(self, period: Period, at: View, until: View) -> None:
        """From the ledgers as `at` sees them to what `until` sees, reckoned on one day."""
        self._period, self._began, self._until = period, at.as_of, until
        made = [one for one in batches(until.database) if at.known_at < one.batch <= until.known_at]
        self._batches = [one for one in made if any(_is_change(change) for change in one.changes)]
        self._kinds = {one.batch: one.kind for one in batches(until.database)}
        self._first = at.known_at
        self._ask = cache(self._asked)

    def _asked(self, name: str, known_at: int) -> list[dict[str, Any]]:
        days = {"from_day": self._period.first, "until_day": self._period.until}
        return replace(self._until, known_at=known_at).ask(name, **days)

    def of(self, told: Told, metric: Metric) -> tuple[Cause, ...]:
        """What the batches did to one figure, the oldest first."""
        causes: list[Cause] = []
        known_at = self._first
        for batch in self._batches:
            causes += self._of_batch(told, metric, batch, known_at)
            known_at = batch.batch
        return tuple(causes)

    def _of_batch(self, told: Told, metric: Metric, batch: Batch, before: int) -> Iterator[Cause]:
        if metric.behind is None:
            return
        ledger = ledger_named(metric.behind.ledger)
        moved, revisions = self._moved(told, metric, metric.behind, batch, before)
        by_why: dict[Why, list[RowMoved]] = defaultdict(list)
        for row in moved:
            by_why[self._why(batch, ledger, revisions.get(row.key))].append(row)
        is_count = metric.unit != DAYS
        for why, rows in by_why.items():
            yield Cause(batch, why, ledger, tuple(rows), _balance(rows) if is_count else 0)
        if is_count and (rest := self._change(metric, batch, before) - _balance(moved)):
            yield Cause(batch, "no_row", ledger, (), rest)

    def _change(self, metric: Metric, batch: Batch, before: int) -> int:
        then, now = (self._total(metric, known_at) for known_at in (before, batch.batch))
        return now - then if isinstance(now, int) and isinstance(then, int) else 0

    def _total(self, metric: Metric, known_at: int) -> Value:
        rows = self._ask(metric.query, known_at)
        return next((exact(row[metric.column]) for row in rows if row["breakdown"] is None), None)

    def _moved(
        self, told: Told, metric: Metric, behind: Rows, batch: Batch, before: int
    ) -> tuple[list[RowMoved], Mapping[str, Revision]]:
        ledger = ledger_named(behind.ledger)
        was, stands = (
            _units(behind, self._ask(behind.question, known_at)) for known_at in (before, batch.batch)
        )
        keys = {unit[0] for unit in was.keys() | stands.keys()}
        revisions = {
            one.key: one for one in revisions_of(self._until.database, ledger, batch.batch, keys=keys)
        }
        decisive = _decisive(told, metric, ledger)
        moved = []
        for unit in sorted(was.keys() | stands.keys(), key=str):
            revision = revisions.get(unit[0])
            if unit not in was or unit not in stands:
                way: Way = "in" if unit in stands else "out"
            elif _differs(told, was[unit], stands[unit]) or (
                revision is not None and not decisive.isdisjoint(revision.changed)
            ):
                way = "changed"
            else:
                continue
            moved.append(_row(unit[0], way, revision, ledger))
        return moved, revisions

    def _why(self, batch: Batch, ledger: Ledger, revision: Revision | None) -> Why:
        if batch.kind == "undo":
            return "redone" if self._kinds[batch.undoes or 0] == "undo" else "undone"
        if batch.kind == "mend":
            return "mended"
        if revision is None:
            return "elsewhere"
        if revision.before is not None:
            return "corrected"
        day = (revision.after or {}).get(ledger.day)
        return "since" if day is not None and day > self._began else "late"


def _is_change(change: Any) -> bool:
    return bool(change.added or change.changed or change.removed)


def _units(behind: Rows, answer: Iterable[Place]) -> dict[Unit, Place]:
    """The rows behind a number by what its question tells one row of."""
    grain = question(behind.question).grain
    return {
        (row["key"], *(row[column] for column in grain if column != "key")): row
        for row in answer
        if all((row[column] or NOT_STATED) == member for column, member in behind.part)
    }


def _decisive(told: Told, metric: Metric, ledger: Ledger) -> frozenset[str]:
    """The columns of a row that stays which alone can move a number: where it is counted, or how long it took."""
    names = set(told.breakdowns)
    if metric.unit == DAYS:
        names |= {column.name for column in ledger.columns if isinstance(column.kind, Day)}
    return frozenset(names)


def _differs(told: Told, was: Place, stands: Place) -> bool:
    return any(was[name] != stands[name] for name in told.breakdowns if name in was)


def _row(key: str, way: Way, revision: Revision | None, ledger: Ledger) -> RowMoved:
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


def _balance(rows: Sequence[RowMoved]) -> int:
    return sum((row.way == "in") - (row.way == "out") for row in rows)
