"""DuckDB tables derived from the declarations, and the views in which every query speaks.

`history` holds versions, batches and waiting rows; `reference` the dated lists; the views in
queries/definitions are the ledgers as known at `getvariable('known_at')`, or now when it is unset.
Identifiers come from declarations in this program, never from input.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from supervision.ledgers import reference
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Column, Day, Ledger
from supervision.ledgers.narrowing import narrowed_columns
from supervision.store.answers import first_row
from supervision.store.coarser import COARSER
from supervision.store.handed_rollups import HANDED_ROLLUPS
from supervision.store.rollups import ROLLUPS

VERSION = 15
"""Raised with every change of the tables below, each with a step in `migrations`; a newer file is refused by an
older program."""

WAITS_OF_OLD = "waits settled by version 1"
"""The fact that marks an older file until its next batch settles by today's rules which rows wait."""

DEFINITIONS = Path(__file__).resolve().parents[2] / "queries" / "definitions"

BOOKS = """
create schema if not exists history;
create schema if not exists reference;
create sequence if not exists history.row_ids;
create table if not exists history.facts (name varchar not null, value varchar);
create table if not exists history.batches (
    batch integer not null,
    kind varchar not null,          -- load | mend | dismiss | undo
    undoes integer,                 -- the batch that this one takes back
    made_by varchar not null,
    made_at timestamp not null,     -- local time
    note varchar
);
create table if not exists history.files (
    batch integer not null,
    file integer not null,          -- unique over all batches
    name varchar not null,
    sha256 varchar not null,
    size bigint not null,
    status varchar not null,        -- loaded | unchanged | refused
    reason_zh varchar,
    reason_en varchar,
    ledger varchar,
    profile varchar,
    source varchar,
    encoding varchar,
    handed_for date,                -- decides which of two hand-overs of a row is the newer
    records integer not null,
    new integer not null,
    updated integer not null,
    unchanged integer not null,
    repeated integer not null,
    quarantined integer not null,
    skipped integer not null
);
create table if not exists history.changes (
    batch integer not null,
    ledger varchar not null,
    added integer not null,
    changed integer not null,
    removed integer not null
);
create table if not exists history.waiting (
    id bigint not null,
    origin integer not null,        -- the batch that brought it
    file integer not null,
    line integer not null,
    ledger varchar not null,
    key varchar,
    day date,                       -- null: the day itself can't be read
    source varchar,
    cells varchar not null,         -- JSON: heading → cell, as the source wrote it
    reasons varchar not null,       -- JSON: column, cell, problem and remedy in both languages
    fingerprint varchar not null    -- alike for the same row of the same source, however often it comes
);
create table if not exists history.dealt (
    fingerprint varchar not null,   -- of the waiting row, whichever batches brought it
    batch integer not null,         -- a mend or a dismissal
    how varchar not null,           -- mended | dismissed
    waiting bigint not null,        -- the id under which somebody saw it
    file integer,                   -- where the mended row stands in the ledger; null for dismissals
    line integer
);
create table if not exists history.judgements (
    batch integer not null,
    one varchar not null,           -- keys of two leads, the smaller first
    other varchar not null,
    is_same boolean not null
);
create table if not exists history.same_spans (
    one varchar not null,
    other varchar not null,
    batch_in integer not null,
    batch_out integer
);
create table if not exists history.profiles (
    saved integer not null,         -- counts every saving; of one name the latest holds
    name varchar not null,
    told varchar,                   -- TOML; null: taken out of use
    saved_by varchar not null,
    saved_at timestamp not null     -- local time
);
create table if not exists history.release_editions (
    release integer not null,
    edition integer not null,
    document varchar not null,      -- JSON, written once and never changed
    seal varchar not null,          -- SHA-256 of the document
    made_by varchar not null,
    made_at timestamp not null      -- local time
);
create table if not exists history.release_steps (
    step integer not null,          -- counts over all releases, without gaps
    release integer not null,
    edition integer not null,
    action varchar not null,        -- draft | reword | check | send_back | freeze | withdraw
    state varchar not null,         -- the state that the release is in from now on
    made_by varchar not null,
    made_at timestamp not null,     -- local time
    why varchar,
    seal varchar not null,          -- of the edition
    link varchar not null           -- SHA-256 over the step before and all of this one
);
create table if not exists history.texts (
    sha256 varchar not null,
    text varchar not null           -- queries, views and lists as they were when a release was drafted
);
create table if not exists history.people (
    change integer not null,        -- counts every change; of one name the latest holds
    name varchar not null,
    roles varchar not null,         -- separated by spaces; empty: may do nothing any more
    scope varchar,                  -- source | district
    member varchar,                 -- the one source or district that they see and load
    set_by varchar not null,
    set_at timestamp not null       -- local time
);
create table if not exists history.audit (
    entry bigint not null,          -- counts without gaps
    noted_at timestamp not null,    -- local time
    who varchar not null,
    through varchar not null,       -- browser | terminal
    what varchar not null,
    told varchar not null,          -- JSON: ids and counts, no contents
    link varchar not null           -- SHA-256 over the link before and all of this entry
);
create table if not exists history.links (
    place bigint not null,          -- counts without gaps
    what varchar not null,          -- batch | sample | profile | roles | release step
    number bigint not null,         -- which of them
    digest varchar not null,        -- SHA-256 over all that it wrote
    noted bigint not null,          -- the newest entry of the record of access at that moment
    noted_link varchar not null,
    link varchar not null           -- SHA-256 over the link before and all of this one
);
create table if not exists history.sign_ins_ended (
    session varchar not null,       -- a hash
    ended_at timestamp not null     -- local time
);
create table if not exists history.waiting_spans (
    id bigint not null,
    batch_in integer not null,
    batch_out integer
);
"""


def table_of(ledger: Ledger) -> str:
    """The DDL of one ledger's versions."""
    columns = "".join(f"    {column.name} {column.kind.sql_type},\n" for column in ledger.columns)
    return (
        f"create table if not exists history.{ledger.name} (\n{columns}"
        "    _id bigint not null,\n"
        "    _key varchar not null,\n"
        "    _hash varchar not null,\n"
        "    _handed_for date not null,\n"
        "    _file integer not null,\n"
        "    _line integer not null,\n"
        "    _batch_in integer not null,\n"
        "    _batch_out integer,\n"
        "    _origin integer not null\n)"
    )


def hash_of(ledger: Ledger) -> str:
    """The SQL expression whose value tells two contents of a row apart.

    An empty cell of a column that came later is left out, so that rows loaded before it came are still the same.
    """
    cells = ", ".join(_hashed(column) for column in ledger.columns)
    return f"md5(concat_ws(chr(31), {cells}))"


def _hashed(column: Column) -> str:
    told = f"{column.name}::varchar"
    return f"chr(29) || '{column.name}' || {told}" if column.came_later else f"coalesce({told}, chr(30))"


AS_OF = "coalesce(getvariable('as_of')::date, current_date)"
"""The day of reckoning. The views of the ledgers come before the macro of that name."""


def columns_of(ledger: Ledger) -> str:
    """The columns of the ledger's table by name: their places differ in files of different versions."""
    own = ", ".join(column.name for column in ledger.columns)
    return f"{own}, _id, _key, _hash, _handed_for, _file, _line, _batch_in, _batch_out, _origin"


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of a new ledger file, its reference lists and its views."""
    connection.execute(BOOKS)
    for ledger in LEDGERS:
        connection.execute(table_of(ledger))
    for rollup in (*ROLLUPS, *HANDED_ROLLUPS, *COARSER):
        connection.execute(rollup.table)
    note_version(connection, VERSION)
    refresh(connection)


def refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """This program's reference lists, views and macros, in place of all that another left."""
    for schema_name, view in connection.execute(
        "select schema_name, view_name from duckdb_views() where not internal"
    ).fetchall():
        connection.execute(f'drop view if exists "{schema_name}"."{view}" cascade')
    for schema_name, macro, kind in connection.execute(
        "select distinct schema_name, function_name, if(function_type = 'macro', 'macro', 'macro table') "
        "from duckdb_functions() where not internal and database_name = current_database()"
    ).fetchall():
        connection.execute(f'drop {kind} if exists "{schema_name}"."{macro}"')
    for ledger in LEDGERS:
        connection.execute(known_view(ledger))
    lists = reference_lists()
    load_lists(connection, lists, reference.reference_list("grades").names)
    for macro in macros_of_lists(lists):
        connection.execute(macro)
    for path in definitions():
        connection.execute(path.read_text(encoding="utf-8"))
    connection.execute("delete from history.facts where name = 'fingerprint'")
    connection.execute("insert into history.facts values ('fingerprint', $1)", [fingerprint()])


def version_told(connection: duckdb.DuckDBPyConnection) -> int:
    """The schema that a file says it is of; 0 without our tables."""
    return int(facts(connection).get("schema", "0"))


def facts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What a file says of itself; nothing without our tables."""
    has_books = first_row(
        connection,
        "select 1 from duckdb_tables() where schema_name = 'history' and table_name = 'facts'",
    )
    if has_books is None:
        return {}
    return dict(connection.execute("select name, value from history.facts").fetchall())


def note_version(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Say of a file which schema it is of now."""
    connection.execute("delete from history.facts where name = 'schema'")
    connection.execute("insert into history.facts values ('schema', $1)", [str(version)])


def definitions() -> list[Path]:
    return sorted(DEFINITIONS.glob("*.sql"))


def fingerprint() -> str:
    """Tells whether a file's reference lists and views are those of this program."""
    told = hashlib.sha256()
    for path in (*definitions(), *sorted(reference.FOLDER.glob("*.csv")), Path(__file__)):
        told.update(path.read_bytes())
    for ledger in LEDGERS:
        told.update(table_of(ledger).encode())
    return told.hexdigest()


def known_view(ledger: Ledger) -> str:
    """The ledger as known at a batch and on the day of reckoning, whole and narrowed.

    What happened after that day has not happened yet: rows of later days are not there, later ends are empty.
    """
    columns = ", ".join(cell for column in ledger.columns for cell in _happened(ledger, column))
    begun = f" and {ledger.day} <= {AS_OF}" if ledger.day and not _may_be_ahead(ledger) else ""
    narrowed = "".join(
        f" and (getvariable('only_{name}') is null or {column.name} = getvariable('only_{name}'))"
        for name, column in narrowed_columns(ledger).items()
    )
    return (
        f"create or replace view every_{ledger.name} as select {columns}, _key, _file, _line, _origin, _batch_in "
        f"from history.{ledger.name} "
        "where _batch_in <= coalesce(getvariable('known_at'), 2147483647) "
        "and (_batch_out is null or _batch_out > coalesce(getvariable('known_at'), 2147483647))"
        f"{begun};"
        f"create or replace view {ledger.name} as select * from every_{ledger.name} where true{narrowed}"
    )


def _happened(ledger: Ledger, column: Column) -> tuple[str, ...]:
    """A later end as it is told, empty until it has come, and as `_concluded_on` the day in the row: where a question
    says of both that they lie in its period, DuckDB reads no rows of other periods."""
    if not isinstance(column.kind, Day) or column.kind.may_be_ahead or column.name == ledger.day:
        return (column.name,)
    return (
        f"case when {column.name} <= {AS_OF} then {column.name} end as {column.name}",
        f"{column.name} as _{column.name}",
    )


def _may_be_ahead(ledger: Ledger) -> bool:
    kind = ledger.column(ledger.day).kind
    return isinstance(kind, Day) and kind.may_be_ahead


def reference_lists() -> dict[str, tuple[dict[str, str], ...]]:
    """The reference lists as they stand in their files, by the names of these."""
    return {path.stem: reference.rows(path.name) for path in sorted(reference.FOLDER.glob("*.csv"))}


def load_lists(
    connection: duckdb.DuckDBPyConnection,
    lists: Mapping[str, Sequence[Mapping[str, str]]],
    grades: Sequence[str],
) -> None:
    """The reference lists as tables, each row with its place."""
    for name, rows in lists.items():
        columns = list(rows[0])
        declared = ", ".join(f'"{column}" varchar' for column in columns)
        connection.execute(f"create or replace table reference.{name} (position integer, {declared})")
        marks = ", ".join("?" for _ in range(len(columns) + 1))
        connection.executemany(
            f"insert into reference.{name} values ({marks})",
            [
                [position, *(row[column] or None for column in columns)]
                for position, row in enumerate(rows, start=1)
            ],
        )
    connection.execute("create or replace table reference.grades (position integer, name varchar)")
    connection.executemany("insert into reference.grades values (?, ?)", list(enumerate(grades, start=1)))


def macros_of_lists(lists: Mapping[str, Sequence[Mapping[str, str]]]) -> list[str]:
    """The macros in which the definitions speak of members of a list by name, one statement each.

    They count on how many visits each policy was explained, and sum up such counts, in the order of the list. The names
    stand in them, so that visits are read once for a list of any length.
    """
    names = [row["name"] for row in lists.get("policies", ())]
    told = ", ".join(f"count(*) filter (list_contains(policies, {_quoted(name)}))" for name in names)
    in_all = ", ".join(f"sum(told[{place}])::bigint" for place in range(1, len(names) + 1))
    return [
        f"create or replace macro policies_told(policies) as [{told}]",
        f"create or replace macro policies_in_all(told) as [{in_all}]",
    ]


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
