"""What is late, what is stuck, who was not visited: ten seconds."""

from supervision.metrics import coverage, duty, leads, reviews, visits
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.overview import tell_attention, tell_due_days
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles

begin(Text(zh="总览", en="Overview"), audience="leaders")
choice = choose()

tell_attention(choice)
tiles(
    [leads.received, reviews.backlog, (visits.visited, visits.listed), (duty.kept, duty.due)],
    choice,
    compared=[leads.received, reviews.backlog, visits.visited, duty.kept],
)
show(leads.by_month, choice)
beside(reviews.throughput, coverage.curve, choice)
tell_due_days(choice)
