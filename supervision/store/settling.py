"""Which of all hand-overs of a row stands in the ledger: the newest that nobody has taken back.

Every row that a load brings is kept as an *offering* (`_batch_in = _origin`). Of the offerings of one
key from batches in force, the one handed over for the latest month wins, then the later batch. A row
that lost on arrival lives from its batch to the same batch: never seen, but there when the winner is
undone. So neither the order of files nor the order of loads decides any figure, and an undo never
takes with it what somebody else handed over too, in other bytes: a file that comes again just as it was offers nothing,
and once its first load is undone has to be loaded anew.

A row mended in quarantine is an offering that stands on the waiting row it mended: when every load that
brought that row is taken back, the mended row goes with it, and comes back with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from supervision.ledgers.declaration import Ledger
from supervision.store import rollups
from supervision.store.answers import first_row
from supervision.store.schema import columns_of

# Newest first means: handed over for a later month, else loaded later, else further down.
RANK = "row(_handed_for, _origin, _file, _line)"


@dataclass(frozen=True)
class Change:
    """What a batch did to one ledger, in rows."""

    ledger: str
    added: int
    changed: int
    removed: int


def batches_in_force(cursor: duckdb.DuckDBPyConnection) -> set[int]:
    """The batches that no undo in force has taken back, undos left out; an undone undo counts no more."""
    undone: set[int] = set()
    standing: set[int] = set()
    for batch, kind, undoes in cursor.execute(
        "select batch, kind, undoes from history.batches order by batch desc"
    ).fetchall():
        if batch in undone:
            continue
        if kind == "undo":
            undone.add(undoes)
        else:
            standing.add(batch)
    return standing


def put_in_force(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the batches in force, and the mended rows that stand on nothing, to the tables `offerings` reads."""
    cursor.execute(
        "create or replace temp table in_force as select unnest($1::integer[]) as batch",
        [sorted(batches_in_force(cursor))],
    )
    cursor.execute(
        "create or replace temp table forsaken as select file as _file, line as _line from history.dealt "
        "where how = 'mended' and fingerprint not in "
        "(select fingerprint from history.waiting where origin in (select batch from in_force))"
    )


def forsaken(cursor: duckdb.DuckDBPyConnection) -> set[tuple[int, int]]:
    """File and line of every mended row whose waiting row no load in force has brought."""
    return set(cursor.execute("select _file, _line from forsaken").fetchall())


def offerings(ledger: Ledger) -> str:
    """SQL: every offering of a ledger from the batches in force."""
    return (
        f"(select * from history.{ledger.name} anti join forsaken using (_file, _line) "
        "where _batch_in = _origin and _origin in (select batch from in_force))"
    )


def touch(
    cursor: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    batches: Iterable[int],
    mended: Iterable[tuple[int, int]],
    also: str | None = None,
) -> None:
    """Write the keys offered by these batches or in these mended rows to the temporary table `touched`, and `also` those
    that this SELECT gives.

    All at once: what was made of nothing or was first given nothing, and then more rows than one piece of a table
    holds, DuckDB 2.0.0 takes for empty until the next checkpoint.
    """
    placed = list(mended)
    cursor.execute(
        "create or replace temp table touched as "
        f"select _key from history.{ledger.name} where _batch_in = _origin and list_contains($1::integer[], _origin) "
        f"union select _key from history.{ledger.name} where _batch_in = _origin "
        "and (_file, _line) in (select unnest($2::integer[]), unnest($3::integer[])) "
        f"union {also or 'select null where false'}",
        [sorted(batches), [file for file, _ in placed], [line for _, line in placed]],
    )


def settle(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, batch: int) -> Change:
    """Make the winner of every key in the temporary table `touched` the live row, as of `batch`."""
    name = ledger.name
    cursor.execute(f"""
        create or replace temp table turn as
        with winner as (
            select _key, arg_max(_id, {RANK}) as _id, arg_max(_hash, {RANK}) as _hash
            from {offerings(ledger)} where _key in (select _key from touched) group by _key
        ),
        live as (
            select _key, _id, _hash from history.{name}
            where _batch_out is null and _key in (select _key from touched)
        )
        select live._id as closes, winner._id as opens
        from winner full join live using (_key) where winner._hash is distinct from live._hash
    """)
    cursor.execute(
        f"update history.{name} set _batch_out = $1 "
        "where _batch_out is null and _id in (select closes from turn where closes is not null)",
        [batch],
    )
    cursor.execute(
        f"update history.{name} set _batch_out = null "
        "where _batch_in = $1 and _id in (select opens from turn where opens is not null)",
        [batch],
    )
    columns = ", ".join(column.name for column in ledger.columns)
    cursor.execute(
        f"insert into history.{name} ({columns_of(ledger)}) "
        f"select {columns}, nextval('history.row_ids'), _key, _hash, _handed_for, _file, _line, $1, null, _origin "
        f"from history.{name} where _batch_in <> $1 and _id in (select opens from turn where opens is not null)",
        [batch],
    )
    counted = first_row(
        cursor,
        "select count(*) filter (closes is null), count(*) filter (closes is not null and opens is not null), "
        "count(*) filter (opens is null) from turn",
    )
    assert counted is not None
    rollups.roll(cursor, name, batch)
    if name == "leads":
        cursor.execute("create or replace temp table settled_leads as from touched")
    return Change(name, *counted)


SAME = (
    "select one, other, true as is_same from history.judgements where batch in (select batch from in_force) "
    "group by one, other having arg_max(is_same, batch)"
)
"""Pairs of leads that are the same matter by all that is in force."""


def settle_judgements(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Of the judgements in force on one pair of leads the newest holds, as of `batch`."""
    cursor.execute(f"create or replace temp table same as select one, other from ({SAME})")
    cursor.execute(
        "update history.same_spans set batch_out = $1 "
        "where batch_out is null and (one, other) not in (select (one, other) from same)",
        [batch],
    )
    cursor.execute(
        "insert into history.same_spans select one, other, $1, null from same "
        "where (one, other) not in (select (one, other) from history.same_spans where batch_out is null)",
        [batch],
    )
