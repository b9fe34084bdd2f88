"""Leads: how many, from whom, about what; and who handed over on the 25th."""

from supervision.metrics import collections, lead_anomalies, lead_changes, lead_flow, leads
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="问题线索", en="Leads"), audience="leaders")
choice = choose()

tiles(
    [collections.missing, collections.late, collections.on_time, leads.received, leads.matters],
    choice,
    compared=[leads.received],
)
show(collections.outstanding, choice)
show(collections.calendar, choice)
show(collections.unequal, choice)
show(leads.by_month, choice)
show(leads.by_source, choice)
show(lead_anomalies.control_chart, choice)
beside(lead_changes.by_source, lead_changes.by_organ, choice)
beside(lead_changes.by_district, lead_changes.by_month, choice)
beside(lead_changes.by_matter, lead_changes.by_complainant, choice)
show(lead_changes.by_prohibition, choice)
show(lead_flow.flow, choice)
beside(lead_flow.by_grade, lead_flow.by_referral, choice)
