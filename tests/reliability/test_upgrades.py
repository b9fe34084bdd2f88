"""Ledger files of every earlier schema are upgraded with all that is in them, or left exactly as they were."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from supervision.figures.measuring import View
from supervision.ledgers.catalogue import LEDGERS
from supervision.releases.keeping import all_releases
from supervision.releases.verifying import verify
from supervision.store import schema
from supervision.store.batches import undo
from supervision.store.chain import is_silent_on_counts, link_counts_anew
from supervision.store.database import Database, local_now, open_database
from supervision.store.migrations import steps_after
from supervision.store.upgrading import MENDED, upgrade
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.filling import fill
from tests.reliability.old_ledgers import PROGRAMS, READ_TWICE_FROM, unpacked

LEAD = {"source": "12345平台", "number": "SL9", "received_on": date(2022, 5, 7), "matter": "超期办案"}
THEN = local_now()

COUNTED = ("handed", "lead_ways", "lead_way_months", "reviewed_leads")
"""What is counted anew where some bytes were read twice or a row was mended."""

Shape = dict[str, list[tuple[str, str, bool]]]


def shape(path: Path) -> Shape:
    """Every table's columns. Those of ledgers by name, for they are only ever named; all others in their order."""
    ledgers = {ledger.name for ledger in LEDGERS}
    told: Shape = {}
    with duckdb.connect(str(path), read_only=True) as file:
        for table, column, kind, may_be_null in file.execute(
            "select table_name, column_name, data_type, is_nullable from duckdb_columns() "
            "where schema_name = 'history' order by table_name, column_index"
        ).fetchall():
            told.setdefault(table, []).append((column, kind, may_be_null))
    return {table: sorted(columns) if table in ledgers else columns for table, columns in told.items()}


def contents(path: Path, columns: Shape) -> dict[str, list[tuple[object, ...]]]:
    """Every row of those columns, but for what a file says of its own schema."""
    told = {}
    with duckdb.connect(str(path), read_only=True) as file:
        for table, named in columns.items():
            if table not in ("facts", "mended"):
                listed = ", ".join(f'"{column}"' for column, *_ in named)
                told[table] = file.execute(f"select {listed} from history.{table} order by all").fetchall()
    return told


def schema_in(name: str) -> int:
    return int(name.split("-")[0])


@pytest.fixture(scope="module")
def todays_shape(tmp_path_factory: pytest.TempPathFactory) -> Shape:
    path = tmp_path_factory.mktemp("new") / "ledger.duckdb"
    open_database(path).close()
    return shape(path)


def beside(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.parent.iterdir() if entry != path)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_file_of_every_earlier_program_is_upgraded_whole(
    name: str, tmp_path: Path, todays_shape: Shape
) -> None:
    path = unpacked(name, tmp_path)
    before, columns = path.read_bytes(), shape(path)
    held = contents(path, columns)
    database = open_database(path)
    kept = database.upgraded_from
    assert (kept is None) == (schema_in(name) == schema.VERSION)
    assert kept is None or kept.name.startswith(f"ledger.schema{schema_in(name)}-")
    assert kept is None or kept.read_bytes() == before
    assert faults(database) == []
    frozen = [release for release in all_releases(database) if release.was_published]
    assert [verify(database, release).differences for release in frozen] == [()] * (schema_in(name) >= 4)
    database.close()
    assert shape(path) == todays_shape
    holds = contents(path, columns)
    if READ_TWICE_FROM <= schema_in(name) < MENDED:
        assert len(holds["links"]) > len(held["links"])
        for counted in COUNTED:
            del holds[counted], held[counted]
    if "links" in held:
        assert set(holds.pop("links")) >= set(held.pop("links"))
    assert holds == held
    goes_on(path)


def loaded(database: Database) -> dict[str, int]:
    """By month, of the hotline: leads that its file brought for the first time."""
    months = {"from_day": date(2022, 6, 1), "until_day": date(2022, 9, 1)}
    told = View(database, database.newest_batch, date(2022, 9, 1)).ask("quality/declared", **months)
    return {row["month"]: row["loaded"] for row in told if row["source"] == "12345平台"}


def test_mended_rows_that_came_again_keep_their_month_once_a_file_is_upgraded(tmp_path: Path) -> None:
    database = open_database(unpacked("11", tmp_path))
    assert loaded(database) == {"2022-06": 4, "2022-07": 2, "2022-08": 0}
    assert faults(database) == []
    database.close()


def test_rows_that_came_with_a_second_reading_are_handed_over_once_a_file_is_upgraded(tmp_path: Path) -> None:
    database = open_database(unpacked("10", tmp_path))
    assert loaded(database)["2022-06"] == 4
    assert faults(database) == []
    moved = (
        "update history.handed set batch = batch - 1 where batch = (select max(batch) from history.handed)"
    )
    with database.transaction() as cursor:
        cursor.execute(moved)
    assert "the counts of hand-overs of batch" in " ".join(fault.en for fault in faults(database))
    with database.transaction() as cursor:
        link_counts_anew(cursor)
    (told,) = faults(database)
    assert "handed puts down to each batch differs from what the rows give" in told.en
    database.close()


def test_an_upgrade_chains_what_it_counted_first(tmp_path: Path) -> None:
    """Or no count of a file from before could be moved to another batch and be told by the chain; such files there are."""
    database = open_database(unpacked("7", tmp_path))
    with database.transaction() as cursor:
        assert not is_silent_on_counts(cursor)
        cursor.execute("delete from history.links where what = 'counts'")
        assert is_silent_on_counts(cursor)
        cursor.execute("update history.handed set batch = batch + 1 where batch = 1")
    told = [fault.en for fault in faults(database)]
    assert any("handed puts down to each batch differs from what the rows give" in one for one in told)
    database.close()


def goes_on(path: Path) -> None:
    """Loading, taking the same again, and undoing work as in a new file; and it is not upgraded twice."""
    database = open_database(path)
    assert database.upgraded_from is None
    standing = database.rows("select * exclude (_batch_in) from leads order by all")
    loaded = fill(database, {"leads": [LEAD]})
    assert [file.new for file in loaded.files] == [1]
    assert [file.unchanged for file in fill(database, {"leads": [LEAD]}).files] == [1]
    assert loaded.batch is not None
    undo(database, loaded.batch, by="tester")
    assert database.rows("select * exclude (_batch_in) from leads order by all") == standing
    assert faults(database) == []
    database.close()


def test_steps_are_numbered_without_gaps_up_to_todays_schema() -> None:
    assert list(steps_after(1)) == list(range(2, schema.VERSION + 1))
    assert {schema_in(name) for name in PROGRAMS} == set(range(1, schema.VERSION))


def test_a_failed_upgrade_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = unpacked("1", tmp_path)
    before = path.read_bytes()
    steps = steps_after(1)
    failed = 0
    for number, statements in steps.items():
        for place in range(len(statements) + 1):
            broken = [*statements[:place], "select error('planted')"]
            with pytest.raises(Refusal, match=r"could not be upgraded .*planted.* is as it was"):
                upgrade(path, 1, THEN, steps | {number: broken})
            assert path.read_bytes() == before
            assert beside(path) == []
            failed += 1
    assert failed > 15
    open_database(path).close()


@pytest.mark.parametrize("has_log", [False, True])
def test_a_file_of_a_newer_program_is_refused_byte_for_byte_as_it_was(tmp_path: Path, has_log: bool) -> None:
    path = tmp_path / "ledger.duckdb"
    open_database(path).close()
    with duckdb.connect(str(path)) as newer:
        newer.execute("update history.facts set value = $1 where name = 'schema'", [str(schema.VERSION + 1)])
    if has_log:
        with duckdb.connect(str(path)) as newer:
            newer.execute("pragma disable_checkpoint_on_shutdown")
            newer.execute("create table history.of_tomorrow (a integer)")
    before = {entry: entry.read_bytes() for entry in tmp_path.iterdir()}
    assert len(before) == 1 + has_log
    with pytest.raises(Refusal, match=r"newer version of this program and was left as it is; upgrade"):
        open_database(path)
    assert {entry: entry.read_bytes() for entry in tmp_path.iterdir()} == before


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("create table somebody_elses (a integer)")
    before = path.read_bytes()
    with pytest.raises(Refusal, match="is no ledger file of this program and was left as it is"):
        open_database(path)
    assert path.read_bytes() == before


def test_what_the_last_program_had_yet_to_write_into_the_file_comes_along(tmp_path: Path) -> None:
    path = unpacked("4", tmp_path)
    with duckdb.connect(str(path)) as killed:
        killed.execute("pragma disable_checkpoint_on_shutdown")
        killed.execute(
            "insert into history.profiles values (9, 'in the log', null, '示例', now()::timestamp)"
        )
    assert path.with_name("ledger.duckdb.wal").exists()
    database = open_database(path)
    assert database.rows("select name from history.profiles where saved = 9") == [("in the log",)]
    assert database.upgraded_from is not None
    database.close()
    assert contents(database.upgraded_from, {"profiles": [("name", "", True)]})["profiles"] == [
        ("example",),
        ("in the log",),
    ]


def test_an_old_file_in_use_is_not_upgraded(tmp_path: Path) -> None:
    """DuckDB's own kind of lock, held by another program: here a child of this one."""
    path = unpacked("3", tmp_path)
    before = path.read_bytes()
    holding = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(Refusal, match="is open in another program"):
            open_database(path)
        other.stdin.close()
    assert path.read_bytes() == before
    assert beside(path) == []
