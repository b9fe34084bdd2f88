"""One chain over all that is only ever added: batches with every row they opened and closed, savings of profiles,
changes of roles, steps of releases, the mark of sample data.

A row changed behind our back can be given a fitting hash; its batch's digest still tells, and so does every link
after it. Whoever can write to the file can chain all of it anew: the last link, kept elsewhere, shows that too.
What a batch wrote never changes: later batches only end its rows, and that stands in their own digests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.store.answers import first_row, sha256
from supervision.text import Text


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
SAID = {
    "batch": Text(zh="批次{number}", en="batch {number}"),
    "counts": Text(zh="批次{number}的移交计数", en="the counts of hand-overs of batch {number}"),
    "sample": Text(zh="示例数据的标记", en="the mark of sample data"),
    "profile": Text(zh="第{number}次保存的来源配置", en="saved profile no. {number}"),
    "roles": Text(zh="第{number}次角色变更", en="change of roles no. {number}"),
    "release step": Text(zh="发布记录第{number}步", en="step {number} of the releases"),
}
BLOCK = 4096
"""Rows digested together: so that the digest of a large batch is worked out in pieces, by all cores."""
AT_ONCE = 250_000
"""Rows of one batch whose digests are held at a time."""


def digests(kind: str, *, of_one: bool = False) -> str:
    """SQL: the digest of every entry of a kind, or of the one whose number is $1."""
    return (
        "select number, sha256(string_agg(digest, '' order by block)) as digest "
        f"from ({_blocks(kind, of_one=of_one)}) group by number"
    )


def _blocks(kind: str, *, of_one: bool, parts: int = 1) -> str:
    """SQL: the digest of every block of rows; in `parts`, of those whose turn $2 is."""
    turn = " and {place} // {block} % {parts} = $2" if parts > 1 else ""
    rows = " union all ".join(
        f"select {part.number} as number, {place}::hugeint * 1000000000000 + {part.place} // {BLOCK} as block, "
        f"md5(concat_ws(chr(31), {_cells(part, place)})) as told from {part.table} "
        f"where {part.number} {'= $1' if of_one else 'is not null'}"
        f"{turn.format(place=part.place, block=BLOCK, parts=parts)}"
        for place, part in enumerate(KINDS[kind])
    )
    return (
        "select number, block, sha256(string_agg(told, '' order by told)) as digest "
        f"from ({rows}) group by number, block"
    )


def _cells(part: Part, place: int) -> str:
    names = part.columns.split(", ")
    return ", ".join([f"'{place}'", *(f"coalesce({name}::varchar, chr(30))" for name in names)])


def link(cursor: duckdb.DuckDBPyConnection, kind: str, number: int, rows: int = 0) -> None:
    """Chain what was just written to everything before it, in the same transaction. Of so many `rows` some are looked at
    at a time."""
    parts = 1 + rows // AT_ONCE
    if parts == 1:
        told = first_row(cursor, digests(kind, of_one=True), [number])
        assert told is not None
        _append(cursor, [(kind, number, told[1])])
        return
    blocks: dict[int, str] = {}
    for part in range(parts):
        found = cursor.execute(_blocks(kind, of_one=True, parts=parts), [number, part]).fetchall()
        blocks |= {int(block): digest for _, block, digest in found}
    _append(cursor, [(kind, number, sha256("".join(digest for _, digest in sorted(blocks.items()))))])


def link_counts(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """The same for what a batch did to the counts of hand-overs, which may be nothing."""
    if (told := first_row(cursor, digests("counts", of_one=True), [batch])) is not None:
        _append(cursor, [("counts", batch, told[1])])


def link_what_is_not(cursor: duckdb.DuckDBPyConnection) -> None:
    """Chain whatever stands in a file that an earlier version wrote, as it is found."""
    for kind in KINDS:
        rows = cursor.execute(
            f"select '{kind}', number, digest from ({digests(kind)}) "
            f"where number not in (select number from history.links where what = '{kind}') order by number"
        ).fetchall()
        _append(cursor, rows)


def _append(cursor: duckdb.DuckDBPyConnection, entries: Sequence[tuple[str, int, str]]) -> None:
    place, before = newest_link(cursor)
    noted = newest_entry(cursor)
    rows = []
    for what, number, digest in entries:
        place += 1
        told = [place, what, number, digest, *noted]
        before = linked(before, told)
        rows.append([*told, before])
    if rows:
        cursor.executemany("insert into history.links values (?, ?, ?, ?, ?, ?, ?)", rows)


def linked(before: str, told: Sequence[object]) -> str:
    """What chains a link to the one before it."""
    return sha256("\x1f".join([before, *map(str, told)]))


def newest_link(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """How many links there are, and the last; (0, "") for an empty file."""
    return _end_of(cursor, "links", "place")


def newest_entry(cursor: duckdb.DuckDBPyConnection) -> tuple[int, str]:
    """The newest entry of the record of access, and its link; (0, "") for an empty record."""
    return _end_of(cursor, "audit", "entry")


def _end_of(cursor: duckdb.DuckDBPyConnection, table: str, number: str) -> tuple[int, str]:
    # Not `order by … desc limit 1`: where rows were deleted, DuckDB 2.0 may give another than the last.
    row = first_row(
        cursor,
        f"select {number}, link from history.{table} where {number} = (select max({number}) from history.{table})",
    )
    return (int(row[0]), str(row[1])) if row else (0, "")


def chain_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """Links that do not follow from the one before, and everything that is not what was linked."""
    yield from broken_links(cursor)
    yield from _record_cut_short(cursor)
    for kind, said in SAID.items():
        rows = cursor.execute(
            "select coalesce(told.number, kept.number), told.number is null, kept.number is null "
            f"from ({digests(kind)}) as told "
            f"full join (select number, digest from history.links where what = '{kind}') as kept using (number) "
            "where told.digest is distinct from kept.digest "
            # Files of before the counts were chained have no link for what they counted until then.
            f"and ('{kind}' <> 'counts' or coalesce(told.number, kept.number) >= "
            "(select min(number) from history.links where what = 'counts')) order by 1"
        ).fetchall()
        for number, is_gone, is_extra in rows:
            how = GONE if is_gone else EXTRA if is_extra else ALTERED
            yield how.with_values(what=said.with_values(number=number))


def broken_links(cursor: duckdb.DuckDBPyConnection, last: int | None = None) -> Iterator[Text]:
    """The first link that does not follow from the one before; of the `last` only, where that many are asked for."""
    rows = cursor.execute(
        "select place, what, number, digest, noted, noted_link, link from history.links "
        "where place > coalesce((select max(place) from history.links) - $1, -1) order by place",
        [last],
    ).fetchall()
    before: tuple[int, str] | None = (0, "") if last is None or len(rows) < last else None
    for place, *entry, told in rows:
        follows = before is None or (place == before[0] + 1 and told == linked(before[1], [place, *entry]))
        if not follows:
            yield Text(
                zh="记录链自第{place}环起断开：有内容被改动、删去或添入",
                en="The chain is broken at link {place}: something was altered, taken out or slipped in",
            ).with_values(place=place)
            return
        before = (place, told)


def _record_cut_short(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """Every link holds on to the newest entry that the record of access had then, so that its end can't be cut off."""
    lost = first_row(
        cursor,
        "select min(links.noted) from history.links as links left join history.audit as audit "
        "on audit.entry = links.noted where links.noted > 0 and audit.link is distinct from links.noted_link",
    )
    if lost and lost[0] is not None:
        yield Text(
            zh="操作记录第{entry}条缺失或被改动",
            en="The record of access lacks entry {entry}, or it was altered",
        ).with_values(entry=lost[0])


ALTERED = Text(zh="{what}的内容在写入之后被改动", en="What {what} wrote was altered afterwards")
GONE = Text(zh="{what}写入的内容已不存在", en="What {what} wrote is gone")
EXTRA = Text(zh="{what}不是由本程序写入的", en="This program never wrote {what}")
