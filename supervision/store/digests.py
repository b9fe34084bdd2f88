"""The digest of all that one entry of the chain wrote: a batch with every row it opened and closed, a saved profile, a step.

Rows are digested block by block, so that those of a large batch, or of a long ledger, are looked at some at a time: a
stretch of numbers of rows, of which DuckDB reads no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.store.answers import sha256
from supervision.store.how_far import Parts, unparted


@dataclass(frozen=True)
class Part:
    """Rows that belong to one kind of entry."""

    table: str
    number: str
    """The column that says which entry a row belongs to."""
    columns: str
    """Never more than these: a column that comes later must leave the digests of older entries alone."""
    place: str = "0"
    """What spreads many rows over blocks."""


BATCH = (
    Part("history.batches", "batch", "batch, kind, undoes, made_by, made_at, note"),
    Part(
        "history.files",
        "batch",
        "file, name, sha256, size, status, reason_zh, reason_en, ledger, profile, source, encoding, handed_for, "
        "records, new, updated, unchanged, repeated, quarantined, skipped",
    ),
    Part("history.changes", "batch", "ledger, added, changed, removed"),
    Part(
        "history.waiting",
        "origin",
        "id, file, line, ledger, key, day, source, cells, reasons, fingerprint",
        "id",
    ),
    Part(
        "(select batch, name, value from history.facts inner join (select batch, file from history.files) as files "
        "on name = 'rows of file ' || file::varchar) as facts",
        "batch",
        "name, value",
    ),
    Part("history.dealt", "batch", "fingerprint, how, waiting, file, line"),
    Part("history.judgements", "batch", "one, other, is_same"),
    Part("history.same_spans", "batch_in", "one, other"),
    Part("history.same_spans", "batch_out", "one, other"),
    Part("history.waiting_spans", "batch_in", "id", "id"),
    Part("history.waiting_spans", "batch_out", "id", "id"),
    *(
        part
        for ledger in LEDGERS
        for part in (
            Part(
                f"history.{ledger.name}",
                "_batch_in",
                "_id, _key, _hash, _handed_for, _file, _line, _origin",
                "_id",
            ),
            Part(f"history.{ledger.name}", "_batch_out", "_id", "_id"),
        )
    ),
)
KINDS: dict[str, tuple[Part, ...]] = {
    "batch": BATCH,
    # What is kept counted of hand-overs. Its sums are counted again by `check`; which batch each part of a sum came
    # with is not, but for this.
    "counts": (
        Part("history.offered", "batch", "file, part, leads"),
        Part("history.handed", "batch", "file, source, handed_for, told, is_outside, leads"),
        Part("history.lead_ways", "batch", "received_on, source, district, organ, handed, is_mended, leads"),
        Part(
            "history.reviewed_leads",
            "batch",
            "number, received_on, source, district, organ, handed, is_mended, leads",
        ),
    ),
    "sample": (
        Part(
            "(select 1 as mark, name, value from history.facts where name = 'sample') as facts",
            "mark",
            "name, value",
        ),
    ),
    "profile": (Part("history.profiles", "saved", "name, told, saved_by, saved_at"),),
    "roles": (Part("history.people", "change", "name, roles, scope, member, set_by, set_at"),),
    "release step": (
        Part(
            "history.release_steps",
            "step",
            "release, edition, action, state, made_by, made_at, why, seal, link",
        ),
        Part(
            "(select step, editions.* from history.release_editions as editions "
            "inner join (select step, release, edition from history.release_steps "
            "where action in ('draft', 'reword')) using (release, edition))",
            "step",
            "edition, document, seal, made_by, made_at",
        ),
    ),
}
BLOCK = 4096
"""Rows digested together."""
AT_ONCE = 250_000
"""Rows whose digests are held at a time, by and large."""
_PART = 1_000_000_000_000
"""More blocks than any part has."""


def digests(
    cursor: duckdb.DuckDBPyConnection,
    kind: str,
    number: int | None = None,
    *,
    are_many: bool = True,
    parts: Parts = unparted,
) -> dict[int, str]:
    """The digest of every entry of a kind, or of the one with that number; none where there is nothing of it.

    Unless told that there are not so many, rows are counted first and looked at some at a time; `parts` is told how many
    of them have been, of how many.
    """
    found: dict[int, dict[int, str]] = {}
    which = "is not null" if number is None else f"= {int(number)}"
    stretches = list(_stretches(cursor, kind, which)) if are_many else [""]
    for place, stretch in enumerate(stretches, start=1):
        for entry, block, digest in cursor.execute(_blocks(kind, which, stretch)).fetchall():
            found.setdefault(entry, {})[block] = digest
        parts(place, len(stretches))
    return {
        entry: sha256("".join(digest for _, digest in sorted(blocks.items())))
        for entry, blocks in found.items()
    }


def _stretches(cursor: duckdb.DuckDBPyConnection, kind: str, which: str) -> Iterator[str]:
    """SQL: of which places rows are taken together, again and again until all are."""
    spread = [part for part in KINDS[kind] if part.place != "0"]
    held: list[tuple[int, int]] = []
    if spread:
        rows = " union all ".join(
            f"select {part.place} // {BLOCK} as block, count(*) as rows from {part.table} "
            f"where {part.number} {which} group by block"
            for part in spread
        )
        held = cursor.execute(
            f"select block, sum(rows)::bigint from ({rows}) group by block order by block"
        ).fetchall()
    begins, together = 0, 0
    for block, count in held:
        if together and together + count > AT_ONCE:
            yield f" and {{place}} >= {begins} and {{place}} < {block * BLOCK}"
            begins, together = block * BLOCK, 0
        together += count
    yield f" and {{place}} >= {begins}"


def _blocks(kind: str, which: str, stretch: str) -> str:
    """SQL: the digest of every block of rows in a stretch."""
    rows = " union all ".join(
        f"select {part.number} as number, {place}::hugeint * {_PART} + {part.place} // {BLOCK} as block, "
        f"md5(concat_ws(chr(31), {_cells(part, place)})) as told from {part.table} "
        f"where {part.number} {which}{stretch.format(place=part.place)}"
        for place, part in enumerate(KINDS[kind])
    )
    return (
        "select number, block, sha256(string_agg(told, '' order by told)) as digest "
        f"from ({rows}) group by number, block"
    )


def _cells(part: Part, place: int) -> str:
    names = part.columns.split(", ")
    return ", ".join([f"'{place}'", *(f"coalesce({name}::varchar, chr(30))" for name in names)])
