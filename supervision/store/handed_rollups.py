"""What was handed over, and how every lead came, kept counted beside the rows; logs like those of `rollups`.

What a row was to the one handed over before it depends on which files count, and an undo may change that for rows of
other batches. So the keys that a batch concerns are counted twice, as of the batch before it and as of itself, and the
difference is written down.
"""

from __future__ import annotations

import duckdb

from supervision.store.answers import first_row
from supervision.store.rollups import SPLIT, Rollup

OFFERED = Rollup(
    "offered",
    "file integer not null, part varchar not null",
    tuple(
        f"_file as file, '{column}' as part, count({column}) as leads from {{rows}}"
        for column in (
            "_key", "district", "organ", "body", "matter", "summary", "status", "channel"
        )
    ),
)  # fmt: skip
"""Rows kept of each file of leads, and how many of their cells are filled."""
HANDED = Rollup(
    "handed",
    "file integer, source varchar, handed_for date not null, told varchar not null, is_outside boolean not null",
    (),
)
"""Rows handed over by what they were to the one before; with told = 'key' the leads handed over in a month."""
LEAD_WAYS = Rollup(
    "lead_ways",
    "received_on date not null, source varchar, district varchar, organ varchar, handed date[] not null, "
    "is_mended boolean not null",
    (),
)
"""Standing leads by the months they were handed over for, or mended for where no file brought them in good order."""
REVIEWED_LEADS = Rollup(
    "reviewed_leads",
    "number varchar not null, received_on date not null, source varchar, district varchar, organ varchar, "
    "handed date[] not null, is_mended boolean not null",
    (),
)
"""The same, lead by lead, of those that a review has ever named."""
HANDED_ROLLUPS = (OFFERED, HANDED, LEAD_WAYS, REVIEWED_LEADS)

OFFERS = "(select *, _batch_in as turned_in from history.leads where _batch_in = _origin{and_batch})"
TOLD = """
    case when hash_before is null then 'first' when hash_before <> _hash then 'changed'
        when file_before = _file then 'repeated' else 'same' end as told,
    coalesce(hash_before is null and (
        date_trunc('month', received_on) < date_trunc('month', _handed_for) - interval 1 month
        or received_on > _handed_for
    ), false) as is_outside
"""
"""What a row is to the one handed over before it, of those in files that count."""


def roll_handed(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Write down what the batch did to hand-overs.

    The keys that were settled anew stand in the table `settled_leads`; those that it brought are found by their rows.
    """
    offers = OFFERS.format(and_batch=f" and _batch_in = {int(batch)}")
    for kept in OFFERED.kept(str(int(batch))):
        cursor.execute(f"insert into history.offered {kept.format(rows=offers)}")
    stand(cursor, batch - 1, "before")
    stand(cursor, batch, "after")
    cursor.execute(
        # All at once, see `settling.touch`.
        "create or replace temp table concerned as from settled_leads union "
        "select _key from history.leads where _batch_in = _origin "
        f"and (_origin = {int(batch)} or _file in ("
        "(from files_before except from files_after) union (from files_after except from files_before)))"
    )
    _hold(cursor, "select _key from concerned")
    _count(cursor, batch, "after")
    if first_row(cursor, f"select 1 from held where _batch_in < {int(batch)} limit 1") is None:
        for name in ("handed", "lead_ways", "ways"):  # keys that nobody had heard of
            cursor.execute(f"create or replace temp table {name}_before as from {name}_after limit 0")
    else:
        _count(cursor, batch - 1, "before")
    for name in ("handed", "lead_ways"):
        cursor.execute(
            f"insert into history.{name} select {int(batch)}, * exclude (leads), sum(leads) as leads from ("
            f"from {name}_after union all select * replace (-leads as leads) from {name}_before"
            ") group by all having sum(leads) <> 0"
        )
    cursor.execute(
        # Leads that no review named before have nothing in the log yet.
        "create or replace temp table newly_named as "
        f"select distinct source || ' ' || lead_number as _key from history.reviews where _origin = {int(batch)} "
        "and source is not null and lead_number is not null "
        "except select source || ' ' || lead_number from history.reviews "
        f"where _origin < {int(batch)} and source is not null and lead_number is not null"
    )
    _follow_reviewed(cursor, batch)
    _tidy(cursor)
    hold_to_rows(cursor, batch)


def hold_to_rows(cursor: duckdb.DuckDBPyConnection, batch: int | None = None) -> None:
    """A log that lost cells on its way must never be committed.

    RuntimeError where what one batch wrote, or all together did, tells of other numbers of leads than its rows.
    """
    of_batch = "is not null" if batch is None else f"= {int(batch)}"
    told = first_row(
        cursor,
        f"select (select coalesce(sum(leads), 0) from history.lead_ways where batch {of_batch}), "
        f"(select count(*) from history.leads where _batch_in {of_batch} and _batch_out is distinct from _batch_in) "
        f"- (select count(*) from history.leads where _batch_out {of_batch} and _batch_out <> _batch_in), "
        f"(select coalesce(sum(leads), 0) from history.offered where batch {of_batch} and part = '_key'), "
        f"(select count(*) from history.leads where _batch_in {of_batch} and _batch_in = _origin)",
    )
    assert told is not None
    if told[0] != told[1] or told[2] != told[3]:
        raise RuntimeError("the logs of hand-overs do not hold as many leads as stand")


def stand(cursor: duckdb.DuckDBPyConnection, batch: int, side: str) -> None:
    """Files that count and mendings that hold, as known at a batch."""
    cursor.execute(f"set variable known_at = {int(batch)}")
    cursor.execute(f"create or replace temp table files_{side} as select file from distinct_files")
    cursor.execute(
        f"create or replace temp table mends_{side} as select batch from batches_standing where kind = 'mend'"
    )
    cursor.execute("reset variable known_at")


def _hold(cursor: duckdb.DuckDBPyConnection, keys: str) -> None:
    """Everything that the rows of some keys ever were."""
    cursor.execute(
        "create or replace temp table held as select source, number, received_on, district, organ, _key, _hash, _file, "
        f"_line, _handed_for, _batch_in, _batch_out, _origin from history.leads where _key in ({keys})"
    )


def _count(cursor: duckdb.DuckDBPyConnection, batch: int, side: str) -> None:
    cursor.execute(f"""
        create or replace temp table told as
        select _file as file, source, _handed_for as handed_for, _key, {TOLD}
        from (
            select *, lag(_hash) over newer as hash_before, lag(_file) over newer as file_before
            from held where _batch_in = _origin and _file in (from files_{side})
            window newer as (partition by _key order by _handed_for, _origin, _file, _line)
        )
    """)
    cursor.execute(f"""
        create or replace temp table handed_{side} as
        select file, source, handed_for, told, is_outside, count(*) as leads from told group by all
        union all
        select null, source, date_trunc('month', handed_for)::date, 'key', false, count(distinct _key)
        from told group by all
    """)
    cursor.execute(f"""
        create or replace temp table ways_{side} as
        with handed as (select _key, list_sort(list(distinct handed_for)) as handed from told group by _key),
        mended as (
            select _key, list_sort(list(distinct _handed_for)) as handed
            from held where _batch_in = _origin and _origin in (from mends_{side}) group by _key
        )
        select live._key, live.number, live.received_on, live.source, live.district, live.organ,
            coalesce(handed.handed, mended.handed, []) as handed,
            handed._key is null and mended._key is not null as is_mended
        from held as live left join handed using (_key) left join mended using (_key)
        where live._batch_in <= {int(batch)} and (live._batch_out is null or live._batch_out > {int(batch)})
    """)
    cursor.execute(
        f"create or replace temp table lead_ways_{side} as "
        f"select received_on, {SPLIT}, handed, is_mended, count(*) as leads from ways_{side} group by all"
    )


def _follow_reviewed(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    named = (
        "select source || ' ' || lead_number from history.reviews "
        f"where _origin < {int(batch)} and source is not null and lead_number is not null"
    )
    cells = f"number, received_on, {SPLIT}, handed, is_mended"
    cursor.execute(
        f"insert into history.reviewed_leads select {int(batch)}, {cells}, sum(leads) from ("
        f"select *, 1 as leads from ways_after where _key in ({named}) "
        f"union all select *, -1 from ways_before where _key in ({named})"
        ") group by all having sum(leads) <> 0"
    )
    if first_row(cursor, "select 1 from newly_named limit 1") is None:
        return
    _hold(cursor, "select _key from newly_named")
    _count(cursor, batch, "after")
    cursor.execute(f"insert into history.reviewed_leads select {int(batch)}, {cells}, 1 from ways_after")


def handed_drift(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Cells, by rollup, in which the logs up to now are not what the rows give."""
    newest = first_row(cursor, "select coalesce(max(batch), 0) from history.batches")
    assert newest is not None
    stand(cursor, int(newest[0]), "after")
    _hold(cursor, "select _key from history.leads")
    _count(cursor, int(newest[0]), "after")
    cursor.execute(
        f"create or replace temp table reviewed_leads_after as select number, received_on, {SPLIT}, handed, is_mended, "
        "count(*) as leads from ways_after where _key in (select source || ' ' || lead_number from history.reviews) "
        "group by all"
    )
    offers = OFFERS.format(and_batch="")
    cursor.execute(
        "create or replace temp table offered_after as select file, part, sum(leads) as leads from ("
        + " union all ".join(kept.format(rows=offers) for kept in OFFERED.kept("turned_in"))
        + ") group by all"
    )
    drifted = {}
    for rollup in HANDED_ROLLUPS:
        counted = first_row(
            cursor,
            "select count(*) from (select * exclude (leads) from ("
            f"select * exclude (batch) from history.{rollup.name} "
            f"union all select * replace (-leads as leads) from {rollup.name}_after"
            ") group by all having sum(leads) <> 0)",
        )
        assert counted is not None
        if counted[0]:
            drifted[rollup.name] = int(counted[0])
    _tidy(cursor)
    return drifted


def _tidy(cursor: duckdb.DuckDBPyConnection) -> None:
    for name in (
        "concerned",
        "held",
        "told",
        "ways_before",
        "ways_after",
        "newly_named",
        "reviewed_leads_after",
    ):
        cursor.execute(f"drop table if exists temp.{name}")
