"""Checked rows on their way to the store: typed, in the order of the file, and never all of them in memory.

The rows of a large file are written to a nameless temporary file that only this process can read and that is gone
with it; what is read of them is what may be stored, so nobody is named there either.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, overload

import pyarrow as pa

from supervision.ledgers.declaration import Column, Count, Day, Ledger, SomeOf

_KEPT_IN_MEMORY = 1 << 25
_KINDS = {Day: pa.date32(), Count: pa.int32(), SomeOf: pa.list_(pa.string())}


def arrow_type(column: Column) -> pa.DataType:
    """The type in which a column's values travel."""
    return _KINDS.get(type(column.kind), pa.string())


def schema_of(ledger: Ledger) -> pa.Schema:
    """A ledger's columns, then the key and the line of each row."""
    own = [(column.name, arrow_type(column)) for column in ledger.columns]
    return pa.schema([*own, ("_key", pa.string()), ("_line", pa.int32())])


class Spool:
    """Rows of one file, written batch by batch and read as often as wanted."""

    def __init__(self, ledger: Ledger) -> None:
        self.schema = schema_of(ledger)
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115  open as long as the spool
        self._told = hashlib.sha256(ledger.name.encode())
        self._digest = ""
        self._sizes: list[int] = []
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def add(self, batch: pa.RecordBatch) -> None:
        self.add_message(batch.serialize(), batch.num_rows)

    def add_message(self, written: pa.Buffer | bytes, rows: int) -> None:
        """A batch of so many rows, as `messages` gave it."""
        self._told.update(written)
        self._file.seek(0, 2)
        self._file.write(written)
        self._sizes.append(len(written))
        self._rows += rows

    @property
    def sizes(self) -> Sequence[int]:
        """Bytes of each message."""
        return tuple(self._sizes)

    def messages(self) -> Iterator[bytes]:
        """Batch by batch, the bytes that it is written as; they hold no schema."""
        at = 0
        for size in self._sizes:
            self._file.seek(at)
            at += size
            yield self._file.read(size)

    @property
    def digest(self) -> str:
        """Two spools with the same digest hold the same rows; the same rows cut otherwise may have another."""
        return self._digest or self._told.hexdigest()

    def handed(self) -> tuple[int, tuple[Any, ...]]:
        """The open file, on the disk now, and what another process has to be told of it to read the same rows."""
        self._file.flush()
        return self._file.fileno(), (self.schema, tuple(self._sizes), self._rows, self.digest)

    @classmethod
    def taken(cls, file: int, told: tuple[Any, ...]) -> Spool:
        """The spool of another process, by the open file that it has handed over; nothing is added to it."""
        spool = cls.__new__(cls)
        spool.schema, sizes, spool._rows, spool._digest = told
        spool._sizes = list(sizes)
        spool._file = os.fdopen(file, "rb")
        return spool

    def batches(self) -> Iterator[pa.RecordBatch]:
        for message in self.messages():
            yield pa.ipc.read_record_batch(pa.py_buffer(message), self.schema)

    def column(self, name: str) -> SpooledColumn:
        return SpooledColumn(self, name)


class SpoolLater(Spool):
    """Rows that are known by their number and digest, and read only when somebody looks at one."""

    def __init__(self, ledger: Ledger, rows: int, digest: str, read: Callable[[], Spool]) -> None:
        self.schema = schema_of(ledger)
        self._rows, self._digest, self._read = rows, digest, read
        self._spool: Spool | None = None

    @property
    def _now(self) -> Spool:
        if self._spool is None:
            self._spool = self._read()
        return self._spool

    @property
    def sizes(self) -> Sequence[int]:
        return self._now.sizes

    def messages(self) -> Iterator[bytes]:
        return self._now.messages()

    def handed(self) -> tuple[int, tuple[Any, ...]]:
        return self._now.handed()


class SpooledColumn(Sequence[Any]):
    """One column of a spool, read from it whenever it is looked at."""

    def __init__(self, spool: Spool, name: str) -> None:
        self._spool, self._name = spool, name

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[Any]:
        for batch in self._spool.batches():
            yield from (plain(value) for value in batch.column(self._name).to_pylist())

    @overload
    def __getitem__(self, wanted: int) -> Any: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Any]: ...
    def __getitem__(self, wanted: int | slice) -> Any:
        if isinstance(wanted, int):
            place = range(len(self))[wanted]
            return self._between(place, place + 1)[0]
        start, stop, step = wanted.indices(len(self))
        if step < 0:
            return list(self)[wanted]
        return self._between(start, stop)[::step]

    def _between(self, start: int, stop: int) -> list[Any]:
        found: list[Any] = []
        first = 0
        for batch in self._spool.batches():
            if first >= stop:
                break
            inside = batch.column(self._name)[max(start - first, 0) : max(stop - first, 0)]
            found += [plain(value) for value in inside.to_pylist()]
            first += batch.num_rows
        return found

    def distinct(self) -> set[Any]:
        found: set[Any] = set()
        for batch in self._spool.batches():
            found.update(plain(value) for value in batch.column(self._name).unique().to_pylist())
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def plain(value: Any) -> Any:
    """A cell as rows hold it: several names are a tuple."""
    return tuple(value) if isinstance(value, list) else value
