"""A ledger file of its own for every test that wants one."""

from __future__ import annotations

import fcntl
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from supervision.loading import load_paths
from supervision.sample import build_sample
from supervision.store import database as opening
from supervision.store.database import Database, open_database
from tests.filling import empty

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
# How long an example takes is the machine's business: what is slow on a busy one is no fault.

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Exports that lie beside the checkout on some machines; what needs them checks that they are there."""


DEAR = (
    "access/test_doors", "access/test_three_readers", "access/test_behind_nginx", "reliability/test_checking_in_parts",
    "reliability/test_planted", "reliability/test_uploads", "reliability/test_disk", "spec/test_paper",
)  # fmt: skip
"""Files whose tests share what takes seconds to make: servers, ledgers, reports."""


class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]
    """Deals tests out one by one, but all that drive a browser to one worker: two would fight for the cores.

    What a file of `DEAR` makes for all its tests would be made by every worker that got one of them. As whole files go
    first, the longest before the others, single tests are left to even out the ends.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/browser/"):
            return "browser"
        file = nodeid.partition("::")[0]
        return file if file.removeprefix("tests/").removesuffix(".py") in DEAR else nodeid


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


OnceARun = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def once_a_run(tmp_path_factory: pytest.TempPathFactory) -> OnceARun:
    """The file of a name, made by whichever worker wants it first; all others wait for it. Copy it before something opens it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # every worker has a folder of its own below that of the run

    def made(name: str, make: Callable[[Path], object]) -> Path:
        place = folder / f"once {name}"
        with (folder / f"once {name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                arriving = tmp_path_factory.mktemp("arriving")
                make(arriving / name)
                arriving.rename(place)
        return place / name

    return made


@pytest.fixture(scope="session")
def sample_ledger(once_a_run: OnceARun) -> Path:
    """The sample ledger, built once; copy it before something opens it."""
    return once_a_run("sample.duckdb", build_sample)


@pytest.fixture(scope="session")
def filled_ledger(once_a_run: OnceARun) -> Path:
    """The sample's exports loaded as somebody's own ledger; copy it before something opens it."""

    def fill(path: Path) -> None:
        database = open_database(path)
        load_paths(database, [ROOT / "data" / "sample" / "exports"], by="setup")
        database.close()

    return once_a_run("filled.duckdb", fill)


MAKE = opening._make


@pytest.fixture(autouse=True)
def made_once(once_a_run: OnceARun, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new ledger file is a copy of the first that the program made: to make one takes longer than most tests.

    How one is made is asserted where programs of their own make it, which know nothing of this, and by `made_anew`.
    """

    def copied(path: Path) -> None:
        arriving = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(once_a_run("new.duckdb", MAKE), arriving)
        with suppress(FileExistsError):  # somebody else was quicker
            os.link(arriving, path)
        arriving.unlink()

    monkeypatch.setattr(opening, "_make", copied)


@pytest.fixture
def made_anew(made_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test opens that is not there is made, and not copied."""
    monkeypatch.setattr(opening, "_make", MAKE)


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
