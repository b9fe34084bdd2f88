"""The figures that other programs, releases and the press may ask for, in the order they are read out."""

from supervision.metrics import collections, duty, leads, needs, referrals, reviews, visits
from supervision.metrics.declaration import Metric

PUBLISHED: tuple[Metric, ...] = (
    leads.received,
    collections.due,
    collections.on_time,
    collections.late,
    collections.missing,
    reviews.opened,
    reviews.concluded,
    reviews.backlog,
    reviews.days_to_conclusion,
    referrals.sent,
    visits.made,
    visits.listed,
    visits.visited,
    duty.due,
    duty.kept,
    needs.raised,
    needs.resolved,
)
