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
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.store import waiting
from supervision.store.answers import first_row
from supervision.store.arriving import Arriving
from supervision.store.batches import next_batch, refuse_if_overtaken, write_changes
from supervision.store.chain import link, link_counts
from supervision.store.database import Database, local_now
from supervision.store.handed_rollups import roll_handed
from supervision.store.known_files import is_in_force, note_rows
from supervision.store.schema import columns_of, hash_of
from supervision.store.settling import RANK, Change, forsaken, offerings, put_in_force, settle, touch


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
            told, at_once[ledger.name] = _offer(
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
            touch(cursor, ledger, (), turned_mended)
            if ledger.name in at_once:
                cursor.execute(f"insert into touched select distinct _key from offered_{ledger.name}")
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
    if any(change.ledger in ("leads", "reviews") for change in changes):
        roll_handed(cursor, batch)
        link_counts(cursor, batch)
    waiting.settle_waiting(cursor, batch)
    write_changes(cursor, batch, changes)
    link(cursor, "batch", batch)
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


def _offer(
    cursor: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    files: Sequence[CheckedFile],
    numbers: dict[int, int],
    handed_for: dict[int, date],
    batch: int,
    *,
    keep_repeated: bool,
) -> tuple[dict[int, dict[str, int]], int]:
    """Tell for every row what it is to the ledger, keep what is worth keeping; counts by file number, and how many
    rows stand already.

    A key that comes once and that no hand-over ever brought is new without further question: its row stands from now
    on. All others go to `offered_…`, are told, and are settled afterwards.
    A mended row is worth keeping even when repeated: each stands on a waiting row of its own.
    """
    name = ledger.name
    arriving = Arriving(ledger, files, numbers)
    cursor.execute(
        "create or replace temp table arriving_files (_file integer, _handed_for date, _sha256 varchar)"
    )
    cursor.executemany(
        "insert into arriving_files values (?, ?, ?)",
        [[numbers[id(file)], handed_for[id(file)], file.sha256] for file in files],
    )
    is_met = _find_met(cursor, ledger, arriving)
    _insert_new(cursor, ledger, arriving, batch)
    with (arriving if is_met else Arriving(ledger, (), {})).registered(cursor):
        cursor.execute(
            f"create or replace temp table offered_{name} as "
            f"select arriving.*, _handed_for, _sha256, {hash_of(ledger)} as _hash "
            "from arriving inner join arriving_files using (_file) where hash(_key) in (select hashed from met)"
        )
    cursor.execute(f"create or replace temp table told_{name} as {_telling(ledger)}")
    columns = ", ".join(column.name for column in ledger.columns)
    cursor.execute(
        f"insert into history.{name} ({columns_of(ledger)}) "
        f"select {columns}, nextval('history.row_ids'), _key, _hash, _handed_for, _file, _line, $1, $1, $1 "
        f"from (select _file, _line from told_{name} where not is_known and (told <> 'repeated' or $2)) "
        f"inner join offered_{name} using (_file, _line) order by _file, _line",
        [batch, keep_repeated],
    )
    counts = {numbers[id(file)]: {"new": len(file.lines), "older": 0, "differing": 0} for file in files}
    at_once = len(arriving)
    for file, told, rows, older, differing in cursor.execute(
        f"select _file, told, count(*), count(*) filter (is_older and not is_known), "
        f"count(*) filter (told = 'updated' and is_same_file) from told_{name} group by _file, told"
    ).fetchall():
        entry = counts[file]
        at_once -= rows
        if told != "new":
            entry["new"] -= rows
            entry[told] = rows
        entry["older"] += older
        entry["differing"] += differing
    return counts, at_once


def _find_met(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, arriving: Arriving) -> bool:
    """Write to `met` the hashes of all keys that arrive more than once or that any hand-over has brought before;
    whether there are any.

    Two keys with one hash are only told a little more slowly.
    """
    with arriving.registered(cursor):
        cursor.execute("create or replace temp table keys as select hash(_key) as hashed from arriving")
    cursor.execute(
        "create or replace temp table met as "
        "select hashed from keys group by hashed having count(*) > 1 union "
        f"select hash(_key) as hashed from history.{ledger.name} "
        "where _batch_in = _origin and hash(_key) in (select hashed from keys)"
    )
    cursor.execute("drop table keys")
    return first_row(cursor, "select 1 from met limit 1") is not None


def _insert_new(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, arriving: Arriving, batch: int) -> None:
    """Rows of keys nobody has met stand in the ledger at once."""
    first = first_row(
        cursor,
        "select min(id) from (select nextval('history.row_ids') as id from range($1))",
        [len(arriving)],
    )
    columns = ", ".join(column.name for column in ledger.columns)
    with arriving.registered(cursor):
        cursor.execute(
            f"insert into history.{ledger.name} ({columns_of(ledger)}) "
            f"select {columns}, $2 + _place, _key, {hash_of(ledger)}, _handed_for, _file, _line, $1, null, $1 "
            "from arriving inner join arriving_files using (_file) where hash(_key) not in (select hashed from met)",
            [batch, first[0] if first else 0],
        )


def _telling(ledger: Ledger) -> str:
    """SQL: every offered row with what it is: new, updated, unchanged or repeated."""
    return f"""
        with existing as (
            select _key, arg_max(_hash, {RANK}) as hash,
                max(_handed_for) as handed_for
            from {offerings(ledger)} where _key in (select _key from offered_{ledger.name}) group by _key
        ),
        known as (  -- the same bytes again: nothing of it is news
            select distinct _key, _hash, _handed_for, files.sha256 as _sha256, true as is_known
            from {offerings(ledger)} as offering
            join history.files as files on files.file = offering._file
            where files.sha256 in (select _sha256 from arriving_files)
        ),
        met as (
            select offered._key, offered._hash, offered._handed_for, offered._file, offered._line,
                existing.hash as existing_hash, coalesce(known.is_known, false) as is_known,
                coalesce(offered._handed_for < existing.handed_for, false) as is_older
            from offered_{ledger.name} as offered
            left join existing using (_key)
            left join known using (_key, _hash, _handed_for, _sha256)
        ),
        in_order as (
            select *, lag(_hash) over newer as before_hash,
                coalesce(lag(_file) over newer = _file, false) as is_same_file
            from met
            window newer as (partition by _key, is_known or is_older order by _handed_for, _file, _line)
        )
        select _file, _line, is_known, is_older, is_same_file, case
            when is_known or is_older then 'unchanged'
            when coalesce(before_hash, existing_hash) is null then 'new'
            when _hash <> coalesce(before_hash, existing_hash) then 'updated'
            when is_same_file then 'repeated'
            else 'unchanged'
        end as told
        from in_order
    """


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
