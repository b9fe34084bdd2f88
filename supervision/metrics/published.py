"""The figures that other programs, releases and the press may ask for, in the order they are read out."""

from supervision.metrics import duty, leads, needs, referrals, reviews, visits
from supervision.metrics.declaration import Metric

PUBLISHED: tuple[Metric, ...] = (
    leads.received,
    leads.due,
    leads.on_time,
    leads.late,
    leads.missing,
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
