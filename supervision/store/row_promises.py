"""What must hold of every row of a ledger by itself: its hash is that of its content, no other has its number, and the
books know the batches and the file that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from supervision.ledgers.declaration import Ledger
from supervision.store.answers import first_row
from supervision.store.how_far import Parts
from supervision.store.schema import hash_of
from supervision.text import Text

OTHER_HASH = Text(zh="内容与其校验值不符", en="rows differ from their hash")
SAME_NUMBER = Text(zh="同一个行号有多行", en="rows with the same id")
OF_STAYS = {
    Text(zh="有效期颠倒", en="rows that end before they begin"): "_batch_out < _batch_in",
    Text(zh="属于不存在的批次", en="rows of a batch that is not in the books"): (
        "_batch_in not in (select batch from history.batches) or _origin not in (select batch from history.batches) "
        "or _batch_out not in (select batch from history.batches)"
    ),
    Text(zh="属于不存在的文件", en="rows of a file that is not in the books"): (
        "_file not in (select file from history.files)"
    ),
}
"""What is asked of batches and files alone, of which rows have few combinations between them."""
AT_ONCE = 5_000_000
"""Numbers of rows whose content is hashed before it is told how far that is."""
_MOST_PARTS = 1000
"""However far a number lies from the others that was put in behind our back."""
_MOST_BITS = 1 << 30
"""Numbers of rows that one string of bits is made for."""
_BITS_OF_A_NUMBER = 64


def row_faults(
    cursor: duckdb.DuckDBPyConnection, ledger: Ledger, parts: Parts
) -> Iterator[tuple[Text, int, str]]:
    """By promise: how many rows break it, and the first of their keys. `parts` is told how many parts of the rows have
    been, of how many."""
    table = f"history.{ledger.name}"
    broken = {}
    if _has_another_hash(cursor, ledger, parts):
        broken[OTHER_HASH] = f"select _key from {table} where _hash is distinct from {hash_of(ledger)}"
    cursor.execute(
        f"create or replace temp table stays_of_rows as select distinct _file, _origin, _batch_in, _batch_out from {table}"
    )
    for promise, breaks in OF_STAYS.items():
        if first_row(cursor, f"select 1 from stays_of_rows where {breaks} limit 1"):
            broken[promise] = f"select _key from {table} where {breaks}"
    if _has_a_number_twice(cursor, table):
        broken[SAME_NUMBER] = f"select min(_key) as _key from {table} group by _id having count(*) > 1"
    for promise, sql in broken.items():
        counted = first_row(cursor, f"select count(*), min(_key) from ({sql})")
        if counted and counted[0]:
            yield promise, *counted


def _has_another_hash(cursor: duckdb.DuckDBPyConnection, ledger: Ledger, parts: Parts) -> bool:
    """Of any row: looked at stretch by stretch of their numbers, of which DuckDB reads no others."""
    table = f"history.{ledger.name}"
    told = first_row(cursor, f"select coalesce(min(_id), 0), coalesce(max(_id), 0) from {table}")
    assert told is not None
    first, last = told
    at_once = max(AT_ONCE, (last - first) // _MOST_PARTS + 1)
    stretches = (last - first) // at_once + 1
    for part in range(stretches):
        begins = first + part * at_once
        sql = f"select 1 from {table} where _id >= $1 and _id < $2 and _hash is distinct from {hash_of(ledger)} limit 1"
        if first_row(cursor, sql, [begins, begins + at_once]):
            return True
        parts(part + 1, stretches)
    return False


def _has_a_number_twice(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Each number is a bit: fewer bits than rows, and two rows have the same. Only where bits take less than the numbers do,
    for one sequence numbers the rows of all ledgers, and each thread holds bits of its own."""
    told = first_row(cursor, f"select count(*), min(_id), max(_id) from {table}")
    assert told is not None
    rows, first, last = told
    if not rows or last - first >= min(_MOST_BITS, _BITS_OF_A_NUMBER * rows):
        return bool(rows)  # not known: whoever asks will look
    bits = first_row(cursor, f"select bit_count(bitstring_agg(_id, {int(first)}, {int(last)})) from {table}")
    return bits != (rows,)
