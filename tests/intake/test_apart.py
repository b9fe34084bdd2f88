"""What another process reads and checks is what this one would have: files, refusals and rows."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Callable

import pytest

from supervision import apart
from supervision.intake import regular
from supervision.intake.profile_texts import own_profiles
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import check_bytes
from supervision.store.database import Database
from supervision.store.loads import load
from tests.bench.tickets import rows
from tests.hotline import HEADINGS, export, ticket
from tests.intake.test_archives import packed

NAME = "12345平台_202203.csv"


def _large() -> bytes:
    """Long enough for the short way, with rows of which something is to be said."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(HEADINGS)
    writer.writerows(rows(21_000, spoilt=0.002))
    return held.getvalue().encode("gb18030")


def _archive() -> bytes:
    table = export([ticket(1), ticket("9.12E+17"), ticket(2), ticket(2)])
    return packed((NAME, table), ("no table.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))))


@pytest.mark.parametrize(("make", "name"), [(_large, NAME), (_archive, "三月.zip")])
def test_the_other_process_gives_what_this_one_gives(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], name: str
) -> None:
    monkeypatch.setattr(apart, "FROM", 0)
    content = make()
    assert (len(content) >= regular.FROM) == (make is _large)
    here = list(check_bytes(content, name, None, own_profiles()))
    there = list(apart.check_apart(content, name, None, own_profiles()))
    assert any(isinstance(file, CheckedFile) and file.waiting for file in here)
    assert there == here
    if make is _large:
        assert [file.spool.digest for file in there] == [file.spool.digest for file in here]  # type: ignore[union-attr]


def test_its_rows_load_like_any_others(monkeypatch: pytest.MonkeyPatch, database: Database) -> None:
    monkeypatch.setattr(apart, "FROM", 0)
    content = export([ticket(1), ticket(2)])
    first = load(database, list(apart.check_apart(content, NAME)), by="tester")
    again = load(database, list(check_bytes(content, NAME)), by="tester")
    assert [(entry.new, entry.unchanged) for entry in (*first.files, *again.files)] == [(2, 0), (0, 2)]


def test_a_process_that_the_system_ends_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FROM", 0)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    (file,) = apart.check_apart(export([ticket(1)]), NAME)
    assert isinstance(file, RefusedFile)
    assert NAME in file.reason.zh and "没有录入" in file.reason.zh and "Split it" in file.reason.en


def test_a_fault_there_is_a_fault_here_and_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FROM", 0)
    with pytest.raises(apart.ReadingFailed) as raised:
        list(apart.check_apart(export([ticket(1)]), NAME, None, ("某人",)))  # type: ignore[arg-type]
    assert str(raised.value) == "AttributeError"
