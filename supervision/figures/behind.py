"""From a number down to the rows that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from supervision.figures.comparing import period_before, year_before
from supervision.figures.measuring import Figure, View
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.metrics.declaration import Metric
from supervision.metrics.shapes import Grid, Panels, Shares, Stacks
from supervision.store.browsing import Behind, Wanted, browse
from supervision.store.database import NOTHING
from supervision.store.questions import question


@dataclass(frozen=True)
class Way:
    """Where one number of a figure leads: over which period, to which part of the rows, behind which value."""

    period: Period
    parts: Mapping[str, str]
    value: str = ""


BASES = {"year_before": year_before, "period_before": period_before}
"""What a share is compared with, and the period that it counts."""


def rows_behind(
    metric: Metric, period: Period, parts: Mapping[str, str] = NOTHING, value: str = ""
) -> Behind | None:
    """The rows behind a metric's total, or behind one of its parts: {"source": "12345平台"}; None if it has none."""
    rows = metric.rows(value)
    if rows is None:
        return None
    days = {"from_day": period.first, "until_day": period.until}
    return Behind(rows.question, days, {**dict(rows.part), **parts})


def way_down(figure: Figure, row: Mapping[str, Any], value: str = "") -> Way:
    """The way from one row of a figure's answer, or from one of its values, to the rows it speaks of."""
    metric, period = figure.metric, figure.period
    rows = metric.rows(value)
    if rows is None:
        return Way(period, {}, value)
    parts = _parts(figure, row, question(rows.question).splits)
    if isinstance(metric.shape, Shares) and value in BASES:
        own = _within(str(row["member"]), period) if "month" in parts else period
        return Way(BASES[value](own), {name: part for name, part in parts.items() if name != "month"})
    month = str(row.get("month") or row.get("quarter") or "")
    if month and value and value == _before(metric):
        of_month = year_before(_within(month, period))
        return Way(of_month, {name: part for name, part in parts.items() if name != "month"})
    if month and rows.at_end_of_month:
        return Way(Period(period.first, _within(month, period).last), parts, value)
    return Way(period, parts, value if value in metric.behind_values else "")


def _parts(figure: Figure, row: Mapping[str, Any], splits: tuple[str, ...]) -> dict[str, str]:
    if row.get("breakdown") in splits:
        return {str(row["breakdown"]): str(row["member"])}
    shape = figure.metric.shape
    of_grid = shape.state if isinstance(shape, Grid) else ""
    return {name: str(row[name]) for name in splits if row.get(name) is not None and name != of_grid}


def _before(metric: Metric) -> str:
    """The value that counts the same days a year earlier."""
    return metric.shape.before if isinstance(metric.shape, Stacks | Panels) else ""


def _within(month: str, period: Period) -> Period:
    """The days of a month, or of a quarter, that lie within the period."""
    year, _, quarter = month.partition("Q")
    first = date(int(year), 3 * int(quarter) - 2, 1) if quarter else date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=93 if quarter else 31)).replace(day=1) - timedelta(days=1)
    return Period(max(first, period.first), min(last, period.last))


def how_many(
    metric: Metric, period: Period, view: View, parts: Mapping[str, str] = NOTHING, value: str = ""
) -> int:
    """The number of those rows."""
    rows = metric.rows(value)
    assert rows is not None
    wanted = Wanted(ledger_named(rows.ledger), behind=rows_behind(metric, period, parts, value))
    return browse(view.database, wanted, view.known_at, view.as_of, dict(view.only), rows=0).total
