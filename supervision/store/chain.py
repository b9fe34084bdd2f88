"""One chain over all that is only ever added: batches with every row they opened and closed, savings of profiles,
changes of roles, steps of releases, the mark of sample data.

A row changed behind our back can be given a fitting hash; its batch's digest still tells, and so does every link
after it. Whoever can write to the file can chain all of it anew: the last link, kept elsewhere, shows that too.
What a batch wrote never changes: later batches only end its rows, and that stands in their own digests. Only counts may be
chained once more, in a file that holds rows of second readings or mended ones, which upgrades to schema 11 and 12 counted anew.
Where they were, or were counted before counts were chained, the chain is silent on which batch they came with, and the rows
have to say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from supervision.store.answers import first_row, sha256
from supervision.store.digests import AT_ONCE, KINDS, digests
from supervision.store.handed_recount import may_have_been_counted_anew
from supervision.store.how_far import Parts, unparted
from supervision.text import Text

SAID = {
    "batch": Text(zh="批次{number}", en="batch {number}"),
    "counts": Text(zh="批次{number}的移交计数", en="the counts of hand-overs of batch {number}"),
    "sample": Text(zh="示例数据的标记", en="the mark of sample data"),
    "profile": Text(zh="第{number}次保存的来源配置", en="saved profile no. {number}"),
    "roles": Text(zh="第{number}次角色变更", en="change of roles no. {number}"),
    "release step": Text(zh="发布记录第{number}步", en="step {number} of the releases"),
}


NOTHING = ""
"""The digest of counts that were chained and came to nothing when they were counted anew."""


def link(cursor: duckdb.DuckDBPyConnection, kind: str, number: int, rows: int = 0) -> None:
    """Chain what was just written, some so many `rows`, to everything before it, in the same transaction."""
    _append(cursor, [(kind, number, digests(cursor, kind, number, are_many=rows > AT_ONCE)[number])])


def link_counts(cursor: duckdb.DuckDBPyConnection, batch: int) -> None:
    """The same for what a batch did to the counts of hand-overs, which may be nothing."""
    for number, digest in digests(cursor, "counts", batch).items():
        _append(cursor, [("counts", number, digest)])


def link_what_is_not(cursor: duckdb.DuckDBPyConnection) -> None:
    """Chain whatever stands in a file that an earlier version wrote, as it is found."""
    for kind in KINDS:
        linked_already = {number for number, _ in _kept(cursor, kind)}
        told = sorted(digests(cursor, kind).items())
        _append(cursor, [(kind, number, digest) for number, digest in told if number not in linked_already])


def link_counts_anew(cursor: duckdb.DuckDBPyConnection) -> None:
    """Chain the counts of hand-overs that are no longer what was chained, after what was: the newest link of each holds."""
    kept, told = dict(_kept(cursor, "counts")), digests(cursor, "counts")
    turned = sorted(number for number in kept | told if kept.get(number) != told.get(number, NOTHING))
    _append(cursor, [("counts", number, told.get(number, NOTHING)) for number in turned])


def _kept(cursor: duckdb.DuckDBPyConnection, kind: str) -> list[tuple[int, str]]:
    """What the chain holds of a kind, link by link."""
    return cursor.execute(
        "select number, digest from history.links where what = $1 order by place", [kind]
    ).fetchall()


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


def chain_faults(cursor: duckdb.DuckDBPyConnection, parts: Parts = unparted) -> Iterator[Text]:
    """Links that do not follow from the one before, and everything that is not what was linked."""
    yield from broken_links(cursor)
    yield from _record_cut_short(cursor)
    for kind, said in SAID.items():
        told, kept = digests(cursor, kind, parts=parts), _kept(cursor, kind)
        if kind == "counts" and may_have_been_counted_anew(cursor):
            # Of nothing else may a later link take the place of one before it: what a batch wrote never changes.
            kept = list(dict(kept).items())
            told = {number: NOTHING for number, digest in kept if digest == NOTHING} | told
        found = [
            (number, ALTERED if number in told else GONE)
            for number, digest in kept
            if told.get(number) != digest
        ]
        found += [(number, EXTRA) for number in told.keys() - dict(kept).keys()]
        # Files of before the counts were chained have no link for what they counted until then.
        first = min(dict(kept), default=None) if kind == "counts" else 0
        for number, how in sorted(found, key=lambda fault: fault[0]):
            if first is not None and number >= first:
                yield how.with_values(what=said.with_values(number=number))


def is_silent_on_counts(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether it alone can't say which batch some counts of hand-overs came with: they were chained more than once, or never."""
    numbers = [number for number, _ in _kept(cursor, "counts")]
    counted = " union all ".join(
        f"select min({part.number}) as batch from {part.table}" for part in KINDS["counts"]
    )
    earliest = first_row(cursor, f"select min(batch) from ({counted})")
    assert earliest is not None
    is_unlinked = earliest[0] is not None and earliest[0] < min(numbers, default=earliest[0] + 1)
    return is_unlinked or len(numbers) > len(set(numbers))


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
