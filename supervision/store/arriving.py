"""The accepted rows of several files as DuckDB reads them: typed, batch by batch, as often as it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import duckdb
import numpy as np
import pyarrow as pa

from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile
from supervision.ledgers.spool import schema_of


class Arriving:
    """Rows of one ledger, file by file in the order given, each with its file's number and its own place among all."""

    def __init__(self, ledger: Ledger, files: Sequence[CheckedFile], numbers: Mapping[int, int]) -> None:
        self._own = schema_of(ledger)
        self._schema = self._own.append(pa.field("_file", pa.int32())).append(pa.field("_place", pa.int64()))
        self._files = [(file, numbers[id(file)]) for file in files]

    def __len__(self) -> int:
        return sum(len(file.lines) for file, _ in self._files)

    @contextmanager
    def registered(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Inside, `arriving` can be read once."""
        cursor.register("arriving", pa.RecordBatchReader.from_batches(self._schema, self._batches()))
        try:
            yield
        finally:
            cursor.unregister("arriving")

    def _batches(self) -> Iterator[pa.RecordBatch]:
        place = 0
        for file, number in self._files:
            for batch in self._batches_of(file):
                rows = batch.num_rows
                beside = [
                    pa.array(np.full(rows, number, dtype=np.int32)),
                    pa.array(np.arange(place, place + rows, dtype=np.int64)),
                ]
                place += rows
                yield pa.RecordBatch.from_arrays([*batch.columns, *beside], schema=self._schema)

    def _batches_of(self, file: CheckedFile) -> Iterator[pa.RecordBatch]:
        if file.spool is not None:
            yield from file.spool.batches()
            return
        columns = {**file.columns, "_key": file.keys, "_line": file.lines}
        arrays = [pa.array(columns[field.name], type=field.type) for field in self._own]
        yield pa.RecordBatch.from_arrays(arrays, schema=self._own)
