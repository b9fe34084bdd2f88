"""From a number down to the rows that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from supervision.figures.measuring import Figure, View
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.metrics.declaration import Metric
from supervision.metrics.shapes import Grid
from supervision.store.browsing import Behind, Wanted, browse
from supervision.store.database import NOTHING
from supervision.store.questions import question


def rows_behind(metric: Metric, period: Period, parts: Mapping[str, str] = NOTHING) -> Behind | None:
    """The rows behind a metric's total, or behind one of its parts: {"source": "12345平台"}; None if it has none."""
    if metric.behind is None:
        return None
    days = {"from_day": period.first, "until_day": period.until}
    return Behind(metric.behind.question, days, {**dict(metric.behind.part), **parts})


def parts_of(figure: Figure, row: Mapping[str, Any]) -> dict[str, str]:
    """Which part of the rows one row of a figure's answer speaks of; empty for all of them."""
    metric = figure.metric
    if metric.behind is None:
        return {}
    splits = question(metric.behind.question).splits
    if row.get("breakdown") in splits:
        return {str(row["breakdown"]): str(row["member"])}
    of_grid = metric.shape.state if isinstance(metric.shape, Grid) else ""
    return {name: str(row[name]) for name in splits if row.get(name) is not None and name != of_grid}


def how_many(metric: Metric, period: Period, view: View, parts: Mapping[str, str] = NOTHING) -> int:
    """The number of those rows."""
    assert metric.behind is not None
    wanted = Wanted(ledger_named(metric.behind.ledger), behind=rows_behind(metric, period, parts))
    return browse(view.database, wanted, view.known_at, view.as_of, dict(view.only), rows=0).total
