"""Counts kept beside the rows, so that a figure costs the same whether a ledger holds ten thousand rows or ten million.

A rollup is a log: whatever a batch added to a cell or took from it, in the same transaction as the rows it changed. The
sum over the batches up to one is the count as known at that batch, so undo, redo and looking back need nothing more.
Cells hold the days, so reckoning on another day is a filter. Nothing here is ever changed or deleted, and `check`
counts it all again from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from supervision.store.answers import first_row

SPLIT = "source, district, organ"
"""What pages narrow leads by: a part of every cell."""


@dataclass(frozen=True)
class Rollup:
    """One log, and the SELECTs that tell what a cell's rows add: `{leads}` are rows of leads with their `sign`, and so
    is every other ledger's name. Where a SELECT asks of leads nothing but their day, by what they are narrowed and whether
    cells hold anything, `{leads}` may be added up by these already; `{leads_by_part}` may not."""

    name: str
    columns: str
    """With their types, `batch` before them and the count after them left out."""
    counted: tuple[str, ...]
    counts: str = "leads"
    """The column that holds the count."""

    @property
    def table(self) -> str:
        return (
            f"create table if not exists history.{self.name} "
            f"(batch integer not null, {self.columns}, {self.counts} bigint not null)"
        )

    def kept(self, batch: str, of: str = "") -> Iterator[str]:
        """What the log holds of one batch, or with `batch` of every one; only what it counts of one ledger's rows."""
        for one in self.counted:
            if "{" + of in one:
                yield f"select {batch} as batch, {one} group by all having {self.counts} <> 0"


PARTS = ("matter", "complainant_kind", "prohibition")
FILLED = ("body", "summary", "status", "channel")
"""Columns of which it is counted only whether they hold anything."""

_MONTHLY = f"date_trunc('month', received_on)::date as month, {SPLIT}"

LEAD_DAYS = Rollup(
    "lead_days",
    "received_on date not null, source varchar, district varchar, organ varchar",
    (f"received_on, {SPLIT}, sum(sign) as leads from {{leads}}",),
)
LEAD_MONTHS = Rollup(
    "lead_months",
    "month date not null, source varchar, district varchar, organ varchar, part varchar not null, member varchar",
    (
        f"{_MONTHLY}, 'all' as part, null::varchar as member, sum(sign) as leads from {{leads}}",
        *(
            f"{_MONTHLY}, '{part}' as part, {part} as member, sum(sign) as leads from {{leads_by_part}}"
            for part in PARTS
        ),
        *(
            f"{_MONTHLY}, 'filled' as part, '{column}' as member, sum(sign) as leads "
            f"from {{leads}} where {column} is not null"
            for column in FILLED
        ),
    ),
)
DATED = {
    "reviews": ("opened_on", "concluded_on"),
    "referrals": ("sent_on", "replied_on"),
    "visits": ("visited_on",),
    "needs": ("raised_on", "resolved_on"),
}
LEDGER_DAYS = Rollup(
    "ledger_days",
    "ledger varchar not null, told varchar not null, day date not null",
    tuple(
        f"'{ledger}' as ledger, '{column}' as told, {column} as day, sum(sign) as number "
        f"from {{{ledger}}} where {column} is not null"
        for ledger, columns in DATED.items()
        for column in columns
    ),
    "number",
)
"""How many rows of the other ledgers begin and end on each day, for who looks at all of them."""
NAMED = "(source || ' ' || lead_number)"
"""The key of the lead that a review names."""
FIRST_NAMED = f"select {NAMED} as _key, min(_origin) as named_in from history.reviews where {NAMED} is not null group by all"
"""SQL: the batch in which a review first named each lead that any has named."""
REVIEWED_BODIES = Rollup(
    "reviewed_bodies",
    "number varchar not null, received_on date not null, source varchar, body varchar not null",
    ("number, received_on, source, body, sum(sign) as leads from {named} where body is not null",),
)
"""The bodies complained of in leads that a review has ever named, lead by lead: to look up what one lead in twenty says
would else take reading all leads. `handed_rollups` keeps it batch by batch."""
ROLLUPS = (LEAD_DAYS, LEAD_MONTHS, LEDGER_DAYS, REVIEWED_BODIES)
COUNTED = ("leads", *DATED)
"""Ledgers of which anything is kept counted."""


def turned(ledger: str) -> str:
    """SQL: every row of a ledger with the batch in which it came to stand, and again with that in which it ceased to."""
    return f"""(
    select *, 1 as sign, _batch_in as turned_in from history.{ledger} where _batch_out is distinct from _batch_in
    union all
    select *, -1, _batch_out from history.{ledger} where _batch_out > _batch_in
)"""


_TURNED_NAMED = f"""(
    select leads.* exclude (turned_in), greatest(turned_in, named_in) as turned_in
    from {turned("leads")} as leads
    inner join ({FIRST_NAMED}) as named using (_key)
)"""
"""The same of leads that a review names, from the batch on that first did: what came and went before comes to nothing."""
_EVERY = {name: turned(name) for name in COUNTED} | {
    "named": _TURNED_NAMED,
    "leads_by_part": turned("leads"),
}
_WHETHER_FILLED = ", ".join(f"if({column} is null, null, true) as {column}" for column in FILLED)


def fill(cursor: duckdb.DuckDBPyConnection, logs: Iterable[Rollup] = ROLLUPS) -> None:
    """Count everything anew from the rows: for a file that has been upgraded or filled by other means than loads."""
    for rollup in logs:
        cursor.execute(f"delete from history.{rollup.name}")
        for kept in rollup.kept("turned_in"):
            cursor.execute(f"insert into history.{rollup.name} {kept.format(**_EVERY)} order by all")


def roll(cursor: duckdb.DuckDBPyConnection, ledger: str, batch: int) -> None:
    """Write down what the batch has just done to a ledger; its rows alone are looked at."""
    if ledger not in COUNTED:
        return
    rows = f"(select * from {_EVERY[ledger]} where turned_in = {int(batch)})"
    for by_day in (LEAD_DAYS, LEDGER_DAYS):
        for kept in by_day.kept(str(int(batch)), ledger):
            cursor.execute(f"insert into history.{by_day.name} {kept.format_map({ledger: rows})}")
    if ledger != "leads":
        return
    # What only its month is asked of is added up before it is counted by one thing and another.
    cursor.execute(
        "create or replace temp table turned as select date_trunc('month', received_on)::date as received_on, "
        f"{SPLIT}, {', '.join(PARTS)}, {_WHETHER_FILLED}, sum(sign) as sign from {rows} group by all"
    )
    for kept in LEAD_MONTHS.kept(str(int(batch))):
        cursor.execute(
            f"insert into history.{LEAD_MONTHS.name} {kept.format(leads='turned', leads_by_part='turned')}"
        )
    cursor.execute("drop table turned")


def recounted(rollup: Rollup, leads: str = _EVERY["leads"]) -> str:
    """SQL: what the log should hold, counted from the rows, or from `leads` that were added up."""
    return " union all ".join(kept.format(**_EVERY | {"leads": leads}) for kept in rollup.kept("turned_in"))


def drift_of_rows(cursor: duckdb.DuckDBPyConnection, rollup: Rollup) -> tuple[int, str | None]:
    """In how many cells the log is not what the rows give, and one of them. `add_up` comes before it."""
    told = recounted(rollup, leads="temp.leads_by_day")
    return drift(cursor, f"from history.{rollup.name}", told, rollup.counts)


def add_up(cursor: duckdb.DuckDBPyConnection) -> None:
    """All rows of leads in the table `leads_by_day`, added up by what `{leads}` says."""
    cursor.execute(
        f"create or replace temp table leads_by_day as select turned_in, received_on, {SPLIT}, {_WHETHER_FILLED}, "
        f"sum(sign) as sign from {_EVERY['leads']} group by all"
    )


def drift(
    cursor: duckdb.DuckDBPyConnection, held: str, told: str, counts: str = "leads"
) -> tuple[int, str | None]:
    """In how many cells one SELECT counts otherwise than the other, and the first of them."""
    found = first_row(
        cursor,
        f"select count(*), min(row(*columns(* exclude (differs)))::varchar) from ("
        f"select columns(* exclude ({counts})), sum({counts}) as differs from ("
        f"{held} union all select * replace (-{counts} as {counts}) from ({told})"
        f") group by all having sum({counts}) <> 0)",
    )
    assert found is not None
    return int(found[0]), found[1]
