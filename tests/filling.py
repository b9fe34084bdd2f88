"""Ledgers filled for a test: rows as plain dicts, loaded through the store as one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.ledgers.rows import CheckedFile
from supervision.store.coarser import COARSER
from supervision.store.database import Database
from supervision.store.handed_rollups import HANDED_ROLLUPS
from supervision.store.loads import LoadResult, load
from supervision.store.rollups import ROLLUPS

Row = Mapping[str, Any]


def checked(ledger_name: str, rows: Sequence[Row], **said: Any) -> CheckedFile:
    """Rows as intake would hand them over: absent columns are empty."""
    ledger = ledger_named(ledger_name)
    columns = {column.name: [row.get(column.name) for row in rows] for column in ledger.columns}
    keys = [" ".join(str(row[part]) for part in ledger.key) for row in rows]
    about: dict[str, Any] = {
        "name": f"{ledger_name}.csv",
        "sha256": f"{ledger_name} {rows!r} {said!r}",
        "size": 0,
        "ledger": ledger,
        "profile": ledger.name,
        "profile_title": ledger.title,
        "source": None,
        "encoding": "utf-8",
        "stated_month": None,
        "columns": columns,
        "lines": list(range(2, len(rows) + 2)),
        "keys": keys,
        "waiting": (),
        "skipped": 0,
        "records": len(rows),
    }
    return CheckedFile(**(about | said))


def fill(database: Database, ledgers: Mapping[str, Sequence[Row]], by: str = "tester") -> LoadResult:
    """Load rows into the ledgers named, as one batch."""
    return load(database, [checked(name, rows) for name, rows in ledgers.items() if rows], by=by)


def empty(database: Database) -> None:
    """Make a ledger file as good as new, which is quicker than a new one."""
    with database.transaction() as cursor:
        for table in (
            *(ledger.name for ledger in LEDGERS),
            "batches",
            "files",
            "changes",
            "waiting",
            "dealt",
            "waiting_spans",
            "profiles",
            "judgements",
            "same_spans",
            "audit",
            "people",
            "sign_ins_ended",
            "release_editions",
            "release_steps",
            "texts",
            "links",
            *(rollup.name for rollup in (*ROLLUPS, *HANDED_ROLLUPS, *COARSER)),
        ):
            cursor.execute(f"delete from history.{table}")
        cursor.execute("delete from history.facts where name like 'rows of file %'")
