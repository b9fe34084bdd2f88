"""What the reviews and referrals pages tell equals its slow recount, on any ledgers, the empty one included."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import referrals, review_findings, reviews
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from tests.effort import examples
from tests.filling import empty, fill
from tests.independent import recount_reviews as slow
from tests.independent.test_figures_equal_their_recount import EDGES, LISTS, TODAY, ledgers, periods


@st.composite
def fuller_ledgers(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """With groups, problems and replies; now and then all open, now and then none."""
    told = draw(ledgers)
    kind = draw(st.sampled_from(("mixed", "mixed", "all open", "none open")))
    lengths = {
        "mixed": st.none() | st.sampled_from((0, 1, 15, 16, 30, 31, 60, 61, 90, 91, 200)),
        "all open": st.none(),
        "none open": st.sampled_from((0, 1, 15, 16, 90, 91)),
    }[kind]

    def ended(day: Any) -> Any:
        # Counting goes wrong where something ends on the very day on which a period begins or ends.
        later = [edge for edge in EDGES if edge >= day]
        if kind == "mixed" and later and draw(st.booleans()):
            return draw(st.sampled_from(later[:4]))
        took = draw(lengths)
        return None if took is None else min(day + timedelta(days=took), TODAY)

    return told | {
        "reviews": [
            row
            | {
                "concluded_on": ended(row["opened_on"]),
                "review_group": draw(st.sampled_from((None, "评查组1", "评查组2"))),
                "problems": draw(st.none() | st.integers(0, 3)),
            }
            for row in told["reviews"]
        ],
        "referrals": [row | {"replied_on": ended(row["sent_on"])} for row in told["referrals"]],
    }


@settings(max_examples=examples(9), deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.just({}) | fuller_ledgers(), asked=st.lists(periods, min_size=4, max_size=4))
def test_reviews_and_referrals(
    ledger_of_session: Database, rows: dict[str, list[dict[str, Any]]], asked: list[Period]
) -> None:
    empty(ledger_of_session)
    if rows:
        fill(ledger_of_session, rows)
    view = View(ledger_of_session, ledger_of_session.newest_batch, TODAY)
    for period in asked:
        assert_reviews(view, rows, period)
        assert_referrals(view, rows, period)


FLOW = ("open_at_start", "opened", "concluded", "open_at_end")


def assert_reviews(view: View, rows: dict[str, list[dict[str, Any]]], period: Period) -> None:
    span = (period.first, period.last)
    assert told(view, period, reviews.by_quarter, "quarter", *FLOW) == slow.by_quarter(rows, span)
    assert told(view, period, reviews.workload, "review_group", *FLOW) == slow.by_group(rows, span)
    assert told(view, period, reviews.cumulative, "month", "come_in", "concluded") == slow.cumulative(
        rows, span, TODAY
    )
    assert {
        row["member"]: None if row["value"] is None else Fraction(row["value"])
        for row in measure(reviews.clearance, period, view).rows
    } == slow.clearance(rows, span)
    assert {
        (row["quarter"], row["grade"]): (
            row["cases"],
            None if row["share"] is None else Fraction(row["share"]),
        )
        for row in measure(review_findings.grades, period, view).rows
    } == slow.grades(rows, LISTS, span)
    assert told(
        view, period, review_findings.problems, "quarter", "cases", "stated", "problems"
    ) == slow.problems(rows, span)
    assert [
        (row["concluded"], row["still_open"]) for row in measure(reviews.days_by_band, period, view).rows
    ] == slow.banded(rows.get("reviews", []), "opened_on", "concluded_on", span, TODAY)


def assert_referrals(view: View, rows: dict[str, list[dict[str, Any]]], period: Period) -> None:
    span = (period.first, period.last)
    assert told(view, period, referrals.by_organ, "member", "sent", "replied", "waiting") == slow.replies(
        rows, LISTS, span
    )
    assert told(
        view, period, referrals.by_month, "month", "sent", "replied", "waiting"
    ) == slow.referrals_by_month(rows, span)
    assert [
        (row["replied"], row["waiting"]) for row in measure(referrals.by_band, period, view).rows
    ] == slow.banded(rows.get("referrals", []), "sent_on", "replied_on", span, TODAY)


def told(view: View, period: Period, metric: Metric, key: str, *columns: str) -> dict[Any, tuple[Any, ...]]:
    return {row[key]: tuple(row[column] for column in columns) for row in measure(metric, period, view).rows}
