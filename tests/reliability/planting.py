"""Faults planted behind the program's back: each is SQL that somebody with another program might run on the file.

A fault is planted in a transaction, looked for with all of `check`, and taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import duckdb

from supervision.ledgers.catalogue import LEDGERS
from supervision.store.chain import link_counts_anew, linked, newest_link
from supervision.store.coarser import COARSER
from supervision.store.database import NOTHING, Database
from supervision.store.digests import KINDS, digests
from supervision.store.schema import hash_of
from supervision.store.wholeness import faults
from supervision.text import Text

LEFT_ALONE = {
    "sign_ins_ended": "hashes of cookies, without numbers: one taken out lets that cookie open again until it expires"
}
"""Tables that `check` does not vouch for, and why."""


@dataclass(frozen=True)
class Fault:
    kind: str
    about: str
    statements: tuple[str, ...]


class OneTransaction(Database):
    """A ledger whose every question is asked within one transaction, which is taken back at the end."""

    def __init__(self, of: Database, cursor: duckdb.DuckDBPyConnection) -> None:
        self.path = of.path
        self._one = cursor

    @contextmanager
    def cursor(
        self,
        known_at: int | None = None,
        as_of: date | None = None,
        only: Mapping[str, str] = NOTHING,
        *,
        is_read_out: bool = False,
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self._one


def found(database: Database, fault: Fault) -> list[Text]:
    """What `check` says of a ledger with that fault; the ledger is afterwards as it was."""
    with database.cursor() as cursor:
        cursor.begin()
        try:
            for statement in fault.statements:
                cursor.execute(statement)
            return faults(OneTransaction(database, cursor))
        finally:
            cursor.rollback()


def planted(database: Database) -> Iterator[Fault]:
    """Every fault that this ledger offers a place for."""
    yield from _cells(database)
    yield from _rows(database)
    yield from _named(database)


def tables(database: Database) -> list[str]:
    rows = database.rows(
        "select table_name from duckdb_tables() where schema_name = 'history' order by table_name"
    )
    return [name for (name,) in rows if name not in (*LEFT_ALONE, "facts")]


_OTHERWISE = {
    "VARCHAR": "concat({0}, 'x')",
    "DATE": "coalesce({0} + 1, date '2022-01-01')",
    "TIMESTAMP": "{0} + interval 1 second",
    "BOOLEAN": "not {0}",
    "DATE[]": "list_append(coalesce({0}, []), date '2022-01-01')",
    "VARCHAR[]": "list_append(coalesce({0}, []), 'x')",
}
_NUMBER = "coalesce({0} + 1, 1)"


def _cells(database: Database) -> Iterator[Fault]:
    """One cell of one row, of every column of every table; of a ledger also with a hash that fits."""
    ledgers = {ledger.name: ledger for ledger in LEDGERS}
    for table in tables(database):
        for column, kind in database.rows(
            "select column_name, data_type from duckdb_columns() where schema_name = 'history' and table_name = $1",
            [table],
        ):
            otherwise = _OTHERWISE.get(kind, _NUMBER).format(f'"{column}"')
            row = f"rowid = (select quantile_disc(rowid, 0.5) from history.{table})"
            told = f'update history.{table} set "{column}" = {otherwise} where {row}'
            yield Fault("a cell changed", f"{table}.{column}", (told,))
            if table in ledgers and not column.startswith("_"):
                hashed = f"update history.{table} set _hash = {hash_of(ledgers[table])} where {row}"
                yield Fault("a cell changed with its hash", f"{table}.{column}", (told, hashed))


def _rows(database: Database) -> Iterator[Fault]:
    for table in tables(database):
        for which, row in (("first", "min(rowid)"), ("last", "max(rowid)")):
            where = f"from history.{table} where rowid = (select {row} from history.{table})"
            yield Fault("a row taken out", f"{table}, {which}", (f"delete {where}",))
            yield Fault(
                "a row put in twice", f"{table}, {which}", (f"insert into history.{table} select * {where}",)
            )
        yield Fault("a table emptied", table, (f"delete from history.{table}",))


def _named(database: Database) -> Iterator[Fault]:
    """What would make a figure, a role or a promise wrong, thought up one by one."""
    live = "(select min(_id) from history.leads where _batch_out is null)"
    ended = "(select min(_id) from history.leads where _batch_out > _batch_in)"
    yield Fault(
        "two current versions",
        "leads",
        (
            f"insert into history.leads select * replace (_id + 1000000 as _id) from history.leads where _id = {live}",
        ),
    )
    yield Fault("two current versions", "an ended row lives again",
                (f"update history.leads set _batch_out = null where _id = {ended}",))  # fmt: skip
    yield Fault(
        "spans that overlap",
        "leads",
        (f"update history.leads set _batch_out = _batch_out + 1 where _id = {ended}",),
    )
    yield Fault("a row ended behind our back", "leads", (
        f"update history.leads set _batch_out = (select max(batch) from history.batches) where _id = {live}",))  # fmt: skip
    new_key = "select * replace (_id + 1000000 as _id, 'X' as number, 'X' as _key) from history.leads"
    yield Fault(
        "a row slipped in",
        "leads, hash and books made to fit",
        (
            f"insert into history.leads {new_key} where _id = {live}",
            f"update history.leads set _hash = {hash_of(LEDGERS[0])} where _key = 'X'",
            "update history.changes set added = added + 1 where ledger = 'leads' "
            "and batch = (select _batch_in from history.leads where _key = 'X')",
            "update history.files set new = new + 1, records = records + 1 "
            "where file = (select _file from history.leads where _key = 'X')",
        ),
    )
    for batch in (1, 3, database.newest_batch):
        every = [
            f"delete from history.{table} where {column} = {batch}"
            for table, column in database.rows(
                "select table_name, column_name from duckdb_columns() where schema_name = 'history' "
                "and column_name in ('batch', 'origin', 'batch_in', '_batch_in', '_origin')"
            )
        ]
        yield Fault("a batch missing", f"batch {batch} from the list", (f"delete from history.batches where batch = {batch}",))  # fmt: skip
        yield Fault("a batch missing", f"batch {batch} with all it brought", tuple(every))
        yield Fault("a batch missing", f"batch {batch}, its link too",
                    (*every, f"delete from history.links where what = 'batch' and number = {batch}"))  # fmt: skip
    yield Fault(
        "a waiting row lost", "its span", ("delete from history.waiting_spans where batch_out is null",)
    )
    yield Fault("a waiting row lost", "with its span and the count of its file", (
        "update history.files set quarantined = quarantined - 1, records = records - 1 where file = "
        "(select file from history.waiting where id = (select min(id) from history.waiting))",
        "delete from history.waiting_spans where id = (select min(id) from history.waiting)",
        "delete from history.waiting where id = (select min(id) from history.waiting)"))  # fmt: skip
    yield Fault("a waiting row lost", "under the mark of an older file", (
        "insert into history.facts values ('waits settled by version 1', 'yes')",
        "delete from history.waiting_spans where batch_out is null"))  # fmt: skip
    yield Fault(
        "file counts that do not add up",
        "records",
        ("update history.files set records = records + 1 where file = 1",),
    )
    yield Fault("file counts that do not add up", "new and updated exchanged",
                ("update history.files set new = updated, updated = new where new <> updated",))  # fmt: skip
    yield Fault(
        "a hand-over moved to another month",
        "a mended row's",
        ("update history.handed set handed_for = handed_for + 31 where file is null and told <> 'key'",),
    )
    yield from _of_releases()
    yield from _of_the_chain(database)
    yield from _of_words(database)
    yield Fault(
        "a profile altered",
        "a heading of another column",
        ("update history.profiles set told = replace(told, 'received_on', 'summary')",),
    )
    yield Fault("a role given", "analyst to administrator",
                ("update history.people set roles = 'administrator' where roles = 'analyst'",))  # fmt: skip
    yield Fault(
        "a role given",
        "slipped in",
        (
            "insert into history.people select max(change) + 1, 'x@x.example', 'administrator', null, null, 'admin', "
            "max(set_at) from history.people",
        ),
    )
    yield Fault("the mark of sample data gone", "facts", ("delete from history.facts where name = 'sample'",))


def _of_releases() -> Iterator[Fault]:
    for where in ("edition = 1", "edition = 2"):
        yield Fault("a release altered", f"{where}, with its seal", (
            "update history.release_editions set document = replace(document, '线索', '案件'), "
            f"seal = sha256(replace(document, '线索', '案件')) where {where}",))  # fmt: skip
        yield Fault("a release altered", f"{where}, with its seal and those of its steps", (
            "update history.release_editions set document = replace(document, '线索', '案件'), "
            f"seal = sha256(replace(document, '线索', '案件')) where {where}",
            f"update history.release_steps set seal = (select seal from history.release_editions where {where}) "
            f"where {where}"))  # fmt: skip
    last = "(select max(step) from history.release_steps)"
    yield Fault(
        "a release step missing", "the last", (f"delete from history.release_steps where step = {last}",)
    )
    yield Fault(
        "a release missing",
        "with all its steps",
        ("delete from history.release_steps", "delete from history.release_editions"),
    )
    yield Fault(
        "a query text of a release altered",
        "",
        ("update history.texts set text = replace(text, 'select', 'select ')",),
    )
    yield Fault("a query text of a release altered", "with its hash",
                ("update history.texts set text = text || ' ', sha256 = sha256(text || ' ')",))  # fmt: skip


def _of_the_chain(database: Database) -> Iterator[Fault]:
    newest = "(select max(entry) from history.audit)"
    yield Fault(
        "the record of access cut",
        "from the middle on",
        (f"delete from history.audit where entry > {newest} // 2",),
    )
    yield Fault("the record of access cut", "all of it", ("delete from history.audit",))
    with database.cursor() as cursor:
        cursor.begin()
        cursor.execute(
            "update history.leads set district = '西岗区' where _id = (select min(_id) from history.leads "
            "where _batch_in = 1 and district is distinct from '西岗区')"
        )
        cursor.execute(f"update history.leads set _hash = {hash_of(LEDGERS[0])}")
        digest = digests(cursor, "batch", 1)[1]
        row = cursor.execute(
            "select place, what, number, digest, noted, noted_link from history.links where what = 'batch' and number = 1"
        ).fetchall()[0]
        before = cursor.execute(
            "select coalesce(max(link), '') from history.links where place = $1", [row[0] - 1]
        ).fetchall()[0][0]
        newest, last = newest_link(cursor)
        cursor.rollback()
    told = [*row[:3], digest, *row[4:]]
    again = [newest + 1, *told[1:]]
    values = ", ".join(map(repr, [*again, linked(last, again)]))
    yield Fault(
        "a link made to fit",
        "the first batch, with its row, hash and digest",
        (
            "update history.leads set district = '西岗区' where _id = (select min(_id) from history.leads "
            "where _batch_in = 1 and district is distinct from '西岗区')",
            f"update history.leads set _hash = {hash_of(LEDGERS[0])}",
            f"update history.links set digest = '{digest}', link = '{linked(before, told)}' "
            "where what = 'batch' and number = 1",
        ),
    )
    yield Fault(
        "a batch chained once more",
        "the first, with its row and hash, after everything else",
        (
            "update history.leads set district = '西岗区' where _id = (select min(_id) from history.leads "
            "where _batch_in = 1 and district is distinct from '西岗区')",
            f"update history.leads set _hash = {hash_of(LEDGERS[0])}",
            f"insert into history.links values ({values})",
        ),
    )
    yield from _of_counts(database)
    yield Fault(
        "a link missing",
        "the last",
        ("delete from history.links where place = (select max(place) from history.links)",),
    )


def _of_counts(database: Database) -> Iterator[Fault]:
    """Counts moved to the next batch where the chain takes a later link for counts, with all that is drawn from them."""
    for part in KINDS["counts"]:
        statements = [
            f"update {part.table} set batch = batch + 1 where rowid = (select min(rowid) from {part.table})"
        ]
        finer = {part.table}
        for log in COARSER:
            if log.finer in finer:
                finer.add(f"history.{log.name}")
                statements += [
                    f"delete from history.{log.name}",
                    f"insert into history.{log.name} from ({log.drawn()})",
                ]
        with database.cursor() as cursor:
            cursor.begin()
            for statement in statements:
                cursor.execute(statement)
            last, _ = newest_link(cursor)
            link_counts_anew(cursor)
            links = cursor.execute(
                "select * from history.links where place > $1 order by place", [last]
            ).fetchall()
            cursor.rollback()
        values = ", ".join(f"({', '.join(map(repr, link))})" for link in links)
        statements.append(f"insert into history.links values {values}")
        yield Fault("counts moved and chained anew", part.table.removeprefix("history."), tuple(statements))


def _of_words(database: Database) -> Iterator[Fault]:
    """Views, macros and lists: nothing of the rows is touched, and every figure may be wrong."""
    views = [
        name
        for (name,) in database.rows(
            "select view_name from duckdb_views() where not internal and schema_name = 'main' order by view_name"
        )
    ]
    for view in views:
        yield Fault("a view altered", view, (f"create or replace view {view} as select 1 as nothing",))
    yield Fault(
        "a view altered",
        "leads, without one source",
        ("create or replace view leads as select * from every_leads where source <> '12345平台'",),
    )
    yield Fault("a view put in", "", ("create view looks_harmless as select 1 as one",))
    yield Fault(
        "a macro altered", "as_of", ("create or replace macro as_of() as (current_date - 365)::date",)
    )
    for (name,) in database.rows(
        "select table_name from duckdb_tables() where schema_name = 'reference' order by table_name"
    ):
        row = f"where rowid = (select max(rowid) from reference.{name})"
        yield Fault("a list altered", f"{name}, a row", (f"delete from reference.{name} {row}",))
        column = database.rows(
            "select max(column_name) from duckdb_columns() where schema_name = 'reference' and table_name = $1 "
            "and column_name <> 'position'",
            [name],
        )[0][0]
        told = f'update reference.{name} set "{column}" = concat("{column}", \'x\') {row}'
        yield Fault("a list altered", f"{name}, a cell", (told,))
    yield Fault("a list missing", "districts", ("drop table reference.districts cascade",))
    yield Fault("a column put in", "leads", ("alter table history.leads add column complainant varchar",))
    yield Fault("a table put in", "", ("create table history.copy as select * from history.leads",))
