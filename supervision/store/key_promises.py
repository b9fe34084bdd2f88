"""What must hold of all rows of one key: one stands at most, the newest handed over, no two at once; and what each batch
did to them. Keys that lie together are looked at together, some at a time, each part in one statement that reads its rows once.

Most keys have one row. Whether a key has others is told by its hash, which may take a lone one for one of several and
never the other way round; rows of the others are numbered by their keys and put in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from supervision.ledgers.declaration import Ledger
from supervision.store.answers import first_row
from supervision.store.how_far import Parts
from supervision.store.key_ranges import WITHIN, key_ranges
from supervision.store.settling import RANK

MOST_AT_ONCE = 4_000_000
"""Rows that are held at a time, by and large, and never more than the memory that may be taken holds."""
_ROW = 600
"""Bytes that a row and what becomes of it take, unless more is asked."""
HASHED = "hash(_key)"

_PARTED = f"""
    brought as materialized (
        select _key, _hash, _handed_for, _file, _line, _batch_in, _batch_out, _origin, {{hashed}} as hashed{{also}},
            _batch_in = _origin and _origin in (from in_force) and (_file, _line) not in (from forsaken) as is_offered
        from history.{{ledger}}{{joined}} where {WITHIN}
    ),
    several as materialized (
        select hashed from brought group by hashed having count(*) > 1 {{and_more}}
    ),
    alone as (from brought anti join several using (hashed)),
    keys as (
        select _key, row_number() over () as k
        from (select distinct _key from brought semi join several using (hashed))
    ),
    held as materialized (select * from brought inner join keys using (_key))
"""
_PROMISES = f"""
    alone_by_stay as materialized (
        select _batch_in, _batch_out, is_offered, count(*) as rows, min(_key) as _key from alone
        group by _file, _origin, _batch_in, _batch_out, is_offered
    ),
    held_by_key as materialized (
        select min(_key) as _key, count(*) filter (_batch_out is null) as standing,
            min(_hash) filter (_batch_out is null) as stands, max(_hash) filter (_batch_out is null) as stands_too,
            arg_max(_hash, {RANK}) filter (is_offered) as newest
        from held group by k
    ),
    spans as materialized (
        select _batch_in, _batch_out, next_in, count(*) as rows, min(_key) as _key
        from (
            select _key, _batch_in, _batch_out, lead(_batch_in) over (partition by k order by _batch_in) as next_in
            from held where _batch_out is null or _batch_out > _batch_in
        ) group by all
    ),
    broken as (
        select 'standing' as promise, 1 as rows, _key from held_by_key where standing > 1
        union all
        select 'newest', 1, _key from held_by_key
        where newest is distinct from stands or newest is distinct from stands_too
        union all
        select 'newest', rows, _key from alone_by_stay where is_offered is distinct from (_batch_out is null)
        union all
        select 'apart', rows, _key from spans where next_in < coalesce(_batch_out, 2147483647)
    ),
    turned as (
        -- Of spans that lie apart one ends and the next begins with the same batch where that changed the key.
        select _batch_in as batch, rows as began, 0 as ended, 0 as passed from spans
        union all
        select _batch_out, 0, rows, if(next_in = _batch_out, rows, 0) from spans where _batch_out is not null
        union all
        select _batch_in, rows, 0, 0 from alone_by_stay where _batch_out is null or _batch_out > _batch_in
        union all
        select _batch_out, 0, rows, 0 from alone_by_stay where _batch_out > _batch_in
    ),
    changes as (
        select batch, sum(began - passed) as added, sum(passed) as changed, sum(ended - passed) as removed
        from turned group by batch
    )
"""
_ANSWERS = """
    select 'broken ' || promise as log, null::integer as batch, sum(rows)::bigint as leads, min(_key) as _key,
        null::bigint as added, null::bigint as changed, null::bigint as removed
    from broken group by promise
    union all
    select 'changes', batch, null, null, added::bigint, changed::bigint, removed::bigint from changes
"""


@dataclass(frozen=True)
class More:
    """What else the same rows are asked, and that SELECT's own CTEs: it is given `alone`, and `held`, numbered by `k`."""

    columns: str
    """Of the rows."""
    joined: str
    """To the ledger."""
    several: str
    """`union` and a SELECT: further hashes of keys that are not to be taken for alone."""
    told: str
    """CTEs."""
    answers: str
    """A SELECT whose `log` is none of those here."""
    row: int = _ROW
    """Bytes that a row takes with all of it."""


NOTHING_MORE = More("", "", "", "", "")


@dataclass
class KeysTold:
    """What one ledger's keys came to."""

    broken: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By promise, standing, newest or apart: how many break it, and one of them."""
    changes: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """Keys that each batch added, changed and removed."""
    tables: list[str] = field(default_factory=list)
    """Temporary: what each part of the keys answered."""


def keys_told(
    cursor: duckdb.DuckDBPyConnection, ledger: Ledger, parts: Parts, more: More = NOTHING_MORE
) -> KeysTold:
    """All keys of a ledger; `parts` is told how many parts of them have been, of how many."""
    told = KeysTold()
    answers = f"{_ANSWERS} union all by name {more.answers}" if more.answers else _ANSWERS
    ctes = ",".join(
        filter(
            None,
            (
                _PARTED.format(
                    hashed=HASHED,
                    ledger=ledger.name,
                    also=more.columns,
                    joined=more.joined,
                    and_more=more.several,
                ),
                _PROMISES,
                more.told,
            ),
        )
    )
    ranges = list(key_ranges(cursor, f"history.{ledger.name}", _at_once(cursor, more.row)))
    for part, ends in enumerate(ranges):
        table = f"keys_of_{ledger.name}_{part}"
        told.tables.append(table)
        cursor.execute(f"create or replace temp table {table} as with {ctes} {answers}", ends)
        rows = cursor.execute(
            f"select log, batch, leads, _key, added, changed, removed from {table} where log = 'changes' or log like 'broken %'"
        ).fetchall()
        for log, batch, broken, key, *turned in rows:
            if log == "changes":
                added, changed, removed = told.changes.get(batch, (0, 0, 0))
                told.changes[batch] = added + turned[0], changed + turned[1], removed + turned[2]
            else:
                promise = log.removeprefix("broken ")
                before, example = told.broken.get(promise, (0, key))
                told.broken[promise] = before + broken, min(example, key)
        parts(part + 1, len(ranges))
    return told


def _at_once(cursor: duckdb.DuckDBPyConnection, row: int) -> int:
    may_take = first_row(cursor, "select parse_formatted_bytes(current_setting('memory_limit'))")
    assert may_take is not None
    return min(MOST_AT_ONCE, max(int(may_take[0]) // row, 1))
