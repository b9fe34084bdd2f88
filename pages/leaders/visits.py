"""Visits: coverage of the listed units, who was not visited, and which cadre missed which month."""

from supervision.metrics import visits
from supervision.text import Text
from supervision.ui.choices import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="入企走访", en="Visits"), audience="leaders")
choice = choose()

tiles(
    [
        (visits.visited, visits.listed),
        visits.made,
        (visits.duty_kept, visits.duty_due),
        (visits.resolved, visits.raised),
    ],
    choice,
)
beside(visits.curve, visits.coverage, choice)
show(visits.units, choice)
show(visits.cadre_months, choice)
beside(visits.needs_by_kind, visits.open_needs, choice)
