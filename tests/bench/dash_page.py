"""The same page in Dash, which draws with the same plotly: four tiles and three charts over the same leads."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from typing import Any

import duckdb
import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from tests.bench.leads_asked import DOWN, MONTHS, NUMBERS, STACKED, Answer, answer

CONNECTION = duckdb.connect(os.environ["COMPARED_LEADS"], read_only=True)
LOOK: dict[str, Any] = {"height": 300, "margin": {"t": 20, "b": 0, "l": 0, "r": 0}}


@lru_cache(maxsize=1024)
def answered(name: str, until: str) -> Answer:
    return answer(CONNECTION.cursor(), name, until)


app = Dash(__name__, title="Leads")
app.layout = html.Div(
    [
        html.H1("Leads"),
        dcc.RadioItems(MONTHS, MONTHS[-1], id="until", inline=True),
        html.Div(id="tiles", style={"display": "flex", "gap": "1rem"}),
        dcc.Graph(id="stacked"),
        html.Div([dcc.Graph(id=name, style={"flex": 1}) for name in DOWN], style={"display": "flex"}),
    ],
    style={"padding": "2rem", "fontFamily": "sans-serif"},
)


@app.callback(
    Output("tiles", "children"), Output("stacked", "figure"), *(Output(name, "figure") for name in DOWN), Input("until", "value")
)  # fmt: skip
def draw(until: str) -> tuple[Any, ...]:
    tiles = [
        html.Div([html.Div(word), html.H2(f"{count:,}")], style={"flex": 1, "border": "1px solid #ccc", "padding": "1rem"})
        for word, count in answered(NUMBERS, until)
    ]  # fmt: skip
    stacked = go.Figure()
    by_source = answered(STACKED, until)
    for source in dict.fromkeys(source for source, _, _ in by_source):
        own = [row for row in by_source if row[0] == source]
        stacked.add_bar(name=source, x=[month for _, month, _ in own], y=[count for _, _, count in own])
    stacked.update_layout(barmode="stack", **LOOK)
    down = []
    for name in DOWN:
        rows = answered(name, until)
        counts = [count for _, count in rows]
        bars = go.Figure(go.Bar(y=[word for word, _ in rows], x=counts, orientation="h", text=counts))
        down.append(bars.update_layout(LOOK))
    return tiles, stacked, *down


if __name__ == "__main__":
    app.run(port=sys.argv[1])
