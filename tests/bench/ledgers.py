"""Big ledgers for measurements: eight years of months, written by set-based SQL and whole by the rules of `check`.

What load() would have written batch by batch: six sources hand over each month, three leads in ten come again with the
next month's file and a newer status, reviews, referrals and needs come again when they end. Every cell is a function of
its row's number, so a size is the same ledger on every machine. Rosters are a city's and do not grow with the leads.

Files are kept in SUPERVISION_BENCH_FOLDER, or in the machine's folder for passing files.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.store import rollups
from supervision.store.answers import first_row
from supervision.store.chain import link, link_counts
from supervision.store.database import Database, open_database
from supervision.store.handed_recount import fill_handed
from supervision.store.schema import columns_of, hash_of
from tests.bench import invented

EDITION = 3
"""Raised when a ledger of the same size would come out otherwise."""


def big_ledger(leads: int) -> Path:
    """The file of a ledger of that many leads, with reviews and visits in proportion; made where there is none.

    Whatever ended while it was being made is gone on with from its last month.
    """
    named = os.environ.get("SUPERVISION_BENCH_FOLDER")
    folder = Path(named) if named else Path(tempfile.gettempdir()) / "supervision-bench"
    path = folder / f"ledger-{leads}-{EDITION}.duckdb"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        database = open_database(unfinished)
        try:
            fill_big(database, leads)
        finally:
            database.close()
        os.replace(unfinished, path)
    return path


def fill_big(database: Database, leads: int) -> None:
    """Write the whole history into an empty ledger, or what one lacks that was begun so; a month is a transaction, so that
    no size is too much for one."""
    monthly = max(leads // invented.MONTHS, 20)
    if not _number(database, "count(*) from history.batches"):
        with _writing(database, monthly) as cursor:
            for batch in range(1, invented.MONTHS + 2):
                _book(cursor, batch)
            for name, versions in invented.LEDGERS.items():
                cursor.execute(f"create or replace temp table versions as {versions}")
                _write(cursor, ledger_named(name))
    written = _number(database, "coalesce(max(_batch_in), 1) - 1 from history.leads")
    for month in range(1 + written, invented.MONTHS + 1):
        with _writing(database, monthly) as cursor:
            cursor.execute(f"create or replace temp table versions as {invented.LEADS}", {"month": month})
            _write(cursor, ledger_named("leads"))
    if not _number(database, "count(*) from history.files"):
        with _writing(database, monthly) as cursor:
            _close_books(cursor, leads)
    for log, fill in (("lead_days", rollups.fill), ("lead_ways", fill_handed)):
        if not _number(database, f"count(*) from history.{log}"):
            with database.transaction() as cursor:
                fill(cursor)
    linked = _number(database, "coalesce(max(number), 0) from history.links where what = 'batch'")
    for batch in range(1 + linked, invented.MONTHS + 2):
        with database.transaction() as cursor:
            link(cursor, "batch", batch, rows=2 * monthly)
            link_counts(cursor, batch)


def _close_books(cursor: duckdb.DuckDBPyConnection, leads: int) -> None:
    """What is told of files and batches once all their rows stand, and rows that wait."""
    for ledger in LEDGERS:
        cursor.execute(invented.FILES.format(name=ledger.name, source=_source(ledger)))
        cursor.execute(invented.CHANGES.format(name=ledger.name))
    # The register declares what came, so it is written last.
    cursor.execute(f"create or replace temp table versions as {invented.COLLECTIONS}")
    collections = ledger_named("collections")
    _write(cursor, collections)
    cursor.execute(invented.FILES.format(name="collections", source="null"))
    cursor.execute(invented.CHANGES.format(name="collections"))
    cursor.execute(f"set variable waiting = {max(5, min(leads // 50_000, 200))}")
    cursor.execute(invented.WAITING)


def _number(database: Database, told: str) -> int:
    return int(database.rows(f"select {told}")[0][0])


@contextmanager
def _writing(database: Database, monthly: int) -> Iterator[duckdb.DuckDBPyConnection]:
    with database.transaction() as cursor:
        cursor.execute(invented.WORDS)
        cursor.execute(f"set variable monthly = {monthly}")
        yield cursor


def _source(ledger: Ledger) -> str:
    return "any_value(source)" if ledger.name == "leads" else "null"


def _book(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    year, month = divmod(invented.FIRST.year * 12 + invented.FIRST.month - 3 + batch, 12)
    cursor.execute(
        "insert into history.batches values ($1, 'load', null, 'bench', $2, null)",
        [batch, date(year, month + 1, 26)],
    )


def _write(cursor: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Versions become rows: batch and file follow from the month, the line from the place in the file."""
    own = ", ".join(column.name for column in ledger.columns)
    key = " || ' ' || ".join(f"{part}::varchar" for part in ledger.key)
    cursor.execute(
        f"insert into history.{ledger.name} ({columns_of(ledger)}) "
        f"with files as (select month, part, row_number() over (order by month, part) + {_files(cursor)} as file "
        "from (select distinct month, part from versions)), "
        f"placed as (select *, {key} as key from versions inner join files using (month, part)) "
        f"select {own}, nextval('history.row_ids'), key, {hash_of(ledger)}, month_day(month), file, "
        "1 + row_number() over (partition by file order by key), month + 1, next_month + 1, month + 1 "
        "from placed order by month, file, key"
    )


def _files(cursor: duckdb.DuckDBPyConnection) -> int:
    """How many files have been written, so that they are numbered without gaps."""
    newest = " union all ".join(f"select max(_file) as file from history.{ledger.name}" for ledger in LEDGERS)
    told = first_row(cursor, f"select coalesce(max(file), 0) from ({newest})")
    assert told is not None
    return int(told[0])
