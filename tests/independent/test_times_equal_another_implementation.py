"""Times to the end agree with lifelines' Kaplan–Meier: medians, 90th percentiles and their bands, ties and all."""

from __future__ import annotations

import warnings
from datetime import date, timedelta
from math import inf
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import qth_survival_times

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import times
from supervision.store.database import Database
from tests.effort import examples
from tests.filling import empty, fill

PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31))
LAST = PERIOD.last

reviews = st.lists(
    st.tuples(st.integers(0, 200), st.none() | st.sampled_from((0, 1, 2, 5, 20, 30, 31, 90, 200, 500))),
    max_size=25,
)


@settings(max_examples=examples(24), deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=reviews)
@example(drawn=[])
@example(drawn=[(0, None)])
@example(drawn=[(0, 10)])
@example(drawn=[(0, 10), (0, 10), (0, None), (0, 30)])
@example(drawn=[(0, 5)] * 10)
def test_medians_and_bands(ledger_of_session: Database, drawn: list[tuple[int, int | None]]) -> None:
    rows = [
        {
            "number": f"P{place}",
            "kind": "集中评查",
            "opened_on": PERIOD.first + timedelta(days=begun),
            "concluded_on": None if took is None else PERIOD.first + timedelta(days=begun + took),
        }
        for place, (begun, took) in enumerate(drawn)
    ]
    empty(ledger_of_session)
    if rows:
        fill(ledger_of_session, {"reviews": rows})
    view = View(ledger_of_session, ledger_of_session.newest_batch, date(2023, 6, 30))
    answer = [
        row
        for row in measure(times.by_kind, PERIOD, view).rows
        if row["breakdown"] == "review_kind" and row["begun"]
    ]
    assert [told(row) for row in answer] == ([expected(rows)] if rows else [])


def test_one_review_tells_a_median_but_no_certainty(ledger_of_session: Database) -> None:
    empty(ledger_of_session)
    day = PERIOD.first
    only = {"number": "P1", "kind": "集中评查", "opened_on": day, "concluded_on": day + timedelta(days=10)}
    fill(ledger_of_session, {"reviews": [only]})
    view = View(ledger_of_session, ledger_of_session.newest_batch, LAST)
    (row,) = [
        row
        for row in measure(times.by_kind, PERIOD, view).rows
        if row["begun"] and row["member"] == "集中评查"
    ]
    assert (row["median"], row["median_from"], row["median_until"]) == (10, 10, None)


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(
        row[name]
        for name in (
            "begun", "ended", "median", "median_from", "median_until", "ninetieth", "ninetieth_from", "ninetieth_until",
        )
    )  # fmt: skip


def expected(rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Watched until the period's last day; the band of a percentile is where the curve's band crosses it."""
    ended = [row["concluded_on"] is not None and row["concluded_on"] <= LAST for row in rows]
    days = [
        ((row["concluded_on"] if has_ended else LAST) - row["opened_on"]).days
        for row, has_ended in zip(rows, ended, strict=True)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = KaplanMeierFitter(alpha=0.05).fit(days, ended)
        band = fitter.confidence_interval_survival_function_
        found: list[Any] = []
        # lifelines reckons in logarithms: a share that is exactly one half may miss it in the last bit.
        for share in (0.5 + 1e-9, 0.1 + 1e-9):
            found.append(fitter.percentile(share))
            found.append(qth_survival_times(share, band[["KM_estimate_lower_0.95"]].fillna(0.0)))
            # Where everything has ended lifelines closes the band on zero; the variance is unknown there, and
            # like R's survfit the figures leave its upper end open.
            upper = band[["KM_estimate_upper_0.95"]].fillna(1.0)
            upper[(fitter.survival_function_["KM_estimate"] == 0).to_numpy()] = 1.0
            found.append(qth_survival_times(share, upper))
    return (len(rows), sum(ended), *(day_or_none(value) for value in found))


def day_or_none(value: Any) -> int | None:
    number = float(value if not hasattr(value, "iloc") else value.iloc[0, 0])
    return None if number == inf else int(number)
