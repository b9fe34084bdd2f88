"""Tables as CSV for people who open them in Excel: UTF-8 with a byte-order mark, formulas defused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from supervision.ledgers.declaration import Ledger

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """RFC 4180 with a BOM, without which Excel opens Chinese as garbage."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([defused(heading) for heading in headings])
    writer.writerows([[defused(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def defused(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets the apostrophe that makes it text."""
    if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA):
        return "'" + cell
    return "" if cell is None else cell


def template(ledger: Ledger) -> bytes:
    """An empty export of one ledger: its headings, and nothing under them."""
    return csv_bytes([column.title.zh for column in ledger.columns], [])
