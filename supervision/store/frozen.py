"""Asking the ledgers in the words of another day: with views, lists and queries as they were kept.

The kept words are built up in a catalogue of their own in memory, over the ledger file's own history, so that
neither today's views nor today's lists can change what is counted. Leads are counted from the rows themselves and not from
the logs kept beside them: whoever verifies a number wants to know of a row that is gone.
"""

from __future__ import annotations

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
from supervision.store.coarser import COARSER
from supervision.store.database import Database
from supervision.store.rollups import ROLLUPS, recounted


def words_now() -> str:
    """Everything that a query speaks in today, as one text: the ledgers' views, the definitions, the lists and the macros
    that are made of these."""
    lists = schema.reference_lists()
    told = {
        "views": [schema.known_view(ledger) for ledger in LEDGERS],
        "definitions": [path.read_text(encoding="utf-8") for path in schema.definitions()],
        "lists": lists,
        "macros": schema.macros_of_lists(lists),
        "grades": reference.reference_list("grades").names,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


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
    # What is drawn from a log comes after it, and a log after the rows that it counts.
    counted = _spoken_of(
        {log.name: recounted(log) for log in ROLLUPS} | {log.name: log.drawn() for log in COARSER},
        [*words["views"], *words["definitions"]],
    )
    for (table,) in sorted(
        tables, key=lambda told: list(counted).index(told[0]) if told[0] in counted else -1
    ):
        if table in counted:
            cursor.execute(f"create table history.{table} as {counted[table]}")
            continue
        cursor.execute(f'create view history.{table} as from "{ledger}".history.{table}')
    for view in words["views"]:
        cursor.execute(view)
    schema.load_lists(cursor, words["lists"], words["grades"])
    # For a while texts were kept without the macros that their definitions speak in; older ones need none.
    for macro in words.get("macros", schema.macros_of_lists(words["lists"])):
        cursor.execute(macro)
    for definition in words["definitions"]:
        cursor.execute(definition)


def _spoken_of(counted: Mapping[str, str], texts: Sequence[str]) -> dict[str, str]:
    """Of the logs, in their order, those that the words or others of these are told from: no other is worth counting."""
    spoken: dict[str, str] = {}
    for name, told in reversed(list(counted.items())):
        if any(f"history.{name}" in text for text in (*texts, *spoken.values())):
            spoken = {name: told} | spoken
    return spoken
