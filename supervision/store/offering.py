"""What every row of a load is to the ledger: new, updated, unchanged or repeated; and those worth keeping, kept.

Rows are read from where they wait as often as they are needed, and only what tells them apart is ever held of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np

from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile
from supervision.store.answers import first_row
from supervision.store.arriving import Arriving
from supervision.store.schema import columns_of, hash_of
from supervision.store.settling import RANK, offerings


def offer(
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
    with (arriving if is_met else Arriving(ledger, (), {})).registered(cursor):
        cursor.execute(
            f"create or replace temp table offered_{name} as select _key, {hash_of(ledger)} as _hash, _file, _line, _place "
            "from arriving where hash(_key) in (select hashed from met)"
        )
    cursor.execute(f"create or replace temp table told_{name} as {_telling(ledger)}")
    _insert(cursor, ledger, arriving, batch, keep_repeated=keep_repeated)
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


def turned(ledger: Ledger) -> str:
    """SQL: the keys offered whose newest row may be another now. A row that says what stands already, or that an older
    hand-over brings, turns nothing."""
    return (
        f"select _key from offered_{ledger.name} "
        f"where _place in (select _place from told_{ledger.name} where told in ('new', 'updated'))"
    )


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


def _insert(
    cursor: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    arriving: Arriving,
    batch: int,
    *,
    keep_repeated: bool,
) -> None:
    """Rows of keys nobody has met stand in the ledger at once; of the others those worth keeping wait to be settled."""
    first = first_row(
        cursor,
        "select min(id) from (select nextval('history.row_ids') as id from range($1))",
        [len(arriving)],
    )
    idle = cursor.execute(
        f"select _place from told_{ledger.name} where is_known or (told = 'repeated' and not $1)",
        [keep_repeated],
    ).fetchnumpy()["_place"]
    columns = ", ".join(column.name for column in ledger.columns)
    with arriving.registered(cursor, but=np.asarray(idle, dtype=np.int64)):
        cursor.execute(
            f"insert into history.{ledger.name} ({columns_of(ledger)}) "
            f"select {columns}, $2 + _place, _key, {hash_of(ledger)}, _handed_for, _file, _line, $1, "
            "case when hash(_key) in (select hashed from met) then $1 end, $1 "
            "from arriving inner join arriving_files using (_file)",
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
            select offered._key, offered._hash, arrived._handed_for, offered._file, offered._line, offered._place,
                existing.hash as existing_hash, coalesce(known.is_known, false) as is_known,
                coalesce(arrived._handed_for < existing.handed_for, false) as is_older
            from offered_{ledger.name} as offered
            inner join arriving_files as arrived using (_file)
            left join existing using (_key)
            left join known using (_key, _hash, _handed_for, _sha256)
        ),
        in_order as (
            select *, lag(_hash) over newer as before_hash,
                coalesce(lag(_file) over newer = _file, false) as is_same_file
            from met
            window newer as (partition by _key, is_known or is_older order by _handed_for, _file, _line)
        )
        select _place, _file, is_known, is_older, is_same_file, case
            when is_known or is_older then 'unchanged'
            when coalesce(before_hash, existing_hash) is null then 'new'
            when _hash <> coalesce(before_hash, existing_hash) then 'updated'
            when is_same_file then 'repeated'
            else 'unchanged'
        end as told
        from in_order
    """
