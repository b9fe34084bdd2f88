"""The files that batches brought, as the books remember them: never their bytes, only what became of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from supervision.store.database import Database
from supervision.text import Text


@dataclass(frozen=True)
class Received:
    """One file of one batch; the counts of a refused file are all 0."""

    name: str
    sha256: str
    size: int
    status: str
    reason: Text | None
    """Why nothing of it could be taken."""
    ledger: str | None
    profile: str | None
    source: str | None
    encoding: str | None
    handed_for: date | None
    records: int
    new: int
    updated: int
    unchanged: int
    repeated: int
    quarantined: int
    skipped: int


def files_of(database: Database, batch: int) -> list[Received]:
    """Every file of a batch, in the order in which it was read; none for an undo."""
    rows = database.rows(
        "select name, sha256, size, status, reason_zh, reason_en, ledger, profile, source, encoding, "
        "handed_for, records, new, updated, unchanged, repeated, quarantined, skipped "
        "from history.files where batch = $1 order by file",
        [batch],
    )
    return [
        Received(name, sha256, size, status, Text(zh=zh, en=en) if zh else None, *told)
        for name, sha256, size, status, zh, en, *told in rows
    ]


def batches_that_brought(database: Database, sha256s: Iterable[str]) -> dict[str, int]:
    """The newest load that took a file of these very bytes, by the file's hash; absent when none did."""
    rows = database.rows(
        "select sha256, max(batch) from history.files "
        "where status <> 'refused' and list_contains($1, sha256) group by sha256",
        [list(sha256s)],
    )
    return {sha256: int(batch) for sha256, batch in rows}


def first_brought(database: Database, batch: int) -> dict[str, int]:
    """By the hash of each file of a batch: the earliest batch that took these very bytes before it."""
    rows = database.rows(
        "select sha256, min(batch) from history.files where status <> 'refused' and batch < $1 "
        "and sha256 in (select sha256 from history.files where batch = $1) group by sha256",
        [batch],
    )
    return {sha256: int(earlier) for sha256, earlier in rows}
