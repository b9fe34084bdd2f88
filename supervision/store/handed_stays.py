"""When rows of leads count as handed over and stand as their leads, from which batch to before which: the few stays that
all rows of a ledger have between them, and one for each place at which a mended row had waited.
"""

from __future__ import annotations

import duckdb

STAY = "_file, _origin, _batch_in, _batch_out"
"""What decides a row's stay."""

_TOLD = f"""
    create or replace temp table stays as
    select {STAY}, row_number() over () as stay from history.leads group by {STAY}
"""
_WAITED = """
    create or replace temp table waited as
    select dealt.file as mended_file, dealt.line as mended_line, dealt.batch as mended_in, waiting.origin, waiting.file,
        waiting.line, files.handed_for, (select count(*) from stays) + row_number() over () as stay
    from history.dealt as dealt
    inner join history.waiting as waiting using (fingerprint)
    inner join history.files as files on files.file = waiting.file
    where dealt.how = 'mended' and waiting.ledger = 'leads'
"""
_STAGES = """
    create or replace temp table stages as
    with lasting as (
        select stay, begins, ends, true as counts, false as stands
        from stays inner join load_spans on load_spans.batch = _origin where _batch_in = _origin
        union all
        -- As long as the mending holds and the load that had brought the row.
        select stay, greatest(mending.begins, loading.begins), least(mending.ends, loading.ends), true, false
        from waited
        inner join mend_spans as mending on mending.batch = mended_in
        inner join load_spans as loading on loading.batch = origin
        where (mending.ends is null or mending.ends > loading.begins)
            and (loading.ends is null or loading.ends > mending.begins)
        union all
        select stay, _batch_in, _batch_out, false, true from stays where _batch_out is distinct from _batch_in
    ),
    moments as (
        select stay, batch as begins, lead(batch) over (partition by stay order by batch) as ends
        from (
            select stay, begins as batch from lasting
            union
            select stay, ends from lasting where ends is not null
        )
    )
    select moments.stay, moments.begins, moments.ends,
        coalesce(bool_or(counts), false) as counts, coalesce(bool_or(stands), false) as stands
    from moments
    left join lasting
        on lasting.stay = moments.stay and lasting.begins <= moments.begins
        and (lasting.ends is null or lasting.ends > moments.begins)
    group by all
"""
"""What a row is from one batch to before another: handed over, the lead's own."""


def note_stays(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write down every stay, numbered, in the table `stays`, places at which mended rows had waited in the table `waited`, and
    the stages of both in the table `stages`."""
    _note_spans(cursor)
    for told in (_TOLD, _WAITED, _STAGES):
        cursor.execute(told)


def tidy_stays(cursor: duckdb.DuckDBPyConnection) -> None:
    for name in ("stages", "waited", "stays", "load_spans", "mend_spans"):
        cursor.execute(f"drop table temp.{name}")


def _note_spans(cursor: duckdb.DuckDBPyConnection) -> None:
    """From which batch to before which loads and mendings held; again and again where undone and redone."""
    kinds = ("load", "mend")
    for kind in kinds:
        cursor.execute(
            f"create or replace temp table {kind}_spans (batch integer, begins integer, ends integer)"
        )
    for (batch,) in cursor.execute("select batch from history.batches order by batch").fetchall():
        cursor.execute(f"set variable known_at = {int(batch)}")
        cursor.execute("create or replace temp table standing as from batches_standing")
        for kind in kinds:
            cursor.execute(
                f"update {kind}_spans set ends = $1 where ends is null and batch not in (select batch from standing)",
                [batch],
            )
            cursor.execute(
                f"insert into {kind}_spans select batch, $1, null from standing where kind = $2 "
                f"and batch not in (select batch from {kind}_spans where ends is null)",
                [batch, kind],
            )
    cursor.execute("reset variable known_at")
    cursor.execute("drop table if exists temp.standing")
