"""Long names beside bars: Chinese ones break where there is room, words in Latin letters never."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.charts.drawing import draw
from supervision.charts.style import wrapped
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import label
from supervision.ledgers.reference import reference_list
from supervision.metrics import lead_anomalies, leads
from supervision.metrics.declaration import Metric
from supervision.store.database import Database


@pytest.mark.parametrize("width", [8, 10, 14])
def test_no_english_name_of_a_district_is_broken_within_a_word(width: int) -> None:
    """Lüshunkou has a letter that is not ASCII, and is no Chinese name for that."""
    for district in reference_list("districts").names:
        name = label("district", district).en
        assert wrapped(name, width).replace("<br>", " ") == name


def test_a_long_chinese_name_takes_two_lines_of_which_none_begins_with_a_mark() -> None:
    assert wrapped("不按规定移送、受理案件", 8) == "不按规定移送、<br>受理案件"


@pytest.mark.parametrize(
    "metric", [leads.by_source, lead_anomalies.control_chart], ids=lambda metric: metric.name
)
def test_names_above_charts_that_share_a_row_fit_on_a_phone(database: Database, metric: Metric) -> None:
    """Half of a phone holds some twenty letters; what is longer was cut at its edge."""
    figure = measure(
        metric, Period(date(2022, 3, 1), date(2022, 12, 31)), View(database, 0, date(2022, 12, 31))
    )
    chart = draw(figure, "en", None)
    assert chart is not None
    titles = [note["text"] for note in chart.layout["annotations"]]
    assert "Political-Legal<br>Commission" in titles
    assert max(len(line) for title in titles for line in title.split("<br>")) <= 22
