"""Every mark on a chart leads to exactly as many rows as it draws."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.charts.chart import Chart
from supervision.charts.drawing import draw
from supervision.figures.behind import how_many, way_down
from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.metrics.catalogue import every_metric
from supervision.metrics.declaration import CADRE_MONTHS, Metric
from supervision.metrics.shapes import Band, Bars, Flow, Lines, Panels, Shares, Stacks, Steps
from supervision.store.database import Database, open_database

DRAWN = [
    metric
    for metric in every_metric()
    if metric.behind
    and metric.unit is not CADRE_MONTHS  # these lead to the cadres, each listed once
    and isinstance(metric.shape, Bars | Shares | Band | Steps | Stacks | Panels | Lines | Flow)
]
PERIODS = (Period(date(2022, 3, 1), date(2022, 12, 31)), Period(date(2022, 5, 10), date(2022, 8, 20)))
NOT_COUNTED = {"pace", "listed"}
"""Lines to compare with: what they lead to is the roster."""


@pytest.fixture(scope="module")
def sample(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(shutil.copy2(sample_ledger, tmp_path_factory.mktemp("sample") / "sample.duckdb"))
    yield database
    database.close()


def marks(chart: Chart) -> Iterator[tuple[int, str, Any]]:
    """Place of the row, value and number drawn, of every mark."""
    for trace in chart.data:
        if trace.get("customdata") is None:
            continue
        numbers = trace["x" if trace.get("orientation") == "h" else "y"]
        for (place, value), number in zip(trace["customdata"], numbers, strict=True):
            if number is not None and value not in NOT_COUNTED:
                yield int(place), str(value), number


@pytest.mark.parametrize("period", PERIODS, ids=["campaign", "days in between"])
@pytest.mark.parametrize("metric", DRAWN, ids=lambda metric: metric.name)
def test_a_mark_leads_to_as_many_rows_as_it_says(metric: Metric, period: Period, sample: Database) -> None:
    view = View(sample, sample.newest_batch, date(2022, 12, 31))
    figure = measure(metric, period, view)
    chart = draw(figure, "zh")
    assert chart is not None
    told = list(marks(chart))
    assert told, "nothing on this chart can be followed"
    for place, value, number in told:
        assert rows_found(figure, place, value, view) == number, (figure.rows[place], value)


def rows_found(figure: Figure, place: int, value: str, view: View) -> int:
    way = way_down(figure, figure.rows[place], value)
    return how_many(figure.metric, way.period, view, way.parts, way.value)
