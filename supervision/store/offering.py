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
    unmet = _find_met(cursor, ledger, arriving)
    is_met = len(unmet) < len(arriving)
    # Nothing is joined to rows on their way, or DuckDB would gather them all, whole, to look them up.
    with (arriving if is_met else Arriving(ledger, (), {})).registered(cursor, but=unmet if is_met else None):
        cursor.execute(
            f"create or replace temp table offered_{name} as "
            f"select _key, {hash_of(ledger)} as _hash, _file, _line, _place from arriving"
        )
    # One who mends takes every row that waited; two of them may say the same.
    copies = "select null where false" if keep_repeated else _brought_beside(ledger)
    cursor.execute(f"create or replace temp table told_{name} as {_telling(ledger, copies)}")
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


def _find_met(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, arriving: Arriving) -> np.ndarray:
    """Write to `met_…` the hashes of all keys that arrive more than once or that any hand-over has brought before; the
    places of all other rows.

    Two keys with one hash are only told a little more slowly.
    """
    with arriving.registered(cursor):
        cursor.execute(
            "create or replace temp table keys as select hash(_key) as hashed, _place from arriving"
        )
    cursor.execute(
        "create or replace temp table doubled as select hashed from keys group by hashed having count(*) > 1"
    )
    cursor.execute(
        f"create or replace temp table met_{ledger.name} as from doubled union "
        f"select hash(_key) as hashed from history.{ledger.name} "
        "where _batch_in = _origin and hash(_key) in (select hashed from keys)"
    )
    unmet = _places(cursor, f"select _place from keys where hashed not in (from met_{ledger.name})")
    cursor.execute("drop table keys")
    return unmet


def _places(cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()) -> np.ndarray:
    return np.asarray(cursor.execute(sql, list(values)).fetchnumpy()["_place"], dtype=np.int64)


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
    idle = _places(
        cursor,
        f"select _place from told_{ledger.name} where is_known or (told = 'repeated' and not $1)",
        [keep_repeated],
    )
    columns = ", ".join(column.name for column in ledger.columns)
    with arriving.registered(cursor, but=idle):
        cursor.execute(
            f"insert into history.{ledger.name} ({columns_of(ledger)}) "
            f"select {columns}, $2 + _place, _key, {hash_of(ledger)}, _handed_for, _file, _line, $1, "
            f"case when hash(_key) in (from met_{ledger.name}) then $1 end, $1 "
            "from arriving inner join arriving_files using (_file)",
            [batch, first[0] if first else 0],
        )


def _brought_beside(ledger: Ledger) -> str:
    """SQL: the places of rows that an earlier file of this very load brings too, of the same bytes for the same month.

    They are no more news than if that file had come by itself before.
    """
    return f"""
        select _place from offered_{ledger.name} inner join arriving_files using (_file)
        where hash(_key) in (from doubled) and (_sha256, _handed_for) in (
            select (_sha256, _handed_for) from arriving_files group by _sha256, _handed_for having count(*) > 1
        )
        qualify min(_file) over (partition by _sha256, _handed_for, _key, _hash) < _file
    """


def _telling(ledger: Ledger, copies: str) -> str:
    """SQL: every offered row with what it is: new, updated, unchanged or repeated; those in `copies` are known.

    What stands of a key is the newest of its hand-overs in force. Only keys that arrive more than once are put in order.
    """
    return f"""
        with twins as (  -- the same bytes again: nothing of it is news
            select files.file as _file, arriving_files._file as again
            from history.files inner join arriving_files on files.sha256 = _sha256
        ),
        existing as (
            select offered._place, bool_or(had._batch_out is null) as stands,
                bool_or(had._batch_out is null and had._hash = offered._hash) as is_same,
                max(had._handed_for) filter (is_in_force) as handed_for,
                coalesce(bool_or(
                    is_in_force and twins._file is not null and had._hash = offered._hash
                    and had._handed_for = arriving_files._handed_for
                ), false) as is_known
            from (
                select *, _batch_in = _origin and _origin in (from in_force)
                    and (_file, _line) not in (select (_file, _line) from forsaken) as is_in_force
                from history.{ledger.name}
            ) as had
            inner join offered_{ledger.name} as offered using (_key)
            inner join arriving_files on arriving_files._file = offered._file
            left join twins on had._file = twins._file and offered._file = twins.again
            group by offered._place
        ),
        met as (
            select offered._place, offered._file, coalesce(stands, false) as stands, coalesce(is_same, false) as is_same,
                coalesce(is_known, false) or _place in ({copies}) as is_known,
                coalesce(arriving_files._handed_for < existing.handed_for, false) as is_older
            from offered_{ledger.name} as offered
            inner join arriving_files using (_file)
            left join existing using (_place)
        ),
        in_order as (
            select _place, lag(_hash) over newer as before_hash, _hash,
                coalesce(lag(_file) over newer = _file, false) as is_same_file
            from offered_{ledger.name} inner join met using (_place, _file) inner join arriving_files using (_file)
            where hash(_key) in (from doubled)
            window newer as (partition by _key, is_known or is_older order by _handed_for, _file, _line)
        )
        select met._place, met._file, is_known, is_older, coalesce(is_same_file, false) as is_same_file, case
            when is_known or is_older then 'unchanged'
            when before_hash is null and not stands then 'new'
            when coalesce(_hash <> before_hash, not is_same) then 'updated'
            when is_same_file then 'repeated'
            else 'unchanged'
        end as told
        from met left join in_order using (_place)
    """
