"""The sample ledger with a release of the second quarter of 2022 in it, frozen by two people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, take_step
from supervision.store.database import Database, open_database
from tests.conftest import OnceARun

QUARTER = Period(date(2022, 4, 1), date(2022, 6, 30))
AS_OF = date(2022, 7, 5)


def drafted(database: Database, period: Period = QUARTER) -> Document:
    return draft(period, View(database, database.newest_batch, AS_OF), by="王起草")


@pytest.fixture(scope="session")
def frozen_once(sample_ledger: Path, once_a_run: OnceARun) -> Path:
    def freeze(path: Path) -> None:
        database = open_database(shutil.copy(sample_ledger, path))
        number = keep_draft(database, drafted(database), by="王起草").number
        take_step(database, number, "check", by="李核对")
        take_step(database, number, "freeze", by="李核对")
        database.close()

    return once_a_run("released.duckdb", freeze)


@pytest.fixture(scope="session")
def quarter(frozen_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """What is drafted of `released` as it comes, which takes longer than most of what is asked of it."""
    database = open_database(shutil.copy(frozen_once, tmp_path_factory.mktemp("quarter") / "ledger.duckdb"))
    document = drafted(database)
    database.close()
    return document


@pytest.fixture
def released(frozen_once: Path, tmp_path: Path) -> Iterator[Database]:
    """A ledger of the test's own with release 1 frozen."""
    path = tmp_path / "ledger.duckdb"
    shutil.copy(frozen_once, path)
    database = open_database(path)
    yield database
    database.close()
