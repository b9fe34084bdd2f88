"""Ranges of keys, some of them at a time: neighbours, for rows of a hand-over mostly lie in the order of its numbers, so that
of all other rows little more than their keys is read.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from supervision.store.answers import first_row

_ASKED = 200
"""Keys of each part that are asked where parts should end."""
WITHIN = "_key >= $first and ($beyond is null or _key < $beyond)"
"""SQL: whether a key lies in a range that `key_ranges` gives."""


def key_ranges(cursor: duckdb.DuckDBPyConnection, keys: str, at_once: int) -> Iterator[dict[str, str | None]]:
    """Values for `WITHIN`: every key of that table meets one of them, and about so many at the most meet each."""
    rows = first_row(cursor, f"select count(*) from {keys}")
    assert rows is not None
    parts = 1 + int(rows[0]) // at_once
    cuts: list[str] = []
    if parts > 1:
        cursor.execute(f"select _key from {keys} using sample reservoir({_ASKED * parts} rows)")
        asked = sorted(key for (key,) in cursor.fetchall())
        cuts = sorted({asked[len(asked) * part // parts] for part in range(1, parts)})
    for first, beyond in zip(["", *cuts], [*cuts, None], strict=True):
        yield {"first": first, "beyond": beyond}
