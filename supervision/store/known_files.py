"""A large file whose very rows are in force already is known as a whole, without a look at any of them.

The same bytes are not enough: a profile, a list or the program may read them otherwise by now. So what was read of a
file is kept as a digest beside it, and only the same rows for the same month are known.
"""

from __future__ import annotations

from datetime import date

import duckdb

from supervision.ledgers.rows import CheckedFile
from supervision.store.answers import first_row

_FACT = "rows of file "


def note_rows(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, number: int) -> None:
    """Keep the digest of a file's rows."""
    if file.spool is not None:
        cursor.execute("insert into history.facts values ($1, $2)", [f"{_FACT}{number}", file.spool.digest])


def is_in_force(cursor: duckdb.DuckDBPyConnection, file: CheckedFile, handed_for: date) -> bool:
    """Whether every row is an offering of a batch in force, brought by the same bytes for the same month."""
    if file.spool is None:
        return False
    same = cursor.execute(
        "select files.file, records - quarantined - skipped - repeated from history.files as files "
        "inner join history.facts as facts on facts.name = $1 || files.file::varchar "
        "where facts.value = $2 and sha256 = $3 and ledger = $4 and handed_for = $5 "
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
