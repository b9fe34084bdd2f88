"""Counts side by side, from plain names and numbers: what a release shows, drawn without a ledger behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision.charts.chart import Chart
from supervision.charts.style import SERIES, blank, wrapped


def draw_counts(
    names: Sequence[str], series: Mapping[str, Sequence[int | None]], *, is_over_time: bool
) -> Chart:
    """Months as columns from left to right, all else as bars from the top down; a number that is not shown stays empty."""
    labels = [wrapped(name) for name in names]
    drawn = blank(300 if is_over_time else 90 + len(names) * (16 + 16 * len(series)))
    for place, (title, counts) in enumerate(series.items()):
        told = [f"{count:,}" if count is not None else "*" for count in counts]
        values = [count or 0 for count in counts]
        drawn.add(
            "bar",
            x=labels if is_over_time else values,
            y=values if is_over_time else labels,
            orientation="v" if is_over_time else "h",
            name=title,
            text=told,
            textposition="outside",
            cliponaxis=False,
            marker={"color": SERIES[place % len(SERIES)]},
            hovertemplate=f"%{{{'x' if is_over_time else 'y'}}}<br>{title} %{{text}}<extra></extra>",
        )
    scale = {"visible": False, "rangemode": "tozero"}
    kinds = {"type": "category"}
    # plotly draws bars from the bottom up.
    drawn.put(
        barmode="group",
        showlegend=len(series) > 1,
        xaxis=kinds if is_over_time else scale,
        yaxis=scale if is_over_time else {**kinds, "autorange": "reversed"},
    )
    return drawn
