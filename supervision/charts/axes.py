"""Months and quarters along an axis: every label in the reader's words, the year once."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from supervision.figures.tables import label
from supervision.text import Language

MOST_LABELS = 12
"""More would run into each other on a phone."""


def names_of_months(months: Sequence[str], language: Language) -> list[str]:
    """2022年3月, Mar 2022: the places along the axis, which is what a pointer reads out."""
    return [label("month", month).in_language(language) for month in months]


def month_ticks(months: Sequence[str], language: Language) -> list[str]:
    """3月, 4月 …; the year under the first label and under the first of every further year."""
    told, year_told = [], ""
    for month in months:
        year, number = month.split("-")
        short = f"{int(number)}月" if language == "zh" else label("month", month).en.split()[0]
        told.append(short if year == year_told else f"{short}<br>{_year(year, language)}")
        year_told = year
    return told


def quarter_ticks(quarters: Sequence[str], language: Language) -> list[str]:
    """第1季度, Q1 …, the year told as `month_ticks` does."""
    told, year_told = [], ""
    for named in quarters:
        year, quarter = named.split("Q")
        short = f"第{quarter}季度" if language == "zh" else f"Q{quarter}"
        told.append(short if year == year_told else f"{short}<br>{_year(year, language)}")
        year_told = year
    return told


def _year(year: str, language: Language) -> str:
    return f"{year}年" if language == "zh" else year


def thinned(months: Sequence[str], most: int = MOST_LABELS) -> list[str]:
    """Every month, or every second, third … of them where all would not fit."""
    return list(months[:: -(-len(months) // most) or 1])


def lay_months(chart: go.Figure, months: Sequence[str], language: Language, most: int = MOST_LABELS) -> None:
    """The months along the bottom and counts from zero upwards."""
    shown = thinned(months, most)
    chart.update_xaxes(
        type="category", categoryorder="array", categoryarray=names_of_months(months, language),
        fixedrange=True, tickangle=0, automargin=True, tickmode="array",
        tickvals=names_of_months(shown, language), ticktext=month_ticks(shown, language),
    )  # fmt: skip
    chart.update_yaxes(fixedrange=True, rangemode="tozero", automargin=True, tickformat=",d")
