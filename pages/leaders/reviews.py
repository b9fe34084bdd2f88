"""Reviews: opened, concluded, still open; how long they take, how they are graded, who may not review whom."""

from supervision.metrics import limits, review_findings, reviews, times
from supervision.text import Text
from supervision.ui.choosing import choose
from supervision.ui.page import begin
from supervision.ui.showing import beside, show, tiles
from supervision.ui.stock_and_flow import tell_stock_and_flow

begin(Text(zh="案件评查", en="Reviews"), audience="leaders")
choice = choose()

tiles(
    [reviews.opened, reviews.concluded, reviews.backlog, reviews.clearance, reviews.days_to_conclusion],
    choice,
)
show(reviews.longest_open, choice)
show(limits.near, choice)
show(reviews.throughput, choice)
tell_stock_and_flow(choice)
beside(reviews.by_quarter, reviews.cumulative, choice)
show(review_findings.sessions, choice)
beside(reviews.days_by_band, times.by_quarter, choice)
show(reviews.workload, choice)
show(times.by_group, choice)
show(times.by_kind, choice)
show(times.by_organ, choice)
show(times.by_district, choice)
beside(review_findings.by_grade, review_findings.grades, choice)
show(review_findings.problems, choice)
show(review_findings.recusals, choice)
