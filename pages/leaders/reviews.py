"""Reviews: opened, concluded, still open; how long they take; what was referred."""

from supervision.metrics import referrals, reviews
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles
from supervision.ui.stock_and_flow import tell_stock_and_flow

begin(Text(zh="案件评查", en="Reviews"), audience="leaders")
choice = choose()

tiles([reviews.opened, reviews.concluded, reviews.backlog, reviews.days_to_conclusion], choice)
show(reviews.throughput, choice)
tell_stock_and_flow(choice)
show(reviews.sessions, choice)
beside(reviews.days_by_band, reviews.by_grade, choice)
show(reviews.longest_open, choice)
show(referrals.by_crime, choice)
show(referrals.awaiting_reply, choice)
