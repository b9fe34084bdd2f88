"""The ledger file keeps to the storage of the DuckDB 1.5 line, so that the line before this one can open it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from supervision.ledgers.catalogue import LEDGERS
from supervision.store.connecting import STORAGE
from tests.reliability.old_ledgers import ROOT

EARLIER = "1.5.6"
READ = """
import duckdb, json, sys
assert duckdb.__version__ == sys.argv[2], duckdb.__version__
file = duckdb.connect(sys.argv[1], read_only=True)
asked = ((view, f"select count(*), md5(string_agg(md5({view}::varchar), '' order by {view}::varchar)) from {view}")
         for view in sys.argv[3:])
json.dump({view: file.execute(sql).fetchone() for view, sql in asked}, sys.stdout)
"""


@pytest.fixture(scope="module")
def earlier_duckdb() -> Path:
    """That version alone in a folder of its own, which is fetched once."""
    folder = ROOT / ".venv" / f"duckdb-{EARLIER}"
    if not folder.exists():
        with tempfile.TemporaryDirectory(dir=folder.parent) as arriving:
            told = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"]
            told += ["--disable-pip-version-check", "--target", f"{arriving}/duckdb", f"duckdb=={EARLIER}"]
            subprocess.run(told, check=True)
            os.replace(f"{arriving}/duckdb", folder)
    return folder


def read(ledger: Path, version: str, *, found_in: Path | None = None) -> dict[str, list[object]]:
    """Rows and contents of every ledger's table, and the rows of its view, as a DuckDB of that version sees them."""
    views = [f"history.{ledger.name}" for ledger in LEDGERS] + [ledger.name for ledger in LEDGERS]
    path = {} if found_in is None else {"PYTHONPATH": str(found_in)}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(ledger), version, *views],
        env=os.environ | path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, list[object]] = json.loads(done.stdout)
    return told


def test_the_duckdb_line_before_this_one_reads_every_ledger_alike(
    filled_ledger: Path, earlier_duckdb: Path
) -> None:
    with duckdb.connect(str(filled_ledger), read_only=True) as file:
        tags = file.execute("select tags from duckdb_databases() where not internal").fetchall()
    assert STORAGE.rsplit(".", 1)[0] in str(tags)
    before = read(filled_ledger, EARLIER, found_in=earlier_duckdb)
    assert before == read(filled_ledger, duckdb.__version__)
    assert sum(int(str(rows)) for rows, _ in before.values()) > 3000
