"""What some leads' hand-overs come to, as known at one batch or another: told key by key, counted cell by cell.

Keys are taken some at a time and numbered, for their rows are sorted and joined by key again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from supervision.store.key_ranges import WITHIN, key_ranges
from supervision.store.rollups import SPLIT

AT_ONCE = 250_000
"""Keys whose rows are held at a time, by and large: neighbours, for rows of a hand-over mostly lie in the order of its numbers."""

TOLD = """
    case when hash_before is null then 'first' when hash_before <> _hash then 'changed'
        when file_before = _file then 'repeated' else 'same' end as told,
    coalesce(hash_before is null and (
        date_trunc('month', received_on) < date_trunc('month', _handed_for) - interval 1 month
        or received_on > _handed_for
    ), false) as is_outside
"""
"""What a row is to the one handed over before it, of those that loads in force brought."""
TOLD_OF = "if(mended_file is null, _file, null) as file"
"""The file that a row is counted for: none where it had to wait there and was mended since."""
HANDED_IN_ORDER = "order by _handed_for, _origin, _file, _line, mended_file"
"""How the rows of a key follow each other, a mended one where it had waited."""

IS_MENDED = "false as is_mended"
"""Told apart until schema 12. The column stays, for the words of frozen releases name it."""

LOGS = {
    "handed": "file, source, handed_for, told, is_outside",
    "lead_ways": f"received_on, {SPLIT}, handed, is_mended",
    "reviewed_leads": f"number, received_on, {SPLIT}, handed, is_mended",
    "reviewed_bodies": "number, received_on, source, body",
}
"""The logs that are counted here, and what makes a cell of each."""

_TOLD = """
    brought_{side} as (
        select k, source, received_on, _hash, _handed_for, _origin, _file, _line, null::integer as mended_file
        from held where _batch_in = _origin and _origin in (from loads_{side})
        union all
        select k, source, received_on, _hash, mended.handed_for, mended.origin, mended.file, mended.line, mended_file
        from held inner join mended_{side} as mended on mended_file = _file and mended_line = _line
        where _batch_in = _origin
    ),
    told_{side} as (
        select {times} as times, {told_of}, source, _handed_for as handed_for, k, {told},
            handed_before is distinct from _handed_for as is_another_day,
            date_trunc('month', handed_before) is distinct from date_trunc('month', _handed_for) as is_another_month
        from (
            select *, lag(_hash) over newer as hash_before, lag(_file) over newer as file_before,
                lag(_handed_for) over newer as handed_before
            from brought_{side} window newer as (partition by k {in_order})
        )
    )"""
_WAYS = """
    ways_{side} as (
        select {times} as times, live.number, live.received_on, live.source, live.district, live.organ, live.body,
            coalesce(by_files.handed, []) as handed, {is_mended}
        from held as live
        left join (
            select k, list_sort(list(handed_for)) as handed from told_{side} where is_another_day group by k
        ) as by_files using (k)
        where live._batch_in <= {batch} and (live._batch_out is null or live._batch_out > {batch})
    )"""
CELLS = """
    select 'handed' as log, {handed}, sum(times) as leads from told group by all
    union all by name
    select 'handed' as log, source, date_trunc('month', handed_for)::date as handed_for, 'key' as told,
        false as is_outside, sum(times) as leads
    from told where is_another_month group by all
    union all by name
    select 'lead_ways' as log, {lead_ways}, sum(times) as leads from ways group by all
    union all by name
    select 'reviewed_leads' as log, {reviewed_leads}, sum(times) as leads from ways where number is not null group by all
    union all by name
    select 'reviewed_bodies' as log, {reviewed_bodies}, sum(times) as leads
    from ways where number is not null and body is not null group by all
""".format(**LOGS)
"""SELECT: the cells of every log, of what `told` and `ways` say."""


@dataclass(frozen=True)
class Side:
    """One look at the keys: as known at a batch, by the loads and mended rows of `stand`; each row counts so many times."""

    name: str
    batch: int
    times: int = 1


def stand(cursor: duckdb.DuckDBPyConnection, batch: int, side: str) -> None:
    """Loads that hold and rows that are mended, as known at a batch."""
    cursor.execute(f"set variable known_at = {int(batch)}")
    cursor.execute(f"create or replace temp table loads_{side} as from loads_in_force")
    cursor.execute(f"create or replace temp table mended_{side} as from mended_rows")
    cursor.execute("reset variable known_at")


def looks(side: Side) -> str:
    """CTEs: what every row in `held`, numbered `k` by its key, was told to be, `told_` by that side, and how the leads came
    of which one stands, `ways_` by that side."""
    return ", ".join(
        look.format(
            side=side.name,
            batch=int(side.batch),
            times=int(side.times),
            told=TOLD,
            told_of=TOLD_OF,
            in_order=HANDED_IN_ORDER,
            is_mended=IS_MENDED,
        )
        for look in (_TOLD, _WAYS)
    )


def cells_of(cursor: duckdb.DuckDBPyConnection, keys: str, named: str, sides: Sequence[Side]) -> list[str]:
    """The temporary tables in which the cells of all keys in the table `keys` now stand, each with its `log`.

    Of leads whose keys are in the table `named` each is a cell of its own as well. A part of the keys is one statement,
    for what a transaction drops it still holds to its end, and has a table of its own: what was first given nothing
    DuckDB 2.0.0 may take for empty later.
    """
    told, ways = (
        " union all ".join(f"from {what}_{side.name}" for side in sides) for what in ("told", "ways")
    )
    tables: list[str] = []
    for ends in key_ranges(cursor, keys, AT_ONCE):
        tables.append(f"cells_of_{keys}_{len(tables)}")
        cursor.execute(
            f"""
            create or replace temp table {tables[-1]} as
            with held_keys as (
                select _key, row_number() over () as k, _key in (from {named}) as is_named from {keys} where {WITHIN}
            ),
            held as materialized (  -- everything that the rows of these keys ever were
                select k, if(is_named, number, null) as number, source, received_on, district, organ, body, _hash, _file, _line,
                    _handed_for, _batch_in, _batch_out, _origin
                from (from history.leads where {WITHIN}) as leads inner join held_keys using (_key)
            ),
            {", ".join(looks(side) for side in sides)},
            told as ({told}),
            ways as ({ways})
            select * from ({CELLS}) where leads <> 0
            """,
            ends,
        )
    return tables


def cells_of_unmet(cursor: duckdb.DuckDBPyConnection, named: str, batch: int, which: str) -> str:
    """The same for keys of which the ledger holds one row and never held another, brought by this load: `which` of its
    rows. Nothing came before any of them, so none is put in order."""
    cursor.execute(f"""
        create or replace temp table cells_of_unmet as
        with held as materialized (  -- counted at once by all that is asked of any
            select _file, source, _handed_for, received_on, district, organ, number, body,
                count(*) as times, null::varchar as _hash, null::varchar as hash_before, null::integer as file_before
            from (
                select * replace (if(is_named, number, null) as number, if(is_named, body, null) as body)
                from (
                    select *, _key in (from {named}) as is_named
                    from history.leads where _origin = {int(batch)} and _batch_in = {int(batch)} and {which}
                )
            ) group by all
        ),
        told as (
            select times, _file as file, source, _handed_for as handed_for, {TOLD}, true as is_another_month
            from held
        ),
        ways as (
            select times, number, received_on, {SPLIT}, body, [_handed_for] as handed, {IS_MENDED} from held
        )
        from ({CELLS})
    """)
    return "cells_of_unmet"
