"""How rows leave quarantine by somebody's hand: mended in place or dismissed with a reason, each a batch.

Both hold for every row alike, in whichever batch it came or comes again, until the batch is undone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from supervision.ledgers.rows import CheckedFile
from supervision.store.answers import first_row
from supervision.store.batches import next_batch
from supervision.store.chain import link
from supervision.store.database import Database
from supervision.store.loads import LoadResult, write
from supervision.store.settling import batches_in_force, put_in_force
from supervision.store.waiting import Mends, Waiting, rows_that_waited, settle_waiting
from supervision.text import Refusal, Text


def take_mended(
    database: Database, files: Sequence[CheckedFile], mends: Mends, *, by: str, note: str | None
) -> LoadResult:
    """Write mended rows as one batch; Refusal when one of them waits no more."""
    with database.transaction() as cursor:
        refuse_unless_waiting(cursor, [id for pairs in mends.values() for _, id in pairs])
        return write(cursor, files, "mend", by, note, mends)


def dismiss(database: Database, ids: Collection[int], *, by: str, reason: str) -> int:
    """Let rows wait no more without taking them in; the new batch. A reason must be given."""
    if not reason.strip():
        raise Refusal(
            Text(
                zh="尚未写入：不予更正须写明原因，例如“来源单位已确认为重复工单”。",
                en="Nothing was written: a dismissal needs a reason, e.g. “the source says it was entered twice”.",
            )
        )
    if not ids:
        raise Refusal(Text(zh="没有选中任何行。", en="No row is chosen."))
    with database.transaction() as cursor:
        refuse_unless_waiting(cursor, ids)
        batch = next_batch(cursor, "dismiss", None, by, reason.strip())
        cursor.execute(
            "insert into history.dealt select fingerprint, $1, 'dismissed', id, null, null "
            "from history.waiting where list_contains($2::bigint[], id)",
            [batch, sorted(ids)],
        )
        put_in_force(cursor)
        settle_waiting(cursor, batch)
        link(cursor, "batch", batch)
        return batch


def refuse_unless_waiting(cursor: duckdb.DuckDBPyConnection, ids: Collection[int]) -> None:
    """Refusal, with who did what when, for the first of these rows that waits no more."""
    waits = {
        id
        for (id,) in cursor.execute("select id from history.waiting_spans where batch_out is null").fetchall()
    }
    if gone := sorted(set(ids) - waits):
        raise Refusal(_why_gone(cursor, gone[0]))


def _why_gone(cursor: duckdb.DuckDBPyConnection, id: int) -> Text:
    row = first_row(
        cursor,
        "select files.name, waiting.line from history.waiting as waiting "
        "inner join history.files as files using (file) where id = $1",
        [id],
    )
    if row is None:
        return Text(
            zh=f"没有待更正号为{id}的行。请重新下载待更正的行。",
            en=f"No row has the waiting id {id}. Download the rows in quarantine anew.",
        )
    ended = first_row(
        cursor,
        "select batch, made_by, made_at, kind from history.waiting_spans "
        "inner join history.batches on batch = batch_out where id = $1 order by batch desc limit 1",
        [id],
    )
    where = {"id": id, "name": row[0], "line": row[1]}
    if ended is None:
        return Text(
            zh="尚未写入：待更正号{id}（{name}第{line}行）没有在等待更正。请刷新后再看。",
            en="Nothing was written: row {id} ({name}, line {line}) does not wait. Look again.",
        ).with_values(**where)
    batch, by, at, kind = ended
    return Text(
        zh="尚未写入：待更正号{id}（{name}第{line}行）已不再待更正，{by}于{at}的批次{batch}（{done}）已处理。请刷新后再看。",
        en="Nothing was written: row {id} ({name}, line {line}) waits no more since batch {batch} ({done}) by {by} at "
        "{at}. Look again.",
    ).with_values(**where, batch=batch, by=by, at=f"{at:%Y-%m-%d %H:%M}", done=_ENDED[kind])


_ENDED = {
    "load": Text(zh="录入", en="load"),
    "mend": Text(zh="更正", en="mended"),
    "dismiss": Text(zh="不予更正", en="dismissed"),
    "undo": Text(zh="撤销", en="undo"),
}


@dataclass(frozen=True)
class Dismissed:
    """A row that somebody decided not to mend."""

    row: Waiting
    batch: int
    by: str
    at: datetime
    reason: str


def dismissed_rows(database: Database) -> list[Dismissed]:
    """Every dismissal in force, the newest first."""
    with database.cursor() as cursor:
        in_force = sorted(batches_in_force(cursor))
    told = database.rows(
        "select waiting, batch, made_by, made_at, note from history.dealt inner join history.batches using (batch) "
        "where how = 'dismissed' and list_contains($1::integer[], batch) order by batch desc, waiting",
        [in_force],
    )
    rows = {row.id: row for row in rows_that_waited(database, [id for id, *_ in told])}
    return [Dismissed(rows[id], *about) for id, *about in told]
