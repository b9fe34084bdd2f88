"""Checked files as bytes, and read again from them: all that was understood and said of them, nothing of the files themselves.

One line of JSON tells everything but the accepted rows, which follow as Arrow messages in the order of the files. What
is read is what was written by this very program: who keeps the bytes sees to that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

import pyarrow as pa

from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile, Finding, Placed, RefusedFile, WaitingRow
from supervision.ledgers.spool import Spool
from supervision.text import Text


@dataclass(frozen=True)
class Written:
    """What was written down of some files, and what their keeper wants to have told beside it."""

    files: tuple[CheckedFile | RefusedFile, ...]
    beside: Mapping[str, Any]


class Unreadable(Exception):
    """These bytes are not what this program writes."""


def written(files: Sequence[CheckedFile | RefusedFile], beside: Mapping[str, Any]) -> Iterator[bytes]:
    """The bytes, piece by piece."""
    small = {
        place: file.typed().serialize().to_pybytes()
        for place, file in enumerate(files)
        if isinstance(file, CheckedFile) and file.spool is None
    }
    told = [_told(file, small.get(place, b"")) for place, file in enumerate(files)]
    yield json.dumps({"beside": dict(beside), "files": told}, ensure_ascii=False).encode() + b"\n"
    for place, file in enumerate(files):
        if isinstance(file, CheckedFile):
            yield from [small[place]] if file.spool is None else file.spool.messages()


def read_written(stream: IO[bytes]) -> Written:
    """What those bytes tell; Unreadable for any others."""
    try:
        told = json.loads(stream.readline())
        files = tuple(_file(entry, stream) for entry in told["files"])
        return Written(files, told["beside"])
    except MemoryError:  # Arrow's own too, which says nothing of the bytes
        raise
    except (ValueError, KeyError, TypeError, IndexError, pa.ArrowException) as error:
        raise Unreadable from error


def _told(file: CheckedFile | RefusedFile, small: bytes) -> dict[str, Any]:
    told: dict[str, Any] = {"name": file.name, "sha256": file.sha256, "size": file.size}
    if isinstance(file, RefusedFile):
        return told | {"refused": _pair(file.reason)}
    return told | {
        "ledger": file.ledger.name, "profile": file.profile, "profile_title": _pair(file.profile_title),
        "source": file.source, "encoding": file.encoding, "stated_month": _iso(file.stated_month),
        "skipped": file.skipped, "records": file.records, "notes": [_pair(note) for note in file.notes],
        "placed": [[entry.heading, entry.column, entry.why] for entry in file.placed],
        "findings": [_finding(finding) for finding in file.findings],
        "waiting": [
            [row.line, row.key, _iso(row.day), row.source, row.cells, [_finding(one) for one in row.reasons]]
            for row in file.waiting
        ],
        "found_cells": [[line, dict(cells)] for line, cells in file.found_cells.items()],
        "is_spooled": file.spool is not None,
        "sizes": [len(small)] if file.spool is None else file.spool.sizes,
    }  # fmt: skip


def _file(told: Mapping[str, Any], stream: IO[bytes]) -> CheckedFile | RefusedFile:
    name, sha256, size = told["name"], told["sha256"], told["size"]
    if "refused" in told:
        return RefusedFile(name, sha256, size, Text(*told["refused"]))
    ledger = ledger_named(told["ledger"])
    return CheckedFile(
        name=name,
        sha256=sha256,
        size=size,
        ledger=ledger,
        profile=told["profile"],
        profile_title=Text(*told["profile_title"]),
        source=told["source"],
        encoding=told["encoding"],
        stated_month=_day(told["stated_month"]),
        waiting=tuple(
            WaitingRow(line, key, _day(day), source, cells, tuple(_found(one) for one in reasons))
            for line, key, day, source, cells, reasons in told["waiting"]
        ),
        skipped=told["skipped"],
        records=told["records"],
        findings=tuple(_found(one) for one in told["findings"]),
        notes=tuple(Text(*note) for note in told["notes"]),
        placed=tuple(Placed(*entry) for entry in told["placed"]),
        found_cells=dict(told["found_cells"]),
        **_rows(ledger, told["sizes"], stream, is_spooled=told["is_spooled"]),
    )


def _rows(ledger: Ledger, sizes: Sequence[int], stream: IO[bytes], *, is_spooled: bool) -> dict[str, Any]:
    spool = Spool(ledger)
    for size in sizes:
        message = stream.read(size)
        batch = pa.ipc.read_record_batch(pa.py_buffer(message), spool.schema)
        batch.validate(full=True)
        spool.add_message(message, batch.num_rows)
    columns = {column.name: spool.column(column.name) for column in ledger.columns}
    lines, keys = spool.column("_line"), spool.column("_key")
    if is_spooled:
        return {"columns": columns, "lines": lines, "keys": keys, "spool": spool}
    return {
        "columns": {name: list(values) for name, values in columns.items()},
        "lines": list(lines),
        "keys": list(keys),
    }


def _finding(finding: Finding) -> list[Any]:
    problem, remedy = _pair(finding.problem), _pair(finding.remedy)
    return [finding.line, finding.column, finding.cell, problem, remedy, finding.refused]


def _found(told: Sequence[Any]) -> Finding:
    line, column, cell, problem, remedy, refused = told
    return Finding(line, column, cell, Text(*problem), Text(*remedy), refused)


def _pair(text: Text) -> list[str]:
    return [text.zh, text.en]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)
