"""From a number down to the rows that it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.metrics.declaration import Metric
from supervision.store.browsing import Behind, Wanted, browse
from supervision.store.database import NOTHING


def rows_behind(metric: Metric, period: Period, parts: Mapping[str, str] = NOTHING) -> Behind | None:
    """The rows behind a metric's total, or behind one of its parts: {"source": "12345平台"}; None if it has none."""
    if metric.behind is None:
        return None
    days = {"from_day": period.first, "until_day": period.until}
    return Behind(metric.behind.question, days, {**dict(metric.behind.part), **parts})


def how_many(metric: Metric, period: Period, view: View, parts: Mapping[str, str] = NOTHING) -> int:
    """The number of those rows."""
    assert metric.behind is not None
    wanted = Wanted(ledger_named(metric.behind.ledger), behind=rows_behind(metric, period, parts))
    return browse(view.database, wanted, view.known_at, view.as_of, dict(view.only), rows=0).total
