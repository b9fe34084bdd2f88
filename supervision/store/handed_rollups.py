"""What was handed over, and how every lead came, kept counted beside the rows; logs like those of `rollups`.

What a row was to the one handed over before it depends on which loads are in force, and an undo may change that for rows
of other batches. So the keys that a batch concerns are counted twice, as of the batch before it and as of itself, and the
difference is written down.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from supervision.store.answers import first_row
from supervision.store.coarser import coarsen
from supervision.store.handed_cells import LOGS, Side, cells_of, cells_of_unmet, stand
from supervision.store.rollups import NAMED, REVIEWED_BODIES, Rollup

OFFERED = Rollup(
    "offered",
    "file integer not null, part varchar not null",
    tuple(
        f"_file as file, '{column}' as part, count({column}) as leads from {{leads}}"
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
"""Rows handed over by what they were to the one before, mended ones of no file; with told = 'key' the leads handed over in
a month."""
LEAD_WAYS = Rollup(
    "lead_ways",
    "received_on date not null, source varchar, district varchar, organ varchar, handed date[] not null, "
    "is_mended boolean not null",
    (),
)
"""Standing leads by the months they were handed over for."""
REVIEWED_LEADS = Rollup(
    "reviewed_leads",
    "number varchar not null, received_on date not null, source varchar, district varchar, organ varchar, "
    "handed date[] not null, is_mended boolean not null",
    (),
)
"""The same, lead by lead, of those that a review has ever named."""
HANDED_ROLLUPS = (OFFERED, HANDED, LEAD_WAYS, REVIEWED_LEADS)
_OF_REVIEWED = (REVIEWED_LEADS.name, REVIEWED_BODIES.name)

OFFERS = "(select *, _batch_in as turned_in from history.leads where _batch_in = _origin{and_batch})"


def roll_handed(cursor: duckdb.DuckDBPyConnection, batch: int, met: str | None = None) -> None:
    """Write down what the batch did to hand-overs.

    The keys that were settled anew stand in the table `settled_leads`; those that it brought are found by their rows, those of
    mended rows that it let count or brought again by the rows that had waited.
    Keys whose hashes are not in the table `met`, where there is one, it brought once, and nobody ever before.
    """
    offers = OFFERS.format(and_batch=f" and _batch_in = {int(batch)}")
    for kept in OFFERED.kept(str(int(batch))):
        cursor.execute(f"insert into history.offered {kept.format(leads=offers)}")
    stand(cursor, batch - 1, "before")
    stand(cursor, batch, "after")
    cursor.execute(
        "create or replace temp table turned_mended as select distinct mended_file, mended_line from ("
        "(from mended_before except from mended_after) union all (from mended_after except from mended_before))"
    )
    cursor.execute(
        # All at once, see `settling.touch`.
        "create or replace temp table concerned as from settled_leads union "
        "select _key from history.leads where _batch_in = _origin "
        f"and (_origin = {int(batch)} or _origin in ("
        "(from loads_before except from loads_after) union (from loads_after except from loads_before)))"
        f"{f' and hash(_key) in (from {met})' if met else ''} union "
        "select _key from history.leads inner join turned_mended on mended_file = _file and mended_line = _line "
        "where _batch_in = _origin"
    )
    _name(cursor, "named", f"_origin < {int(batch)}")
    _name(cursor, "newly_named", f"_origin = {int(batch)} and {NAMED} not in (from named)")
    before, after = Side("before", batch - 1, -1), Side("after", batch)
    turned = cells_of(cursor, "concerned", "named", [before, after])
    if met:
        turned.append(cells_of_unmet(cursor, "named", batch, f"hash(_key) not in (from {met})"))
    # Leads that no review named before have nothing in the log yet.
    newly = cells_of(cursor, "newly_named", "newly_named", [after])
    for log, cells in LOGS.items():
        tables = [*turned, *newly] if log in _OF_REVIEWED else turned
        cursor.execute(
            f"insert into history.{log} select {int(batch)}, {cells}, sum(leads) as leads "
            f"from {_together(tables)} where log = '{log}' group by all having sum(leads) <> 0"
        )
    _tidy(cursor, *turned, *newly)
    hold_to_rows(cursor, batch)
    coarsen(cursor, batch)


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


def _name(cursor: duckdb.DuckDBPyConnection, table: str, which: str) -> None:
    """Write down the keys of the leads that some reviews name."""
    cursor.execute(
        f"create or replace temp table {table} as select distinct {NAMED} as _key from history.reviews "
        f"where {NAMED} is not null and {which}"
    )


def _together(tables: Sequence[str]) -> str:
    return f"({' union all '.join(f'from {table}' for table in tables)})"


def _tidy(cursor: duckdb.DuckDBPyConnection, *tables: str) -> None:
    for name in (*tables, "concerned", "named", "newly_named"):
        cursor.execute(f"drop table if exists temp.{name}")
