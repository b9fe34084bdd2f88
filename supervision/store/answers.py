"""Small answers from DuckDB, fetched whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

Cursor = duckdb.DuckDBPyConnection
"""An open cursor, for those who ask within a transaction and know nothing of DuckDB."""


def first_row(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()
) -> tuple[Any, ...] | None:
    """The only row of an answer. Fetched whole: DuckDB 2.0 refuses other work beside an unfinished result."""
    rows = cursor.execute(sql, list(values)).fetchall()
    return rows[0] if rows else None
