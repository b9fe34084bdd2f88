"""A chart as plotly draws it, for whoever wants to zoom, drag and leave parts out; loaded only when asked for."""

from __future__ import annotations

from typing import Any

from supervision.charts.chart import Chart


def zoomed(chart: Chart) -> Any:
    """The same traces as a plotly figure whose numbers can be zoomed into."""
    # A tenth of a second and 60 MB that most readers never need.
    import plotly.graph_objects as go

    drawn = go.Figure({"data": chart.data, "layout": chart.layout})
    drawn.update_layout(dragmode="zoom")
    drawn.update_xaxes(fixedrange=False)
    drawn.update_yaxes(fixedrange=False)
    return drawn
