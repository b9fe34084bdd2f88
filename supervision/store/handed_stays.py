"""When rows of leads count as handed over or mended and stand as their leads, from which batch to before which: the few
stays that all rows of a ledger have between them.
"""

from __future__ import annotations

import duckdb

from supervision.store.handed_cells import stand

STAY = "_file, _origin, _batch_in, _batch_out"
"""What decides a row's stay."""

_TOLD = f"""
    create or replace temp table stays as
    select {STAY}, row_number() over () as stay from history.leads group by {STAY}
"""
_LASTS = "begins <= moments.begins and (ends is null or ends > moments.begins)"
_STAGES = f"""
    create or replace temp table stages as
    with turned as (
        select stay, unnest([begins, ends]) as batch from stays inner join load_spans on load_spans.batch = _origin
        where _batch_in = _origin
        union
        select stay, unnest([begins, ends]) from stays inner join mend_spans on mend_spans.batch = _origin
        where _batch_in = _origin
        union
        select stay, unnest([_batch_in, _batch_out]) from stays where _batch_out is distinct from _batch_in
    ),
    moments as (
        select stay, batch as begins, lead(batch) over (partition by stay order by batch) as ends
        from turned where batch is not null
    )
    select moments.*,
        _batch_in = _origin and exists (from load_spans where batch = _origin and {_LASTS}) as counts,
        _batch_in = _origin and exists (from mend_spans where batch = _origin and {_LASTS}) as is_mend,
        _batch_in <= moments.begins and (_batch_out is null or _batch_out > moments.begins) as stands
    from moments inner join stays using (stay)
"""
"""What a row is from one batch to before another: handed over, mended, the lead's own."""


def note_stays(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write down every stay, numbered, in the table `stays`, and its stages in the table `stages`."""
    _note_spans(cursor)
    cursor.execute(_TOLD)
    cursor.execute(_STAGES)


def tidy_stays(cursor: duckdb.DuckDBPyConnection) -> None:
    for name in ("stages", "stays", "load_spans", "mend_spans"):
        cursor.execute(f"drop table temp.{name}")


def _note_spans(cursor: duckdb.DuckDBPyConnection) -> None:
    """From which batch to before which loads and mendings held; again and again where undone and redone."""
    for kept in ("load", "mend"):
        cursor.execute(
            f"create or replace temp table {kept}_spans (batch integer, begins integer, ends integer)"
        )
    for (batch,) in cursor.execute("select batch from history.batches order by batch").fetchall():
        stand(cursor, batch, "now")
        for spans, now in (("load_spans", "loads_now"), ("mend_spans", "mends_now")):
            cursor.execute(
                f"update {spans} set ends = $1 where ends is null and batch not in (select batch from {now})",
                [batch],
            )
            cursor.execute(
                f"insert into {spans} select batch, $1, null from {now} "
                f"where batch not in (select batch from {spans} where ends is null)",
                [batch],
            )
