"""What each leaders' page shows, in order: the table that the command line prints by.

The pages themselves note what they show, and a test holds each page against its section here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from supervision.metrics import (
    collections,
    coverage,
    duty,
    lead_anomalies,
    lead_changes,
    lead_flow,
    leads,
    limits,
    needs,
    quality,
    referrals,
    review_findings,
    reviews,
    times,
    visits,
)
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
                compared=(leads.received, reviews.backlog, visits.visited, duty.kept),
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
                collections.missing, collections.late, collections.on_time, leads.received, leads.matters,
                compared=(leads.received,),
            ),
            *drawn(collections.outstanding, collections.calendar, collections.unequal),
            *drawn(leads.by_month, leads.by_source, lead_anomalies.control_chart),
            *drawn(lead_changes.by_source, lead_changes.by_organ, lead_changes.by_district, lead_changes.by_month),
            *drawn(lead_changes.by_matter, lead_changes.by_complainant, lead_changes.by_prohibition),
            *drawn(lead_flow.flow, lead_flow.by_grade, lead_flow.by_referral),
        ),
    ),
    Section(
        "reviews",
        Text(zh="案件评查", en="Reviews"),
        (
            *tiled(reviews.opened, reviews.concluded, reviews.backlog, reviews.clearance, reviews.days_to_conclusion),
            *drawn(reviews.longest_open, limits.near, reviews.throughput, reviews.by_quarter, reviews.cumulative),
            *drawn(review_findings.sessions, reviews.days_by_band, times.by_quarter, reviews.workload),
            *drawn(times.by_group, times.by_kind, times.by_organ, times.by_district),
            *drawn( review_findings.by_grade, review_findings.grades),
            *drawn(review_findings.problems, review_findings.recusals),
        ),
    ),
    Section(
        "referrals",
        Text(zh="函转移送", en="Referrals"),
        (
            *tiled(referrals.sent, referrals.replied),
            *drawn(referrals.awaiting_reply, referrals.by_month, referrals.by_organ, referrals.by_band),
            *drawn(times.replies, referrals.by_crime),
        ),
    ),
    Section(
        "visits",
        Text(zh="入企走访", en="Visits"),
        (
            *tiled((visits.visited, visits.listed), visits.made, (duty.kept, duty.due), needs.raised, needs.resolved),
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
