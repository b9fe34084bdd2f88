"""Every metric that is published or shown, and finding one by its name."""

from __future__ import annotations

from functools import cache

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
from supervision.metrics.published import PUBLISHED


@cache
def every_metric() -> tuple[Metric, ...]:
    """The published figures first, then those that only the pages show."""
    shown = [
        metric
        for module in (
            leads,
            lead_changes,
            lead_anomalies,
            lead_flow,
            collections,
            limits,
            reviews,
            review_findings,
            times,
            referrals,
            visits,
            coverage,
            duty,
            needs,
            quality,
        )
        for metric in vars(module).values()
        if isinstance(metric, Metric) and metric not in PUBLISHED
    ]
    return (*PUBLISHED, *shown)


def metric_named(name: str) -> Metric | None:
    """The metric of that name; None for any other word."""
    return next((metric for metric in every_metric() if metric.name == name), None)
