"""What a batch changed, row by row, in words: each column before → after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supervision.exports.tables import csv_bytes
from supervision.ledgers.declaration import Ledger
from supervision.store.revisions import Revision
from supervision.text import Language, Text

HEADINGS = (
    Text(zh="变化", en="change"),
    Text(zh="编号", en="number"),
    Text(zh="列", en="column"),
    Text(zh="原来", en="before"),
    Text(zh="现在", en="after"),
)
_ADDED, _CHANGED, _REMOVED = (
    Text(zh="新增", en="added"), Text(zh="更改", en="changed"), Text(zh="移出", en="removed"),
)  # fmt: skip

_NOTHING = "—"


def kind_of(revision: Revision) -> Text:
    """Added, changed or removed."""
    if revision.before is None:
        return _ADDED
    return _REMOVED if revision.after is None else _CHANGED


def cell_said(value: object) -> str:
    """One value as a person writes it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def cells_changed(ledger: Ledger, revision: Revision, language: Language) -> list[tuple[str, str, str]]:
    """Column, before and after of every cell that differs."""
    before, after = revision.before or {}, revision.after or {}
    return [
        (
            ledger.column(name).title.in_language(language),
            cell_said(before.get(name)),
            cell_said(after.get(name)),
        )
        for name in revision.changed
    ]


def difference_said(ledger: Ledger, revision: Revision, language: Language) -> str:
    """All of one row's changes in one line; what was added or removed is told without an arrow."""
    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    told = []
    for column, before, after in cells_changed(ledger, revision, language):
        is_change = revision.before is not None and revision.after is not None
        cell = f"{before or _NOTHING} → {after or _NOTHING}" if is_change else before or after
        told.append(f"{column}{colon}{cell}")
    return comma.join(told)


def revisions_csv(ledger: Ledger, revisions: Iterable[Revision], language: Language) -> bytes:
    """One line for every cell that differs."""
    return csv_bytes(
        [heading.in_language(language) for heading in HEADINGS],
        (
            (kind_of(revision).in_language(language), revision.key, *cells)
            for revision in revisions
            for cells in cells_changed(ledger, revision, language)
        ),
    )
