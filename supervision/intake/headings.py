"""Where the headings stand: the first well-filled row of names above rows of other things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from supervision.intake.kinds import YEAR, Kind, bare, kind_of

Row = Sequence[str]

DEEPEST = 200
"""How many rows may stand above the headings."""
_WEIGHED = 500
_LONGEST_NAME = 80
_LEVELS = 3
_PROSE = 6  # characters, half of the cells at least
_CANDIDATES_WEIGHED = 8
_UNIT = re.compile(
    r"[(（\[]?\s*(?:[件个处家次人元户起条份宗笔名天%％]|万元|亿元|千元|小时|分钟|公里|吨|-+|—+)\s*[)）\]]?"
)
_TOLD = re.compile(r"[^：:]{1,20}[：:](?!\d\d).*", re.DOTALL)
_RULE = re.compile(r"[-=_*—－─━\s]{3,}.*[-=_*—－─━\s]{3,}|[-=_*—－─━]{3,}", re.DOTALL)


@dataclass(frozen=True)
class Columns:
    """What most cells of each column are, where nearly all are the same kind of thing and none is just text."""

    kinds: tuple[Kind | None, ...]
    ends_in_prose: bool = False
    """The last column holds sentences, not the words of a list."""

    @staticmethod
    def of(rows: Sequence[Row], width: int) -> Columns:
        body = [row for row in rows[:_WEIGHED] if len(row) >= width and filled(row) > 1]
        ends = sorted(len(said) for row in body if width and (said := bare(row[width - 1])))
        return Columns(
            tuple(_prevailing([row[place] for row in body]) for place in range(width)),
            bool(ends) and ends[len(ends) // 2] >= _PROSE,
        )

    def told(self, row: Row) -> tuple[int, int]:
        """How many cells of the row are of their column's kind, and how many are of another."""
        like = unlike = 0
        for kind, cell in zip(self.kinds, row, strict=False):
            if kind is not None and (own := kind_of(cell)) != "empty":
                like += own == kind
                unlike += own != kind
        return like, unlike

    def fit(self, row: Row) -> bool:
        like, unlike = self.told(row)
        return like > 0 and unlike <= 0.2 * (like + unlike)


@dataclass(frozen=True)
class Layout:
    """Rows count from 0; `heading` is -1 if the file has none. `upper` are the heading rows above it."""

    heading: int
    upper: tuple[int, ...]
    width: int


def filled(row: Row) -> int:
    return sum(1 for cell in row if cell and bare(cell))


def reach(row: Row) -> int:
    """How far the row is filled: the place of its last cell that holds something."""
    for place in range(len(row), 0, -1):
        if row[place - 1] and bare(row[place - 1]):
            return place
    return 0


def is_told(row: Row) -> bool:
    """Every cell says what it is about: 填表人：张三, 单位：件, 导出时间：2022-03-07."""
    said = [bare(cell) for cell in row if bare(cell)]
    return bool(said) and all(_TOLD.fullmatch(cell) for cell in said)


def is_units(row: Row) -> bool:
    said = [bare(cell) for cell in row if bare(cell)]
    return bool(said) and all(_UNIT.fullmatch(cell) for cell in said)


def find_layout(rows: Sequence[Row], length: int) -> Layout:
    """The headings of rows of which most have `length` cells."""
    width = max((reach(row) for row in rows if len(row) == length), default=0) or max(
        map(reach, rows), default=0
    )
    tried = 0
    columns = Columns.of(rows, width)
    for place, row in enumerate(rows[:DEEPEST]):
        if filled(row) < max(0.5 * width, min(width, 2)) or (is_told(row) and width > 1):
            continue
        tried += 1
        if tried <= _CANDIDATES_WEIGHED:
            columns = Columns.of(rows[place + 1 : place + 2 + _WEIGHED], width)
        if _names(row, columns) and not _is_data(rows, place, columns):
            return _with_levels(rows, place, width)
        if columns.fit(row) or _names(row, columns):
            break
    return Layout(-1, (), max(width, length))


def _names(row: Row, columns: Columns) -> bool:
    """Could these be headings: short words, nearly all different, no value among them but years."""
    said = [bare(cell) for cell in row if bare(cell)]
    if not said or len(set(said)) < 0.8 * len(said) or any(len(name) > _LONGEST_NAME for name in said):
        return False
    if any(_RULE.fullmatch(name) for name in said):
        return False
    values = [name for name in said if kind_of(name) in ("number", "day") and not YEAR.fullmatch(name)]
    years = sum(kind_of(name) == "number" for name in said)
    like, unlike = columns.told(row)
    coded = [name for name in said if kind_of(name) == "code"]
    if len(coded) > 0.7 * len(said) and not unlike and len({name.rstrip("0123456789") for name in coded}) > 1:
        return False  # unless they are numbered like Q1, Q2, Q3
    return not values and years < len(said) and (like == 0 or unlike > like)


def _is_data(rows: Sequence[Row], place: int, columns: Columns) -> bool:
    """Only words, like all below, and some of them come again below in their own column: no headings at all."""
    if any(columns.kinds):
        return False
    said = [bare(cell) for cell in rows[place]]
    below = [[bare(cell) for cell in row] for row in rows[place + 1 : place + 1 + _WEIGHED]]
    if said in below:
        return False  # headings that a print-out repeats on each page
    again = [
        any(len(row) > column and row[column] == cell for row in below)
        for column, cell in enumerate(said)
        if cell
    ]
    return len(again) > 1 and sum(again) >= max(2, 0.5 * len(again))


def _with_levels(rows: Sequence[Row], place: int, width: int) -> Layout:
    """The lowest of the rows that together are the headings, and the levels above it."""
    first = place
    while first > 0 and _is_merged(rows[first - 1], rows[place]):
        first -= 1
    last = place
    while last + 1 < len(rows) and last < place + _LEVELS and _is_lower_level(rows, last, width):
        last += 1
    if last == place + _LEVELS:
        last = place  # that many alike are records
    return Layout(last, tuple(range(first, last)), width)


def _is_merged(above: Row, headings: Row) -> bool:
    """Cells merged over several columns leave blanks behind each word."""
    words = [bare(cell) for cell in above if bare(cell)]
    if not 2 <= len(words) < filled(headings) or is_told(above):
        return False
    return all(kind_of(word) == "text" and len(word) <= _LONGEST_NAME for word in words)


def _is_lower_level(rows: Sequence[Row], upper: int, width: int) -> bool:
    """The row below is still headings: the same again, or names where the body has values."""
    above, row = rows[upper], rows[upper + 1]
    said = [bare(cell) for cell in row]
    if not any(said) or is_units(row):
        return False
    if said == [bare(cell) for cell in above]:
        return True
    columns = Columns.of(rows[upper + 2 : upper + 2 + _WEIGHED], width)
    if not _names(row, columns) or columns.fit(row):
        return False
    blanks = {n for n, cell in enumerate(above[:width]) if not bare(cell)}
    like, unlike = columns.told(row)
    fills = sum(1 for n in blanks if n < len(said) and said[n])
    if fills and filled(above) < width:
        return like == 0 and (unlike > 0 or fills >= 2)
    return like == 0 and unlike >= 2 and unlike >= 0.8 * sum(kind is not None for kind in columns.kinds)


def _prevailing(cells: Sequence[str]) -> Kind | None:
    kinds = Counter(kind_of(cell) for cell in cells)
    kinds.pop("empty", None)
    total = sum(kinds.values())
    if total < 2 and len(cells) > 3:
        return None
    for kind, count in kinds.most_common(1):
        if kind != "text" and count >= 0.8 * total and total >= 0.1 * len(cells):
            return kind
    return None
