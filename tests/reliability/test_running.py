"""What watches over the dashboard is told whether it lives and can answer; a broken ledger is not served."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from supervision.__main__ import main
from supervision.access.settings import Settings
from supervision.store.database import open_database
from supervision.store.quick_look import quick_faults
from supervision.text import Refusal
from supervision.ui import health as told_by
from supervision.ui.health import health
from tests.access.test_guard import passed
from tests.awaiting import awaited
from tests.filling import fill
from tests.reliability.deeds import give_up_powers

LEAD = {"source": "12345平台", "number": "H1", "received_on": date(2022, 3, 7)}


@pytest.fixture(scope="module")
def closed_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("closed") / "ledger.duckdb"
    database = open_database(path)
    rows = [LEAD | {"number": f"H{number}", "matter": f"第{number * 7919}件"} for number in range(3000)]
    fill(database, {"leads": rows})
    database.close()
    return path


@pytest.fixture
def small_ledger(closed_ledger: Path, tmp_path: Path) -> Path:
    return shutil.copyfile(closed_ledger, tmp_path / "ledger.duckdb")


def test_ready_says_whether_the_ledger_answers_and_alive_says_so_anyway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(tmp_path / "ledger.duckdb")
    monkeypatch.setattr(told_by, "own_ledger", lambda: database)
    assert awaited(health("/desk/healthz/ready")) == (200, b"ready\n")
    database.close()
    assert awaited(health("/desk/healthz/ready")) == (503, b"not ready\n")
    assert awaited(health("/healthz/alive")) == (200, b"alive\n")
    assert awaited(health("/leads")) is None


def test_health_is_answered_before_streamlit_and_without_sign_in() -> None:
    reached, sent = passed(
        Settings(auth={"redirect_uri": "https://x.example/"}), {"path": "/healthz/alive", "headers": []}
    )
    assert reached is None
    assert [sent[0]["status"], sent[1]["body"]] == [200, b"alive\n"]


@pytest.mark.parametrize(
    "planted",
    [
        "delete from history.leads",
        "delete from history.batches where batch = 1",
        "delete from history.links where place = 2",
        "update history.links set digest = 'x' where place = 2",
        "drop view leads; drop table history.changes",
    ],
)
def test_a_ledger_that_is_not_whole_is_not_served_and_it_is_said_what_to_do(
    tmp_path: Path, planted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.duckdb"
    database = open_database(path)
    for number in range(3):
        fill(database, {"leads": [LEAD | {"number": f"H{number}"}]})
    assert quick_faults(database) == []
    database.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute(planted)
    assert main(["serve", "--headless", "--port", "1", "--database", str(path)]) == 2
    said = capsys.readouterr().err
    assert "Not started" in said and "restore" in said and "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "told", "why"),
    [
        ("SUPERVISION_BACKUPS", "/no/such/folder", "which is no folder"),
        ("SUPERVISION_BACKUP_FOR", "age2nonsense", "is not the public half of a key"),
        ("SUPERVISION_BACKUP_AT", "25:00", "write it as 03:10"),
    ],
)
def test_a_setting_of_backups_that_would_not_do_is_said_before_anything_is_served(
    name: str, told: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.setenv("SUPERVISION_BACKUPS", str(tmp_path))
    monkeypatch.setenv(name, told)
    assert main(["serve", "--database", str(tmp_path / "ledger.duckdb")]) == 2
    assert why in capsys.readouterr().err


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "cut short": cut_short,
    "empty": lambda path: path.write_bytes(b"") and None,
    "something else": lambda path: path.write_bytes(b"ruined" * 1000) and None,
    "header": lambda path: flip(path, 8),
    "sum of the header": lambda path: flip(path, 4100),
    "catalogue": lambda path: flip(path, 12288 + 20000),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_of_a_damaged_file_it_is_said_that_a_backup_is_to_be_restored(
    how: str, small_ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGE[how](small_ledger)
    held = small_ledger.read_bytes()
    for words in (["serve", "--headless", "--port", "1"], ["check"]):
        assert main([*words, "--database", str(small_ledger)]) == 2
        said = capsys.readouterr().err
        assert "seems damaged" in said and "restore FILE" in said and "permissions" not in said
    assert small_ledger.read_bytes() == held


def test_of_rows_that_are_damaged_check_says_so_too(
    small_ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = open_database(small_ledger)
    (block,) = database.rows(
        "select block_id from pragma_storage_info('history.leads') where block_id > 0 limit 1"
    )[0]
    database.close()
    flip(small_ledger, 12288 + 262144 * block + 20000)
    assert main(["check", "--database", str(small_ledger)]) == 1
    said = capsys.readouterr().err
    assert "Corrupt" in said and "restore FILE" in said


def test_of_a_file_that_may_not_be_read_it_is_not_said_that_it_is_damaged(small_ledger: Path) -> None:
    small_ledger.chmod(0)
    told = small_ledger.with_name("told")
    if (child := os.fork()) == 0:
        give_up_powers()
        try:
            open_database(small_ledger)
        except Refusal as refusal:
            told.write_text(refusal.sentence.en)
        os._exit(0)
    os.waitpid(child, 0)
    assert "permissions" in told.read_text() and "damaged" not in told.read_text()
