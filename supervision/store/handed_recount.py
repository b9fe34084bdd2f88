"""What was handed over and how every lead came, counted anew for all batches at once; `handed_rollups` keeps it batch by
batch. For a file that has been upgraded or filled by other means than loads.

Keys that lie together are told together, some at a time, and some at a time are one statement: what a transaction drops
it still holds to its end, so whatever a part needed on its way would lie on the disk until all were told.
"""

from __future__ import annotations

import duckdb

from supervision.store.answers import first_row
from supervision.store.coarser import fill_coarser
from supervision.store.handed_cells import LOGS
from supervision.store.handed_rollups import HANDED_ROLLUPS, OFFERED, OFFERS, hold_to_rows
from supervision.store.handed_stages import BY_STAGE, CELLS, STAGED, TURNED
from supervision.store.handed_stays import STAY, note_stays, tidy_stays
from supervision.store.key_ranges import WITHIN, key_ranges
from supervision.store.rollups import FIRST_NAMED

AT_ONCE = 2_000_000
"""Rows of leads that are held at a time."""

_TELLING = f"""
    create or replace temp table {{part}} as
    with held as not materialized (
        select source, number, received_on, district, organ, _key, _hash, _line, _handed_for, {STAY}
        from history.leads where {WITHIN}
    ),
    rows_told as materialized (  -- as they were held, and mended ones again where they had waited
        select held.*, stay, null::integer as mended_file
        from held inner join stays using (_file, _origin, _batch_in)
        where stays._batch_out is not distinct from held._batch_out
        union all
        select held.* replace (waited.file as _file, waited.line as _line, waited.origin as _origin, handed_for as _handed_for),
            stay, mended_file
        from held inner join waited on mended_file = _file and mended_line = _line
        where _batch_in = _origin
    ),
    keys as materialized (
        select _key, rows = 1 as is_alone, named_in, row_number() over () as k
        from (select _key, count(*) as rows from rows_told group by _key) left join first_named using (_key)
    ),
    placed as materialized (
        select k, is_alone, named_in, if(named_in is null, null, number) as number, stay, source, received_on, district,
            organ, _hash, _file, _line, _handed_for, _origin, mended_file
        from rows_told inner join keys using (_key)
    ),
    {BY_STAGE},
    cells as materialized ({STAGED})
    {TURNED}
"""


def fill_handed(cursor: duckdb.DuckDBPyConnection, at_once: int = AT_ONCE) -> None:
    """Write all logs of hand-overs anew from the rows."""
    for rollup in HANDED_ROLLUPS:
        cursor.execute(f"delete from history.{rollup.name}")
    for kept in OFFERED.kept("turned_in"):
        cursor.execute(
            f"insert into history.offered {kept.format(leads=OFFERS.format(and_batch=''))} order by all"
        )
    note_stays(cursor)
    cursor.execute(f"create or replace temp table first_named as {FIRST_NAMED}")
    told: list[str] = []
    for ends in key_ranges(cursor, "history.leads", at_once):
        told.append(f"told_{len(told)}")
        cursor.execute(_TELLING.format(part=told[-1]), ends)
    together = " union all ".join(f"from {part}" for part in told)
    for log in CELLS:
        cursor.execute(
            f"insert into history.{log} select batch, {LOGS[log]}, sum(leads) as leads "
            f"from ({together}) where log = '{log}' group by all having sum(leads) <> 0 order by all"
        )
    hold_to_rows(cursor)
    fill_coarser(cursor)
    tidy_stays(cursor)
    for name in (*told, "first_named"):
        cursor.execute(f"drop table temp.{name}")


def may_have_been_counted_anew(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file holds rows for which an upgrade counts all hand-overs anew."""
    return has_second_readings(cursor) or has_mended_leads(cursor)


def has_mended_leads(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether any row of leads that had to wait was ever mended."""
    mended = "select 1 from history.dealt inner join history.files using (file) where how = 'mended' and ledger = 'leads'"
    return first_row(cursor, f"{mended} limit 1") is not None


def has_second_readings(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether any file of leads brought rows although the same bytes had come before."""
    return (
        first_row(
            cursor,
            "select 1 from ("
            "select file from history.files where ledger = 'leads' "
            "qualify row_number() over (partition by sha256, source, handed_for order by file) > 1"
            ") where file in (select file from history.offered) limit 1",
        )
        is not None
    )
