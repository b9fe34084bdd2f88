"""Counts kept beside the rows, so that a figure costs the same whether a ledger holds ten thousand rows or ten million.

A rollup is a log: whatever a batch added to a cell or took from it, in the same transaction as the rows it changed. The
sum over the batches up to one is the count as known at that batch, so undo, redo and looking back need nothing more.
Cells hold the days, so reckoning on another day is a filter. Nothing here is ever changed or deleted, and `check`
counts it all again from the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

SPLIT = "source, district, organ"
"""What pages narrow leads by: a part of every cell."""


@dataclass(frozen=True)
class Rollup:
    """One log, and the SELECT that tells what a cell's rows add: `{rows}` are rows of leads with their `sign`."""

    name: str
    columns: str
    """With their types, `batch` before them and the count after them left out."""
    counted: tuple[str, ...]

    @property
    def table(self) -> str:
        return f"create table if not exists history.{self.name} (batch integer not null, {self.columns}, leads bigint not null)"

    def kept(self, batch: str) -> Iterator[str]:
        """What the log holds of one batch, or with `batch` of every one."""
        for one in self.counted:
            yield f"select {batch} as batch, {one} group by all having leads <> 0"


PARTS = ("matter", "complainant_kind", "prohibition")
FILLED = ("body", "summary", "status", "channel")
"""Columns of which it is counted only whether they hold anything."""

_MONTHLY = f"date_trunc('month', received_on)::date as month, {SPLIT}"

LEAD_DAYS = Rollup(
    "lead_days",
    "received_on date not null, source varchar, district varchar, organ varchar",
    (f"received_on, {SPLIT}, sum(sign) as leads from {{rows}}",),
)
LEAD_MONTHS = Rollup(
    "lead_months",
    "month date not null, source varchar, district varchar, organ varchar, part varchar not null, member varchar",
    (
        f"{_MONTHLY}, 'all' as part, null::varchar as member, sum(sign) as leads from {{rows}}",
        *(
            f"{_MONTHLY}, '{part}' as part, {part} as member, sum(sign) as leads from {{rows}}"
            for part in PARTS
        ),
        *(
            f"{_MONTHLY}, 'filled' as part, '{column}' as member, sum(sign) as leads "
            f"from {{rows}} where {column} is not null"
            for column in FILLED
        ),
    ),
)
ROLLUPS = (LEAD_DAYS, LEAD_MONTHS)

_TURNED = """(
    select *, 1 as sign, _batch_in as turned_in from history.leads where _batch_out is distinct from _batch_in
    union all
    select *, -1, _batch_out from history.leads where _batch_out > _batch_in
)"""
"""Every row of leads on the day that it came to stand, and again on the day that it ceased to."""


def fill(cursor: duckdb.DuckDBPyConnection) -> None:
    """Count everything anew from the rows: for a file that has been upgraded or filled by other means than loads."""
    for rollup in ROLLUPS:
        cursor.execute(f"delete from history.{rollup.name}")
        for kept in rollup.kept("turned_in"):
            cursor.execute(f"insert into history.{rollup.name} {kept.format(rows=_TURNED)} order by all")


def roll(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Write down what the batch has just done to the leads; its rows alone are looked at."""
    rows = f"(select * from {_TURNED} where turned_in = {int(batch)})"
    for kept in LEAD_DAYS.kept(str(int(batch))):
        cursor.execute(f"insert into history.{LEAD_DAYS.name} {kept.format(rows=rows)}")
    # What only its month is asked of is added up before it is counted by one thing and another.
    whether_filled = ", ".join(f"if({column} is null, null, true) as {column}" for column in FILLED)
    cursor.execute(
        "create or replace temp table turned as select date_trunc('month', received_on)::date as received_on, "
        f"{SPLIT}, {', '.join(PARTS)}, {whether_filled}, sum(sign) as sign from {rows} group by all"
    )
    for kept in LEAD_MONTHS.kept(str(int(batch))):
        cursor.execute(f"insert into history.{LEAD_MONTHS.name} {kept.format(rows='turned')}")
    cursor.execute("drop table turned")


def recounted(rollup: Rollup) -> str:
    """SQL: what the log should hold, counted from the rows."""
    return " union all ".join(kept.format(rows=_TURNED) for kept in rollup.kept("turned_in"))


def drifted(rollup: Rollup) -> str:
    """SQL: the cells in which the log is not what the rows give."""
    return (
        "select row(*columns(* exclude (leads)))::varchar as cell from ("
        f"select * from history.{rollup.name} union all select * replace (-leads as leads) from ({recounted(rollup)})"
        ") group by all having sum(leads) <> 0"
    )
