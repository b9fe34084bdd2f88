"""The record of access: who did what, when, in ids and counts; only added to, each entry chained to the one before.

Whoever can write to the file can forge the whole chain. What it catches is an entry changed, left out or slipped in;
a link told by `check` and kept elsewhere also catches a chain that was made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from supervision.events import tell_if_kept
from supervision.intake.privacy import signature
from supervision.store.answers import sha256
from supervision.store.chain import newest_entry
from supervision.store.database import Database, local_now
from supervision.text import Text

LONGEST = 200
"""Characters of one value told: names of files and people are cut there."""


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did or was refused."""

    entry: int
    at: datetime
    who: str
    through: str
    what: str
    told: str
    link: str


class _Door:
    """Whether this process is the dashboard or a command."""

    name = "terminal"


def enter_by_browser() -> None:
    """From now on whatever this process notes was done in a browser."""
    _Door.name = "browser"


def note(database: Database, who: str, what: str, **told: Any) -> None:
    """Write down what was done, in a transaction of its own."""
    with database.transaction(only_notes=True) as cursor:
        note_within(cursor, who, what, **told)


def note_within(cursor: duckdb.DuckDBPyConnection, who: str, what: str, **told: Any) -> None:
    """Write down what is done in the same transaction, so that neither stands without the other."""
    number, link = newest_entry(cursor)
    row = Entry(number + 1, local_now(), signature(who)[:LONGEST], _Door.name, what, _told(told), "")
    cursor.execute(
        "insert into history.audit values ($1, $2, $3, $4, $5, $6, $7)",
        [row.entry, row.at, row.who, row.through, row.what, row.told, linked(link, row)],
    )
    tell_if_kept(what, **told)


def linked(before: str, row: Entry) -> str:
    """What chains an entry to the one before it."""
    cells = (row.entry, row.at, row.who, row.through, row.what, row.told)
    return sha256("\x1f".join([before, *map(str, cells)]))


def entries(
    database: Database, *, most: int, before: int | None = None, who: str = "", what: str = ""
) -> list[Entry]:
    """The newest entries first; `before` pages on, the others narrow."""
    rows = database.rows(
        "select * from history.audit where entry < coalesce($1, 9223372036854775807) "
        "and ($2 = '' or who = $2) and ($3 = '' or what = $3) order by entry desc limit $4",
        [before, who, what, most],
    )
    return [Entry(*row) for row in rows]


def those_noted(database: Database) -> tuple[list[str], list[str]]:
    """Everybody and everything that the record speaks of, to choose from."""
    who = [name for (name,) in database.rows("select distinct who from history.audit order by who")]
    what = [name for (name,) in database.rows("select distinct what from history.audit order by what")]
    return who, what


def head(database: Database) -> tuple[int, str]:
    """The newest entry's number and link; (0, "") for an empty record."""
    with database.cursor() as cursor:
        return newest_entry(cursor)


def audit_faults(database: Database) -> Iterator[Text]:
    """Where the chain is broken: an entry changed, left out, doubled or slipped in. One sentence for the first."""
    link = ""
    with database.cursor() as cursor:
        rows = cursor.execute("select * from history.audit order by entry")
        number = 0
        while some := rows.fetchmany(10_000):
            for cells in some:
                row = Entry(*cells)
                number += 1
                if row.entry != number or row.link != linked(link, row):
                    yield Text(
                        zh="操作记录自第{entry}条起被改动过：与前后不相连",
                        en="The record of access was tampered with at entry {entry}: it is not chained to its neighbours",
                    ).with_values(entry=number)
                    return
                link = row.link


def _cut(word: str) -> str:
    return signature(word)[:LONGEST]


def _told(values: dict[str, Any]) -> str:
    kept = {
        name: _cut(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None and value != []
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, default=str)
