"""A restore among others, beside what a lost ledger left, for another account: what stands afterwards is what was proved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.store import restoring
from supervision.store.backup_label import place_of
from supervision.store.backups import back_up
from supervision.store.checkpoints import kept_blocks, log_of
from supervision.store.connecting import Busy
from supervision.store.database import Database, open_database
from supervision.store.restoring import restore
from supervision.text import Refusal, Text
from tests.filling import fill
from tests.reliability.deeds import give_up_powers

NOBODY = 65534


def lead(number: int) -> dict[str, object]:
    return {"source": "12345平台", "number": f"SL{number}", "received_on": date(2022, 3, 7)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger of two leads, and a backup of when it had one."""
    folder = tmp_path_factory.mktemp("made")
    database = open_database(folder / "ledger.duckdb")
    fill(database, {"leads": [lead(0)]})
    back_up(database, folder / "good.duckdb")
    fill(database, {"leads": [lead(1)]})
    database.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same, with a backup whose label fits and whose rows are gone."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    bad = shutil.copyfile(tmp_path / "good.duckdb", tmp_path / "bad.duckdb")
    database = open_database(bad)
    with database.transaction() as cursor:
        cursor.execute("update history.leads set _batch_out = 1 where _batch_out is null")
    database.close()
    return tmp_path


def leads(ledger: Path) -> list[tuple[object, ...]]:
    database = open_database(ledger, create=False)
    try:
        return database.rows("select number from leads order by all")
    finally:
        database.close()


def test_of_two_restores_at_once_the_second_is_refused_and_puts_nothing_in_place(folder: Path) -> None:
    ledger = folder / "ledger.duckdb"

    def meanwhile(_: Database) -> Sequence[Text]:
        with pytest.raises(Refusal, match="Another restore"):
            restore(folder / "bad.duckdb", ledger)
        return ()

    restore(folder / "good.duckdb", ledger, proofs=meanwhile)
    assert leads(ledger) == [("SL0",)]
    with pytest.raises(Refusal, match=r"bad\.duckdb is not whole and was not restored"):
        restore(folder / "bad.duckdb", ledger)
    assert leads(ledger) == [("SL0",)]
    assert not (folder / "ledger.duckdb.restoring").exists()


def test_what_a_killed_restore_left_is_swept_by_the_next(folder: Path) -> None:
    ledger = folder / "ledger.duckdb"
    if (child := os.fork()) == 0:
        restore(folder / "good.duckdb", ledger, proofs=lambda _: os._exit(9))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [*folder.glob("*arriving*")] != [] and leads(ledger) == [("SL0",), ("SL1",)]
    (folder / "ledger.duckdb.arriving").write_text("of an earlier program")
    restore(folder / "good.duckdb", ledger)
    assert [*folder.glob("*arriving*"), *folder.glob("*restoring*")] == []
    assert leads(ledger) == [("SL0",)]


def exchange(folder: Path) -> None:
    (arriving,) = folder.glob("ledger.duckdb.arriving*/ledger.duckdb")
    os.replace(folder / "bad.duckdb", arriving)


def alter(folder: Path) -> None:
    (arriving,) = folder.glob("ledger.duckdb.arriving*/ledger.duckdb")
    shutil.copyfile(folder / "bad.duckdb", arriving)


@pytest.mark.parametrize(
    ("when", "harm"), [("while it is proved", exchange), ("after", exchange), ("after", alter)]
)
def test_only_the_very_file_that_was_proved_is_put_in_place(
    folder: Path, when: str, harm: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, proofs = folder / "ledger.duckdb", restoring.nothing_more
    if when == "after":
        monkeypatch.setattr(restoring, "sync", lambda path: harm(folder))
    else:
        proofs = lambda _: harm(folder) or ()  # noqa: E731
    with pytest.raises(Refusal, match="exchanged or altered"):
        restore(folder / "good.duckdb", ledger, proofs=proofs)
    assert leads(ledger) == [("SL0",), ("SL1",)]


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A folder with the log of a ledger that is gone, a backup made while it was open, and a copy from before that."""
    ledger = tmp_path / "ledger.duckdb"
    database = open_database(ledger)
    fill(database, {"leads": [lead(0)]})
    database.close()
    shutil.copyfile(ledger, tmp_path / "same base.duckdb")
    database = open_database(ledger)
    back_up(database, tmp_path / "while open.duckdb")
    fill(database, {"leads": [lead(1)]})
    log = log_of(ledger).read_bytes()
    database.close()
    ledger.unlink()
    log_of(ledger).write_bytes(log)
    kept_blocks(ledger).write_bytes(b"of a checkpoint that was killed")
    return tmp_path


@pytest.mark.parametrize("copy", ["same base.duckdb", "while open.duckdb"])
def test_the_log_of_a_ledger_that_is_gone_is_kept_and_not_played_into_what_is_restored(
    lost: Path, copy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = lost / "ledger.duckdb"
    log = log_of(ledger).read_bytes()
    assert main(["restore", str(lost / copy), "--database", str(ledger)]) == 0
    (kept,) = lost.glob("ledger.before-*.duckdb.wal")
    assert kept.read_bytes() == log and kept_blocks(kept.with_suffix("")).exists()
    assert str(kept) in capsys.readouterr().out
    assert leads(ledger) == [("SL0",)]


def test_killed_between_the_log_and_the_ledger_it_has_lost_nothing(lost: Path) -> None:
    ledger = lost / "ledger.duckdb"
    log = log_of(ledger).read_bytes()
    if (child := os.fork()) == 0:
        os.link = lambda *names: os._exit(9)
        restore(lost / "while open.duckdb", ledger)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert not ledger.exists() and not log_of(ledger).exists()
    assert [path.read_bytes() for path in lost.glob("ledger.before-*.wal")] == [log]
    assert restore(lost / "while open.duckdb", ledger) == []
    assert leads(ledger) == [("SL0",)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root restores for another account")
@pytest.mark.parametrize("is_gone", [False, True])
def test_what_root_restores_belongs_to_whom_the_ledger_belonged_to(folder: Path, is_gone: bool) -> None:
    place = folder / "served"
    place.mkdir()
    ledger = place / "ledger.duckdb"
    if is_gone:
        os.chown(place, NOBODY, NOBODY)
    else:
        shutil.copyfile(folder / "ledger.duckdb", ledger)
        os.chown(ledger, NOBODY, NOBODY)
    assert main(["restore", str(folder / "good.duckdb"), "--database", str(ledger)]) == 0
    told = {path.name: (path.stat().st_uid, path.stat().st_mode & 0o777) for path in place.iterdir()}
    assert told.pop("ledger.duckdb") == (NOBODY, 0o600)
    assert {owner for owner, _ in told.values()} <= {NOBODY}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can set this up")
def test_nobody_restores_what_its_owner_could_not_open(folder: Path) -> None:
    ledger, told = folder / "ledger.duckdb", folder / "told"
    before = ledger.read_bytes()
    os.chown(ledger, NOBODY, NOBODY)
    if (child := os.fork()) == 0:
        give_up_powers()
        try:
            restore(folder / "good.duckdb", ledger)
        except Refusal as refusal:
            told.write_text(refusal.sentence.en)
        os._exit(0)
    os.waitpid(child, 0)
    assert "as that account or as root" in told.read_text()
    assert ledger.read_bytes() == before


INSTEAD = {
    "backup": (
        "every night by itself where SUPERVISION_BACKUPS names a folder",
        "shows copies makes no backups",
    ),
    "restore": ("Stop it first, then restore",),
    "check": (
        "Stop it first, then check",
        "Where SUPERVISION_BACKUPS names a folder",
        "shows copies makes no backups",
    ),
}
"""What holds the file may be a reader of copies, which holds its record and makes no backups of it."""


@pytest.mark.parametrize("word", INSTEAD)
def test_while_the_dashboard_runs_it_is_said_once_and_truly_what_to_do(folder: Path, word: str) -> None:
    ledger = folder / "ledger.duckdb"
    files = {"backup": ["new.duckdb"], "restore": ["good.duckdb"], "check": []}
    words = [word, *(str(folder / name) for name in files[word]), "--database", str(ledger)]
    database = open_database(ledger)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "supervision", *words],
            env=os.environ | {"SUPERVISION_LANGUAGE": "en"},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        database.close()
    assert ended.returncode == 2
    (said,) = ended.stderr.splitlines()
    assert f"another program (PID {os.getpid()}), most likely" in said
    assert all(told in said for told in INSTEAD[word]) and "pages" not in said


def test_a_file_that_is_held_without_a_name_is_told_without_a_gap(folder: Path) -> None:
    said = Busy(folder / "ledger.duckdb").sentence
    assert "another program, most likely" in said.en and "使用，多半" in said.zh


def test_it_is_said_when_sum_and_counts_could_not_be_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["restore", str(folder / "good.duckdb"), "--database", str(folder / "ledger.duckdb")]
    assert main(words) == 0
    assert "could not be checked" not in capsys.readouterr().err
    place_of(folder / "good.duckdb").unlink()
    assert main(words) == 0
    assert "the file's sum and its counts of rows could not be checked" in capsys.readouterr().err
