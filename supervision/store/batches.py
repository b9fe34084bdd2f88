"""The books: every batch, who made it, what it changed; and undo, which is a batch of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.store import waiting
from supervision.store.answers import first_row
from supervision.store.database import Database, local_now
from supervision.store.settling import Change, batches_in_force, put_in_force, settle
from supervision.text import Refusal, Text


@dataclass(frozen=True)
class Batch:
    batch: int
    kind: str
    undoes: int | None
    undone_by: int | None
    made_by: str
    made_at: datetime
    note: str | None
    files: int
    records: int
    quarantined: int
    changes: tuple[Change, ...]


def next_batch(
    cursor: duckdb.DuckDBPyConnection, kind: str, undoes: int | None, by: str, note: str | None
) -> int:
    newest = first_row(cursor, "select coalesce(max(batch), 0) from history.batches")
    assert newest is not None
    batch = int(newest[0]) + 1
    cursor.execute(
        "insert into history.batches values ($1, $2, $3, $4, $5, $6)",
        [batch, kind, undoes, by, local_now(), note],
    )
    return batch


def write_changes(cursor: duckdb.DuckDBPyConnection, batch: int, changes: Iterable[Change]) -> None:
    rows = [[batch, change.ledger, change.added, change.changed, change.removed] for change in changes]
    if rows:
        cursor.executemany("insert into history.changes values (?, ?, ?, ?, ?)", rows)


def undo(database: Database, batch: int, *, by: str, note: str | None = None) -> Batch:
    """Take a batch back as a new batch; undoing an undo puts it in force again.

    What a later batch has handed over since stays as that batch left it.
    """
    with database.transaction() as cursor:
        _may_be_undone(cursor, batch)
        before = batches_in_force(cursor)
        new = next_batch(cursor, "undo", batch, by, note)
        put_in_force(cursor)
        turned = before ^ batches_in_force(cursor)
        marks = ", ".join("?" for _ in turned) or "null"
        changes = []
        for ledger in LEDGERS:
            cursor.execute(
                "create or replace temp table touched as "
                f"select distinct _key from history.{ledger.name} "
                f"where _batch_in = _origin and _origin in ({marks})",
                sorted(turned),
            )
            change = settle(cursor, ledger, new)
            if change.added or change.changed or change.removed:
                changes.append(change)
        waiting.settle_waiting(cursor, new)
        write_changes(cursor, new, changes)
    return next(entry for entry in batches(database) if entry.batch == new)


def _may_be_undone(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    if first_row(cursor, "select 1 from history.batches where batch = $1", [batch]) is None:
        raise Refusal(
            Text(
                zh=f"没有批次 {batch}。请用 batches 查看已有的批次。",
                en=f"There is no batch {batch}. See `batches` for those there are.",
            )
        )
    taken_back: set[int] = set()
    rows = cursor.execute("select batch, undoes from history.batches order by batch desc").fetchall()
    for later, undoes in rows:
        if undoes is not None and later not in taken_back:
            taken_back.add(undoes)
            if undoes == batch:
                raise Refusal(
                    Text(
                        zh=f"批次 {batch} 已被批次 {later} 撤销。要恢复它，请撤销批次 {later}。",
                        en=f"Batch {batch} was undone by batch {later} already. To bring it back, undo batch {later}.",
                    )
                )


def batches(database: Database) -> list[Batch]:
    """Every batch, the oldest first."""
    rows = database.rows(
        "select batch, kind, undoes, made_by, made_at, note from history.batches order by batch desc"
    )
    undone: dict[int, int] = {}
    for batch, _, undoes, *_rest in rows:
        if undoes is not None and batch not in undone:
            undone[undoes] = batch
    counted = {
        batch: (int(files), int(records), int(quarantined))
        for batch, files, records, quarantined in database.rows(
            "select batch, count(*), sum(records), sum(quarantined) from history.files group by batch"
        )
    }
    changed: dict[int, list[Change]] = {}
    for batch, *change in database.rows(
        "select batch, ledger, added, changed, removed from history.changes order by batch, ledger"
    ):
        changed.setdefault(batch, []).append(Change(*change))
    told = []
    for batch, kind, undoes, made_by, made_at, note in reversed(rows):
        files, records, quarantined = counted.get(batch, (0, 0, 0))
        undone_by = undone.get(batch)
        changes = tuple(changed.get(batch, ()))
        told.append(
            Batch(
                batch, kind, undoes, undone_by, made_by, made_at, note, files, records, quarantined, changes
            )
        )
    return told
