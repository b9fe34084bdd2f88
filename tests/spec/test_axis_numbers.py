"""Large numbers on axes, as a reader of Chinese expects them."""

from __future__ import annotations

import pytest

from supervision.charts.chart import Chart
from supervision.charts.numbers import large_axes_in_words, shorter


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0"),
        (9_999, "9999"),
        (10_000, "1万"),
        (12_000, "1.2万"),
        (12_345, "1.2345万"),
        (1_000_000, "100万"),
        (99_999_999, "9999.9999万"),
        (300_000_000, "3亿"),
    ],
)
def test_a_number_is_said_in_ten_thousands_and_never_rounded(number: int, told: str) -> None:
    assert shorter(number) == told


def _stacked(*heights: int) -> Chart:
    chart = Chart({"barmode": "stack"})
    for height in heights:
        chart.add("bar", x=["2022-03"], y=[height])
    return chart


def test_what_is_stacked_reaches_ten_thousand_together() -> None:
    chart = _stacked(6_000, 6_000)
    large_axes_in_words(chart, "zh")
    assert chart.layout["yaxis"]["ticktext"] == ["0", "2000", "4000", "6000", "8000", "1万", "1.2万"]


def test_below_ten_thousand_and_in_english_the_axis_is_left_alone() -> None:
    small, english = _stacked(6_000, 3_999), _stacked(60_000)
    large_axes_in_words(small, "zh")
    large_axes_in_words(english, "en")
    assert "ticktext" not in small.layout["yaxis"]
    assert "ticktext" not in english.layout["yaxis"]
