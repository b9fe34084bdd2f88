"""What each batch did to the counts of hand-overs, counted anew from the rows: what `check` holds the logs to where the chain
can't say which batch a count came with.

Told in the same reading of the rows as what leads' hand-overs come to now (`handed_now`), and beside it: both have to hold, and
neither is told by the other's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from supervision.store.handed_cells import LOGS
from supervision.store.handed_stages import BY_STAGE, CELLS, STAGED, TURNED
from supervision.store.handed_stays import note_stays
from supervision.store.key_promises import More
from supervision.store.rollups import drift

_BY_BATCH = ", batch by batch"
_ROW = 1200
"""Bytes that a row takes with all that was ever told of it."""
_COLUMNS = "source, received_on, district, organ, named_in, number"
_STAGES = f"""
    rows_told as (
        select k, {_COLUMNS}, _hash, _file, _line, _handed_for, _origin, stay, null::integer as mended_file
        from held inner join stays using (_file, _origin, _batch_in)
        where stays._batch_out is not distinct from held._batch_out
        union all
        select k, {_COLUMNS}, _hash, waited.file, waited.line, waited.handed_for, waited.origin, stay, mended_file
        from held inner join waited on mended_file = _file and mended_line = _line
        where _batch_in = _origin
    ),
    placed as materialized (
        select *, false as is_alone from rows_told
        union all by name
        select {_COLUMNS}, _file, _handed_for, stay, true as is_alone
        from alone inner join stays using (_file, _origin, _batch_in)
        where stays._batch_out is not distinct from alone._batch_out
    ),
    {BY_STAGE},
    cells as materialized ({STAGED})
"""


def and_by_batch(cursor: duckdb.DuckDBPyConnection, asked: More) -> More:
    """The same of leads, and what each batch did; `tidy_stays` comes after."""
    note_stays(cursor)
    return replace(
        asked,
        several=f"{asked.several} union select hashed from brought inner join waited "
        "on mended_file = _file and mended_line = _line",
        told=f"{asked.told}, {_STAGES}",
        answers=f"{asked.answers} union all by name select * replace (log || '{_BY_BATCH}' as log) from ({TURNED})",
        row=_ROW,
    )


def drift_by_batch(
    cursor: duckdb.DuckDBPyConnection, told: Sequence[str]
) -> dict[str, tuple[int, str | None]]:
    """Cells, by log, of which a batch is said to have done something else than all parts of the keys came to, in the tables
    `told`, and one of them."""
    together = " union all by name ".join(f"from {table}" for table in told)
    return {
        log: drift(
            cursor,
            f"from history.{log}",
            f"select batch, {LOGS[log]}, leads from ({together}) where log = '{log}{_BY_BATCH}'",
        )
        for log in CELLS
    }
