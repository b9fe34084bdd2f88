"""What a page shows of figures, as plain data for the browser: cards with a chart or a list, tiles, sentences.

A card is the same for everybody who looks at the same state of the ledger in one language, so it is written once. Nothing
here asks who reads or what is folded open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supervision.charts.drawing import draw
from supervision.exports.paper.narrowed import not_narrowed
from supervision.exports.paper.parts import INTERIM, UNIT
from supervision.figures.at_end import counted_at_end
from supervision.figures.findings import findings, notes
from supervision.figures.measuring import Figure
from supervision.figures.notes import has_months, notes_told
from supervision.figures.tables import table_of
from supervision.metrics.declaration import Metric
from supervision.metrics.shapes import Grid, Listing
from supervision.text import Language, Text
from supervision.ui.choices import Choice, as_of_text
from supervision.ui.drawn_figure import KEYS, PICTURE, ZOOM
from supervision.ui.drawn_table import Table, table_of_cells
from supervision.ui.literal import literal
from supervision.ui.way_down import href

_NOTHING = Text(zh="期内没有。", en="None in the period.")


@dataclass(frozen=True)
class Card:
    """One figure, written for the browser."""

    name: str
    written: str
    table: Table | None = None
    """What a list holds; none where there is a chart, or nothing."""

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.written)
        return told


def written(told: Mapping[str, Any]) -> str:
    """As the browser reads it."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)


def card(figure: Figure, choice: Choice, spoken: Language) -> Card:
    """A figure with its words: question, what it shows, why it is interim, chart or list, signs, notes and foot."""
    metric, foot = figure.metric, _foot(figure, choice, spoken)
    noted = [note.in_language(spoken) for note in notes(figure)]
    told: dict[str, Any] = {
        "name": metric.name,
        "heading": metric.title.in_language(spoken),
        "sentences": [sentence.in_language(spoken) for sentence in findings(figure)],
        "marked": [(INTERIM.in_language(spoken), why(figure.interim, spoken))] if figure.interim else [],
        "under": [*noted, foot],
        "more": _more_word(metric).in_language(spoken),
    }
    chart = draw(figure, spoken, href(figure, choice, spoken)) if figure.rows else None
    if chart is not None:
        told |= {
            "under": [*_legend(metric, spoken), *_notes_told(figure, spoken), *noted, foot],
            "title": told["heading"],
            "alt": _aloud(figure).in_language(spoken),
            "foot": foot,
            "file": file_name(figure),
            "follows": metric.behind is not None,
            "tools": {"picture": PICTURE.in_language(spoken), "zoom": ZOOM.in_language(spoken)},
            "hint": KEYS.in_language(spoken) if metric.behind is not None else "",
        }
        return Card(metric.name, chart.as_json(**told).decode())
    if not figure.rows:
        told["nothing"] = (metric.nothing or _NOTHING).in_language(spoken)
        return Card(metric.name, written(told))
    if figure.left_out:
        told["under"] = [_left_out(figure).in_language(spoken), *told["under"]]
    table = tabled(figure, spoken)
    return Card(metric.name, written({**told, "table": table.told}), table)


def tabled(figure: Figure, spoken: Language) -> Table:
    """The figure as a table; where there are rows behind it, the first cell of each leads there."""
    headings, rows = table_of(figure, spoken)
    leads = None if figure.metric.behind is None else 0
    return table_of_cells(figure.metric.title.in_language(spoken), headings, rows, leads=leads)


def why(reasons: Iterable[Text], spoken: Language) -> str:
    """Why something is interim, behind the word that says that it is."""
    joint, colon = ("；", "：") if spoken == "zh" else ("; ", ": ")
    return colon + joint.join(reason.in_language(spoken) for reason in reasons)


def file_name(figure: Figure) -> str:
    return f"{figure.metric.name}_{figure.period.first}_{figure.period.last}"


def _aloud(figure: Figure) -> Text:
    """What somebody hears who can't see a chart: its question, unit and period, and where its numbers stand."""
    return Text(
        zh="{title} 单位：{unit}。{period}。各项数字见下方“口径与数据表”。",
        en="{title} Unit: {unit}. {period}. Its numbers stand under “Definition and table” below.",
    ).with_values(title=figure.metric.title, unit=figure.metric.unit.text, period=figure.period.text)


def _notes_told(figure: Figure, spoken: Language) -> list[str]:
    """The words behind the numbers in rings."""
    if not (has_months(figure.metric.shape) and figure.notes):
        return []
    return ["　".join(literal(text.in_language(spoken)) for text in notes_told(figure.notes))]


def _left_out(figure: Figure) -> Text:
    """A list that is cut must not pass for all there is."""
    shown, unit = len(figure.rows), figure.metric.unit
    return Text(
        zh="这里只列前{shown}{sign}，共{all}{sign}；点列名只在所列之内排序。全部可在“{more}”下下载，或打开台账查看。",
        en="The first {shown} of {all} {many}; a press on a heading sorts these alone. All of them can be downloaded under "
        "“{more}”, or looked at in the ledger.",
    ).with_values(
        shown=f"{shown:,}",
        all=f"{shown + figure.left_out:,}",
        sign=unit.sign,
        many=unit.many,
        more=_more_word(figure.metric),
    )


def _legend(metric: Metric, spoken: Language) -> list[str]:
    """What the signs of a grid mean: nobody should have to tell states by colour."""
    if not isinstance(metric.shape, Grid):
        return []
    signs = [
        f"{state.sign or '▢'} {state.word.in_language(spoken)}" for state in metric.shape.states.values()
    ]
    counted = [metric.shape.counted.in_language(spoken)] if metric.shape.counted else []
    return ["　".join([*signs, *counted])]


def _more_word(metric: Metric) -> Text:
    if isinstance(metric.shape, Listing):
        return Text(zh="口径", en="Definition")
    return Text(zh="口径与数据表", en="Definition and table")


def _foot(figure: Figure, choice: Choice, spoken: Language) -> str:
    unit = UNIT.with_values(unit=figure.metric.unit.text)
    day = [as_of_text(choice), *counted_at_end(figure)]
    told = [unit, choice.period.text, *day, *not_narrowed(figure, choice.view)]
    return " · ".join(text.in_language(spoken) for text in told)
