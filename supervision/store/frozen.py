"""Asking the ledgers in the words of another day: with views, lists and queries as they were kept.

The kept words are built up in a catalogue of their own in memory, over the ledger file's own history, so that
neither today's views nor today's lists can change what is counted.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb

from supervision.ledgers import reference
from supervision.ledgers.catalogue import LEDGERS
from supervision.store import schema
from supervision.store.answers import first_row
from supervision.store.database import Database
from supervision.store.questions import question


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def words_now() -> str:
    """Everything that a query speaks in today, as one text: the ledgers' views, the definitions, the lists."""
    told = {
        "views": [schema.known_view(ledger) for ledger in LEDGERS],
        "definitions": [path.read_text(encoding="utf-8") for path in schema.definitions()],
        "lists": {path.stem: reference.rows(path.name) for path in sorted(reference.FOLDER.glob("*.csv"))},
        "grades": reference.reference_list("grades").names,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def query_now(name: str) -> str:
    """The text of a query today."""
    return question(name).sql


@contextmanager
def cursor_in_words(
    database: Database, words: str, known_at: int, as_of: date
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for which the kept words are the only ones, as known at a batch and reckoned on a day."""
    with database.cursor(known_at, as_of) as cursor:
        (ledger,) = first_row(cursor, "select current_database()") or ("",)
        name = f"words_{uuid.uuid4().hex}"
        cursor.execute(f"attach ':memory:' as {name}")
        try:
            cursor.execute(f"use {name}")
            _build(cursor, str(ledger), json.loads(words))
            yield cursor
        finally:
            cursor.execute(f'use "{ledger}"')
            cursor.execute(f"detach {name}")


def _build(cursor: duckdb.DuckDBPyConnection, ledger: str, words: Mapping[str, Any]) -> None:
    cursor.execute("create schema history")
    cursor.execute("create schema reference")
    tables = cursor.execute(
        "select table_name from duckdb_tables() where database_name = $1 and schema_name = 'history'",
        [ledger],
    ).fetchall()
    for (table,) in tables:
        cursor.execute(f'create view history.{table} as from "{ledger}".history.{table}')
    for view in words["views"]:
        cursor.execute(view)
    schema.load_lists(cursor, words["lists"], words["grades"])
    for definition in words["definitions"]:
        cursor.execute(definition)


def ask_text(
    cursor: duckdb.DuckDBPyConnection, sql: str, from_day: date, until_day: date
) -> list[dict[str, Any]]:
    """The whole answer of a query's text over a half-open period."""
    values = {"from_day": from_day, "until_day": until_day}
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    cursor.execute(sql, {name: day for name, day in values.items() if f"${name}" in code})
    columns: Sequence[str] = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
