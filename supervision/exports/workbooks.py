"""Tables as workbooks: every cell a text or a number as it stands, nothing that Excel would run or change."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

LONGEST = 1_048_575
"""Rows below the headings that a sheet holds."""
_WIDEST = 40


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet with frozen headings; texts stay texts, even those that look like formulas, links or numbers."""
    held = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4"})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.set_column(place, place, min(max(12, 2 * len(heading) + 2), _WIDEST))
        sheet.write_row(0, 0, headings, bold)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if isinstance(cell, int) and not isinstance(cell, bool):
                    sheet.write_number(line, place, cell)
                elif cell is not None:
                    sheet.write_string(line, place, str(cell))
    return held.getvalue()
