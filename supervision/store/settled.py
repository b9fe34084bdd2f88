"""Cursors that have answered a question and can answer another that is asked of the same view of the ledgers.

To tell a new cursor its day of reckoning, its batch and its filters takes DuckDB as long as a tenth of the question. Whoever
holds a cursor holds it alone; those that lie here hold neither an answer nor a transaction.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date

import duckdb

MOST = 8
"""Lying idle; those that were put back longest ago are closed first."""


@dataclass(frozen=True)
class Lent:
    """A cursor, and the words whose answers it was told, so that it need not work them out: of which period, or of none."""

    cursor: duckdb.DuckDBPyConnection
    told: dict[str, tuple[date, date] | None] = field(default_factory=dict)


class Settled:
    """Whoever takes one or puts it back holds the lock of the root that they come from."""

    def __init__(self) -> None:
        self._idle: list[tuple[Hashable, Lent]] = []

    def take(self, view: Hashable | None) -> Lent | None:
        """One that shows this very view, the one put back last; None where there is none."""
        for place in range(len(self._idle) - 1, -1, -1):
            if self._idle[place][0] == view:
                return self._idle.pop(place)[1]
        return None

    def put_back(self, view: Hashable, lent: Lent) -> None:
        self._idle.append((view, lent))
        while len(self._idle) > MOST:
            self._idle.pop(0)[1].cursor.close()

    def close(self) -> None:
        """All of them, so that the file can be closed."""
        while self._idle:
            self._idle.pop()[1].cursor.close()
