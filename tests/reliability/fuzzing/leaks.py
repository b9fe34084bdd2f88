"""Phone and ID numbers in what is stored or told of a file, found by another rule than the one that masks them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from supervision.ledgers.declaration import CreditCode, Number
from supervision.ledgers.rows import CheckedFile

_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_PHONE_ALONE = re.compile(r"(?<![0-9A-Za-z_+./-])1[3-9][0-9]{9}(?![0-9A-Za-z_+./-])")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z_+./-])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z_+./-])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def leak(file: CheckedFile) -> str | None:
    """Where a number of a person stands, never the number itself."""
    for column in file.ledger.columns:
        numbers = isinstance(column.kind, Number | CreditCode)
        for value in file.columns[column.name]:
            if value is not None and _is_there(str(value), numbers):
                return f"a number leaks into {column.name}"
    told = (*file.keys, *(row.key or "" for row in file.waiting))
    if any(_is_there(key, True) for key in told):
        return "a number leaks into a key"
    if any(_is_there(text, False) for text in _told(file)):
        return "a number leaks into what is told"
    return None


def _told(file: CheckedFile) -> Iterator[str]:
    for row in file.waiting:
        yield from row.cells.values()
        yield from row.cells
    for finding in file.findings:
        yield from (finding.cell, finding.column)
    for cells in file.found_cells.values():
        yield from cells.values()
    for note in file.notes:
        yield from (note.zh, note.en)
    yield file.name


def _is_there(text: str, is_number: bool) -> bool:
    narrow = unicodedata.normalize("NFKC", text)
    if (_PHONE_ALONE if is_number else _PHONE).search(narrow):
        return True
    return any(_keeps_its_check(found[0]) for found in _IDENTITY.finditer(narrow))


def _keeps_its_check(number: str) -> bool:
    """By GB 11643; numbers of things are as long, and most of them don't."""
    total = sum(int(sign) * weight for sign, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()
