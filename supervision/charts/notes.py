"""Annotations on charts by month: a number in a ring above the month, and a thin line down."""

from __future__ import annotations

from supervision.charts.chart import Chart
from supervision.charts.style import GREY
from supervision.figures.measuring import Figure
from supervision.figures.notes import has_months, numbered


def mark_notes(chart: Chart, figure: Figure) -> None:
    """What was noted in a month stands above it; the words stand below the chart."""
    if not has_months(figure.metric.shape):
        return
    months = {row["month"] for row in figure.rows}
    for month, signs in numbered(figure.notes).items():
        if month not in months:
            continue
        line = {"color": GREY, "width": 1, "dash": "dot"}
        chart.layout["shapes"].append(
            {"type": "line", "x0": month, "x1": month, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": line}
        )  # fmt: skip
        chart.note(
            "".join(signs), x=month, y=1.0, yref="paper", yanchor="bottom", yshift=6, font={"size": 13}
        )
