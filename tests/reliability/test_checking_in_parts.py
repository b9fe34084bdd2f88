"""`check` looks at a long ledger part by part: how it is parted changes nothing of what is found, and whoever waits is told."""

from __future__ import annotations

import sys

import pytest

from supervision.__main__ import main
from supervision.store import digests, key_promises, row_promises, wholeness
from supervision.store.backup_schedule import now_and_then
from supervision.store.backups import back_up
from supervision.store.database import Database
from supervision.store.wholeness import faults
from supervision.text import Text
from tests.reliability.planting import Fault, found, planted

PLANTED = {
    ("two current versions", "leads"),
    ("spans that overlap", "leads"),
    ("a row taken out", "lead_ways, last"),
    ("a row taken out", "reviewed_bodies, last"),
    ("a cell changed", "leads.summary"),
    ("a cell changed", "changes.changed"),
    ("counts moved and chained anew", "lead_ways"),
}


@pytest.fixture(scope="module")
def chosen(full: Database) -> list[Fault]:
    chosen = [fault for fault in planted(full) if (fault.kind, fault.about) in PLANTED]
    assert len(chosen) == len(PLANTED)
    return chosen


@pytest.fixture(scope="module")
def whole(full: Database, chosen: list[Fault]) -> list[list[str]]:
    """What is found of each in parts as large as they are."""
    found = told(full, chosen)
    assert all(found)
    return found


def told(full: Database, chosen: list[Fault]) -> list[list[str]]:
    return [sorted(fault.en for fault in found(full, one)) for one in chosen]


def test_many_small_parts_find_what_one_large_part_finds(
    full: Database, chosen: list[Fault], whole: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_promises, "MOST_AT_ONCE", 60)
    monkeypatch.setattr(row_promises, "AT_ONCE", 500)
    monkeypatch.setattr(digests, "AT_ONCE", 1000)
    seen: set[tuple[str, int]] = set()
    assert faults(full, lambda what, done, of: seen.add((what.en, of))) == []
    assert any("Leads, key by key" in what and of > 2 for what, of in seen)
    assert told(full, chosen) == whole
    monkeypatch.setattr(wholeness, "is_silent_on_counts", lambda _: True)
    assert faults(full) == []


def test_a_lone_key_taken_for_one_of_several_changes_nothing(
    full: Database, chosen: list[Fault], whole: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the hashes of two keys are the same."""
    monkeypatch.setattr(key_promises, "HASHED", "hash(_key) % 7")
    assert faults(full) == []
    assert told(full, chosen) == whole


def test_whoever_waits_for_a_backup_is_told_of_every_step(full: Database) -> None:
    seen: list[tuple[Text, int, int]] = []
    back_up(full, full.path.with_name("copy.duckdb"), how_far=lambda *step: seen.append(step))
    words = list(dict.fromkeys(what.en for what, _, _ in seen))
    assert words[0].startswith("Copying")
    assert words[-1].startswith("Summing up")
    steps = [word for word in words if word.startswith("Checking ")]
    assert len(steps) == len(words) - 2
    assert [word.split(":")[0] for word in steps] == [
        f"Checking {place}/{len(steps)}" for place in range(1, len(steps) + 1)
    ]
    assert all(0 <= done <= of for what, done, of in seen if what.en.startswith("Checking"))


def test_a_terminal_shows_how_far_it_is_and_nothing_of_it_at_the_end(
    full: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = full.path.with_name("other.duckdb")
    back_up(full, copy)
    monkeypatch.setattr(sys, "argv", ["supervision"])
    for is_terminal in (False, True):
        monkeypatch.setattr(sys.stderr, "isatty", lambda is_terminal=is_terminal: is_terminal)
        assert main(["check", "--database", str(copy)]) == 0
        shown = capsys.readouterr().err
        assert ("逐键" in shown or "key by key" in shown) == is_terminal
        assert shown.endswith("\r\x1b[K") == is_terminal


def test_the_log_hears_of_a_long_backup_and_of_no_contents(
    caplog: pytest.LogCaptureFixture, full: Database
) -> None:
    caplog.set_level("INFO", "supervision")
    back_up(full, full.path.with_name("short.duckdb"), how_far=now_and_then())
    assert not caplog.records
    back_up(full, full.path.with_name("long.duckdb"), how_far=now_and_then(0))
    assert {record.message for record in caplog.records} == {"backup under way"}
    facts = [vars(record)["facts"] for record in caplog.records]
    assert any(
        fact["step"].endswith("Leads, key by key") and fact["done"] == fact["of"] == 1 for fact in facts
    )
