"""What has changed since a release, number by number, and the batches and rows that changed it.

A number may differ for three reasons, which are told apart by counting it again one step at a time: its
definition changed, the ledgers changed, or the day of reckoning moved on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from supervision.figures.behind import rows_behind
from supervision.figures.measuring import Value, View
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Day, Ledger
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.releases.document import At, Document, Told
from supervision.releases.life import Release
from supervision.releases.verifying import counted
from supervision.store.batches import Batch, batches
from supervision.store.browsing import differing
from supervision.store.database import Database
from supervision.store.revisions import Counted, Standing, counted_behind, standing_at
from supervision.text import Text

Why = Literal["definition", "ledgers", "day"]
WHYS: Mapping[Why, Text] = {
    "definition": Text(zh="口径修改", en="definition changed"),
    "ledgers": Text(zh="台账变化", en="ledgers changed"),
    "day": Text(zh="统计日推移", en="day of reckoning moved on"),
}

How = Literal["late", "restored", "mended", "corrected", "undone", "withdrawn", "elsewhere"]
HOWS: Mapping[How, Text] = {
    "late": Text(zh="补报", en="handed over late"),
    "restored": Text(zh="撤销后恢复", en="restored by an undo"),
    "mended": Text(zh="待更正行改正", en="mended in quarantine"),
    "corrected": Text(zh="内容更正", en="corrected"),
    "undone": Text(zh="录入被撤销", en="its upload undone"),
    "withdrawn": Text(zh="不再报送", en="no longer there"),
    "elsewhere": Text(
        zh="本行未变，因其他台账变化或统计日推移", en="the row itself unchanged: other ledgers, or the day"
    ),
}


@dataclass(frozen=True)
class Changed:
    """One number that is no longer what was released."""

    told: Told
    at: At
    then: Value
    now: Value
    is_hidden: bool
    """Was not shown: neither number may be told."""
    whys: tuple[Why, ...]


@dataclass(frozen=True)
class Moved:
    """One row behind a figure's total that came, went or changed."""

    key: str
    counts: int
    """1 when it is counted now and was not, -1 the other way round, 0 when it is still counted."""
    how: How
    batch: int | None
    columns: tuple[str, ...] = ()
    """What of it was corrected."""


@dataclass(frozen=True)
class Cause:
    """The rows of one figure that one batch changed in one way."""

    told: Told
    ledger: Ledger
    how: How
    batch: Batch | None
    rows: tuple[Moved, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that were corrected, the most often corrected first."""
        counts = Counter(name for row in self.rows for name in row.columns)
        return tuple(name for name, _ in counts.most_common())

    @property
    def counts(self) -> int:
        """By how much it changed the total, where the figure counts rows."""
        return sum(row.counts for row in self.rows)


@dataclass(frozen=True)
class Revisions:
    release: Release
    view: View
    """Through which today's numbers were counted."""
    changed: tuple[Changed, ...]
    causes: tuple[Cause, ...]

    @property
    def figures(self) -> list[Told]:
        """The figures that have a changed number, each once."""
        return list({one.told.figure: one.told for one in self.changed}.values())

    def of(self, told: Told) -> list[Changed]:
        return [one for one in self.changed if one.told is told]

    def because_of(self, told: Told) -> list[Cause]:
        return [cause for cause in self.causes if cause.told is told]


def revisions(release: Release, view: View) -> Revisions:
    """What today's view of the same period counts otherwise than the release, and why."""
    document = release.document
    changed = tuple(_changed(document, view))
    names = dict.fromkeys(one.told.figure for one in changed)
    made = {batch.batch: batch for batch in batches(view.database)}
    causes = [
        cause
        for metric in PUBLISHED
        if metric.name in names and (told := document.figure(metric.name))
        for cause in _causes(metric, told, document, view, made)
    ]
    return Revisions(release, view, changed, tuple(causes))


def _changed(document: Document, view: View) -> Iterator[Changed]:
    """Counted again in today's words at the batch of then, at today's batch, and on today's day."""
    steps: dict[Why, View] = {
        "definition": View(view.database, document.known_at, document.as_of),
        "ledgers": View(view.database, view.known_at, document.as_of),
        "day": view,
    }
    seen = set()
    for found in zip(*(counted(document, step) for step in steps.values()), strict=True):
        told, answer, _ = found[0]
        released = {number.at: number for number in answer.numbers}
        values = [values for _, _, values in found]
        places = dict.fromkeys([*released, *(at for one in values for at in one)])
        for at in places:
            number = released.get(at)
            row = [number.value if number else None, *(one.get(at) for one in values)]
            if (told.figure, at) in seen or (row[0] or 0) == (row[-1] or 0):
                continue
            seen.add((told.figure, at))
            whys = tuple(
                why for why, before, after in zip(steps, row, row[1:], strict=False) if before != after
            )
            is_hidden = bool(number and number.hidden)
            yield Changed(told, at, row[0], row[-1], is_hidden, whys)


def _causes(
    metric: Metric, told: Told, document: Document, view: View, made: Mapping[int, Batch]
) -> Iterator[Cause]:
    behind = rows_behind(metric, document.period)
    rows = metric.rows("")
    if behind is None or rows is None:
        return
    ledger = ledger_named(rows.ledger)
    before = counted_behind(view.database, ledger, behind, document.known_at, document.as_of)
    after = counted_behind(view.database, ledger, behind, view.known_at, view.as_of)
    grouped: dict[tuple[How, int | None], list[Moved]] = {}
    for moved in _moved(view.database, ledger, before, after, document.known_at, view.known_at, made):
        grouped.setdefault((moved.how, moved.batch), []).append(moved)
    for (how, batch), group in sorted(grouped.items(), key=lambda pair: (pair[0][1] or 0, pair[0][0])):
        yield Cause(told, ledger, how, made[batch] if batch else None, tuple(group))


def _moved(
    database: Database,
    ledger: Ledger,
    before: Mapping[str, Counted],
    after: Mapping[str, Counted],
    then: int,
    now: int,
    made: Mapping[int, Batch],
) -> Iterator[Moved]:
    keys = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    stood = standing_at(database, ledger, keys, then)
    stands = standing_at(database, ledger, keys, now)
    for key in keys:
        was, is_now = before.get(key), after.get(key)
        counts = (is_now is not None) - (was is not None)
        moved = _one(key, counts, stood.get(key), stands.get(key), ledger, made)
        is_elsewhere = was is not None and is_now is not None and was.parts != is_now.parts
        if counts or is_elsewhere or _changes_days(moved, ledger):
            yield moved


def _changes_days(moved: Moved, ledger: Ledger) -> bool:
    """Of a row that is counted as before, times may have changed; what else it says counts for nothing."""
    return any(isinstance(ledger.column(name).kind, Day) for name in moved.columns)


def _one(
    key: str,
    counts: int,
    stood: Standing | None,
    stands: Standing | None,
    ledger: Ledger,
    made: Mapping[int, Batch],
) -> Moved:
    if stood is not None and stands is not None:
        if stood.batch_in == stands.batch_in:
            return Moved(key, counts, "elsewhere", None)
        columns = tuple(column.name for column in differing(stood.values, stands.values, ledger))
        return Moved(key, counts, "corrected", stands.batch_in, columns)
    if stands is not None:
        return Moved(key, counts, _came(made[stands.batch_in]), stands.batch_in)
    assert stood is not None and stood.batch_out is not None
    return Moved(key, counts, _went(made[stood.batch_out]), stood.batch_out)


def _came(batch: Batch) -> How:
    if batch.undoes is not None:
        return "restored"
    return "mended" if batch.kind == "mend" else "late"


def _went(batch: Batch) -> How:
    return "undone" if batch.undoes is not None else "withdrawn"
