"""What was handed over and how every lead came, counted anew for all batches at once; `handed_rollups` keeps it batch by
batch. For a file that has been upgraded or filled by other means than loads.

Nothing happens to a key but at a few moments: when files that brought it begin or cease to count, when a mending does,
when its row is another one. At each of these it is told as it then stands, and what it told at the one before is taken
back.
"""

from __future__ import annotations

import duckdb

from supervision.store.answers import first_row
from supervision.store.coarser import fill_coarser
from supervision.store.handed_cells import TOLD, stand
from supervision.store.handed_rollups import (
    HANDED,
    HANDED_ROLLUPS,
    LEAD_WAYS,
    OFFERED,
    OFFERS,
    REVIEWED_LEADS,
    hold_to_rows,
)
from supervision.store.rollups import NAMED, SPLIT

AT_ONCE = 3_000_000
"""Rows of leads that are held at a time; keys are parted by their hash."""

_LASTS = "{0}.begins <= moments.begins and ({0}.ends is null or {0}.ends > moments.begins)"

_TELLING = (
    """
    create or replace temp table held as
    select source, number, received_on, district, organ, _key, _hash, _file, _line, _handed_for, _batch_in, _batch_out,
        _origin
    from history.leads where hash(_key) % $parts = $part
    """,
    """
    create or replace temp table moments as
    with turned as (
        select _key, unnest([begins, ends]) as batch from held inner join file_spans on file = _file
        where _batch_in = _origin
        union all
        select _key, unnest([begins, ends]) from held inner join mend_spans on batch = _origin
        where _batch_in = _origin
        union all
        select _key, unnest([_batch_in, _batch_out]) from held where _batch_out is distinct from _batch_in
    )
    select _key, batch as begins, lead(batch) over (partition by _key order by batch) as ends
    from (select distinct _key, batch from turned where batch is not null)
    """,
    f"""
    create or replace temp table told as
    select begins, ends, _file as file, source, _handed_for as handed_for, _key, {TOLD}
    from (
        select held.*, moments.begins, moments.ends,
            lag(_hash) over newer as hash_before, lag(_file) over newer as file_before
        from held
        inner join moments using (_key)
        inner join file_spans on file = _file and {_LASTS.format("file_spans")}
        where _batch_in = _origin
        window newer as (partition by _key, moments.begins order by _handed_for, _origin, _file, _line)
    )
    """,
    f"""
    create or replace temp table ways as
    with handed as (select _key, begins, list_sort(list(distinct handed_for)) as handed from told group by all),
    mended as (
        select _key, moments.begins, list_sort(list(distinct _handed_for)) as handed
        from held
        inner join moments using (_key)
        inner join mend_spans on batch = _origin and {_LASTS.format("mend_spans")}
        where _batch_in = _origin
        group by all
    )
    select live._key, begins, ends, live.number, live.received_on, live.source, live.district, live.organ,
        coalesce(handed.handed, mended.handed, []) as handed,
        handed._key is null and mended._key is not null as is_mended
    from held as live
    inner join moments using (_key)
    left join handed using (_key, begins)
    left join mended using (_key, begins)
    where live._batch_in <= begins and (live._batch_out is null or live._batch_out > begins)
    """,
)

_CELLS = {
    "handed": """
        select begins, ends, file, source, handed_for, told, is_outside, count(*) as leads from told group by all
        union all
        select begins, ends, null, source, date_trunc('month', handed_for)::date, 'key', false, count(distinct _key)
        from told group by all
    """,
    "lead_ways": f"""
        select begins, ends, received_on, {SPLIT}, handed, is_mended, count(*) as leads from ways group by all
    """,
    # Followed from the batch on in which a review first named them.
    "reviewed_leads": f"""
        select greatest(begins, named_in) as begins, ends, number, received_on, {SPLIT}, handed, is_mended, 1 as leads
        from ways inner join first_named using (_key) where ends is null or ends > named_in
    """,
}
"""What each log counts, and from which batch to before which."""


def fill_handed(cursor: duckdb.DuckDBPyConnection, at_once: int = AT_ONCE) -> None:
    """Write all logs of hand-overs anew from the rows."""
    for rollup in HANDED_ROLLUPS:
        cursor.execute(f"delete from history.{rollup.name}")
    for kept in OFFERED.kept("turned_in"):
        cursor.execute(
            f"insert into history.offered {kept.format(leads=OFFERS.format(and_batch=''))} order by all"
        )
    _note_spans(cursor)
    cursor.execute(
        "create or replace temp table first_named as "
        f"select {NAMED} as _key, min(_origin) as named_in from history.reviews where {NAMED} is not null group by all"
    )
    rows = first_row(cursor, "select count(*) from history.leads")
    assert rows is not None
    parts = 1 + int(rows[0]) // at_once
    for rollup in (HANDED, LEAD_WAYS, REVIEWED_LEADS):
        cursor.execute(
            f"create or replace temp table {rollup.name}_turned (batch integer, {rollup.columns}, leads bigint)"
        )
    for part in range(parts):
        _tell(cursor, part, parts)
    for name in _CELLS:
        cursor.execute(
            f"insert into history.{name} select * exclude (leads), sum(leads) as leads from {name}_turned "
            "group by all having sum(leads) <> 0 order by all"
        )
    hold_to_rows(cursor)
    fill_coarser(cursor)
    for name in ("held", "moments", "told", "ways", "file_spans", "mend_spans", "first_named"):
        cursor.execute(f"drop table temp.{name}")
    for name in _CELLS:
        cursor.execute(f"drop table temp.{name}_turned")


def _tell(cursor: duckdb.DuckDBPyConnection, part: int, parts: int) -> None:
    """Some of the keys, at all their moments."""
    held, *others = _TELLING
    cursor.execute(held, {"part": part, "parts": parts})
    for statement in others:
        cursor.execute(statement)
    for name, cells in _CELLS.items():
        cursor.execute(
            f"insert into {name}_turned with cells as ({cells}) "
            "select begins as batch, * exclude (begins, ends) from cells union all "
            "select ends, * exclude (begins, ends) replace (-leads as leads) from cells where ends is not null"
        )


def _note_spans(cursor: duckdb.DuckDBPyConnection) -> None:
    """From which batch to before which files counted and mendings held; again and again where undone and redone."""
    cursor.execute("create or replace temp table file_spans (file integer, begins integer, ends integer)")
    cursor.execute("create or replace temp table mend_spans (batch integer, begins integer, ends integer)")
    for (batch,) in cursor.execute("select batch from history.batches order by batch").fetchall():
        stand(cursor, batch, "now")
        for spans, now, one in (("file_spans", "files_now", "file"), ("mend_spans", "mends_now", "batch")):
            cursor.execute(
                f"update {spans} set ends = $1 where ends is null and {one} not in (select {one} from {now})",
                [batch],
            )
            cursor.execute(
                f"insert into {spans} select {one}, $1, null from {now} "
                f"where {one} not in (select {one} from {spans} where ends is null)",
                [batch],
            )
