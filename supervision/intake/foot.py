"""Which rows below the headings are no records. In doubt a row is a record: none is lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from supervision.intake.headings import Columns, Row, filled, is_told, is_units
from supervision.intake.kinds import bare, is_blank, kind_of

Why = Literal["title", "units", "heading", "blank", "total", "note", "separator"]

_SUM = r"(?:[合总小共累]\s*计|总\s*数|(?:grand\s+|sub-?)?totals?)"
_TOTAL = re.compile(rf"{_SUM}(?:[\s:：(（,，].*|\d.*|[件个处家次人元户]?)", re.IGNORECASE | re.DOTALL)
_ENDS_IN_TOTAL = re.compile(rf".{{1,12}}{_SUM}\s*[:：]?", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:[-+（(]?\s*[¥￥$€£]?\s*[\d,，]*[.．]?\d+\s*[)）]?\s*(?:[%％件个处家次人元户起条份宗笔名天]|万元|亿元)?"
    r"|[-—–/\\]+|[共计]+\s*\d+\s*\S)"
)
_NOTE = re.compile(
    r"\s*[*※（(【\[]?\s*(?:注|备注|说明|附注|附|填表|制表|审核|复核|填报|统计|数据来源|来源|打印|导出|联系|单位负责|负责人"
    r"|note|notes|source|remarks?|footnotes?)[\d一二三四人时日员者说期间电]{0,3}\s*[:：.、)）】\]]",
    re.IGNORECASE,
)  # fmt: skip
# What the first cell of a total can't lack, for a look at whole columns: more than `_TOTAL` and `_ENDS_IN_TOTAL` take.
MAY_BE_TOTAL = r"计|数|(?i:total)"
_WEIGHED = 500
_FEWEST = 3


class Foot:
    """Judges rows of one table, knowing what its columns usually hold."""

    def __init__(self, rows: Sequence[Row], heading: int, width: int, is_cut_short: bool) -> None:
        body = rows[heading + 1 :]
        self.columns = Columns.of(body, width)
        self.width = width
        self._headings = self._repeated(rows, heading)
        self._units = heading + 1 if heading >= 0 and body and is_units(body[0]) and len(body) > 1 else -1
        self.always_filled = _always_filled(body, width, _FEWEST)
        self.filled_so_far = _always_filled(body, width, 1)
        """The same, believed of a table of a row or two."""
        self._last = len(rows) - 1 if is_cut_short else -1
        self.begins = self._first_after_records(rows, heading)

    def _repeated(self, rows: Sequence[Row], heading: int) -> list[str] | None:
        """The headings, if rows like them can only be a print-out's page breaks, being few."""
        if heading < 0:
            return None
        own = [bare(cell) for cell in rows[heading]]
        again = sum(row[0] == rows[heading][0] and list(row) == list(rows[heading]) for row in rows) - 1
        return own if again * 5 < len(rows) - heading else None

    def _first_after_records(self, rows: Sequence[Row], heading: int) -> int:
        for place in range(len(rows) - 1, heading, -1):
            if self.is_surely_record(rows[place]):
                return place + 1
        return heading + 1

    def is_surely_record(self, row: Row) -> bool:
        """Whether the foot can't begin before this row."""
        return filled(row) >= max(0.4 * self.width, min(2, self.width)) and not (
            self._is_total(row, True) or is_told(row)
        )

    @property
    def knows_headings(self) -> bool:
        """Whether rows like the headings are told from records."""
        return self._headings is not None

    def stand(self, begins: int, last: int = -1) -> None:
        """Where the foot begins and, if the file breaks off, its last row: for a judge who knew only the first rows."""
        self.begins, self._last = begins, last

    def why_no_record(self, row: Row, place: int) -> Why | None:
        if is_blank(row):
            return "blank"
        if place == self._units:
            return "units"
        if self._is_total(row, place >= self.begins):
            return "total"
        if self._headings is not None and bare(row[0]) == self._headings[0] and self.width > 1:
            said = [bare(cell) for cell in row]
            if said == self._headings:
                return "heading"
        if place >= self.begins and self._is_note(row, place == self._last):
            return "note"
        return None

    def _is_total(self, row: Row, is_at_foot: bool) -> bool:
        """合计 and amounts; amid the records only if a column is blank that no record leaves blank."""
        first = next((place for place, cell in enumerate(row) if cell and bare(cell)), None)
        if first is None or self.width < 2 or first >= self.width:
            return False
        said = bare(row[first])
        if len(said) > 30 or not (_TOTAL.fullmatch(said) or (is_at_foot and _ENDS_IN_TOTAL.fullmatch(said))):
            return False
        others = [bare(cell) for cell in row[first + 1 :]]
        if not all(not cell or _AMOUNT.fullmatch(cell) for cell in others):
            return False
        if not _TOTAL.fullmatch(said) and sum(not cell for cell in others) * 2 < len(others):
            return False
        return is_at_foot or any(len(row) <= n or not bare(row[n]) for n in self.always_filled)

    def _is_note(self, row: Row, is_cut_short: bool) -> bool:
        """Text that stands alone below the records; a last row that breaks off may be a record's beginning."""
        said = [cell for cell in row if bare(cell)]
        if self.width == 1:
            return False
        if _NOTE.match(said[0]) or is_told(row):
            return len(said) <= max(1, self.width // 2)
        if is_cut_short or self.width < 3 or len(said) > 1 or not bare(row[0]):
            return False
        like, unlike = self.columns.told(row)
        if like:
            return False
        is_sentence = said[0].rstrip().endswith(("。", "！", ".", "；")) or len(said[0]) > 30
        return unlike > 0 or (len(row) == 1 and is_sentence and kind_of(said[0]) == "text")


def _always_filled(body: Sequence[Row], width: int, fewest: int) -> list[int]:
    weighed = [row for row in body[:_WEIGHED] if filled(row) >= max(0.4 * width, 1)]
    whole = [row for row in weighed if len(row) >= width]
    if 2 * len(whole) >= len(weighed):
        weighed = whole  # a row cut short leaves nothing blank
    if len(weighed) < fewest:
        return []
    blanks = [0] * width
    for row in weighed:
        for place in range(width):
            if place >= len(row) or not bare(row[place]):
                blanks[place] += 1
    return [place for place in range(width) if blanks[place] <= 0.05 * len(weighed)]
