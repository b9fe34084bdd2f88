"""Cursors that have answered a question and can answer another that is asked of the same view of the ledgers.

To tell a new cursor its day of reckoning, its batch and its filters takes DuckDB as long as a tenth of the question. Whoever
holds a cursor holds it alone; those that lie here hold neither an answer nor a transaction.
"""

from __future__ import annotations

from collections.abc import Hashable

import duckdb

MOST = 8
"""Lying idle; those that were put back longest ago are closed first."""


class Settled:
    """Whoever takes one or puts it back holds the lock of the root that they come from."""

    def __init__(self) -> None:
        self._idle: list[tuple[Hashable, duckdb.DuckDBPyConnection]] = []

    def take(self, view: Hashable | None) -> duckdb.DuckDBPyConnection | None:
        """One that shows this very view, the one put back last; None where there is none."""
        for place in range(len(self._idle) - 1, -1, -1):
            if self._idle[place][0] == view:
                return self._idle.pop(place)[1]
        return None

    def put_back(self, view: Hashable, cursor: duckdb.DuckDBPyConnection) -> None:
        self._idle.append((view, cursor))
        while len(self._idle) > MOST:
            self._idle.pop(0)[1].close()

    def close(self) -> None:
        """All of them, so that the file can be closed."""
        while self._idle:
            self._idle.pop()[1].close()
