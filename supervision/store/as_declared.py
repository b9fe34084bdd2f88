"""Whether a file's tables, views, macros and reference lists are those of this program.

They are made when a file is opened by another version, and looked at by nobody afterwards: a view that was altered
behind our back would make every figure wrong, and every row right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from supervision.store import schema
from supervision.store.connecting import STORAGE
from supervision.text import Text

_SHAPES = {
    Text(zh="表{name}的列", en="the columns of table {name}"): (
        "select schema_name || '.' || table_name, string_agg(column_name || ' ' || data_type, ', ' order by column_name) "
        "from duckdb_columns() inner join duckdb_tables() using (database_oid, schema_name, table_name) "
        "where duckdb_columns.database_name = current_database() group by all"
    ),
    Text(zh="视图{name}", en="the view {name}"): (
        "select schema_name || '.' || view_name, sql from duckdb_views() "
        "where not internal and database_name = current_database()"
    ),
    Text(zh="公式{name}", en="the macro {name}"): (
        "select function_name, string_agg(concat_ws(' ', parameters::varchar, macro_definition), ';' "
        "order by parameters::varchar) from duckdb_functions() "
        "where not internal and database_name = current_database() group by all"
    ),
}
_STORED: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": STORAGE}
OTHER = Text(
    zh="{what}与本程序的不一致：被改动、缺失或多出",
    en="Not as this program makes it: {what} was altered, is missing or was added",
)


def declared_faults(cursor: duckdb.DuckDBPyConnection) -> Iterator[Text]:
    """Whatever this program would have made otherwise, one sentence each."""
    made = _made()
    for what, sql in _SHAPES.items():
        theirs = _by_name(cursor, sql)
        either = [told[sql] for told in made.shapes]
        for name in sorted(set(theirs).union(*either)):
            if all(theirs.get(name) != ours.get(name) for ours in either):
                yield OTHER.with_values(what=what.with_values(name=name))
    for name, value in (("schema", str(schema.VERSION)), ("fingerprint", schema.fingerprint())):
        if cursor.execute("select value from history.facts where name = $1", [name]).fetchall() != [(value,)]:
            yield OTHER.with_values(what=Text(zh=f"标记{name}", en=f"the mark {name}"))
    there = _lists(cursor)
    for name, rows in made.lists.items():
        if name in there and _rows(cursor, name) != rows:
            yield OTHER.with_values(what=Text(zh=f"名单{name}", en=f"the list {name}"))


@dataclass(frozen=True)
class _Made:
    shapes: tuple[dict[str, Mapping[str, str]], ...]
    """As told when just made and once the file was opened again: then DuckDB says DATE for date."""
    lists: dict[str, list[tuple[object, ...]]]


@cache
def _made() -> _Made:
    """What this program makes of an empty file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fresh.duckdb"
        with duckdb.connect(path, config=_STORED) as fresh:
            schema.create(fresh)
            first = {sql: _by_name(fresh, sql) for sql in _SHAPES.values()}
        with duckdb.connect(path, config=_STORED) as fresh:
            again = {sql: _by_name(fresh, sql) for sql in _SHAPES.values()}
            return _Made((first, again), {name: _rows(fresh, name) for name in sorted(_lists(fresh))})


def _by_name(cursor: duckdb.DuckDBPyConnection, sql: str) -> Mapping[str, str]:
    return dict(cursor.execute(sql).fetchall())


def _lists(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    rows = cursor.execute(
        "select table_name from duckdb_tables() where schema_name = 'reference' and database_name = current_database()"
    ).fetchall()
    return {name for (name,) in rows}


def _rows(cursor: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    return cursor.execute(f'select * from reference."{name}" order by all').fetchall()
