"""Leads: how many, from whom, about what; and who handed over on the 25th."""

from supervision.metrics import leads
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="问题线索", en="Leads"), audience="leaders")
choice = choose()

tiles(
    [leads.received, leads.matters, leads.on_time, leads.late, leads.missing],
    choice,
    compared=[leads.received],
)
show(leads.by_month, choice)
show(leads.calendar, choice)
show(leads.outstanding, choice)
show(leads.by_source, choice)
beside(leads.by_district, leads.by_matter, choice)
show(leads.by_organ, choice)
