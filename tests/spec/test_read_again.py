"""Rows that had to wait and that a second reading of the same bytes takes are handed over like all others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from supervision.figures.measuring import View
from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile
from supervision.loading import known_profiles
from supervision.store.batches import undo
from supervision.store.database import Database, open_database
from supervision.store.loads import load
from supervision.store.saved_profiles import save_profile
from supervision.store.wholeness import faults
from tests.filling import fill
from tests.hotline import export, ticket

SOURCE = "12345平台"
UNLISTED = "没有这个区"
PROFILE = Path(__file__).resolve().parents[2] / "data" / "profiles" / "hotline.toml"
THE_25TH = date(2022, 3, 25)
LATER = date(2022, 4, 30)
SAME_FIGURES = (
    "leads/received",
    "leads/flow",
    "quality/declared",
    "quality/timeliness",
    "collections/unequal",
)


def unlisted(number: int) -> list[str]:
    return [UNLISTED if cell == "中山区" else cell for cell in ticket(number)]


MARCH = export([ticket(1), ticket(2), unlisted(3), unlisted(4)])


def take(database: Database, content: bytes, month: str, today: date = LATER) -> CheckedFile:
    file = check_file(content, f"{SOURCE}_{month}.csv", today, profiles=known_profiles(database))
    assert isinstance(file, CheckedFile)
    load(database, [file], by="tester")
    return file


def learn_the_district(database: Database) -> None:
    told = PROFILE.read_text(encoding="utf-8")
    save_profile(database, "hotline", f'{told}\n[values.district]\n"{UNLISTED}" = "中山区"\n', by="tester")


def register(database: Database, declared: int) -> None:
    row = {"source": SOURCE, "due_on": THE_25TH, "handed_on": THE_25TH, "declared": declared}
    fill(database, {"collections": [row]})


def figures(database: Database, *names: str) -> dict[str, list[dict[str, Any]]]:
    view = View(database, database.newest_batch, LATER)
    return {
        name: view.ask(name, from_day=date(2022, 3, 1), until_day=date(2022, 4, 1))
        for name in names or SAME_FIGURES
    }


def loaded(database: Database) -> int:
    (told,) = (
        row for row in figures(database, "quality/declared")["quality/declared"] if row["source"] == SOURCE
    )
    return int(told["loaded"])


def rows_handed_over(database: Database) -> dict[str, Any]:
    (total,) = (
        row for row in figures(database, "quality/handed_rows")["quality/handed_rows"] if not row["breakdown"]
    )
    return {name: total[name] for name in ("handed_rows", "first_time", "waited", "waiting")}


@pytest.fixture
def loaded_once(tmp_path: Path) -> Iterator[Database]:
    """Another empty ledger, to compare with."""
    database = open_database(tmp_path / "once.duckdb")
    yield database
    database.close()


def test_a_file_loaded_again_once_its_profile_knows_a_word_counts_as_if_loaded_then(
    database: Database, loaded_once: Database
) -> None:
    assert len(take(database, MARCH, "202203").waiting) == 2
    assert loaded(database) == 2
    for ledger in (database, loaded_once):
        learn_the_district(ledger)
        assert not take(ledger, MARCH, "202203").waiting
        register(ledger, 4)
    assert figures(database) == figures(loaded_once)
    assert figures(database, "collections/unequal") == {"collections/unequal": []}
    # How many had to wait is told as they came, of a file that counts once.
    assert rows_handed_over(database) == {"handed_rows": 4, "first_time": 2, "waited": 2, "waiting": 0}
    assert faults(database) == []


def test_a_row_of_tomorrow_loaded_again_tomorrow_counts_as_if_loaded_then(
    database: Database, loaded_once: Database
) -> None:
    tomorrow = THE_25TH + timedelta(days=1)
    content = export([ticket(1), ticket(2), ticket(3, f"{tomorrow} 09:15")])
    assert len(take(database, content, "202203", THE_25TH).waiting) == 1
    for ledger in (database, loaded_once):
        assert not take(ledger, content, "202203", tomorrow).waiting
        register(ledger, 3)
    assert figures(database) == figures(loaded_once)
    assert rows_handed_over(database) == {"handed_rows": 3, "first_time": 2, "waited": 1, "waiting": 0}
    assert faults(database) == []


def test_they_stay_their_months_when_a_later_one_sends_them_again(database: Database) -> None:
    take(database, MARCH, "202203")
    learn_the_district(database)
    take(database, MARCH, "202203")
    take(database, export([ticket(4, status="已办结")]), "202204")
    assert loaded(database) == 4


def test_either_reading_may_be_undone_and_redone(database: Database) -> None:
    take(database, MARCH, "202203")
    learn_the_district(database)
    take(database, MARCH, "202203")
    told = []
    for batch in (1, 3, 2, 5):
        undo(database, batch, by="tester")
        assert faults(database) == []
        told.append(loaded(database))
    # The second reading brought two rows, the first the other two.
    assert told == [2, 4, 2, 4]
    undo(database, 1, by="tester")
    take(database, MARCH, "202203")
    assert loaded(database) == 4


def test_a_file_loaded_again_as_it_was_changes_nothing(database: Database) -> None:
    take(database, MARCH, "202203")
    before = figures(database), rows_handed_over(database)
    take(database, MARCH, "202203")
    assert (figures(database), rows_handed_over(database)) == before
