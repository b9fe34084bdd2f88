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
from tests.filling import empty, fill

PERIOD = Period(date(2022, 1, 1), date(2022, 12, 31))
LAST = PERIOD.last

reviews = st.lists(
    st.tuples(st.integers(0, 200), st.none() | st.sampled_from((0, 1, 2, 5, 20, 30, 31, 90, 200, 500))),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
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
            for column in ("KM_estimate_lower_0.95", "KM_estimate_upper_0.95"):
                found.append(qth_survival_times(share, band[[column]].fillna(0.0)))
    return (len(rows), sum(ended), *(day_or_none(value) for value in found))


def day_or_none(value: Any) -> int | None:
    number = float(value if not hasattr(value, "iloc") else value.iloc[0, 0])
    return None if number == inf else int(number)
