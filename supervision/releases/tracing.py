"""Tracing a changed figure to the batches that changed it.

The rows behind it are asked for after every batch since the release, so each is told with the very batch that moved
it, also where a row of another ledger did: a visit loaded late makes an enterprise visited. What one batch did and
a later one took back is no cause.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Day, Ledger
from supervision.metrics.declaration import DAYS, Metric, Rows
from supervision.releases.causes import Cause, RowMoved, Way, Why, row_moved
from supervision.releases.document import Told
from supervision.store.batches import Batch, batches
from supervision.store.browsing import NOT_STATED
from supervision.store.questions import question
from supervision.store.revisions import Revision, revisions_of

Unit = tuple[Any, ...]
"""One row of an answer of rows: a key, and whatever else the question tells one row of."""
Units = Mapping[Unit, Mapping[str, Any]]


@dataclass(frozen=True)
class _Step:
    """What one batch did to one unit."""

    batch: Batch
    way: Way
    revision: Revision | None
    """What it did to the row itself; None where it did nothing to it."""


class Tracing:
    """The batches between a release and a view; figures that share a question share its answers."""

    def __init__(self, period: Period, then: View, until: View) -> None:
        made = batches(until.database)
        self._period, self._then, self._until = period, then, until
        self._kinds = {batch.batch: batch.kind for batch in made}
        self._batches = [
            batch
            for batch in made
            if then.known_at < batch.batch <= until.known_at
            and any(change.added or change.changed or change.removed for change in batch.changes)
        ]
        self._ask = cache(self._asked)

    def _asked(self, name: str, known_at: int) -> list[dict[str, Any]]:
        days = {"from_day": self._period.first, "until_day": self._period.until}
        return replace(self._until, known_at=known_at).ask(name, **days)

    def causes(self, told: Told, metric: Metric) -> tuple[Cause, ...]:
        """What the batches did to one figure, the oldest first; all on the view's day of reckoning."""
        if metric.behind is None:
            return ()
        ledger = ledger_named(metric.behind.ledger)
        steps = self._steps(told, metric, metric.behind)
        first = self._units(metric.behind, self._then.known_at)
        last = self._units(metric.behind, self._until.known_at)
        decisive = _decisive(told, metric, ledger)
        rows: dict[int, dict[Why, list[RowMoved]]] = defaultdict(lambda: defaultdict(list))
        for unit, taken in steps.items():
            for step in _lasting(taken, first.get(unit), last.get(unit), decisive):
                why = self._why(step, ledger)
                rows[step.batch.batch][why].append(row_moved(unit[0], step.way, step.revision, ledger))
        without = self._without_rows(metric, steps)
        found = []
        for batch in self._batches:
            for why, moved in rows[batch.batch].items():
                change = 0 if metric.unit == DAYS else sum(map(_weight, moved))
                through = _others(batch, metric, ledger) if why == "elsewhere" else ()
                found.append(Cause(batch, why, ledger, tuple(moved), change, through))
            if rest := without.get(batch.batch):
                found.append(Cause(batch, "no_row", ledger, (), rest))
        return tuple(found)

    def _units(self, behind: Rows, known_at: int) -> Units:
        return _units(behind, self._ask(behind.question, known_at))

    def _steps(self, told: Told, metric: Metric, behind: Rows) -> dict[Unit, list[_Step]]:
        ledger = ledger_named(behind.ledger)
        decisive = _decisive(told, metric, ledger)
        steps: dict[Unit, list[_Step]] = defaultdict(list)
        stands = self._units(behind, self._then.known_at)
        for batch in self._batches:
            was, stands = stands, self._units(behind, batch.batch)
            keys = {unit[0] for unit in was.keys() | stands.keys()}
            found = revisions_of(self._until.database, ledger, batch.batch, keys=keys)
            revisions = {revision.key: revision for revision in found}
            for unit in sorted(was.keys() | stands.keys(), key=str):
                revision = revisions.get(unit[0])
                if way := _way(was.get(unit), stands.get(unit), revision, decisive):
                    steps[unit].append(_Step(batch, way, revision))
        return steps

    def _without_rows(self, metric: Metric, steps: Mapping[Unit, Sequence[_Step]]) -> dict[int, int]:
        """By how many each batch changed the total beyond the rows: a hand-over that nobody registered has none."""
        if metric.unit == DAYS:
            return {}
        by_rows: Counter[int] = Counter()
        for step in (step for of_unit in steps.values() for step in of_unit):
            by_rows[step.batch.batch] += _weight(step)
        left, after = {}, self._total(metric, self._then.known_at)
        for batch in self._batches:
            before, after = after, self._total(metric, batch.batch)
            left[batch.batch] = after - before - by_rows[batch.batch]
        return left if sum(left.values()) else {}

    def _total(self, metric: Metric, known_at: int) -> int:
        answer = self._ask(metric.query, known_at)
        return int(next(row[metric.column] for row in answer if row["breakdown"] is None))

    def _why(self, step: _Step, ledger: Ledger) -> Why:
        if step.batch.kind == "undo":
            return "redone" if self._kinds.get(step.batch.undoes or 0) == "undo" else "undone"
        if step.revision is None:
            return "elsewhere"
        if step.batch.kind == "mend":
            return "mended"
        if step.revision.before is not None:
            return "corrected"
        day = (step.revision.after or {}).get(ledger.day)
        return "since" if day is not None and day > self._then.as_of else "late"


def _units(behind: Rows, answer: Iterable[Mapping[str, Any]]) -> Units:
    grain = [column for column in question(behind.question).grain if column != "key"]
    return {
        (row["key"], *(row[column] for column in grain)): row
        for row in answer
        if all((row[column] or NOT_STATED) == member for column, member in behind.part)
    }


def _decisive(told: Told, metric: Metric, ledger: Ledger) -> frozenset[str]:
    """What alone can move a number of rows that stay: where they are counted, or how long they took."""
    names = set(told.breakdowns)
    if metric.unit == DAYS:
        names |= {column.name for column in ledger.columns if isinstance(column.kind, Day)}
    return frozenset(names)


def _way(
    was: Mapping[str, Any] | None,
    stands: Mapping[str, Any] | None,
    revision: Revision | None,
    decisive: frozenset[str],
) -> Way | None:
    if was is None:
        return "in"
    if stands is None:
        return "out"
    if _differ(was, stands, decisive):
        return "changed"
    return "changed" if revision and not decisive.isdisjoint(revision.changed) else None


def _differ(was: Mapping[str, Any], stands: Mapping[str, Any], decisive: frozenset[str]) -> bool:
    return any(was[name] != stands.get(name) for name in decisive & was.keys())


def _lasting(
    steps: Sequence[_Step],
    first: Mapping[str, Any] | None,
    last: Mapping[str, Any] | None,
    decisive: frozenset[str],
) -> Iterator[_Step]:
    """The steps that made what stands now from what stood then."""
    if first is None or last is None:
        if (way := "in" if first is None else "out") and (first is None) != (last is None):
            yield [step for step in steps if step.way == way][-1]
        return
    done = [step.revision for step in steps if step.revision is not None]
    before, after = (done[0].before or {}, done[-1].after or {}) if done else ({}, {})
    if _differ(first, last, decisive) or any(before.get(name) != after.get(name) for name in decisive):
        yield from steps


def _others(batch: Batch, metric: Metric, ledger: Ledger) -> tuple[Ledger, ...]:
    """The other ledgers that a figure reads and that the batch changed."""
    changed = {one.ledger for one in batch.changes if one.added or one.changed or one.removed}
    return tuple(ledger_named(name) for name in metric.ledgers if name in changed - {ledger.name})


def _weight(moved: RowMoved | _Step) -> int:
    return (moved.way == "in") - (moved.way == "out")
