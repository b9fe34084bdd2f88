"""Tables with two breakdowns, for those who publish: which query fills them, and what stands down and across."""

from __future__ import annotations

from dataclasses import dataclass

from supervision.metrics import leads, reviews
from supervision.metrics.declaration import (
    BY_DISTRICT,
    BY_GRADE,
    BY_MONTH,
    BY_ORGAN,
    BY_SOURCE,
    Breakdown,
    Metric,
)


@dataclass(frozen=True)
class Crossing:
    """One crossed table of a metric; rows of its query that lack one of the two are margins."""

    metric: Metric
    query: str
    down: Breakdown
    across: Breakdown
    column: str = "value"


CROSSINGS = (
    Crossing(leads.received, "leads/by_source_and_month", BY_SOURCE, BY_MONTH),
    Crossing(leads.received, "crossed/leads_by_district_and_month", BY_DISTRICT, BY_MONTH),
    Crossing(leads.received, "crossed/leads_by_district_and_organ", BY_DISTRICT, BY_ORGAN),
    Crossing(reviews.concluded, "crossed/reviews_by_district_and_grade", BY_DISTRICT, BY_GRADE),
)
"""Any two tables of a metric share at most one breakdown and close no ring, so that their margins say all."""

BELOW_CITY = frozenset({"district"})
"""Breakdowns whose parts are smaller than the city: small counts in them are protected."""


def crossings_of(metric: Metric) -> tuple[Crossing, ...]:
    return tuple(crossing for crossing in CROSSINGS if crossing.metric is metric)
