"""A ledger file written before a column came keeps its rows, takes new ones, and finds the same row unchanged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from supervision.ledgers import leads as declared
from supervision.ledgers.declaration import Column, Ledger
from supervision.store import schema
from supervision.store.database import open_database
from supervision.store.wholeness import faults
from tests.filling import fill

LEAD = {"source": "12345平台", "number": "H1", "received_on": date(2022, 3, 7), "matter": "超期办案"}


def _without_what_came_later(path: Path) -> None:
    """As an earlier version would have left the file."""
    with duckdb.connect(str(path)) as file:
        for (view,) in file.execute("select view_name from duckdb_views() where not internal").fetchall():
            file.execute(f"drop view if exists {view} cascade")
        file.execute("alter table history.leads drop column prohibition")
        file.execute("update history.facts set value = '2' where name = 'schema'")
        file.execute("delete from history.facts where name = 'fingerprint'")


def _hash_before(ledger: Ledger) -> str:
    def told(column: Column) -> str:
        return f"coalesce({column.name}::varchar, chr(30))"

    return f"md5(concat_ws(chr(31), {', '.join(told(c) for c in ledger.columns if not c.came_later)}))"


def test_a_file_of_an_earlier_version_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    database = open_database(path)
    fill(database, {"leads": [LEAD]})
    database.close()
    _without_what_came_later(path)
    database = open_database(path)
    assert faults(database) == []
    assert database.rows(f"select _hash = {_hash_before(declared.LEADS)} from history.leads") == [(True,)]
    again = fill(database, {"leads": [LEAD | {"status": None}]}, by="again")
    told = fill(database, {"leads": [LEAD | {"prohibition": "严禁跑风漏气、失密泄密"}]})
    assert [(file.unchanged, file.updated) for file in (*again.files, *told.files)] == [
        (1, 0),
        (0, 1),
    ]
    assert database.rows("select prohibition, matter from leads") == [("严禁跑风漏气、失密泄密", "超期办案")]
    assert faults(database) == []
    database.close()


@pytest.mark.parametrize("ledger", [declared.LEADS, declared.COLLECTIONS], ids=lambda ledger: ledger.name)
def test_every_column_is_named_when_rows_are_written(ledger: Ledger) -> None:
    named = schema.columns_of(ledger).split(", ")
    assert named[: len(ledger.columns)] == [column.name for column in ledger.columns]
