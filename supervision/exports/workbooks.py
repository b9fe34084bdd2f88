"""Tables as Excel workbooks that Excel cannot ruin: text stays text, formulas stay words, days stay as written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LONGEST = 1_048_575
"""Rows below the headings that a sheet holds."""
_LONGEST_CELL = 32_767
"""Characters; Excel holds no more, and the writer would leave a longer cell out without a word."""
_LARGEST_NUMBER = 10**15
"""Excel keeps fifteen digits."""
_NARROWEST, _WIDEST = 8, 60


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]], sheet: str = "Sheet1") -> bytes:
    """One sheet under a frozen heading row.

    Texts are written as texts, so that one which begins with = is never run; days as 2022-03-07; counts and
    decimals as numbers, so that they can be summed; nothing as an empty cell.
    """
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        widths = write_headings(page, headings, book.add_format({"bold": True, "bottom": 1}))
        text = book.add_format({"num_format": "@"})
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                write_cell(page, line, place, cell, text)
                if place < len(widths):
                    widths[place] = max(widths[place], shown_width(cell))
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
    return held.getvalue()


def write_headings(page: Worksheet, headings: Sequence[str], bold: Format) -> list[int]:
    """The first row, which stays in sight; how wide each column must be to show its heading."""
    for place, heading in enumerate(headings):
        page.write_string(0, place, heading, bold)
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return [shown_width(heading) for heading in headings]


def write_cell(page: Worksheet, line: int, place: int, cell: object, text: Format) -> None:
    """One cell as what it is; a text too long for Excel ends in … ."""
    match cell:
        case None:
            return
        case bool():
            page.write_string(line, place, str(cell).upper(), text)
        case int() if abs(cell) < _LARGEST_NUMBER:
            page.write_number(line, place, cell)
        case Decimal() if abs(cell) < _LARGEST_NUMBER:
            page.write_number(line, place, float(cell))
        case date():
            page.write_string(line, place, cell.isoformat(), text)
        case _:
            told = str(cell)
            page.write_string(
                line, place, told if len(told) <= _LONGEST_CELL else told[: _LONGEST_CELL - 1] + "…", text
            )


def shown_width(cell: object) -> int:
    """In Excel's characters: a Chinese one takes two."""
    longest = max(str(cell).splitlines(), key=len, default="") if cell is not None else ""
    return min(max(places(longest[:_WIDEST]) + 2, _NARROWEST), _WIDEST)


def places(text: str) -> int:
    """How much room a line takes: a Chinese sign as much as two others."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
