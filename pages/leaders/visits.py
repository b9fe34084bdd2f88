"""Visits: coverage of the listed units, who was not visited, which cadre missed which month, what was raised."""

from supervision.metrics import coverage, duty, needs, visits
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.overview import tell_unvisited
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="入企走访", en="Visits"), audience="leaders")
choice = choose()

tell_unvisited(choice)
tiles(
    [
        (visits.visited, visits.listed),
        visits.made,
        (duty.kept, duty.due),
        needs.raised,
        needs.resolved,
    ],
    choice,
)
beside(coverage.curve, visits.coverage, choice)
show(coverage.units, choice)
show(coverage.unit_months, choice)
beside(coverage.by_district, coverage.per_unit, choice)
show(coverage.by_pool, choice)
show(coverage.policies, choice)
show(duty.missing, choice)
show(duty.cadre_months, choice)
show(duty.by_unit, choice)
beside(needs.by_kind, needs.by_organ, choice)
beside(needs.by_band, needs.still_open, choice)
