"""Small answers from DuckDB, fetched whole, and the hash by which texts and files are known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

Cursor = duckdb.DuckDBPyConnection
"""An open cursor, for those who ask within a transaction and know nothing of DuckDB."""


def sha256(text: str) -> str:
    """What tells two texts apart, and whether one was altered."""
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of_file(file: Path) -> str:
    """The same of a file, however large: read in pieces."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def first_row(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()
) -> tuple[Any, ...] | None:
    """The only row of an answer. Fetched whole: DuckDB 2.0 refuses other work beside an unfinished result."""
    rows = cursor.execute(sql, list(values)).fetchall()
    return rows[0] if rows else None
