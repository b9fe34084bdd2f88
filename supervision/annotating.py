"""Writing an annotation down: the same road as any file, so it is checked, masked, versioned and undone alike."""

from __future__ import annotations

import csv
import io
from datetime import date

from supervision.ledgers.annotations import ANNOTATIONS
from supervision.loading import check_bytes
from supervision.store.database import Database
from supervision.store.loads import LoadResult, load
from supervision.text import Refusal, Text


def annotate(database: Database, day: date, words: str, *, by: str) -> LoadResult:
    """One batch that notes one day; Refusal when there are no words."""
    if not words.strip():
        raise Refusal(Text(zh="请写明标注内容。", en="Say what is to be noted."))
    return load(database, list(check_bytes(_file(database, day, words), _name(day))), by=by)


def _file(database: Database, day: date, words: str) -> bytes:
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow([column.title.zh for column in ANNOTATIONS.columns])
    writer.writerow([_next_number(database), day.isoformat(), " ".join(words.split())])
    return rows.getvalue().encode("utf-8-sig")


def _next_number(database: Database) -> str:
    """One more than the highest of ours; undone ones are not given out again."""
    taken = database.rows(
        "select coalesce(max(try_cast(substr(number, 3) as integer)), 0) from history.annotations "
        "where regexp_full_match(number, 'BZ[0-9]{1,8}')"
    )
    return f"BZ{int(taken[0][0]) + 1:04}"


def _name(day: date) -> str:
    return f"标注_{day:%Y%m%d}.csv"
