"""What the visits page tells equals its slow recount, on any ledgers, the empty one included."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.ledgers.reference import reference_list
from supervision.metrics import coverage, duty, needs
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from tests.effort import examples
from tests.filling import empty, fill
from tests.independent import recount_visits as slow
from tests.independent.test_figures_equal_their_recount import LISTS, TODAY, ledgers, periods

POLICIES = reference_list("policies").names


@st.composite
def ledgers_with_policies(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    told = draw(ledgers)
    some = st.lists(st.sampled_from(POLICIES), unique=True, max_size=2)
    # Some units are visited again and again, which chance alone would hardly do.
    often = st.sampled_from(({}, {}, {"enterprise_number": "Q1"}))
    visits = [visit | draw(often) | {"policies": draw(some)} for visit in told["visits"]]
    return told | {"visits": visits}


def visits_of_one_day() -> dict[str, list[dict[str, Any]]]:
    """To one unit, on the later day by four cadres, of whom the register knows three, not in the order of their names."""
    unit = {
        "number": "Q1",
        "name": "甲厂",
        "uscc": None,
        "kind": None,
        "district": None,
        "pools": ["中省属单位"],
    }
    cadres = [{"number": "G1", "name": "乙"}, {"number": "G2", "name": "丙"}, {"number": "G3", "name": "丁"}]
    made = [("Z1", "G1", 24), ("Z2", "G3", 24), ("Z3", "G2", 24), ("Z4", "G9", 24), ("Z5", "G1", 2)]
    visit = {"enterprise_number": "Q1", "uscc": None, "enterprise_name": None, "policies": None}
    return {
        "enterprises": [unit | {"joined_on": None, "left_on": None}],
        "cadres": [cadre | {"on_duty_from": None, "on_duty_until": None} for cadre in cadres],
        "visits": [
            visit | {"number": number, "cadre_number": cadre, "visited_on": date(2022, 4, day)}
            for number, cadre, day in made
        ],
    }


@settings(max_examples=examples(7), deadline=None, suppress_health_check=list(HealthCheck))
@example(rows=visits_of_one_day(), asked=[Period(date(2022, 4, 1), date(2022, 4, 30))])
@given(rows=st.just({}) | ledgers_with_policies(), asked=st.lists(periods, min_size=3, max_size=3))
def test_visits(
    ledger_of_session: Database, rows: dict[str, list[dict[str, Any]]], asked: list[Period]
) -> None:
    empty(ledger_of_session)
    if rows:
        fill(ledger_of_session, rows)
    view = View(ledger_of_session, ledger_of_session.newest_batch, TODAY)
    for period in asked:
        assert_equal(view, rows, period)


def assert_equal(view: View, rows: dict[str, list[dict[str, Any]]], period: Period) -> None:
    span = (period.first, period.last)

    def told(metric: Metric, *key: str) -> dict[Any, dict[str, Any]]:
        answer = measure(metric, period, view).rows
        return {(tuple(row[part] for part in key) if len(key) > 1 else row[key[0]]): row for row in answer}

    def picked(metric: Metric, key: str, *columns: str) -> dict[Any, tuple[Any, ...]]:
        return {name: tuple(row[column] for column in columns) for name, row in told(metric, key).items()}

    assert {
        key: (row["visits"], row["state"], row["told"])
        for key, row in told(coverage.unit_months, "number", "month").items()
    } == slow.unit_months(rows, LISTS, span, TODAY)
    assert picked(coverage.by_district, "district", "listed", "visited") == slow.coverage_by_district(
        rows, LISTS, span
    )
    assert picked(coverage.by_pool, "pool", "listed", "visited") == slow.coverage_by_pool(rows, span)
    assert {times: row["value"] for times, row in told(coverage.per_unit, "times").items()} == slow.per_unit(
        rows, LISTS, span
    )
    assert picked(coverage.policies, "policy", "visits", "units", "listed_untold") == slow.policies(
        rows, LISTS, POLICIES, span
    )
    assert picked(duty.missing, "number", "due", "kept", "missed") == slow.missing(rows, LISTS, span, TODAY)
    assert picked(needs.by_organ, "organ", "raised", "resolved", "still_open") == slow.needs_by_organ(
        rows, LISTS, span
    )
    assert [
        (row["resolved"], row["still_open"]) for row in measure(needs.by_band, period, view).rows
    ] == slow.needs_by_band(rows, span)
