"""What intake hands to the store: checked rows, the rows that must wait, and every finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from supervision.ledgers.declaration import Ledger
from supervision.ledgers.spool import Spool, schema_of
from supervision.text import Text


@dataclass(frozen=True)
class Finding:
    """One cell that a person should look at; `refused` keeps its whole row waiting."""

    line: int
    column: str
    """The heading as the source wrote it."""
    cell: str
    problem: Text
    remedy: Text
    refused: bool


@dataclass(frozen=True)
class WaitingRow:
    """A row that could not be accepted: kept as the source wrote it, less what is never stored."""

    line: int
    key: str | None
    day: date | None
    """The day that decides in which period it would count; None when that cell is unreadable."""
    source: str | None
    cells: dict[str, str]
    reasons: tuple[Finding, ...]


Why = Literal["taken", "constant", "never_stored", "ignored", "twice", "unknown"]
"""What becomes of a heading; `constant` has none, the profile says what it holds."""


@dataclass(frozen=True)
class Placed:
    """One heading of a file, in its order, and the column that it was taken for."""

    heading: str
    column: str | None
    why: Why


@dataclass(frozen=True)
class Reading:
    """What decided, beside a file's bytes, how it was read: the same bytes read so again give the same rows."""

    way: str
    """Tells the program, its lists and profiles from any others."""
    begins: date
    until: date | None
    """The last day on which it holds: where a row waits because a day has not come yet, only that of the reading."""


@dataclass(frozen=True)
class CheckedFile:
    """One file, read, recognised and checked: nothing in it has been written anywhere yet.

    `columns` holds the accepted rows column by column, equally long, `lines` and `keys` beside them.
    `records == len(lines) + len(waiting) + skipped` always.
    """

    name: str
    sha256: str
    size: int
    ledger: Ledger
    profile: str
    profile_title: Text
    source: str | None
    encoding: str
    stated_month: date | None
    """The last day of the month (or the day) that the file says it was handed over for."""
    columns: Mapping[str, Sequence[Any]]
    lines: Sequence[int]
    keys: Sequence[str]
    waiting: tuple[WaitingRow, ...]
    skipped: int
    records: int
    findings: tuple[Finding, ...] = field(default=())
    notes: tuple[Text, ...] = field(default=())
    placed: tuple[Placed, ...] = field(default=())
    found_cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """By line, the cells of every row with a finding, waiting or not: as the source wrote them, less what
    is never stored."""
    spool: Spool | None = field(default=None, repr=False, compare=False)
    """Of a large file, where the rows lie that `columns`, `lines` and `keys` are read from."""
    reading: Reading | None = field(default=None, repr=False, compare=False)
    """Of a large file of which nothing is said but what its headings and its waiting rows tell again."""

    def typed(self) -> pa.RecordBatch:
        """All accepted rows at once, as they lie in a spool."""
        schema = schema_of(self.ledger)
        columns = {**self.columns, "_key": self.keys, "_line": self.lines}
        arrays = [pa.array(columns[each.name], type=each.type) for each in schema]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


@dataclass(frozen=True)
class RefusedFile:
    """One file of which nothing could be taken, and why."""

    name: str
    sha256: str
    size: int
    reason: Text
    unknown: bytes | None = field(default=None, repr=False)
    """The whole file, where nothing but a profile is wanting; in memory only."""
