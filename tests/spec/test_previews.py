"""A preview that is kept is found whole, by the one person it is kept for, until it is some hours old; or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from supervision import previews as keeping
from supervision.intake import regular
from supervision.intake.checking import check_file
from supervision.ledgers import spool
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import check_bytes, check_path
from supervision.previews import KEPT_FOR, MOST_OF_ONE, Kept, NotNow, Previews
from supervision.sample import EXPORTS
from supervision.store.database import local_now
from supervision.text import Refusal
from tests.hotline import HEADINGS, export, ticket
from tests.spec.test_nobody_is_named_on_disk import PLANTED, encoded, march

TOKEN, OTHER = "a" * 24, "b" * 24
LI, WANG = "signed in li@office.example", "signed in wang@office.example"


@pytest.fixture
def previews(tmp_path: Path) -> Previews:
    return Previews(tmp_path / "ledger.duckdb")


def march_and_others() -> list[CheckedFile | RefusedFile]:
    """Good rows, rows that wait, a file that nobody knows, and registers with days, counts and several names in a cell."""
    hotline = list(check_bytes(march(), "12345平台_202203.csv"))
    unknown = list(check_bytes("甲,乙\n13911110009,1\n".encode(), "不明.csv"))
    return [
        *hotline,
        *unknown,
        *(file for path in sorted(EXPORTS.glob("*.csv")) for file in check_path(path)),
    ]


def kept_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "ledger.duckdb.previews").iterdir()
    return path


def found(
    previews: Previews, token: str = TOKEN, owner: str = LI, later: timedelta = timedelta()
) -> Kept | None:
    return previews.find(token, owner, local_now() + later)


def test_every_row_and_every_word_said_of_it_is_found_again(previews: Previews) -> None:
    files = march_and_others()
    assert {type(file) for file in files} == {CheckedFile, RefusedFile}
    assert any(isinstance(file, CheckedFile) and file.waiting for file in files)
    previews.keep(TOKEN, LI, files, local_now(), 7)
    kept = found(previews)
    assert kept is not None and kept.batch == 7
    assert list(kept.files) == [
        replace(file, unknown=None) if isinstance(file, RefusedFile) else file for file in files
    ]


def test_rows_of_a_large_file_are_found_again_unread(previews: Previews) -> None:
    content = export([ticket(number) for number in range(40_000)])
    assert len(content) >= regular.FROM
    (file,) = check_bytes(content, "12345平台_202203.csv")
    assert isinstance(file, CheckedFile) and file.spool is not None
    previews.keep(TOKEN, LI, [file], local_now(), 0)
    kept = found(previews)
    assert kept is not None
    (again,) = kept.files
    assert isinstance(again, CheckedFile) and again.spool is not None
    assert again == file and again.spool.digest == file.spool.digest


def test_nothing_that_may_not_be_stored_is_kept_and_nobody_else_can_read_it(
    previews: Previews, tmp_path: Path
) -> None:
    headed = export([[*ticket(1), "好"]], [*HEADINGS, f"回访 {PLANTED['phone in an unknown column']}"])
    files = [*march_and_others(), *check_bytes(headed, "12345平台_202204.csv")]
    previews.keep(TOKEN, LI, files, local_now(), 0)
    path = kept_file(tmp_path)
    held = path.read_bytes()
    assert "回访".encode() in held
    assert "示例中山区人民法院".encode() in held
    assert [what for what, number in PLANTED.items() if any(map(held.count, encoded(number)))] == []
    assert "王某".encode() not in held
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    assert TOKEN not in path.name and "li@" not in path.name


@pytest.mark.parametrize(("token", "owner"), [(TOKEN, WANG), (OTHER, LI), ("../" * 8, LI), ("", LI)])
def test_nobody_else_finds_it(previews: Previews, token: str, owner: str) -> None:
    previews.keep(TOKEN, LI, march_and_others(), local_now(), 0)
    assert found(previews, token, owner) is None
    assert found(previews) is not None


def _cut(held: bytes) -> bytes:
    return held[: len(held) // 2]


def _altered(held: bytes) -> bytes:
    place = held.index("示例中山区人民法院".encode())
    return held[:place] + "示".encode() + held[place + 3 :].replace("中山".encode(), "西岗".encode(), 1)


@pytest.mark.parametrize("harm", [_cut, _altered, lambda held: b"", lambda held: held + b" "])
def test_half_of_one_or_an_altered_one_is_refused(
    previews: Previews, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    previews.keep(TOKEN, LI, march_and_others(), local_now(), 0)
    path = kept_file(tmp_path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(Refusal, match="not whole"):
        found(previews)


@pytest.mark.parametrize(
    "lack",
    [
        *(
            OSError(number, os.strerror(number))
            for number in (errno.EMFILE, errno.ENOSPC, errno.ENOMEM, errno.EIO)
        ),
        MemoryError(),
        pa.lib.ArrowMemoryError("malloc of size 64 failed"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("at", ["_check_sum", "read_batch"])
def test_one_that_the_machine_can_not_read_now_is_found_later(
    previews: Previews, monkeypatch: pytest.MonkeyPatch, lack: Exception, at: str
) -> None:
    def fail(*told: object) -> None:
        raise lack

    files = [check_file(export([ticket(1)]), "12345平台_202203.csv", local_now().date())]
    previews.keep(TOKEN, LI, files, local_now(), 0)
    with monkeypatch.context() as harmed:
        if at == "_check_sum":
            harmed.setattr(keeping, "_check_sum", fail)
        else:
            harmed.setattr(spool.Spool, "add_message", fail)
        with pytest.raises(NotNow, match=r"still kept.*try again"):
            found(previews)
    kept = found(previews)
    assert kept is not None and list(kept.files) == files


def test_what_is_kept_leaves_room_for_as_much_again(
    previews: Previews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = march_and_others()
    previews.keep(TOKEN, LI, files, local_now(), 0)
    size = kept_file(tmp_path).stat().st_size
    for free, is_kept in ((keeping.LARGEST + size - 1, False), (keeping.LARGEST + size, True)):
        previews.forget(TOKEN, LI)
        usage = type(shutil.disk_usage(tmp_path))(1 << 40, 0, free)
        monkeypatch.setattr(shutil, "disk_usage", lambda folder, usage=usage: usage)
        with nullcontext() if is_kept else pytest.raises(Refusal, match="too little room"):
            previews.keep(TOKEN, LI, files, local_now(), 0)
        assert (found(previews) is not None) == is_kept


def test_one_of_which_the_disk_tells_nothing_is_not_too_old(
    previews: Previews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [check_file(export([ticket(1)]), "12345平台_202203.csv", local_now().date())]
    previews.keep(TOKEN, LI, files, local_now(), 0)
    place, stat_of = kept_file(tmp_path), Path.stat

    def fail(path: Path, **told: bool) -> os.stat_result:
        if path == place:
            raise OSError(errno.EIO, "Input/output error")
        return stat_of(path, **told)

    with monkeypatch.context() as harmed:
        harmed.setattr(Path, "stat", fail)
        previews.keep(OTHER, LI, files, local_now(), 0)
        previews.sweep(local_now())
    assert found(previews) is not None and found(previews, OTHER) is not None


def test_one_that_was_being_written_when_the_program_was_killed_is_none(
    previews: Previews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    previews.keep(TOKEN, LI, march_and_others()[:1], local_now(), 1)
    with monkeypatch.context() as harmed:
        harmed.setattr(keeping, "put_in_place", lambda made, place: os._exit(9))
        if (child := os.fork()) == 0:
            previews.keep(TOKEN, LI, march_and_others(), local_now(), 2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    folder = tmp_path / "ledger.duckdb.previews"
    assert len(list(folder.iterdir())) == 2
    kept = found(previews)
    assert kept is not None and kept.batch == 1
    previews.sweep(local_now(), is_start=True)
    assert len(list(folder.iterdir())) == 1 and found(previews) is not None


def test_one_that_another_version_checked_is_refused_with_what_to_do(
    previews: Previews, monkeypatch: pytest.MonkeyPatch
) -> None:
    previews.keep(TOKEN, LI, march_and_others(), local_now(), 0)
    monkeypatch.setattr(keeping, "program", lambda: "another")
    with pytest.raises(Refusal, match=r"another version of the program.*again"):
        found(previews)


def test_it_goes_when_it_is_forgotten_and_when_it_is_too_old(previews: Previews, tmp_path: Path) -> None:
    files = [check_file(export([ticket(1)]), "12345平台_202203.csv", local_now().date())]
    previews.keep(TOKEN, LI, files, local_now(), 0)
    assert found(previews, later=KEPT_FOR - timedelta(minutes=1)) is not None
    assert found(previews, later=KEPT_FOR + timedelta(minutes=1)) is None
    previews.sweep(local_now() + KEPT_FOR - timedelta(minutes=1))
    assert kept_file(tmp_path).exists()
    previews.sweep(local_now() + KEPT_FOR + timedelta(minutes=1))
    assert list((tmp_path / "ledger.duckdb.previews").iterdir()) == []

    previews.keep(TOKEN, LI, files, local_now(), 0)
    previews.forget(TOKEN, LI)
    assert found(previews) is None


def test_of_one_person_so_many_are_kept_and_of_others_none_goes(previews: Previews, tmp_path: Path) -> None:
    files = [check_file(export([ticket(1)]), "12345平台_202203.csv", local_now().date())]
    previews.keep(TOKEN, WANG, files, local_now(), 0)
    tokens = [f"{place:024}" for place in range(MOST_OF_ONE + 2)]
    for place, token in enumerate(tokens):
        previews.keep(token, LI, files, local_now(), 0)
        newest = max(
            (tmp_path / "ledger.duckdb.previews").iterdir(), key=lambda path: path.stat().st_mtime_ns
        )
        os.utime(newest, (at := newest.stat().st_mtime - 1000 + place, at))
    assert [token for token in tokens if found(previews, token)] == tokens[-MOST_OF_ONE:]
    assert found(previews, TOKEN, WANG) is not None


def test_one_too_large_is_not_kept_and_leaves_nothing(
    previews: Previews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LARGEST", 100)
    with pytest.raises(Refusal, match="0 MB"):
        previews.keep(TOKEN, LI, march_and_others(), local_now(), 0)
    assert list((tmp_path / "ledger.duckdb.previews").iterdir()) == []


def test_whoever_signs_in_again_takes_over_what_was_kept_before_the_start(previews: Previews) -> None:
    files = [check_file(export([ticket(1)]), "12345平台_202203.csv", local_now().date())]
    previews.keep(TOKEN, LI, files, local_now(), 3)
    began, now = datetime.now(keeping.LOCAL).replace(tzinfo=None) + timedelta(minutes=1), local_now()
    assert not previews.take_over(OTHER, LI, began - timedelta(minutes=5), now)  # another tab may show it now
    assert not previews.take_over(OTHER, WANG, began, now)
    assert previews.take_over(OTHER, LI, began, now)
    assert found(previews) is None
    kept = found(previews, OTHER)
    assert kept is not None and kept.batch == 3
