"""`measure` a metric over a period: the rows, whether they are interim and why, and where they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from supervision.figures.interim import Gaps, gaps_in
from supervision.figures.notes import Note
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.narrowing import FILTERS, reaches
from supervision.ledgers.reference import reference_list
from supervision.metrics.declaration import Metric
from supervision.metrics.shapes import Grid, Lines, Tile
from supervision.store.database import Database, local_now
from supervision.store.questions import ask, question
from supervision.store.words_read import filters_of
from supervision.text import Text

Value = int | Decimal | None

_SAID_AS = {"review_kind": "kind", "enterprise_kind": "kind"}
"""The column of an answer that a filter speaks of, where it has another name."""


@dataclass(frozen=True)
class View:
    """What a reader looks at: a ledger file, as known at a batch, reckoned on a day."""

    database: Database
    known_at: int
    as_of: date
    only: tuple[tuple[str, str], ...] = ()
    """Filters: (("source", "12345平台"),). Ledgers that a filter does not reach are not narrowed."""

    def ask(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """One of the questions under queries/, as this view sees the ledgers."""
        answer = ask(self.database, name, self.known_at, self.as_of, dict(self.only), **values)
        return [row for row in answer if not self._is_of_another(row)]

    def _is_of_another(self, row: Mapping[str, Any]) -> bool:
        """Complete answers hold a row for every member of a list; a view narrowed to one shows that one."""
        for name, chosen in self.only:
            column = _SAID_AS.get(name, name)
            told = row["member"] if row.get("breakdown") == column else row.get(column)
            if told != chosen and told in reference_list(FILTERS[name]).names:
                return True
        return False


@dataclass(frozen=True)
class Row:
    """One published number: a total has neither breakdown nor member."""

    by: str | None
    member: str | None
    value: Value
    interim: tuple[Text, ...]


@dataclass(frozen=True)
class Figure:
    """One metric measured, with its provenance."""

    metric: Metric
    period: Period
    known_at: int
    as_of: date
    rows: tuple[dict[str, Any], ...]
    """The whole answer of the metric's query, as its shape wants it: of a chart or list without months to come."""
    gaps: Gaps
    query_sha256: str
    notes: tuple[Note, ...] = ()
    """What was noted on days of the period, for charts by month."""

    @property
    def interim(self) -> tuple[Text, ...]:
        """Why the figure as a whole is interim; empty when it is not."""
        return self.gaps.touching(self.metric)

    @property
    def value(self) -> Value:
        """The total, where the query gives one."""
        totals = (row for row in self.rows if row.get("breakdown", "") is None)
        return next((exact(row[self.metric.column]) for row in totals), None)

    @property
    def published(self) -> tuple[Row, ...]:
        """Every number of a metric whose query splits a total by breakdowns."""
        return tuple(
            Row(
                by=row["breakdown"],
                member=row["member"],
                value=exact(row[self.metric.column]),
                interim=self.gaps.touching(self.metric, row["breakdown"], row["member"]),
            )
            for row in self.rows
            if "breakdown" in row
        )

    @property
    def left_out(self) -> int:
        """How many rows of a list there are beside those that were asked for."""
        return self.rows[0]["in_all"] - len(self.rows) if self.rows and "in_all" in self.rows[0] else 0

    @property
    def told(self) -> tuple[Row, ...]:
        """What is published, without the months to come: they have no number yet."""
        return tuple(
            row for row in self.published if not is_to_come(self.period, self.as_of, row.by, row.member)
        )

    def members(self, breakdown: str) -> tuple[Row, ...]:
        return tuple(row for row in self.told if row.by == breakdown)


def is_to_come(period: Period, as_of: date, by: str | None, member: str | None) -> bool:
    """Whether a part is a month or quarter that begins after the day of reckoning."""
    return by in ("month", "quarter") and member is not None and period.is_to_come(member, as_of)


def exact(value: object) -> Value:
    """Whole decimals become integers, so that 29.0 days read 29."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    assert value is None or isinstance(value, int)
    return value


def narrows(name: str, metric: Metric) -> bool:
    """Whether a filter changes what a metric counts."""
    if metric.is_never_narrowed:
        return False
    asked = (metric.narrowed_as,) if metric.narrowed_as else metric.ledgers
    return any(reaches(name, ledger_named(ledger)) for ledger in asked)


def narrows_question(name: str, asked: str) -> bool:
    """Whether a filter changes what a question answers: by its text, or by the rows of it that are another's."""
    told = question(asked)
    return name in filters_of(told.sql) or _SAID_AS.get(name, name) in told.grain


def measure(metric: Metric, period: Period, view: View, at_most: int | None = None) -> Figure:
    """One metric over one period."""
    return measure_all([metric], period, view, at_most)[0]


def measure_all(
    metrics: Iterable[Metric], period: Period, view: View, at_most: int | None = None
) -> list[Figure]:
    """Several metrics over one period; what they share, their queries and the ledgers' gaps, is asked once.

    Of lists that grow with the ledger the first rows, `at_most` so many; all without it.
    """
    asked = list(metrics)
    answers = {
        query: tuple(view.ask(query, from_day=period.first, until_day=period.until, at_most=at_most))
        for query in dict.fromkeys(metric.query for metric in asked)
    }
    gaps, notes = beside(period, view)
    return [
        Figure(
            metric, period, view.known_at, view.as_of, _shown(metric, answers[metric.query], period, view.as_of), gaps,
            question(metric.query).sha256, notes,
        )
        for metric in asked
    ]  # fmt: skip


def _shown(
    metric: Metric, rows: tuple[dict[str, Any], ...], period: Period, as_of: date
) -> tuple[dict[str, Any], ...]:
    """Without the months and quarters to come, where a chart or list would show them as none.

    Grids have a state for them, lines a pace; what is published is told whole to other programs.
    """
    if period.last <= as_of or isinstance(metric.shape, Grid | Lines | Tile):
        return rows
    return tuple(row for row in rows if not any(is_to_come(period, as_of, *part) for part in _spells(row)))


def _spells(row: Mapping[str, Any]) -> tuple[tuple[str | None, str | None], ...]:
    return (
        ("month", row.get("month")),
        ("quarter", row.get("quarter")),
        (row.get("breakdown"), row.get("member")),
    )


def beside(period: Period, view: View) -> tuple[Gaps, tuple[Note, ...]]:
    """What is told beside every figure of a period: what is missing, and what was noted on its days."""
    gaps = gaps_in(period, view.database, view.known_at, view.as_of, dict(view.only).get("source"))
    noted = view.ask("annotations/noted", from_day=period.first, until_day=period.until)
    return gaps, tuple(Note(row["noted_on"], row["words"]) for row in noted)


def view_now(database: Database, known_at: int | None = None) -> View:
    """The ledger as it is now, or as known at a batch, reckoned today."""
    return View(database, known_at if known_at is not None else database.newest_batch, local_now().date())
