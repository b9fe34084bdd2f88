"""A machine that lacks something: one sentence in both languages, the ledger as it was, readers answered meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from supervision.store.troubles import refusal_for
from tests.reliability.children import Children, Look, fresh, said
from tests.reliability.old_ledgers import unpacked


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    told = Children()
    yield told
    told.close()


@pytest.fixture(scope="module")
def base(children: Children, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Look]:
    folder = tmp_path_factory.mktemp("base")
    unpacked("5", folder)
    before = children.look(folder)
    assert before.faults == ()
    for kept in folder.glob("*.schema5-*"):
        kept.unlink()
    return folder, before


LACKS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a disk that is full": ({"limits": {"RLIMIT_FSIZE": 2000}}, "磁盘写不进去", "the disk takes no more"),
    "a folder that may not be written to": ({"powerless": True}, "不能写入这个文件", "can't be written to"),
    "memory": ({"told": {"SUPERVISION_MEMORY": "8MB"}}, "内存不够", "there is not enough memory"),
    "files": ({"limits": {"RLIMIT_NOFILE": 6}}, "打开的文件过多", "too many files are open"),
}


@pytest.mark.parametrize("lack", LACKS)
def test_what_the_machine_lacks_is_said_and_the_ledger_stays_as_it_was(
    lack: str, children: Children, base: tuple[Path, Look], tmp_path: Path
) -> None:
    harm, zh, en = LACKS[lack]
    folder, before = base
    work = fresh(folder, tmp_path / "work")
    work.chmod(0o555 if "powerless" in harm else 0o755)
    ended = children.do("load", work, **harm)
    work.chmod(0o755)
    told = said(work)
    assert (ended, zh in told, en in told, "Error" in told.replace("Exception", "")) == (
        2,
        True,
        True,
        False,
    ), told
    assert children.look(work) == before


def test_a_disk_without_room_for_what_memory_does_not_hold_is_not_told_as_a_lack_of_memory(
    tmp_path: Path,
) -> None:
    with (
        duckdb.connect(
            tmp_path / "long.duckdb",
            config={"memory_limit": "30MB", "max_temp_directory_size": "1MB", "threads": 1},
        ) as connection,
        pytest.raises(duckdb.Error) as raised,
    ):
        connection.execute("create temp table long as select md5(n::varchar) from range(2000000) as rows (n)")
    refusal = refusal_for(tmp_path, raised.value)
    assert refusal is not None
    assert "the disk takes no more" in refusal.sentence.en


def test_an_error_of_files_that_is_not_known_is_told_in_its_own_words_and_others_are_only_named() -> None:
    told = refusal_for(Path("ledger"), duckdb.IOException("IO Error: Could not read enough bytes\nmore"))
    other = refusal_for(Path("ledger"), duckdb.FatalException("FATAL Error: 王小明"))
    assert told is not None
    assert other is not None
    assert "(IO Error: Could not read enough bytes)" in told.sentence.en
    assert "（FatalException）" in other.sentence.zh


def test_readers_are_answered_while_the_disk_is_full_and_writing_goes_on_once_there_is_room(
    children: Children, base: tuple[Path, Look], tmp_path: Path
) -> None:
    work = fresh(base[0], tmp_path / "work")
    assert children.do("full for a while", work) == 0, said(work)
    assert said(work).count("the disk takes no more") == 2
    assert children.look(work).faults == ()
