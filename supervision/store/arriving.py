"""The accepted rows of several files as DuckDB reads them: typed, batch by batch, as often as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import duckdb
import numpy as np
import pyarrow as pa

from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile
from supervision.ledgers.spool import schema_of


class Arriving:
    """Rows of one ledger, file by file in the order given, each with its file's number and its own place among all."""

    def __init__(self, ledger: Ledger, files: Sequence[CheckedFile], numbers: Mapping[int, int]) -> None:
        own = schema_of(ledger)
        self._schema = own.append(pa.field("_file", pa.int32())).append(pa.field("_place", pa.int64()))
        self._rows = sum(len(file.lines) for file in files)
        self._files = [(_batches_of(file), numbers[id(file)]) for file in files]

    def __len__(self) -> int:
        return self._rows

    @contextmanager
    def registered(self, cursor: duckdb.DuckDBPyConnection, but: np.ndarray | None = None) -> Iterator[None]:
        """Inside, `arriving` can be read once, `but` for the rows of these places."""
        cursor.register("arriving", pa.RecordBatchReader.from_batches(self._schema, self._batches(but)))
        try:
            yield
        except BaseException:
            # An aborted transaction refuses this as well; the first error is the one to tell.
            with suppress(duckdb.Error):
                cursor.unregister("arriving")
            raise
        cursor.unregister("arriving")

    def _batches(self, but: np.ndarray | None) -> Iterator[pa.RecordBatch]:
        place = 0
        left_out = np.sort(but) if but is not None and len(but) else None
        for batches, number in self._files:
            for batch in batches():
                rows = batch.num_rows
                beside = [
                    pa.array(np.full(rows, number, dtype=np.int32)),
                    pa.array(np.arange(place, place + rows, dtype=np.int64)),
                ]
                whole = pa.RecordBatch.from_arrays([*batch.columns, *beside], schema=self._schema)
                if left_out is not None:
                    first, last = np.searchsorted(left_out, [place, place + rows])
                    kept = np.ones(rows, dtype=bool)
                    kept[left_out[first:last] - place] = False
                    whole = whole.filter(pa.array(kept))
                place += rows
                yield whole


def _batches_of(file: CheckedFile) -> Callable[[], Iterable[pa.RecordBatch]]:
    """A spool is read as often as it is asked; what is in memory anyway is typed once."""
    if file.spool is not None:
        return file.spool.batches
    batches = [file.typed()]
    return lambda: batches
