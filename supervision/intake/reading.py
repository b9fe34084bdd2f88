"""Any export becomes a table of text cells, or is refused with a reason; nothing is known of ledgers here.

Every physical record of the file is accounted for: it is a record or it is skipped, and why. Lines are counted as
a spreadsheet shows them: a record whose cells hold line ends is one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supervision.intake import notices
from supervision.intake.archives import archive_told, is_archive
from supervision.intake.dialect import USUAL, declared_delimiter, find_dialect
from supervision.intake.encoding import decode
from supervision.intake.fitting import Fitting
from supervision.intake.foot import Foot, Why
from supervision.intake.heading_words import headings_of, whole_headings
from supervision.intake.headings import Layout, filled, find_layout, is_told
from supervision.intake.kinds import bare, is_blank
from supervision.intake.phrases import put_together
from supervision.intake.records import records_of
from supervision.intake.time_allowed import OFTEN, hold_to_time
from supervision.intake.wide_delimiters import STAND_IN, wide_delimiter
from supervision.intake.workbook import is_workbook, read_sheets
from supervision.text import Refusal, Text

_UNITS = ("单位：", "单位:", "(单位", "（单位", "计量单位", "unit:", "units:")
_WIDEST = 20_000
"""Columns; a sheet of Excel has 16,384."""

MOST_ROWS, MOST_CELLS = 5_000_000, 30_000_000
"""Of one table; each cell is a string in memory."""


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    cells: tuple[str, ...]
    """As they stand; as many as there are headings, or more where the row itself has more."""
    missing: int = 0
    """Cells that the row itself lacks and that were filled up as blank."""
    is_shifted: bool = False
    """What the row lacks no other record lacks: the missing cell may be any of them."""


@dataclass(frozen=True)
class Skipped:
    line: int
    why: Why
    text: str


@dataclass(frozen=True)
class Table:
    """`len(records)` and the skipped rows below `heading_line` are the file's physical records there."""

    encoding: str
    delimiter: str | None
    quote: str | None
    heading_line: int
    """0 when the file has no headings: they are then 列1, 列2 …"""
    headings: tuple[str, ...]
    upper_headings: tuple[str, ...]
    """The merged level above, filled forward; empty when there is none."""
    whole_headings: tuple[str, ...]
    """As `read` tells them: where several rows each give every column a heading, the words of all of them."""
    titles: tuple[str, ...]
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Text, ...]


def read(content: bytes, name: str) -> Table:
    """Understand one file; Refusal says in one sentence why it can't be."""
    if is_archive(content):
        raise Refusal(archive_told(content, name))
    return _of_workbook(content, name) if is_workbook(content) else _of_text(content, name)


def _of_workbook(content: bytes, name: str) -> Table:
    """The sheet that holds most, and a note if others hold something too."""
    sheets = read_sheets(content, name)
    for one in sheets:
        _hold_to_size(len(one.rows), sum(map(len, one.rows)), name)
    tables = [(sheet.name, _table(sheet.rows, "workbook", _commonest_reach(sheet.rows))) for sheet in sheets]
    sheet, table = max(tables, key=lambda told: len(told[1].records) * len(told[1].headings))
    notes: list[Text] = []
    if not name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        notes.append(notices.REALLY_A_WORKBOOK.with_values(sheet=sheet))
    if others := [told for told, _ in tables if told != sheet]:
        notes.append(notices.OTHER_SHEETS.with_values(sheet=sheet, others="、".join(others)))
    return replace(table, notes=(*notes, *table.notes))


def _commonest_reach(rows: Sequence[Sequence[str]]) -> int:
    """All rows of a sheet are as long as its widest: what counts is how far they are filled."""
    return max((len(row) for row in rows), default=0)


def _of_text(content: bytes, name: str) -> Table:
    decoded = decode(content, name)
    text, declared = decoded.text, declared_delimiter(decoded.text)
    if declared:
        text = text[len("sep=") + 1 :]
        text = text.removeprefix("\r\n") if text.startswith("\r\n") else text[1:]
        if not bare(text):
            raise Refusal(notices.BLANK.with_values(name=name))
    wide = None if declared else wide_delimiter(text)
    if wide:
        text = text.replace(wide, STAND_IN)
    dialect, width = find_dialect(text, STAND_IN if wide else declared)
    if width > _WIDEST:
        raise Refusal(notices.NOT_A_TABLE.with_values(name=name))
    _hold_to_size(text.count("\n"), text.count(dialect.delimiter), name)
    hold_to_time()
    rows, mended = records_of(text, dialect, width)
    if dialect.delimiter == " ":
        rows, phrased = put_together(rows, width)
        mended = sorted({*mended, *phrased})
    if wide:
        rows = [[cell.replace(STAND_IN, wide) for cell in row] for row in rows]
    if width == 1:
        _hold_to_one_column(rows, name)
    notes = list(decoded.notes)
    lines = [number + bool(declared) for number in mended]
    if lines:
        notes.append(notices.MENDED.with_values(count=len(lines), lines=notices.some(lines)))
    is_cut_short = len(rows) > 1 and 0 < filled(rows[-1]) < width and not text.endswith(("\n", "\r"))
    table = _table(rows, decoded.encoding, width, wide or dialect.delimiter, bool(declared), is_cut_short)
    delimiter = wide or (dialect.delimiter + " " * dialect.spaced) or None
    quote = dialect.quote if dialect.quote in text else None
    return replace(table, delimiter=delimiter, quote=quote, notes=(*notes, *table.notes))


def _hold_to_size(rows: int, cells: int, name: str) -> None:
    """Before they are read: a file of nothing but separators would fill the memory a hundred times over."""
    if rows > MOST_ROWS or cells > MOST_CELLS:
        raise Refusal(notices.TOO_MUCH.with_values(name=name, rows=f"{MOST_ROWS:,}", cells=f"{MOST_CELLS:,}"))


def _hold_to_one_column(rows: Sequence[Sequence[str]], name: str) -> None:
    """One column is believed only where hardly anything could have divided it."""
    cells = [row[0] for row in rows[:2000] if bare(row[0])]
    divided = sum(any(delimiter in cell for delimiter in USUAL) for cell in cells)
    if divided > 0.1 * len(cells) or any(len(cell) > 2000 for cell in cells):
        raise Refusal(notices.NOT_A_TABLE.with_values(name=name))


def _table(
    rows: list[list[str]],
    encoding: str,
    length: int,
    delimiter: str = "",
    is_declared: bool = False,
    is_cut_short: bool = False,
) -> Table:
    """Rows sorted into headings, records and what is neither. If the delimiter was declared, that was line 1."""
    layout = find_layout(rows, length)
    first = 1 + is_declared
    headings, upper = headings_of(rows, layout)
    whole = whole_headings(rows, layout, headings)
    above = [Skipped(1, "separator", f"sep={delimiter}")] if is_declared else []
    above += _above(rows, layout, first)
    foot = Foot(rows, layout.heading, layout.width, is_cut_short)
    begins = layout.heading + 1 if layout.heading >= 0 else len(above) - is_declared
    fitting = Fitting(len(headings), foot, delimiter)
    records: list[Record] = []
    skipped: list[Skipped] = above
    for place in range(begins, len(rows)):
        row = rows[place]
        if place % OFTEN == 0:
            hold_to_time()
        if (why := foot.why_no_record(row, place)) is not None:
            skipped.append(Skipped(place + first, why, _joined(row)))
        else:
            is_last = is_cut_short and place == len(rows) - 1
            records.append(record_of(row, place + first, fitting, is_cut_short=is_last))
    return Table(
        encoding=encoding,
        delimiter=None,
        quote=None,
        heading_line=layout.heading + first if layout.heading >= 0 else 0,
        headings=headings,
        upper_headings=upper,
        whole_headings=whole,
        titles=_titles(above, begins + first),
        records=tuple(records),
        skipped=tuple(skipped),
        notes=(*([notices.NO_HEADINGS] if layout.heading < 0 else []), *fitting.notes(len(records))),
    )


def record_of(row: Sequence[str], line: int, fitting: Fitting, *, is_cut_short: bool) -> Record:
    """A row brought to the width of the headings; `is_cut_short` when the file ends within it."""
    cells = fitting.fitted(row, line)
    missing = max(fitting.width - len(row), 0)
    return Record(line, cells, missing, line in fitting.shifted or (is_cut_short and missing > 0))


def titles_above(rows: Sequence[Sequence[str]], layout: Layout) -> tuple[str, ...]:
    """What stands above headings that were found."""
    return _titles(_above(rows, layout, 1), layout.heading + 2)


def _titles(above: Sequence[Skipped], until: int) -> tuple[str, ...]:
    return tuple(skip.text for skip in above if skip.why in ("title", "units") and skip.line < until)


def _above(rows: Sequence[Sequence[str]], layout: Layout, first: int) -> list[Skipped]:
    """Everything before the headings, or before the first row that is wide enough to be a record."""
    end = layout.heading
    if end < 0:
        wide = max(0.5 * layout.width, min(2, layout.width))
        end = next((place for place, row in enumerate(rows) if filled(row) >= wide and not is_told(row)), 0)
    told = []
    for place, row in enumerate(rows[:end]):
        why: Why = "title"
        if is_blank(row):
            why = "blank"
        elif place in layout.upper:
            why = "heading"
        elif _joined(row).lower().startswith(_UNITS):
            why = "units"
        told.append(Skipped(place + first, why, _joined(row)))
    return told


def _joined(row: Sequence[str]) -> str:
    return " ".join(bare(cell) for cell in row if bare(cell))
