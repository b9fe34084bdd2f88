"""The sample is built once, also when two readers are the first ones together or a start was killed half way."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from supervision.sample import build_sample
from supervision.store.database import open_database
from supervision.store.wholeness import faults

pytestmark = pytest.mark.usefixtures("made_anew")


def test_two_first_readers_get_one_whole_sample(tmp_path: Path) -> None:
    ledger = tmp_path / "sample.duckdb"
    (tmp_path / f"sample.duckdb.{os.getpid()}").write_bytes(b"left by a start that was killed")
    with ThreadPoolExecutor(3) as readers:
        built = list(readers.map(lambda _: build_sample(ledger), range(3)))
    assert built == [ledger] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["sample.duckdb"]
    database = open_database(ledger)
    assert database.is_sample
    assert database.newest_batch == 1
    assert not faults(database)
    database.close()
