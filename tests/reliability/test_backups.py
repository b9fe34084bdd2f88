"""Backups of a ledger in use, thinned and encrypted; and the drill: a ledger lost, restored, and counted again."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.releases import keeping
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, take_step
from supervision.releases.verifying import Verdict
from supervision.store import backup_keys, backups, connecting
from supervision.store.audit import entries
from supervision.store.backup_keys import new_key
from supervision.store.backup_label import place_of, read_label
from supervision.store.backup_schedule import Nightly, Schedule
from supervision.store.backups import Keep, back_up, back_up_into, moments_in, superfluous
from supervision.store.database import Database, local_now, open_database
from supervision.store.how_far import HowFar
from supervision.store.restoring import restore
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text
from tests.filling import fill
from tests.reliability.old_ledgers import ROOT

DAY = datetime(2026, 11, 27, 3, 10)  # noqa: DTZ001 - local, as all times here
APRIL = Period(DAY.date().replace(2022, 4, 1), DAY.date().replace(2022, 4, 30))


def lead(number: int) -> dict[str, object]:
    return {"source": "12345平台", "number": f"SL{number}", "received_on": DAY.date(), "matter": "超期办案"}


@pytest.fixture
def ledger(filled_ledger: Path, tmp_path: Path) -> Path:
    """With a release that was frozen."""
    path = tmp_path / "ledger.duckdb"
    shutil.copyfile(filled_ledger, path)
    database = open_database(path)
    keep_draft(database, draft(APRIL, View(database, 1, DAY.date().replace(2022, 12, 31)), by="甲"), by="甲")
    take_step(database, 1, "check", by="乙")
    take_step(database, 1, "freeze", by="乙")
    database.close()
    return path


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small ledger and its backup."""
    folder = tmp_path_factory.mktemp("backed_up")
    path, copy = small_and_copy(folder)
    database = open_database(path)
    fill(database, {"leads": [lead(number) for number in range(9)]})
    back_up(database, copy)
    database.close()
    return folder


def small_and_copy(folder: Path) -> tuple[Path, Path]:
    return folder / "ledger.duckdb", folder / "copy.duckdb"


def run(ledger: Path, *words: object) -> int:
    return main([*map(str, words), "--database", str(ledger)])


def test_a_proof_has_a_bound_of_its_own_and_is_begun_again_without_where_that_is_too_low(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dashboard that makes the backup takes what half of the machine allows already."""
    taken: list[int] = []

    def looked_at(copy: Database, how_far: HowFar) -> list[Text]:
        ((limit,),) = copy.rows("select parse_formatted_bytes(current_setting('memory_limit'))")
        taken.append(limit)
        return (
            [Text(zh="无法核对", en="Can't be checked: Out of Memory")]
            if limit <= 10**9
            else faults(copy, how_far)
        )

    monkeypatch.delenv("SUPERVISION_MEMORY", raising=False)
    monkeypatch.setattr(backups, "faults", looked_at)
    monkeypatch.setattr(connecting, "MEMORY", "2GB")
    database = open_database(ledger)
    back_up(database, tmp_path / "copy.duckdb")
    assert taken[0] <= 10**9 < taken[1]
    monkeypatch.setenv("SUPERVISION_MEMORY", "1GB")
    with pytest.raises(Refusal, match="not whole: Can't be checked"):
        back_up(database, tmp_path / "other.duckdb")
    assert len(taken) == 3
    database.close()


def test_the_restore_drill(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Backed up for the holder of a key; the ledger is ruined; what is restored counts as before."""
    office, safe = tmp_path / "backups", tmp_path / "safe"
    office.mkdir()
    safe.mkdir()
    assert run(ledger, "backup", "--new-key", safe / "key") == 0
    public = capsys.readouterr().out.split()[-1]
    assert run(ledger, "backup", "--into", office, "--encrypt-for", public) == 0
    (copy,) = office.glob("*.age")
    assert copy.read_bytes().startswith(b"age-encryption.org/v1")
    assert "大连".encode() not in copy.read_bytes()
    database = open_database(ledger)
    before = database.rows("select count(*), max(_key) from leads")
    database.close()
    ledger.write_bytes(b"ruined" * 1000)
    assert run(ledger, "check") == 2
    assert run(ledger, "restore", copy) == 2
    assert "Name the file of its key" in capsys.readouterr().err
    assert ledger.read_bytes().startswith(b"ruined")
    assert run(ledger, "restore", copy, "--key", safe / "key") == 0
    assert "kept as" in capsys.readouterr().out
    assert [path.read_bytes()[:6] for path in tmp_path.glob("ledger.before-*")] == [b"ruined"]
    assert run(ledger, "check") == 0
    assert run(ledger, "release", "verify", "--all") == 0
    database = open_database(ledger)
    assert database.rows("select count(*), max(_key) from leads") == before
    assert [entry.what for entry in entries(database, most=1)] == ["restore"]
    database.close()


def _flip(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)


def _cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-5000])


def _tell_otherwise(copy: Path) -> None:
    label = place_of(copy)
    label.write_text(label.read_text("utf-8").replace('"batch": 1', '"batch": 2'), "utf-8")


def _take_rows(copy: Path) -> None:
    """By somebody who takes the label away too: only counting again finds it."""
    place_of(copy).unlink()
    database = open_database(copy)
    with database.transaction() as cursor:
        cursor.execute("update history.leads set _batch_out = 1 where _batch_out is null")
    database.close()


def _count_otherwise(copy: Path) -> None:
    """A label that was sealed, of a file with other rows: all that the file says of itself holds."""
    label = read_label(copy)
    assert label is not None
    rows = label.rows | {"leads": label.rows["leads"] + 1}
    place_of(copy).write_text(replace(label, rows=rows).text, "utf-8")


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "one bit": (_flip, "its sum is not the one"),
    "cut off": (_cut, "its sum is not the one"),
    "another label": (_tell_otherwise, "the .json beside it was altered"),
    "other counts": (_count_otherwise, "it does not hold as many rows"),
    "rows gone": (_take_rows, "is not whole and was not restored"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_backup_that_does_not_prove_itself_replaces_nothing(
    how: str, backed_up: Path, tmp_path: Path
) -> None:
    path, copy = (shutil.copyfile(entry, tmp_path / entry.name) for entry in small_and_copy(backed_up))
    shutil.copyfile(place_of(backed_up / "copy.duckdb"), place_of(copy))
    before = path.read_bytes()
    spoil, why = SPOILT[how]
    spoil(copy)
    with pytest.raises(Refusal, match=why):
        restore(copy, path)
    assert path.read_bytes() == before
    assert sorted(tmp_path.glob("*arriving*")) == []


def _said_otherwise(document: Document) -> Document:
    """One number of a part is another than was counted; no number is worded, for no wording would fit."""
    (told, *others) = document.told
    (answer, *answers) = told.answers
    parts = [number for number in answer.numbers if number.at and isinstance(number.value, int)]
    numbers = [
        replace(number, value=int(number.value or 0) + 1000) if number is parts[-1] else number
        for number in answer.numbers
    ]
    answer = replace(answer, numbers=tuple(numbers))
    interim = tuple(one for one in document.sentences if "阶段性数据" in one.text.zh)
    return replace(document, told=(replace(told, answers=(answer, *answers)), *others), sentences=interim)


def test_a_backup_whose_release_says_what_was_never_counted_is_not_restored(
    filled_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its seal, its links and the file's sum all fit, made by a program that does not count again: only that finds it."""
    path, copy = small_and_copy(tmp_path)
    shutil.copyfile(filled_ledger, path)
    before = path.read_bytes()
    database = open_database(path)
    told = draft(APRIL, View(database, 1, DAY.date().replace(2022, 12, 31)), by="甲")
    keep_draft(database, _said_otherwise(told), by="甲")
    with monkeypatch.context() as trusting:
        trusting.setattr(keeping, "verify", lambda database, release: Verdict(release, 0, (), ()))
        take_step(database, 1, "check", by="乙")
        take_step(database, 1, "freeze", by="乙")
    assert faults(database) == []
    back_up(database, copy)
    database.close()
    path.write_bytes(before)
    assert run(path, "restore", copy) == 2
    assert "was not restored" in (said := capsys.readouterr().err) and "was released as" in said
    assert path.read_bytes() == before


def test_a_backup_of_a_ledger_that_is_being_written_is_of_one_moment(tmp_path: Path) -> None:
    database = open_database(tmp_path / "ledger.duckdb")
    fill(database, {"leads": [lead(0)]})
    done, batches = threading.Event(), [1]

    def write_on() -> None:
        while not done.is_set():
            batches.append(fill(database, {"leads": [lead(len(batches))]}).batch or 0)

    writer = threading.Thread(target=write_on)
    writer.start()
    first = batches[-1]
    back_up(database, tmp_path / "copy.duckdb")
    last = batches[-1]
    done.set()
    writer.join()
    database.close()
    copy = open_database(tmp_path / "copy.duckdb")
    assert faults(copy) == []
    assert first <= copy.newest_batch <= last + 1
    assert copy.rows("select count(*) from leads") == [(copy.newest_batch,)]
    copy.close()
    assert last > first, "nobody wrote meanwhile, so nothing was shown"


def test_the_bytes_of_a_backup_wait_for_whoever_is_writing(backed_up: Path, tmp_path: Path) -> None:
    """The log is not brought into the file, and the file into the backup without it, between two reads."""
    database = open_database(shutil.copyfile(small_and_copy(backed_up)[0], tmp_path / "ledger.duckdb"))
    copied = threading.Event()

    def copy() -> None:
        back_up(database, tmp_path / "copy.duckdb")
        copied.set()

    copier = threading.Thread(target=copy)
    with database.transaction() as cursor:
        copier.start()
        cursor.execute("insert into history.facts values ('seen by a test', 'yes')")
        came_between = copied.wait(3)
    copier.join()
    database.close()
    assert not came_between
    copy_ = open_database(tmp_path / "copy.duckdb")
    assert copy_.rows("select value from history.facts where name = 'seen by a test'") == [("yes",)]
    copy_.close()


def test_what_is_not_encrypted_yet_never_lies_where_backups_go(
    backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what killed backups have left goes with the next one, which harms nothing else."""
    database = open_database(shutil.copyfile(small_and_copy(backed_up)[0], tmp_path / "ledger.duckdb"))
    folder = tmp_path / "backups"
    folder.mkdir()
    names = "ledger-20261120-031000.duckdb.age"
    left = [
        tmp_path / "ledger.duckdb.backup",
        tmp_path / "ledger.duckdb.backup.wal",
        folder / f"{names}.json",
    ]
    left += [folder / f"{names}{more}.unfinished" for more in ("", ".json")]
    left += [folder / "ledger-20261120-031000.duckdb.unfinished.wal"]
    stays = [folder / "ledger-notes.json", folder / "other.duckdb.unfinished"]
    for path in (*left, *stays):
        path.write_text("x", encoding="utf-8")
    seen: list[bytes] = []

    def lock(plain: Path, locked: Path, public: str) -> None:
        seen.extend(path.read_bytes() for path in folder.iterdir())
        backup_keys.lock(plain, locked, public)

    monkeypatch.setattr(backups, "lock", lock)
    copy, _ = back_up_into(database, folder, DAY, keep=Keep(), public=new_key(tmp_path / "key"))
    database.close()
    assert seen == [b"x", b"x"]
    assert sorted(folder.iterdir()) == sorted([copy, place_of(copy), *stays])
    assert not any(path.exists() for path in left)


def limited(ledger: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """A command where no file may grow beyond a few kilobytes, as on a disk that is full."""
    return subprocess.run(
        [sys.executable, "-m", "supervision", *map(str, words), "--database", str(ledger)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"SUPERVISION_LANGUAGE": "en"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )


def test_a_full_disk_is_told_as_one_by_backup_and_by_restore(backed_up: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(small_and_copy(backed_up)[0], tmp_path / "ledger.duckdb")
    database = open_database(path)
    public = new_key(tmp_path / "key")
    back_up(database, tmp_path / "copy.age", public)
    database.close()
    before = path.read_bytes()
    for words in (
        ("backup", tmp_path / "new.duckdb"),
        ("backup", tmp_path / "new.age", "--encrypt-for", public),
        ("restore", tmp_path / "copy.age", "--key", tmp_path / "key"),
        ("restore", backed_up / "copy.duckdb"),
    ):
        done = limited(path, *words)
        told = done.stderr.splitlines()
        assert (done.returncode, len(told)) == (2, 1), done.stderr
        assert "the disk takes no more" in told[0]
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("new*"))


def test_a_key_that_can_not_be_read_is_told_apart_from_another_key(
    backed_up: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shutil.copyfile(small_and_copy(backed_up)[0], tmp_path / "ledger.duckdb")
    database = open_database(path)
    copy = tmp_path / "copy.duckdb.age"
    back_up(database, copy, new_key(tmp_path / "key"))
    database.close()
    new_key(tmp_path / "other")
    (tmp_path / "no key").write_text("age1", encoding="utf-8")
    for key, why in (("gone", "can't be read"), ("no key", "holds no key"), ("other", "it is another key")):
        assert run(path, "restore", copy, "--key", tmp_path / key) == 2
        assert why in capsys.readouterr().err


def test_old_backups_go_by_the_rule(tmp_path: Path) -> None:
    moments = {tmp_path / f"{days}-{hour}": DAY - timedelta(days=days, hours=-hour) for days in range(400) for hour in (0, 9)}  # fmt: skip
    gone = set(superfluous(moments, Keep(7, 5, 12)))
    kept = sorted((moments[path] for path in moments if path not in gone), reverse=True)
    assert {moment.hour for moment in kept} == {12}, "of one day the newest"
    told = [f"{moment:%m-%d}" for moment in kept]
    assert told[:7] == ["11-27", "11-26", "11-25", "11-24", "11-23", "11-22", "11-21"]
    assert told[7:] == [
        "11-15", "11-08", "11-01", "10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31",
        "02-28", "01-31", "12-31",
    ]  # fmt: skip
    assert len(kept) == len(told) == 21
    assert superfluous({tmp_path / "only": DAY - timedelta(days=4000)}, Keep(0, 0, 0)) == []


def test_the_dashboard_backs_up_when_one_is_due_and_once(backed_up: Path, tmp_path: Path) -> None:
    path, folder = tmp_path / "ledger.duckdb", tmp_path / "backups"
    folder.mkdir()
    shutil.copyfile(small_and_copy(backed_up)[0], path)
    (folder / "somebody's.txt").write_text("stays", encoding="utf-8")
    public = new_key(tmp_path / "key")
    database = open_database(path)
    nightly = Nightly(lambda: database, Schedule(folder, DAY.time(), Keep(1, 0, 0), public))
    assert nightly.make_if_due(DAY) is not None
    assert nightly.make_if_due(DAY + timedelta(hours=23)) is None
    second = nightly.make_if_due(DAY + timedelta(hours=24))
    assert [*moments_in(folder)] == [second]
    assert sorted(entry.name for entry in folder.iterdir()) == [
        second.name if second else "", f"{second.name}.json" if second else "", "somebody's.txt",
    ]  # fmt: skip
    assert [entry.what for entry in entries(database, most=2)] == ["back up", "back up"]
    ahead = folder / "ledger-20301127-031000.duckdb.age"
    ahead.write_bytes(b"by a clock set wrong")
    assert nightly.make_if_due(DAY + timedelta(hours=48)) is not None
    folder.rename(tmp_path / "moved")
    assert nightly.make_if_due(local_now() + timedelta(days=9)) is None
    assert nightly.failed is not None
    assert "Error" not in nightly.failed.en
    (tmp_path / "moved").rename(folder)
    assert nightly.make_if_due(DAY + timedelta(hours=49)) is None
    assert nightly.failed is None
    assert database.newest_batch == 1
    database.close()
