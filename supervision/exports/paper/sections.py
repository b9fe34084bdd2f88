"""What each leaders' page shows, in order: the table that the command line prints by.

The pages themselves note what they show, and a test holds each page against its section here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from supervision.metrics import coverage, duty, leads, needs, quality, referrals, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.text import Text

Told = Literal["attention", "unvisited", "due_days"]


@dataclass(frozen=True)
class Shown:
    """One metric as a page shows it."""

    metric: Metric
    whole: Metric | None = None
    """What the metric is a part of: 48/58."""
    is_tile: bool = False
    is_compared: bool = False
    """Set against last year."""


@dataclass(frozen=True)
class Section:
    page: str
    title: Text
    shown: tuple[Shown, ...]
    tells: tuple[Told, ...] = ()
    """What the page says beside its figures."""


def tiled(*metrics: Metric | tuple[Metric, Metric], compared: Sequence[Metric] = ()) -> tuple[Shown, ...]:
    """A row of big numbers; a pair is read as part of whole."""
    pairs = [metric if isinstance(metric, tuple) else (metric, None) for metric in metrics]
    return tuple(Shown(part, whole, is_tile=True, is_compared=part in compared) for part, whole in pairs)


def drawn(*metrics: Metric) -> tuple[Shown, ...]:
    return tuple(Shown(metric) for metric in metrics)


SECTIONS = (
    Section(
        "overview",
        Text(zh="总览", en="Overview"),
        (
            *tiled(
                leads.received, reviews.backlog, (visits.visited, visits.listed), (duty.kept, duty.due),
                compared=(leads.received,),
            ),
            *drawn(leads.by_month, reviews.throughput, coverage.curve),
        ),
        tells=("attention", "due_days"),
    ),
    Section(
        "leads",
        Text(zh="问题线索", en="Leads"),
        (
            *tiled(
                leads.received, leads.matters, leads.on_time, leads.late, leads.missing, compared=(leads.received,)
            ),
            *drawn(leads.by_month, leads.calendar, leads.outstanding, leads.by_source),
            *drawn(leads.by_district, leads.by_matter, leads.by_organ),
        ),
    ),
    Section(
        "reviews",
        Text(zh="案件评查", en="Reviews"),
        (
            *tiled(reviews.opened, reviews.concluded, reviews.backlog, reviews.days_to_conclusion),
            *drawn(reviews.throughput, reviews.sessions, reviews.days_by_band, reviews.by_grade),
            *drawn(reviews.longest_open, referrals.by_crime, referrals.awaiting_reply),
        ),
    ),
    Section(
        "visits",
        Text(zh="入企走访", en="Visits"),
        (
            *tiled(
                (visits.visited, visits.listed), visits.made, (duty.kept, duty.due), (needs.resolved, needs.raised)
            ),
            *drawn(coverage.curve, visits.coverage, coverage.units, coverage.unit_months),
            *drawn(coverage.by_district, coverage.per_unit, coverage.by_pool, coverage.policies),
            *drawn(duty.missing, duty.cadre_months, duty.by_unit),
            *drawn(needs.by_kind, needs.by_organ, needs.by_band, needs.still_open),
        ),
        tells=("unvisited",),
    ),
    Section(
        "quality",
        Text(zh="数据质量", en="Data quality"),
        (
            *tiled(quality.handed, quality.waited, quality.waited_share, quality.needless_share),
            *drawn(quality.filled, quality.timeliness, quality.fates, quality.soundness),
            *drawn(quality.declared, quality.standing),
        ),
    ),
)  # fmt: skip
