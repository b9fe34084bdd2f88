"""One figure on paper: its question, unit, period, day and batch, what is still missing, chart, table and definition."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from supervision.exports.paper.drawing import marks
from supervision.exports.paper.narrowed import not_narrowed
from supervision.exports.paper.numbers import told
from supervision.exports.paper.sections import Shown
from supervision.figures.at_end import counted_at_end
from supervision.figures.comparing import headline_changes
from supervision.figures.measuring import Figure, View
from supervision.figures.notes import has_months, notes_told
from supervision.figures.period import day_text
from supervision.figures.tables import MONTH, label, table_of, value_text
from supervision.metrics.declaration import PER_CENT
from supervision.metrics.shapes import Bars, Flow, Grid, Listing, Panels, Stacks
from supervision.text import Language, Text

ROWS_AT_MOST = 60
"""Of a table; the rest is in the ledger, and the paper says how many they are."""
MORE = Text(zh="其余{rows}行见台账。", en="{rows} more: see the ledger.")
MORE_ON_SCREEN = Text(
    zh="其余{rows}行见看板上该图的数据表。", en="{rows} more: see the chart's table on screen."
)
IN_ALL = Text(zh="期内", en="In the period")
INTERIM = Text(zh="阶段性数据", en="Interim")
UNIT = Text(zh="单位：{unit}", en="Unit: {unit}")
AS_OF = Text(zh="统计日{day} · 批次{batch}", en="as of {day} · batch {batch}")
NONE = Text(zh="期内没有。", en="None in the period.")
TOTAL = Text(zh="合计", en="Total")
PAIRS = Text(zh="括号内为上年同期。", en="In brackets: a year before.")

Part = dict[str, Any]


def as_of_text(view: View) -> Text:
    return AS_OF.with_values(day=day_text(view.as_of), batch=view.known_at)


def tile_part(shown: Shown, figures: dict[str, Figure], view: View, language: Language) -> Part:
    """A big number, with its part of a whole and last year's where the page shows them."""
    figure = figures[shown.metric.name]
    value = value_text(figure)
    if shown.whole:
        value = f"{value}/{value_text(figures[shown.whole.name])}"
    unit = shown.metric.unit
    return {
        "title": shown.metric.title.in_language(language),
        "value": f"{value}%" if unit is PER_CENT and figure.value is not None else value,
        "unit": "" if unit is PER_CENT else unit.of(figure.value).in_language(language),
        "compared": headline_changes(figure, view).in_language(language) if shown.is_compared else "",
        "interim": interim_words(figure, language),
        "definition": [text.in_language(language) for text in (figure.metric.definition, *figure.metric.footnotes)],
    }  # fmt: skip


def interim_words(figure: Figure, language: Language) -> str:
    joint = "；" if language == "zh" else "; "
    return joint.join(reason.in_language(language) for reason in figure.interim)


def figure_part(figure: Figure, view: View, language: Language) -> Part:
    metric = figure.metric
    facts = [
        UNIT.with_values(unit=metric.unit.text),
        figure.period.text,
        as_of_text(view),
        *counted_at_end(figure),
        *not_narrowed(figure, view),
    ]
    drawn = marks(figure, language)
    return {
        "title": metric.title.in_language(language),
        "facts": " · ".join(fact.in_language(language) for fact in facts),
        "interim": interim_words(figure, language),
        "drawing": drawn,
        "table": None if drawn and _says_it_all(figure) else _table(figure, language),
        "none": "" if figure.rows else (metric.nothing or NONE).in_language(language),
        "definition": [text.in_language(language) for text in (*_noted(figure), metric.definition, *metric.footnotes)],
    }  # fmt: skip


def _noted(figure: Figure) -> list[Text]:
    """What happened meanwhile, under charts by month."""
    return notes_told(figure.notes) if has_months(figure.metric.shape) else []


def _says_it_all(figure: Figure) -> bool:
    """Bars and grids bear all their numbers; a table below would only say them again."""
    shape = figure.metric.shape
    return isinstance(shape, Bars) or (isinstance(shape, Grid) and not shape.also_told)


def _table(figure: Figure, language: Language) -> Part | None:
    if not figure.rows:
        return None
    shape = figure.metric.shape
    note = ""
    if isinstance(shape, Stacks | Panels):
        headings, rows = _crossed(figure, shape, language)
        note = PAIRS.in_language(language) if isinstance(shape, Panels) else ""
    else:
        headings, rows = table_of(figure, language)
        if isinstance(shape, Grid) and shape.also_told:
            # Cells of which there is nothing more to tell stand in the grid already.
            rows = [row for row in rows if any(cell is not None for cell in row[-len(shape.also_told) :])]
    is_listing = isinstance(shape, Listing)
    more = max(len(rows) - ROWS_AT_MOST, 0)
    # Of a listing the first are kept, which its query puts first for a reason; of months the last.
    rows = rows[:ROWS_AT_MOST] if is_listing or isinstance(shape, Grid) else rows[more:]
    if isinstance(shape, Flow):
        rows = [*rows, _sum_of(figure, shape, language)]
    where = MORE if is_listing else MORE_ON_SCREEN
    return {
        "headings": headings,
        "numbers": [_are_numbers([row[place] for row in rows]) for place in range(len(headings))],
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "more": where.with_values(rows=more).in_language(language) if more else "",
        "note": note,
    }


def _sum_of(figure: Figure, shape: Flow, language: Language) -> list[Any]:
    """The stock before, all that came in and went out, the stock after: anybody can check the sum."""
    summed = {shape.into, shape.out_of}
    first, last = figure.rows[0], figure.rows[-1]
    return [
        IN_ALL.in_language(language),
        *(
            sum(row[name] for row in figure.rows) if name in summed else (last if name == shape.stock else first)[name]
            for name in shape.words
        ),
    ]  # fmt: skip


def _crossed(figure: Figure, shape: Stacks | Panels, language: Language) -> tuple[list[str], list[list[Any]]]:
    """Months down, members across: the long table of a screen would fill pages."""
    months = list(dict.fromkeys(row[shape.across] for row in figure.rows))
    members = list(dict.fromkeys(row[shape.by] for row in figure.rows))
    held = {(row[shape.by], row[shape.across]): row for row in figure.rows}
    headings = [MONTH, *(label(shape.by, member) for member in members)]
    rows: list[list[Any]] = []
    for month in months:
        own = [held[member, month] for member in members]
        cells: list[Any] = [_pair(row, shape, language) for row in own]
        rows.append([label(shape.across, month).in_language(language), *cells])
        if isinstance(shape, Stacks):
            rows[-1].append(sum(row[shape.value] for row in own))
    if isinstance(shape, Stacks):
        headings.append(TOTAL)
    return [heading.in_language(language) for heading in headings], rows


def _pair(row: dict[str, Any], shape: Stacks | Panels, language: Language) -> Any:
    if isinstance(shape, Stacks):
        return row[shape.value]
    return f"{told(row[shape.value])} ({told(row[shape.before])})"


def _are_numbers(cells: list[Any]) -> bool:
    held = [cell for cell in cells if cell is not None]
    return bool(held) and all(isinstance(cell, int | Decimal) and not isinstance(cell, bool) for cell in held)


def _cell(cell: object) -> str:
    return cell.isoformat() if isinstance(cell, date) else told(cell)


def published_part(figure: Figure, language: Language) -> Part:
    """One published figure: its total, and all its parts but the months to come."""
    total = next((row for row in figure.published if row.by is None), None)
    unit = figure.metric.unit.of(total.value if total else None).in_language(language)
    return {
        "title": figure.metric.title.in_language(language),
        "total": f"{told(total.value)} {unit}" if total else "",
        "interim": bool(total and total.interim),
        "parts": [
            {
                "by": breakdown.title.in_language(language),
                "rows": [
                    [label(row.by or "", row.member).in_language(language), told(row.value) + "*" * bool(row.interim)]
                    for row in figure.members(breakdown.name)
                ],
            }
            for breakdown in figure.metric.breakdowns
        ],
    }  # fmt: skip
