"""Where the headings stand, what lies above them, and which rows below are no records."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["title", "units", "heading", "blank", "total", "note"]
Row = Sequence[str]

_BLANK = re.compile(r"[\s\u3000\u200b-\u200f\u2060\ufeff\u00a0]*")
_VALUE = re.compile(
    r"[-+]?[¥$￥]?[\d,]*\.?\d+%?|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?.*|\d[\d\s:/.\-]*|[-—/]+",
)
_TOTAL = re.compile(r"(?:合|总|小|共|累)\s*计|总\s*数|(?:grand |sub)?totals?", re.IGNORECASE)
_AMOUNT = re.compile(r"[-+]?[\d,]*\.?\d+\s*[件个处家次人元%笔条]?|[-—/]*")
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表|制表|审核|填报|统计时间|数据来源|打印时间|导出时间|note|source)\s*[::.。\d人]?",
    re.IGNORECASE,
)
_UNITS = re.compile(r"[(（]?\s*(?:计量)?单位\s*[::]")
DEEPEST = 80
"""How many rows may stand above the headings."""


@dataclass(frozen=True)
class Found:
    """Row numbers count from 0; `heading` is -1 when the file has no headings."""

    heading: int
    upper: int | None
    width: int


def is_blank(cell: str) -> bool:
    return _BLANK.fullmatch(cell) is not None


def filled(row: Row) -> int:
    return sum(not is_blank(cell) for cell in row)


def find_headings(rows: Sequence[Row]) -> Found:
    """The first row that names most of the columns in words, none of them a value."""
    width = _usual_width(rows)
    for place, row in enumerate(rows[:DEEPEST]):
        if _names_columns(row, width):
            return Found(place, _upper(rows, place), width)
    return Found(-1, None, width)


def _usual_width(rows: Sequence[Row]) -> int:
    """How many columns the body has: the width of most rows, trailing empty cells aside."""
    divided = [row for row in rows[:5000] if len(row) > 1 and filled(row)] or rows
    length = Counter(len(row) for row in divided).most_common(1)[0][0] if divided else 0
    widths = Counter(_reach(row) for row in divided if len(row) == length)
    widest = max((width for width, count in widths.items() if count >= 0.3 * sum(widths.values())), default=0)
    return widest or max(widths, key=lambda width: (widths[width], width), default=0)


def _reach(row: Row) -> int:
    return max((place for place, cell in enumerate(row, start=1) if not is_blank(cell)), default=0)


def _names_columns(row: Row, width: int) -> bool:
    named = [_narrowed(cell) for cell in row if not is_blank(cell)]
    if len(named) < max(0.6 * width, min(width, 2)) or not named:
        return False
    if any(_VALUE.fullmatch(name) or len(name) > 60 for name in named):
        return False
    return len(set(named)) >= 0.8 * len(named)


def _upper(rows: Sequence[Row], heading: int) -> int | None:
    """A row of merged cells right above the headings: several words, blanks between them."""
    if heading == 0:
        return None
    above = rows[heading - 1]
    words = filled(above)
    reach = _reach(above)
    if 2 <= words < filled(rows[heading]) and words < reach + (len(above) > reach):
        return (
            heading - 1
            if all(not _VALUE.fullmatch(_narrowed(cell)) for cell in above if cell.strip())
            else None
        )
    return None


def why_above(row: Row) -> Why:
    if not filled(row):
        return "blank"
    return "units" if any(_UNITS.match(_narrowed(cell)) for cell in row) else "title"


def why_no_record(row: Row, is_at_foot: bool, width: int) -> Why | None:
    """Why a row below the headings is no record; None for a record, and whenever that is in doubt."""
    told = [_narrowed(cell) for cell in row if not is_blank(cell)]
    if not told:
        return "blank"
    if _TOTAL.match(told[0]) and all(_AMOUNT.fullmatch(cell) for cell in told[1:]):
        rest = _TOTAL.sub("", told[0], count=1).strip(" :(")
        if not rest or _AMOUNT.fullmatch(rest):
            return "total"
    if (
        is_at_foot
        and width >= 3
        and len(told) <= 2
        and _NOTE.match(told[0])
        and is_blank(row[-1]) is (len(row) > 1)
    ):
        return "note"
    return None


def _narrowed(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip(" \t\r\n\u200b\ufeff")
