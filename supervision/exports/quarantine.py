"""Rows that wait to be mended, as a table for the person who mends them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from supervision.exports.tables import csv_bytes
from supervision.mending import WAITING_ID
from supervision.store.waiting import Waiting
from supervision.text import Language, Text

HEADINGS = (
    WAITING_ID,
    Text(zh="批次", en="batch"),
    Text(zh="文件", en="file"),
    Text(zh="行", en="line"),
    Text(zh="编号", en="number"),
    Text(zh="原因", en="reasons"),
)

_REASON = Text(zh="{column}“{cell}”：{problem}；{remedy}", en="{column} “{cell}”: {problem} {remedy}")


def reasons_said(row: Waiting, language: Language) -> str:
    """Every reason why one row waits: column, cell, problem and remedy."""
    told = []
    for reason in row.reasons:
        problem, remedy = (Text(**reason[name]) for name in ("problem", "remedy"))
        sentence = _REASON.with_values(
            column=reason["column"], cell=reason["cell"], problem=problem, remedy=remedy
        )
        told.append(sentence.in_language(language))
    return " | ".join(told)


def waiting_cells(row: Waiting, language: Language) -> list[object]:
    """One waiting row under HEADINGS."""
    return [row.id, row.batch, PurePath(row.file).name, row.line, row.key, reasons_said(row, language)]


def quarantine_csv(rows: Sequence[Waiting], language: Language) -> bytes:
    """The waiting rows under their own headings, the reasons first; mended, this very file can be taken back."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row.cells))
    return csv_bytes(
        [*(heading.in_language(language) for heading in HEADINGS), *headings],
        ([*waiting_cells(row, language), *(row.cells.get(heading) for heading in headings)] for row in rows),
    )
