"""A ledger file of its own for every test that wants one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from supervision.loading import load_paths
from supervision.sample import build_sample
from supervision.store.database import Database, open_database
from tests.filling import empty

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# How long an example takes is the machine's business: what is slow on a busy one is no fault.

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Exports that lie beside the checkout on some machines; what needs them checks that they are there."""


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]
    """Deals tests out one by one, but all that drive a browser to one worker: two would fight for the cores."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


# The marks that `--dist loadgroup` goes by reach no worker with this pytest (pytest-xdist issue 1386).
@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneBrowser:
    return OneBrowser(config, log)


@pytest.fixture(scope="session")
def ledger_of_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("ledger") / "ledger.duckdb")
    yield database
    database.close()


@pytest.fixture
def database(ledger_of_session: Database) -> Database:
    """An empty ledger."""
    empty(ledger_of_session)
    return ledger_of_session


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ledger, built once; copy it before something opens it."""
    return build_sample(tmp_path_factory.mktemp("sample") / "sample.duckdb")


@pytest.fixture(scope="session")
def filled_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's exports loaded as somebody's own ledger; copy it before something opens it."""
    path = tmp_path_factory.mktemp("filled") / "ledger.duckdb"
    database = open_database(path)
    load_paths(database, [ROOT / "data" / "sample" / "exports"], by="setup")
    database.close()
    return path


@pytest.fixture(autouse=True)
def _nothing_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` becomes the server; a test in which it is not refused would, with everything that was to be run after it."""

    def become(*words: object) -> None:
        raise AssertionError(f"would have become {words}")

    monkeypatch.setattr("os.execv", become)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are compared in English unless a test says otherwise."""
    monkeypatch.setenv("SUPERVISION_LANGUAGE", "en")
