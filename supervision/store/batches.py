"""The books: every batch, who made it, what it changed; and undo, which is a batch of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from supervision.intake.privacy import masked, signature
from supervision.ledgers.catalogue import LEDGERS
from supervision.store import waiting
from supervision.store.answers import first_row
from supervision.store.audit import note_within
from supervision.store.chain import link, link_counts
from supervision.store.database import Database, local_now
from supervision.store.handed_rollups import roll_handed
from supervision.store.settling import (
    Change,
    batches_in_force,
    forsaken,
    put_in_force,
    settle,
    settle_judgements,
    touch,
)
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

    @property
    def done(self) -> Text:
        """What it is, and whether it still holds."""
        told = done_said(self.kind, self.undoes)
        if self.undone_by is None:
            return told
        return Text(zh="{told}（已被批次{by}撤销）", en="{told} (undone by {by})").with_values(
            told=told, by=self.undone_by
        )


def refuse_if_overtaken(cursor: duckdb.DuckDBPyConnection, after: int | None) -> None:
    """Refusal when a batch was made after batch `after`: what was decided on has changed meanwhile."""
    if after is None:
        return
    newer = first_row(
        cursor,
        "select batch, kind, undoes, made_by, made_at from history.batches where batch > $1 "
        "order by batch desc limit 1",
        [after],
    )
    if newer is not None:
        batch, kind, undoes, by, at = newer
        raise Refusal(
            Text(
                zh="尚未写入：您查看之后，{by}已于{at}提交批次{batch}（{done}）。请看过最新情况后再按一次。",
                en="Nothing was written: after you looked, {by} made batch {batch} ({done}) at {at}. Look at what is "
                "shown now, then press again.",
            ).with_values(by=by, at=f"{at:%Y-%m-%d %H:%M}", batch=batch, done=done_said(kind, undoes))
        )


def done_said(kind: str, undoes: int | None) -> Text:
    """What a batch is, in a word or two."""
    if undoes is not None:
        return Text(zh=f"撤销批次{undoes}", en=f"Undo of {undoes}")
    return _DONE[kind]


_DONE = {
    "load": Text(zh="录入", en="Load"),
    "mend": Text(zh="更正", en="Mending"),
    "dismiss": Text(zh="不予更正", en="Dismissal"),
    "judge": Text(zh="判定同一事项", en="Same matter or not"),
}


def next_batch(
    cursor: duckdb.DuckDBPyConnection, kind: str, undoes: int | None, by: str, note: str | None
) -> int:
    newest = first_row(cursor, "select coalesce(max(batch), 0) from history.batches")
    assert newest is not None
    batch = int(newest[0]) + 1
    cursor.execute(
        "insert into history.batches values ($1, $2, $3, $4, $5, $6)",
        [batch, kind, undoes, signature(by), local_now(), masked(note) if note else None],
    )
    note_within(cursor, by, kind, batch=batch, undoes=undoes)
    return batch


def write_changes(cursor: duckdb.DuckDBPyConnection, batch: int, changes: Iterable[Change]) -> None:
    rows = [[batch, change.ledger, change.added, change.changed, change.removed] for change in changes]
    if rows:
        cursor.executemany("insert into history.changes values (?, ?, ?, ?, ?)", rows)


def undo(
    database: Database, batch: int, *, by: str, note: str | None = None, after: int | None = None
) -> Batch:
    """Take a batch back as a new batch; undoing an undo puts it in force again.

    What a later batch has handed over since stays as that batch left it. With `after`, the newest batch
    that whoever decided this had seen, a batch made since is a Refusal.
    """
    with database.transaction() as cursor:
        refuse_if_overtaken(cursor, after)
        _may_be_undone(cursor, batch)
        put_in_force(cursor)
        before, mended_before = batches_in_force(cursor), forsaken(cursor)
        new = next_batch(cursor, "undo", batch, by, note)
        put_in_force(cursor)
        turned, turned_mended = before ^ batches_in_force(cursor), mended_before ^ forsaken(cursor)
        changes = []
        for ledger in LEDGERS:
            touch(cursor, ledger, turned, turned_mended)
            change = settle(cursor, ledger, new)
            if change.added or change.changed or change.removed:
                changes.append(change)
        roll_handed(cursor, new)
        link_counts(cursor, new)
        waiting.settle_waiting(cursor, new)
        settle_judgements(cursor, new)
        write_changes(cursor, new, changes)
        link(cursor, "batch", new, sum(change.added + change.changed + change.removed for change in changes))
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
