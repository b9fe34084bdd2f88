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
    """Keep a file's waiting rows; one that waits already, or was mended since, is not kept twice."""
    for row in file.waiting:
        fingerprint = _fingerprint(file, row)
        kept = first_row(
            cursor,
            "select 1 from history.waiting where fingerprint = $1 and (batch_out is null "
            "or batch_out in (select batch from in_force))",
            [fingerprint],
        )
        if kept is None:
            cursor.execute(
                "insert into history.waiting values "
                "(nextval('history.row_ids'), ?, null, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [batch, number, row.line, file.ledger.name, row.key, row.day, row.source,
                 json.dumps(row.cells, ensure_ascii=False), _said(row.reasons), fingerprint],
            )  # fmt: skip


def _fingerprint(file: CheckedFile, row: WaitingRow) -> str:
    told = json.dumps([file.ledger.name, file.source, row.key, row.cells], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _said(reasons: tuple[Finding, ...]) -> str:
    told = [asdict(reason) for reason in reasons]
    return json.dumps(told, ensure_ascii=False)


def close_mended(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, batch: int) -> None:
    """Rows from earlier batches whose key this batch brought in good order wait no more."""
    cursor.execute(
        "update history.waiting set batch_out = $1 where batch_out is null and batch_in < $1 and ledger = $2 "
        f"and key in (select _key from offered_{ledger.name})",
        [batch, ledger.name],
    )


def turn_back(cursor: duckdb.DuckDBPyConnection, batch: int, new: int) -> None:
    """Undo what `batch` did to the waiting rows: those it brought stop waiting, those it mended wait again."""
    cursor.execute(
        "update history.waiting set batch_out = $2 where batch_in = $1 and batch_out is null", [batch, new]
    )
    cursor.execute(
        "insert into history.waiting "
        "select nextval('history.row_ids'), $2, null, file, line, ledger, key, day, source, cells, reasons, fingerprint "
        "from history.waiting where batch_out = $1",
        [batch, new],
    )


def waiting_rows(database: Database) -> list[Waiting]:
    """Every row that waits now, oldest first."""
    rows = database.rows(
        "select waiting.id, waiting.batch_in, files.name, waiting.line, waiting.ledger, waiting.key, waiting.day, "
        "waiting.source, waiting.cells, waiting.reasons "
        "from history.waiting as waiting join history.files as files using (file) "
        "where waiting.batch_out is null order by waiting.batch_in, waiting.file, waiting.line"
    )
    return [Waiting(*row[:8], json.loads(row[8]), json.loads(row[9])) for row in rows]
