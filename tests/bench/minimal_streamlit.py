"""What is compared with: four tiles and three plotly charts over the same leads, in Streamlit, as its manual would have it.

Run by tests/bench/opening.py: one connection, a cursor a question, answers cached, `graph_objects` and no express.
"""

from __future__ import annotations

import os

import duckdb
import plotly.graph_objects as go
import streamlit as st

from tests.bench.leads_asked import DOWN, MONTHS, NUMBERS, STACKED, Answer, answer

st.set_page_config(page_title="Leads", layout="wide")


@st.cache_resource
def connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(os.environ["COMPARED_LEADS"], read_only=True)


@st.cache_data
def answered(name: str, until: str) -> Answer:
    return answer(connection().cursor(), name, until)


st.title("Leads")
until = st.pills("Until", MONTHS, default=MONTHS[-1], label_visibility="collapsed") or MONTHS[-1]

for column, (word, count) in zip(st.columns(4), answered(NUMBERS, until), strict=True):
    column.metric(word, f"{count:,}", border=True)

stacked = go.Figure()
by_source = answered(STACKED, until)
for source in dict.fromkeys(source for source, _, _ in by_source):
    own = [row for row in by_source if row[0] == source]
    stacked.add_bar(name=source, x=[month for _, month, _ in own], y=[count for _, _, count in own])
stacked.update_layout(barmode="stack", height=300, margin={"t": 20, "b": 0, "l": 0, "r": 0})
st.plotly_chart(stacked, key="stacked")

for column, name in zip(st.columns(2), DOWN, strict=True):
    rows = answered(name, until)
    bars = go.Figure(
        go.Bar(y=[word for word, _ in rows], x=[count for _, count in rows], orientation="h", text=[count for _, count in rows])
    )  # fmt: skip
    bars.update_layout(height=300, margin={"t": 20, "b": 0, "l": 0, "r": 0})
    column.plotly_chart(bars, key=name)
