"""A chart that is read from across a room: dark, large, and with no word smaller than the rest."""

from __future__ import annotations

from supervision.charts.chart import Chart
from supervision.charts.style import INK, ORANGE, PALE, PINK, SKY

GROUND, CHALK = "#0E1117", "#F5F5F5"
TYPE = 22
"""Pixels at 1920 × 1080."""
_LIGHT = (ORANGE, PINK, SKY, PALE)
"""Colours on which dark letters stand out."""


def enlarged(chart: Chart, height: int) -> Chart:
    """The same marks and numbers; what was small on a desk is large on a wall."""
    chart.put(
        height=height,
        paper_bgcolor=GROUND,
        font={"size": TYPE, "color": CHALK},
        legend={"y": 1.02, "font": {"size": TYPE}},
        margin={"t": 70, "b": 8, "l": 8, "r": 48},
        bargap=0.25,
    )
    for letter in "xy":
        chart.put_axes(letter, tickfont={"size": TYPE})
    for note in chart.layout["annotations"]:
        note["font"] = {"size": TYPE}
    for trace in chart.data:
        trace["textfont"] = {"size": TYPE}
        if trace["type"] == "heatmap":
            trace["textfont"] = {"size": TYPE + 8, "color": INK}
        if trace["type"] == "bar":
            ink = INK if trace["marker"]["color"] in _LIGHT else CHALK
            trace["insidetextfont"] = {"size": TYPE, "color": ink}
        if trace["type"] == "scatter" and trace.get("line", {}).get("width"):
            trace["line"]["width"] += 2
    return chart
