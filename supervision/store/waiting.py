"""Quarantine: rows that could not be accepted, kept as the source wrote them until somebody mends them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb

from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile, Finding, WaitingRow
from supervision.store.answers import first_row
from supervision.store.database import Database


@dataclass(frozen=True)
class Waiting:
    """One row in quarantine and where it came from."""

    id: int
    batch: int
    file: str
    line: int
    ledger: str
    key: str | None
    day: date | None
    source: str | None
    cells: dict[str, str]
    reasons: list[dict[str, Any]]


def keep(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, batch: int, number: int) -> None:
    """Keep a file's waiting rows; one that a batch in force has brought already is not kept twice."""
    for row in file.waiting:
        fingerprint = _fingerprint(file, row)
        kept = first_row(
            cursor,
            "select 1 from history.waiting where fingerprint = $1 and origin in (select batch from in_force)",
            [fingerprint],
        )
        if kept is None:
            cursor.execute(
                "insert into history.waiting values (nextval('history.row_ids'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [batch, number, row.line, file.ledger.name, row.key, row.day, row.source,
                 json.dumps(row.cells, ensure_ascii=False), _said(row.reasons), fingerprint],
            )  # fmt: skip


def _fingerprint(file: CheckedFile, row: WaitingRow) -> str:
    told = json.dumps([file.ledger.name, file.source, row.key, row.cells], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _said(reasons: tuple[Finding, ...]) -> str:
    told = [asdict(reason) for reason in reasons]
    return json.dumps(told, ensure_ascii=False)


def note_mended(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, batch: int) -> None:
    """Rows from earlier batches whose key this batch brought in good order are mended by it."""
    cursor.execute(
        "insert into history.mended select id, $1 from history.waiting "
        f"where origin < $1 and ledger = $2 and key in (select _key from offered_{ledger.name})",
        [batch, ledger.name],
    )


def settle_waiting(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """A row waits while the batch that brought it is in force and none that mended it is; as of `batch`."""
    cursor.execute(
        "create or replace temp table waits as select id from history.waiting "
        "where origin in (select batch from in_force) and id not in "
        "(select id from history.mended where batch in (select batch from in_force))"
    )
    cursor.execute(
        "update history.waiting_spans set batch_out = $1 "
        "where batch_out is null and id not in (select id from waits)",
        [batch],
    )
    cursor.execute(
        "insert into history.waiting_spans select id, $1, null from waits "
        "where id not in (select id from history.waiting_spans where batch_out is null)",
        [batch],
    )


def waiting_rows(database: Database) -> list[Waiting]:
    """Every row that waits now, oldest first."""
    rows = database.rows(
        "select waiting.id, waiting.origin, files.name, waiting.line, waiting.ledger, waiting.key, waiting.day, "
        "waiting.source, waiting.cells, waiting.reasons "
        "from history.waiting as waiting join history.files as files using (file) "
        "where waiting.id in (select id from history.waiting_spans where batch_out is null) "
        "order by waiting.origin, waiting.file, waiting.line"
    )
    return [
        Waiting(id, batch, file, line, ledger, key, day, source, json.loads(cells), json.loads(reasons))
        for id, batch, file, line, ledger, key, day, source, cells, reasons in rows
    ]
