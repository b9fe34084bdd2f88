"""Loads: checked files become one batch in one transaction, all of it or none."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from supervision.events import tell_if_kept
from supervision.intake.privacy import masked
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.store import waiting
from supervision.store.answers import first_row
from supervision.store.batches import next_batch, refuse_if_overtaken, write_changes
from supervision.store.chain import link, link_counts
from supervision.store.coarser import COARSER, coarsen
from supervision.store.database import Database, local_now
from supervision.store.handed_rollups import roll_handed
from supervision.store.known_files import is_in_force, note_rows
from supervision.store.offering import offer, turned
from supervision.store.settling import Change, forsaken, put_in_force, settle, touch


@dataclass(frozen=True)
class FileCounts:
    """What became of one file's rows: their sum is its physical records."""

    file: CheckedFile | RefusedFile
    status: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0
    older: int = 0
    """Of the unchanged: rows for which the ledger already holds a later month's hand-over."""
    differing: int = 0
    """Of the updated: rows that stand twice in this very file and differ."""


@dataclass(frozen=True)
class LoadResult:
    batch: int | None
    files: tuple[FileCounts, ...]
    changes: tuple[Change, ...]


Asking = Callable[[duckdb.DuckDBPyConnection, int], None]
"""Given the cursor and the batch that would be."""


class _Rehearsed(Exception):
    """Takes a rehearsed load back; never leaves this module."""


def load(
    database: Database,
    files: Sequence[CheckedFile | RefusedFile],
    *,
    by: str,
    note: str | None = None,
    rehearse: bool = False,
    after: int | None = None,
    asking: Asking | None = None,
) -> LoadResult:
    """Write checked files as one batch; when none could be taken there is no batch.

    With `rehearse` everything is done and taken back: the counts are those that a load would give, and
    `asking` may look at the ledgers as they would then stand.
    With `after`, the newest batch at which a rehearsal was looked at, a batch made since is a Refusal.
    """
    if not any(isinstance(file, CheckedFile) for file in files):
        return LoadResult(None, tuple(FileCounts(file, "refused") for file in files), ())
    result: LoadResult | None = None
    try:
        with database.transaction() as cursor:
            refuse_if_overtaken(cursor, after)
            result = write(cursor, files, "load", by, note)
            if asking is not None and result.batch is not None:
                asking(cursor, result.batch)
            if rehearse:
                raise _Rehearsed
    except _Rehearsed:
        pass
    assert result is not None
    return LoadResult(None, result.files, result.changes) if rehearse else result


def write(
    cursor: duckdb.DuckDBPyConnection,
    files: Sequence[CheckedFile | RefusedFile],
    kind: str,
    by: str,
    note: str | None,
    mends: waiting.Mends = waiting.NOTHING_MENDED,
) -> LoadResult:
    """Write files as one batch inside a transaction."""
    began = time.monotonic()
    put_in_force(cursor)
    cursor.execute("create or replace temp table settled_leads (_key varchar)")
    mended_before = forsaken(cursor)
    batch = next_batch(cursor, kind, None, by, note)
    today = local_now().date()
    checked = [file for file in files if isinstance(file, CheckedFile)]
    handed_for = {id(file): _handed_for(cursor, file, today) for file in checked}
    # The order of the command line must not decide anything: months do, then names.
    checked.sort(key=lambda file: (handed_for[id(file)], file.name, file.sha256))
    first = _first_file_number(cursor)
    numbers = {id(file): first + place for place, file in enumerate(checked)}
    known = {id(file) for file in checked if is_in_force(cursor, file, handed_for[id(file)])}
    counts = {numbers[id(file)]: {"unchanged": len(file.lines)} for file in checked if id(file) in known}
    at_once: dict[str, int] = {}
    for ledger in LEDGERS:
        ours = [file for file in checked if file.ledger.name == ledger.name and id(file) not in known]
        if ours:
            told, at_once[ledger.name] = offer(
                cursor, ledger, ours, numbers, handed_for, batch, keep_repeated=bool(mends)
            )
            counts |= told
    waiting.keep(cursor, checked, numbers, batch)
    waiting.note_mended(cursor, mends, numbers, batch)
    put_in_force(cursor)
    turned_mended = mended_before ^ forsaken(cursor)
    changes = []
    brought = {file.ledger.name for file in checked}
    for ledger in LEDGERS:
        if ledger.name in at_once or turned_mended:
            touch(cursor, ledger, (), turned_mended, turned(ledger) if ledger.name in at_once else None)
            change = settle(cursor, ledger, batch)
            changes.append(replace(change, added=change.added + at_once.get(ledger.name, 0)))
        elif ledger.name in brought:
            changes.append(Change(ledger.name, 0, 0, 0))
    refused = [file for file in files if isinstance(file, RefusedFile)]
    numbers |= {id(file): first + len(checked) + place for place, file in enumerate(refused)}
    told_of = [_told(file, counts.get(numbers[id(file)], {})) for file in files]
    for file in checked:
        note_rows(cursor, file, numbers[id(file)])
    for entry in told_of:
        _write_file(cursor, batch, numbers[id(entry.file)], entry, handed_for.get(id(entry.file)))
    changed = {change.ledger for change in changes}
    if not changed.isdisjoint(("leads", "reviews")):
        roll_handed(cursor, batch, "met_leads" if "leads" in at_once and kind == "load" else None)
        link_counts(cursor, batch)
    else:
        coarsen(cursor, batch, [log for log in COARSER if not changed.isdisjoint(log.meets)])
    waiting.settle_waiting(cursor, batch)
    write_changes(cursor, batch, changes)
    link(cursor, "batch", batch, sum(len(file.lines) for file in checked))
    tell_if_kept(
        "rows arrived",
        batch=batch,
        files=len(checked),
        refused=len(refused),
        quarantined=sum(len(file.waiting) for file in checked),
        seconds=round(time.monotonic() - began, 3),
        **{
            name: sum(getattr(entry, name) for entry in told_of)
            for name in ("new", "updated", "unchanged", "repeated")
        },
    )
    return LoadResult(batch, tuple(told_of), tuple(changes))


def _first_file_number(cursor: duckdb.DuckDBPyConnection) -> int:
    newest = first_row(cursor, "select coalesce(max(file), 0) from history.files")
    assert newest is not None
    return int(newest[0]) + 1


def _handed_for(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, today: date) -> date:
    """The month it states; one that states none keeps the day on which its bytes first came."""
    if file.stated_month is not None:
        return file.stated_month
    before = first_row(
        cursor,
        "select min(handed_for) from history.files "
        "where sha256 = $1 and handed_for is not null and batch in (select batch from in_force)",
        [file.sha256],
    )
    if before and before[0]:
        return before[0]  # type: ignore[no-any-return]
    return today


def _told(file: CheckedFile | RefusedFile, counted: dict[str, int]) -> FileCounts:
    if isinstance(file, RefusedFile):
        return FileCounts(file, "refused")
    changed = counted.get("new", 0) + counted.get("updated", 0)
    # A file none of whose rows could be taken is not "unchanged": something came of it, and waits.
    status = "loaded" if changed or file.waiting else "unchanged"
    return FileCounts(file, status, **counted)


def _write_file(
    cursor: duckdb.DuckDBPyConnection, batch: int, number: int, told: FileCounts, handed_for: date | None
) -> None:
    file = told.file
    told_of: dict[str, Any] = {
        "batch": batch, "file": number, "name": masked(file.name), "sha256": file.sha256, "size": file.size,
        "status": told.status, "records": 0, "new": told.new, "updated": told.updated,
        "unchanged": told.unchanged, "repeated": told.repeated, "quarantined": 0, "skipped": 0,
    }  # fmt: skip
    if isinstance(file, RefusedFile):
        told_of |= {"reason_zh": masked(file.reason.zh), "reason_en": masked(file.reason.en)}
    else:
        told_of |= {
            "ledger": file.ledger.name, "profile": file.profile, "source": file.source,
            "encoding": file.encoding, "handed_for": handed_for, "records": file.records,
            "quarantined": len(file.waiting), "skipped": file.skipped,
        }  # fmt: skip
    marks = ", ".join("?" for _ in told_of)
    cursor.execute(
        f"insert into history.files ({', '.join(told_of)}) values ({marks})", list(told_of.values())
    )
