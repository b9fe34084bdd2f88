"""The ledger in which every table holds something, filled once a run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from supervision.store.database import Database, open_database
from tests.conftest import OnceARun
from tests.reliability.full_ledger import full_ledger


@pytest.fixture(scope="module")
def full(once_a_run: OnceARun, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A copy for each file of tests, which all take back what they do to it."""
    filled = once_a_run("full.duckdb", lambda path: full_ledger(path).close())
    database = open_database(shutil.copy(filled, tmp_path_factory.mktemp("full") / "ledger.duckdb"))
    yield database
    database.close()
