"""Colours that colour-blind readers tell apart (Okabe–Ito), and what all charts share."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart
from supervision.figures.tables import label
from supervision.metrics.shapes import Tone
from supervision.text import Language

BLUE, ORANGE, GREEN, PINK, SKY, VERMILION, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#8A8A8A",
)  # fmt: skip
SERIES = (BLUE, ORANGE, GREEN, PINK, SKY, VERMILION)
PALE = "#BDBDBD"
"""What is left to do, beside what is done."""
TONES: dict[Tone, str] = {
    "good": "#9FD8C4", "middling": "#F6CF7F", "bad": "#F0A07A", "quiet": "rgba(138,138,138,0.12)",
}  # fmt: skip
INK = "#1F1F1F"
"""On a toned cell, in either theme."""


def blank(height: int) -> Chart:
    """An empty chart with the house's margins; colours of text and ground come from the page's theme."""
    return Chart(framed(height))


def framed(height: int) -> dict[str, Any]:
    """The layout that all charts begin with."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
        "legend": {"orientation": "h", "yanchor": "top", "y": -0.12, "x": 0, "xanchor": "left"},
        "hovermode": "closest",
        "barcornerradius": 2,
    }


def month_ticks(months: list[str], language: Language) -> list[str]:
    """3月, 4月 …; where several years are drawn, the year under the first month and under every January."""
    told = []
    years = {month[:4] for month in months}
    for place, month in enumerate(months):
        year, number = month.split("-")
        short = f"{int(number)}月" if language == "zh" else label("month", month).en.split()[0]
        shows_year = len(years) > 1 and (place == 0 or number == "01")
        told.append(f"{short}<br>{year}" if shows_year else short)
    return told


FIRST_OF_CJK = "\u2e80"


HALF = 12
"""How long half of a name may be above a chart that shares its row with another: on a phone that is 150 pixels."""


def wrapped(text: str, width: int = 10) -> str:
    """A long name on two lines, so that a phone need not cut it."""
    if len(text) <= width:
        return text
    if any(letter >= FIRST_OF_CJK for letter in text):
        half = (len(text) + 1) // 2
        half += text[half] in "、，）"  # which no line begins with
        return f"{text[:half]}<br>{text[half:]}"
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 2 * width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
