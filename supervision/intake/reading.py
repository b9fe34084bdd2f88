"""Any export becomes a table of text cells, or is refused with a reason; nothing is known of ledgers here.

Every physical record of the file is accounted for: it is a record or it is skipped, and why. Lines are
counted as a spreadsheet shows them: a record whose cell holds line ends is one line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from supervision.intake.dialect import DELIMITERS, USUAL, find_dialect, split
from supervision.intake.encoding import decode
from supervision.intake.headings import Found, Why, filled, find_headings, is_blank, why_above, why_no_record
from supervision.intake.workbook import is_workbook, read_workbook
from supervision.text import Refusal, Text


@dataclass(frozen=True, slots=True)
class Record:
    line: int
    cells: tuple[str, ...]
    """As they stand; as many as there are headings, or more where the row itself has more."""


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
    titles: tuple[str, ...]
    records: tuple[Record, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Text, ...]


def read(content: bytes, name: str) -> Table:
    """Understand one file; Refusal says in one sentence why it can't be."""
    if is_workbook(content):
        sheet, rows = read_workbook(content, name)
        notes = [] if name.lower().endswith((".xlsx", ".xlsm", ".xls")) else [_really_a_workbook(sheet)]
        return _table(rows, name, "workbook", None, None, notes)
    decoded = decode(content, name)
    if decoded.text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise Refusal(
            Text(
                zh=f"{name}：是网页或XML,不是表格。请用Excel打开后另存为xlsx,或从来源系统导出为CSV。",
                en=f"{name}: this is a web page or XML and no table. Open it with Excel and save it as xlsx, "
                "or export it as CSV.",
            )
        )
    dialect, text = find_dialect(decoded.text)
    offset = 1 if text is not decoded.text else 0
    rows = [[""]] * offset + split(text, dialect)
    _hold_to_columns(rows, text, name)
    quote = dialect.quote if dialect.quote and dialect.quote in text else None
    return _table(rows, name, decoded.encoding, dialect.delimiter, quote, list(decoded.notes))


def _hold_to_columns(rows: Sequence[Sequence[str]], text: str, name: str) -> None:
    """A single column is believed only where nothing could have divided it."""
    if max((len(row) for row in rows), default=0) > 1:
        return
    if any(text.count(delimiter) >= len(rows) for delimiter in DELIMITERS if delimiter in USUAL):
        raise Refusal(
            Text(
                zh=f"{name}：看不出用什么符号分列。请重新导出为逗号分隔的CSV。",
                en=f"{name}: what divides its columns can't be told. Export it again as comma-separated CSV.",
            )
        )


def _really_a_workbook(sheet: str) -> Text:
    return Text(
        zh=f"这个文件其实是Excel工作簿，已读取工作表“{sheet}”。",
        en=f"This file is really an Excel workbook; its sheet “{sheet}” was read.",
    )


def _table(
    rows: Sequence[Sequence[str]],
    name: str,
    encoding: str,
    delimiter: str | None,
    quote: str | None,
    notes: list[Text],
) -> Table:
    found = find_headings(rows)
    if found.heading < 0 and not any(filled(row) for row in rows):
        raise Refusal(
            Text(
                zh=f"{name}：文件里只有空行。请重新导出。",
                en=f"{name}: it holds blank rows only. Export it again.",
            )
        )
    headings, upper = _headings(rows, found)
    if found.heading < 0:
        notes.append(
            Text(
                zh="没有找到表头，各列暂称列1、列2……",
                en="No headings were found; the columns are called 列1, 列2 …",
            )
        )
    records, below = _below(rows, found, len(headings))
    above = _above(rows, found)
    if longer := sum(len(record.cells) > len(headings) for record in records):
        notes.append(
            Text(
                zh=f"有{longer}行的格数多于表头。",
                en=f"{longer} rows have more cells than there are headings.",
            )
        )
    return Table(
        encoding=encoding,
        delimiter=delimiter,
        quote=quote,
        heading_line=found.heading + 1,
        headings=headings,
        upper_headings=upper,
        titles=tuple(skipped.text for skipped in above if skipped.why == "title"),
        records=tuple(records),
        skipped=(*above, *below),
        notes=tuple(notes),
    )


def _headings(rows: Sequence[Sequence[str]], found: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if found.heading < 0:
        return tuple(f"列{place}" for place in range(1, found.width + 1)), ()
    own = [cell.strip("\ufeff \t\r\n\u3000") for cell in rows[found.heading]]
    while own and not own[-1] and len(own) > found.width:
        own.pop()
    if found.upper is None:
        return tuple(own), ()
    upper: list[str] = []
    for cell in (*rows[found.upper], *[""] * len(own)):
        upper.append(cell.strip() or (upper[-1] if upper else ""))
    upper = upper[: len(own)]
    return tuple(lower or above for lower, above in zip(own, upper, strict=True)), tuple(upper)


def _above(rows: Sequence[Sequence[str]], found: Found) -> list[Skipped]:
    told = []
    for place in range(max(found.heading, 0)):
        why: Why = "heading" if place == found.upper else why_above(rows[place])
        told.append(Skipped(place + 1, why, _joined(rows[place])))
    return told


def _below(rows: Sequence[Sequence[str]], found: Found, width: int) -> tuple[list[Record], list[Skipped]]:
    records: list[Record] = []
    skipped: list[Skipped] = []
    foot = _foot(rows, width)
    for place in range(found.heading + 1, len(rows)):
        row = rows[place]
        if (why := why_no_record(row, place >= foot, width)) is not None:
            skipped.append(Skipped(place + 1, why, _joined(row)))
        else:
            records.append(Record(place + 1, _fitted(row, width)))
    return records, skipped


def _foot(rows: Sequence[Sequence[str]], width: int) -> int:
    """The row after the last one that is filled well enough to be a record."""
    for place in range(len(rows) - 1, -1, -1):
        if filled(rows[place]) >= max(0.4 * width, 2):
            return place + 1
    return 0


def _fitted(row: Sequence[str], width: int) -> tuple[str, ...]:
    """Short rows are filled up, empty cells beyond the headings dropped; what is over stays to be seen."""
    cells = list(row)
    while len(cells) > width and is_blank(cells[-1]):
        cells.pop()
    return tuple(cells) + ("",) * (width - len(cells))


def _joined(row: Sequence[str]) -> str:
    return " ".join(cell.strip() for cell in row if not is_blank(cell))


def described(table: Table) -> dict[str, Any]:
    """What was understood, as `read --json` tells it."""
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "quote": table.quote,
        "heading_line": table.heading_line,
        "headings": list(table.headings),
        "records": len(table.records),
        "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in table.skipped],
    }


def write_clean(table: Table) -> bytes:
    """RFC 4180: headings and every record, UTF-8 without a byte-order mark, cells as they stand."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.headings)
    writer.writerows(record.cells for record in table.records)
    return text.getvalue().encode("utf-8")
