"""Visits: coverage of the listed units, who was not visited, and which cadre missed which month."""

from supervision.metrics import duty, needs, visits
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="入企走访", en="Visits"), audience="leaders")
choice = choose()

tiles(
    [
        (visits.visited, visits.listed),
        visits.made,
        (duty.kept, duty.due),
        (needs.resolved, needs.raised),
    ],
    choice,
)
beside(visits.curve, visits.coverage, choice)
show(visits.units, choice)
show(duty.cadre_months, choice)
beside(needs.by_kind, needs.still_open, choice)
