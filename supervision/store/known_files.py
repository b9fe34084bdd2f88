"""A large file whose very rows are in force already is known as a whole, without a look at any of them.

The same bytes are not enough: a profile, a list or the program may read them otherwise by now. So what was read of a
file is kept as a digest beside it, and only the same rows for the same month are known. Kept with it is by what it was
read: while that is the same, the bytes need not be read again to know what they give.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from supervision.ledgers.rows import CheckedFile, Finding, WaitingRow
from supervision.store.answers import first_row
from supervision.store.database import Database
from supervision.text import Text

_FACT = "rows of file "


def note_rows(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, number: int) -> None:
    """Keep the digest of a file's rows, and by what they were read."""
    if file.spool is None:
        return
    told = [file.spool.digest]
    if (reading := file.reading) is not None:
        told += [reading.way, str(len(file.notes)), str(reading.begins), str(reading.until or _ALWAYS)]
    cursor.execute("insert into history.facts values ($1, $2)", [f"{_FACT}{number}", " ".join(told)])


_ALWAYS = "always"


def is_in_force(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, handed_for: date) -> bool:
    """Whether every row is an offering of a batch in force, brought by the same bytes for the same month."""
    if file.spool is None:
        return False
    same = cursor.execute(
        "select files.file, records - quarantined - skipped - repeated from history.files as files "
        "inner join history.facts as facts on facts.name = $1 || files.file::varchar "
        "where split_part(facts.value, ' ', 1) = $2 and sha256 = $3 and ledger = $4 and handed_for = $5 "
        "and batch in (select batch from in_force)",
        [_FACT, file.spool.digest, file.sha256, file.ledger.name, handed_for],
    ).fetchall()
    for number, brought in same:
        # Of a file that was itself known when it came nothing was kept, and its rows may be out of force since.
        kept = first_row(
            cursor,
            f"select count(*) from history.{file.ledger.name} where _file = $1 and _batch_in = _origin",
            [number],
        )
        if kept == (brought,):
            return True
    return False


@dataclass(frozen=True)
class Then:
    """What some bytes gave when they were last read."""

    number: int
    sha256: str
    digest: str
    profile: str
    notes: int
    records: int
    skipped: int


def read_before(database: Database, size: int, way: str, today: date) -> Iterator[Then]:
    """Files of that size that were read in this way, as they would be today, the newest first."""
    rows = database.rows(
        "select files.file, sha256, profile, records, skipped, facts.value from history.files as files "
        "inner join history.facts as facts on facts.name = $1 || files.file::varchar "
        "where size = $2 and split_part(facts.value, ' ', 2) = $3 order by files.file desc",
        [_FACT, size, way],
    )
    for number, sha256, profile, records, skipped, value in rows:
        digest, _, notes, begins, until = value.split(" ")
        if date.fromisoformat(begins) <= today and (until == _ALWAYS or today <= date.fromisoformat(until)):
            yield Then(number, sha256, digest, profile, int(notes), records, skipped)


def waited_then(database: Database, then: Then) -> tuple[WaitingRow, ...]:
    """The rows of that file that had to wait, as they were told then."""
    rows = database.rows(
        "select line, key, day, source, cells, reasons from history.waiting where file = $1 order by line",
        [then.number],
    )
    return tuple(
        WaitingRow(line, key, day, source, json.loads(cells), tuple(map(_finding, json.loads(reasons))))
        for line, key, day, source, cells, reasons in rows
    )


def _finding(told: dict[str, object]) -> Finding:
    return Finding(**told | {name: Text(**told[name]) for name in ("problem", "remedy")})  # type: ignore[arg-type]
