"""From a number on screen to the rows behind it, with the same period, day, batch and filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from supervision.charts.marks import Href
from supervision.figures.behind import Way, way_down
from supervision.figures.measuring import Figure
from supervision.metrics.declaration import Metric
from supervision.text import Language, Text
from supervision.ui.choices import Choice
from supervision.ui.page import place_of
from supervision.ui.session import language, said

_ENDS_A_WORD = str.maketrans({"&": " ", "#": " ", "%": " ", '"': " ", "<": " ", ">": " ", "+": " "})
ROWS = Text(zh="查看明细", en="See the rows")


def link_down(metric: Metric, choice: Choice) -> None:
    """A link to the rows that a metric's total was made from."""
    if metric.behind is not None:
        st.page_link(
            place_of("ledgers").file, label=said(ROWS), query_params=address(metric, choice, language())
        )


def go_down(figure: Figure, row: Mapping[str, Any] | None, choice: Choice, value: str = "") -> None:
    """Turn to the rows behind one row of a figure; a row that is itself one of the ledger's is shown alone."""
    if row is None:
        return
    st.switch_page(place_of("ledgers").file, query_params=way_of_row(figure, row, choice, language(), value))


def way_of_row(
    figure: Figure, row: Mapping[str, Any], choice: Choice, spoken: Language, value: str = ""
) -> dict[str, Any]:
    """What the address of the rows behind one row says."""
    told = address(figure.metric, choice, spoken, way_down(figure, row, value))
    if "number" in row:
        told["is.number"] = str(row["number"])
    return told


def follow(figure: Figure, picked: tuple[int, str], choice: Choice) -> None:
    """Turn to the rows behind the mark that was clicked on a chart: the place of its row, and the value it draws."""
    place, value = picked
    if figure.metric.behind is not None and 0 <= place < len(figure.rows):
        go_down(figure, figure.rows[place], choice, value)


def address(metric: Metric, choice: Choice, spoken: Language, way: Way | None = None) -> dict[str, Any]:
    """Everything that the rows depend on, said in full: a default may be another one tomorrow."""
    view = choice.view
    way = way or Way(choice.period, {})
    told: dict[str, Any] = {
        "behind": metric.name,
        "from": choice.period.first.isoformat(),
        "to": choice.period.last.isoformat(),
        "as_of": view.as_of.isoformat(),
        "lang": spoken,
        **dict(view.only),
    }
    if way.parts:
        told["part"] = [f"{name}:{member}" for name, member in way.parts.items()]
    if way.period != choice.period:
        # Apart from the reader's own period, which must hold when they go back.
        told["over"] = f"{way.period.first}..{way.period.last}"
    if way.value:
        told["value"] = way.value
    if view.known_at != view.database.newest_batch:
        told["known_at"] = str(view.known_at)
    return told


def href(figure: Figure, choice: Choice, spoken: Language) -> Href | None:
    """For the numbers on a chart: the address of the rows behind one row of the figure."""
    if figure.metric.behind is None:
        return None
    # Relative, so that it holds below any path that the product is served under.
    return lambda row: f"ledgers?{_query(address(figure.metric, choice, spoken, way_down(figure, row)))}"


def _query(told: Mapping[str, Any]) -> str:
    """Left unencoded but for what would end a word: the chart encodes the address itself."""
    pairs = ((name, value) for name, values in told.items() for value in _listed(values))
    return "&".join(f"{name}={str(value).translate(_ENDS_A_WORD)}" for name, value in pairs)


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]
