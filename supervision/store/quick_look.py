"""What can be told of a ledger file in a moment, however large it is: whether a dashboard should start on it.

Small tables are looked through whole, of the chains the newest links, of the rows only how many stand. `check` looks
at everything.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.store.chain import broken_links
from supervision.store.database import Database
from supervision.text import Refusal, Text

NEWEST = 200
"""Links looked at."""


def quick_faults(database: Database) -> list[Text]:
    """Promises that are seen to be broken at once; empty says that nothing speaks against starting."""
    try:
        with database.cursor() as cursor:
            return [*_books(cursor), *_standing(cursor), *broken_links(cursor, NEWEST)]
    except duckdb.Error as error:
        return [
            Text(zh="台账读不出来：{why}", en="The ledger can't be read: {why}").with_values(
                why=str(error).splitlines()[0]
            )
        ]


def refuse_unless_whole(database: Database) -> None:
    """Refusal, with what to do, for a file on which no figure should be shown."""
    if found := quick_faults(database):
        raise Refusal(
            Text(
                zh="没有启动：台账文件 {path} 不完好：{fault}（共{n}处）。请用 check 查看全部，再用 restore 恢复最近的备份；"
                "现有文件会留存。",
                en="Not started: the ledger file {path} is not whole: {fault} ({n} in all). See all with `check`, then put "
                "the newest backup in its place with `restore FILE`; the file that is there is kept.",
            ).with_values(path=database.path, fault=found[0], n=len(found))
        )


def is_readable(database: Database) -> bool:
    """Whether a question is answered at this moment."""
    return bool(database.rows("select 1 from history.facts where name = 'schema'"))


def gaps(cursor: duckdb.DuckDBPyConnection, things: str) -> Iterator[Text]:
    """Batches, or files, that are not numbered one by one."""
    number, name = _NUMBERED[things]
    told = cursor.execute(
        f"select count(*), coalesce(max({number}), 0), count(distinct {number}) from history.{things}"
    ).fetchall()[0]
    if len(set(told)) != 1:
        yield Text(
            zh="{name}编号不连续：共{count}个，最大编号{newest}",
            en="The {name} are not numbered without gaps: {count} of them, the newest is {newest}",
        ).with_values(name=name, count=told[0], newest=told[1])


_NUMBERED = {
    "batches": ("batch", Text(zh="批次", en="batches")),
    "files": ("file", Text(zh="文件", en="files")),
}


def _books(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    yield from gaps(cursor, "batches")
    unlinked = cursor.execute(
        "select batch from history.batches "
        "where batch not in (select number from history.links where what = 'batch') order by batch limit 1"
    ).fetchall()
    for (batch,) in unlinked:
        yield Text(zh=f"批次{batch}没有连入记录链", en=f"Batch {batch} is not in the chain")


def _standing(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """As many rows stand in each ledger as the batches say."""
    for ledger in LEDGERS:
        told = cursor.execute(
            f"select (select count(*) from history.{ledger.name} where _batch_out is null), "
            "(select coalesce(sum(added - removed), 0) from history.changes where ledger = $1)",
            [ledger.name],
        ).fetchall()
        standing, booked = told[0]
        if standing != booked:
            yield Text(
                zh="{title}：有效{standing}行，而各批次记载应为{booked}行",
                en="{title}: {standing} rows stand where the batches account for {booked}",
            ).with_values(title=ledger.title, standing=standing, booked=booked)
