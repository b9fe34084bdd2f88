"""Every figure as a plain table: what a chart shows, in words and numbers, ready for a screen or a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from supervision.figures.changes import Part, parts
from supervision.figures.measuring import Figure
from supervision.figures.period import month_text
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.reference import name_of
from supervision.metrics.declaration import PER_CENT
from supervision.metrics.shapes import (
    Band,
    Bars,
    Flow,
    Grid,
    Lines,
    Listing,
    Panels,
    Ranges,
    Shape,
    Shares,
    Stacks,
    Steps,
    Tile,
)
from supervision.text import Language, Text

MEMBER = Text(zh="分组", en="Group")
MONTH = Text(zh="月份", en="Month")
VALUE = Text(zh="数值", en="Value")
YEAR_BEFORE = Text(zh="上年同期", en="Year before")
SOURCE = Text(zh="来源单位", en="Source")
QUARTER = Text(zh="季度", en="Quarter")
STATE = Text(zh="状态", en="State")
CADRE = Text(zh="干部", en="Cadre")
BAND = Text(zh="用时", en="Days")
COLUMN = Text(zh="栏目", en="Column")
TITLES = {
    "month": MONTH,
    "source": SOURCE,
    "quarter": QUARTER,
    "name": CADRE,
    "band": BAND,
    "lead_column": COLUMN,
    "unit_name": Text(zh="单位", en="Unit"),
    "district": Text(zh="区县", en="District"),
    "pool": Text(zh="选取角度", en="Pool"),
    "organ": Text(zh="单位类别", en="Kind of organ"),
    "unit": Text(zh="所在单位", en="Unit"),
    "times": Text(zh="走访次数", en="Visits"),
}
OFTENEST = 4
"""Visits to one unit from which on they are counted together."""

Cell = str | int | Decimal | date | None


def label(column: str, value: Any, row: dict[str, Any] | None = None) -> Text:
    """One value as a reader should see it: months, quarters, bands and list names in both languages."""
    if column == "band" and row is not None:
        return band_text(row["first_days"], row["last_days"])
    if column == "lead_column":
        return ledger_named("leads").column(str(value)).title
    if column == "times":
        return times_text(int(value))
    if column == "ledger":
        return ledger_named(str(value)).title
    if column == "quarter" or re.fullmatch(r"\d{4}Q[1-4]", str(value)):
        year, quarter = str(value).split("Q")
        return Text(zh=f"{year}年第{quarter}季度", en=f"Q{quarter} {year}")
    if column == "month" or (isinstance(value, str) and len(value) == 7 and value[4:5] == "-"):
        return month_text(str(value))
    return name_of(str(value))


def band_text(first: int, last: int | None) -> Text:
    """A band of days, both ends included."""
    if last is None:
        return Text(zh=f"{first}天以上", en=f"{first} days or more")
    return Text(zh=f"{first}–{last}天", en=f"{first}–{last} days")


def times_text(times: int) -> Text:
    """How often a unit was visited."""
    if not times:
        return Text(zh="未走访", en="Never")
    more = Text(zh="及以上", en=" or more") if times == OFTENEST else Text(zh="", en="")
    return Text(zh=f"{times}次{more.zh}", en=f"{times} visit{'s' if times > 1 else ''}{more.en}")


def value_text(figure: Figure) -> str:
    """A figure's number as it is printed; shares always to one decimal, so that 0.0% stands beside 0.9%."""
    if figure.value is None:
        return "—"
    if figure.metric.unit is PER_CENT:
        return f"{figure.value:.1f}"
    return f"{figure.value:,}" if isinstance(figure.value, int) else f"{figure.value:f}"


def rows_of(figure: Figure) -> list[dict[str, Any]]:
    """The rows that the metric's shape draws."""
    shape = figure.metric.shape
    if isinstance(shape, Bars | Listing | Ranges | Shares) and shape.breakdown is not None:
        return [row for row in figure.rows if row["breakdown"] == shape.breakdown]
    return list(figure.rows)


def table_of(figure: Figure, language: Language) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows; days stay days, numbers stay numbers, names are in the reader's language."""
    headings, rows = _table(figure.metric.shape, figure)
    return (
        [heading.in_language(language) for heading in headings],
        [[cell.in_language(language) if isinstance(cell, Text) else cell for cell in row] for row in rows],
    )


def _table(shape: Shape, figure: Figure) -> tuple[Sequence[Text], list[list[Any]]]:
    rows = rows_of(figure)
    match shape:
        case Tile():
            return [MEMBER, VALUE], [
                [label(row.by, row.member) if row.by and row.member else figure.metric.title, row.value]
                for row in figure.told
            ]
        case Bars(across=across, values=values) | Lines(across=across, values=values):
            return [TITLES.get(across, MEMBER), *values.values()], [
                [label(across, row[across], row), *(row[name] for name in values)] for row in rows
            ]
        case Shares(breakdown=breakdown):
            return [TITLES.get(breakdown, MEMBER), *SHARES], [
                [label(breakdown, part.row["member"]), *_shared(part)] for part in parts(figure)
            ]
        case Band():
            return [SOURCE, MONTH, VALUE, *BAND_HEADINGS, STATE], [_banded(shape, row) for row in rows]
        case Steps(across, value, _, words):
            return [STEP, VALUE], [[words[row[across]], row[value]] for row in rows]
        case Stacks(across, by, value, before) | Panels(across, by, value, before):
            return [TITLES.get(by, MEMBER), MONTH, VALUE, YEAR_BEFORE], [
                [label(by, row[by]), label(across, row[across]), row[value], row[before]] for row in rows
            ]
        case Ranges(across=across, values=values):
            headings = [heading for word in values.values() for heading in (word, _band(word))]
            return [MEMBER, *headings], [
                [
                    label(across, row[across], row),
                    *(cell for name in values for cell in (row[name], _band_of(row, name))),
                ]
                for row in rows
            ]
        case Flow(across=across, words=words):
            return [TITLES.get(across, MONTH), *words.values()], [
                [label(across, row[across]), *(row[name] for name in words)] for row in rows
            ]
        case Grid():
            return _grid_table(rows, shape)
        case Listing(columns=columns):
            return list(columns.values()), [[_listed(name, row[name]) for name in columns] for row in rows]


def _band(word: Text) -> Text:
    return Text(zh=f"{word.zh}的95%置信区间", en=f"95% band of the {word.en[0].lower()}{word.en[1:]}")


def _band_of(row: dict[str, Any], name: str) -> str | None:
    """Both ends; … where the curve does not reach."""
    low, high = row[f"{name}_from"], row[f"{name}_until"]
    return None if low is None else f"{low}–{'…' if high is None else high}"


STEP = Text(zh="环节", en="Step")
BAND_HEADINGS = (
    Text(zh="范围下限", en="Usual from"),
    Text(zh="范围上限", en="Usual to"),
    Text(zh="可比月数", en="Months to judge by"),
)


def _banded(shape: Band, row: dict[str, Any]) -> list[Any]:
    by = shape.whole if row[shape.by] is None else label(shape.by, row[shape.by])
    state = shape.states[row[shape.state]].word
    numbers = [row[name] for name in (shape.value, shape.lower, shape.upper, "base_months")]
    return [by, label(shape.across, row[shape.across]), *numbers, state]


SHARES = (
    Text(zh="本期", en="This period"),
    Text(zh="占比（%）", en="Share (%)"),
    YEAR_BEFORE,
    Text(zh="同比增减", en="Change on year before"),
    Text(zh="同比（%）", en="On year before (%)"),
    Text(zh="占比同比（百分点）", en="Share on year before (points)"),
    Text(zh="上期", en="Period before"),
    Text(zh="环比增减", en="Change on period before"),
    Text(zh="环比（%）", en="On period before (%)"),
    Text(zh="占比环比（百分点）", en="Share on period before (points)"),
)


def _shared(part: Part) -> list[Cell]:
    changes = (part.on_year, part.on_period)
    compared = [[change.base, change.more, change.rate, change.points] for change in changes]
    return [part.value, part.share, *compared[0], *compared[1]]


def _grid_table(rows: list[dict[str, Any]], shape: Grid) -> tuple[Sequence[Text], list[list[Any]]]:
    down, across = shape.down, shape.across
    headings = [*([TITLES[down]] if down else []), TITLES[across], STATE, *shape.also_told.values()]
    told = [
        [
            *([label(down, row[down])] if down else []),
            label(across, row[across]),
            shape.states[row[shape.state]].word,
            *(row[name] for name in shape.also_told),
        ]
        for row in rows
    ]
    return headings, told


def _listed(name: str, value: Any) -> Any:
    if name in ("ledger", "month", "quarter"):
        return label(name, value)
    return name_of(value) if isinstance(value, str) else value
