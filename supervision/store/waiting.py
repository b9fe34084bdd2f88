"""Quarantine: rows that could not be accepted, kept as the source wrote them until somebody mends them.

Every batch keeps its own; which of them wait follows from the batches in force, so undo and redo need
no word of it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import duckdb
import pyarrow as pa

from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.rows import CheckedFile, Finding
from supervision.store.database import Database
from supervision.store.schema import WAITS_OF_OLD
from supervision.store.settling import RANK, offerings


@dataclass(frozen=True)
class Waiting:
    """One row in quarantine and where it came from."""

    id: int
    batch: int
    file_number: int
    file: str
    line: int
    ledger: str
    profile: str
    handed_for: date
    key: str | None
    day: date | None
    source: str | None
    cells: dict[str, str]
    reasons: list[dict[str, Any]]


Mends = Mapping[int, Sequence[tuple[int, int]]]
"""By the id() of a checked file: the line of each of its rows, and the id of the waiting row it mends."""
NOTHING_MENDED: Mends = MappingProxyType({})


def keep(
    cursor: duckdb.DuckDBPyConnection, files: Sequence[CheckedFile], numbers: Mapping[int, int], batch: int
) -> None:
    """Keep every waiting row of a batch's files, whether or not another batch has brought its like."""
    rows = [row for file in files for row in _rows_of(file, numbers[id(file)])]
    if not rows:
        return
    columns = list(zip(*rows, strict=True))
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, _COLUMNS.values(), strict=True)]
    cursor.register("arriving_waiting", pa.Table.from_arrays(arrays, names=list(_COLUMNS)))
    cursor.execute(
        "insert into history.waiting select nextval('history.row_ids'), $1, * "
        "from (select * from arriving_waiting order by file, line)",
        [batch],
    )
    cursor.unregister("arriving_waiting")


_COLUMNS = {
    "file": pa.int32(), "line": pa.int32(), "ledger": pa.string(), "key": pa.string(), "day": pa.date32(),
    "source": pa.string(), "cells": pa.string(), "reasons": pa.string(), "fingerprint": pa.string(),
}  # fmt: skip


def _rows_of(file: CheckedFile, number: int) -> Iterator[tuple[Any, ...]]:
    seen: Counter[str] = Counter()
    for row in file.waiting:
        told = [file.ledger.name, file.source, row.key, row.cells]
        alike = json.dumps(told, ensure_ascii=False, sort_keys=True)
        seen[alike] += 1
        # Alike but for what is never stored, two rows of one file are two rows. The first bears no count,
        # as in files of version 1, which knew none.
        counted = alike if seen[alike] == 1 else f"{alike} {seen[alike]}"
        yield (
            number, row.line, file.ledger.name, row.key, row.day, row.source,
            json.dumps(row.cells, ensure_ascii=False), _said(row.reasons),
            hashlib.sha256(counted.encode()).hexdigest(),
        )  # fmt: skip


def _said(reasons: tuple[Finding, ...]) -> str:
    told = [asdict(reason) for reason in reasons]
    return json.dumps(told, ensure_ascii=False)


def note_mended(
    cursor: duckdb.DuckDBPyConnection, mends: Mends, numbers: Mapping[int, int], batch: int
) -> None:
    """Write down which waiting row each row of a mend stands on."""
    rows = [[id, batch, numbers[file], line] for file, pairs in mends.items() for line, id in pairs]
    if rows:
        cursor.executemany(
            "insert into history.dealt select fingerprint, $2, 'mended', id, $3, $4 from history.waiting where id = $1",
            rows,
        )


def settle_waiting(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """Make the rows that should wait those that do, as of `batch`; the batch's files must be in the books."""
    cursor.execute(f"create or replace temp table waits as {should_wait()}")
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
    cursor.execute("delete from history.facts where name = $1", [WAITS_OF_OLD])


def should_wait() -> str:
    """SQL: the ids of the rows that wait by all that is in force.

    Of rows alike, the one handed over for the latest month, and of these the earliest, speaks for all.
    It waits unless somebody has mended or dismissed it, or its key came in good order in a newer hand-over.
    """
    newest = " union all ".join(
        f"select '{ledger.name}' as ledger, _key as key, max({RANK}) as rank from {offerings(ledger)} "
        f"where _key in (select key from speaking where ledger = '{ledger.name}') group by _key"
        for ledger in LEDGERS
    )
    return f"""
        with speaking as (
            select id, ledger, key, fingerprint, row(handed_for, origin, file, waiting.line) as rank
            from history.waiting as waiting
            inner join (select file, handed_for from history.files) using (file)
            where origin in (select batch from in_force)
            qualify row_number() over (
                partition by fingerprint order by handed_for desc, origin, file, waiting.line
            ) = 1
        ),
        newest as ({newest})
        select id from speaking left join newest using (ledger, key)
        where (newest.rank is null or newest.rank < speaking.rank)
            and fingerprint not in (
                select fingerprint from history.dealt where batch in (select batch from in_force)
            )
    """


def waiting_rows(database: Database) -> list[Waiting]:
    """Every row that waits now, oldest first."""
    return _told(
        database,
        "where waiting.id in (select id from history.waiting_spans where batch_out is null) "
        "order by waiting.origin, waiting.file, waiting.line",
    )


def rows_that_waited(database: Database, ids: Iterable[int]) -> list[Waiting]:
    """The rows of these ids, whether or not they still wait."""
    return _told(database, "where list_contains($1::bigint[], waiting.id) order by waiting.id", [list(ids)])


def _told(database: Database, which: str, values: Sequence[Any] = ()) -> list[Waiting]:
    rows = database.rows(
        "select waiting.id, waiting.origin, files.file, files.name, waiting.line, waiting.ledger, files.profile, "
        "files.handed_for, waiting.key, waiting.day, waiting.source, waiting.cells, waiting.reasons "
        f"from history.waiting as waiting inner join history.files as files using (file) {which}",
        values,
    )
    return [_waiting(list(row)) for row in rows]


def _waiting(row: list[Any]) -> Waiting:
    row[-2:] = [json.loads(told) for told in row[-2:]]
    return Waiting(*row)
