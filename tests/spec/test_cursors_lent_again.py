"""A cursor that has answered one reader answers the next who looks at the same, and nobody who looks at something else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest

from supervision.store.database import Database, open_database
from supervision.store.questions import ask_within, question
from tests.filling import fill

YEAR = {"from_day": date(2022, 1, 1), "until_day": date(2023, 1, 1)}
VIEWS = list(
    product(
        (None, 1, 2),
        (date(2022, 2, 1), date(2022, 6, 1), date(2022, 12, 1)),
        ({}, {"source": "12345平台"}, {"source": "市营商局"}, {"source": "12345平台", "district": "中山区"}),
    )
)


@pytest.fixture
def filled(database: Database) -> Database:
    for batch in (1, 2):
        leads = [
            {
                "source": ("12345平台", "市营商局", "市委网信办")[place % 3],
                "number": f"{batch}-{place}",
                "received_on": date(2022, 1 + place % 11, 7),
                "district": ("中山区", "西岗区")[place % 2],
            }
            for place in range(40 * batch)
        ]
        fill(database, {"leads": leads})
    return database


def received(database: Database, view: tuple[Any, ...], *, is_read_out: bool) -> list[dict[str, Any]]:
    with database.cursor(*view, is_read_out=is_read_out) as cursor:
        return ask_within(cursor, question("leads/received"), **YEAR)


def test_side_by_side_every_view_gets_its_own_answer(filled: Database) -> None:
    alone = [received(filled, view, is_read_out=False) for view in VIEWS]
    assert len({str(answer) for answer in alone}) > len(VIEWS) / 2
    with ThreadPoolExecutor(4) as readers:
        for _ in range(3):
            told = list(readers.map(lambda view: received(filled, view, is_read_out=True), VIEWS))
            assert told == alone


def test_what_a_batch_brings_is_seen_by_cursors_of_before(filled: Database) -> None:
    now = (None, date(2022, 12, 1), {})
    before = received(filled, now, is_read_out=True)[0]["value"]
    fill(filled, {"leads": [{"source": "12345平台", "number": "new", "received_on": date(2022, 3, 1)}]})
    assert received(filled, now, is_read_out=True)[0]["value"] == before + 1


def test_a_cursor_on_which_something_went_wrong_is_lent_to_nobody(filled: Database) -> None:
    everybody = filled.rows("select count(*) from leads")
    with suppress(duckdb.Error), filled.cursor(is_read_out=True) as cursor:
        cursor.execute("set variable only_source = '市营商局'")
        cursor.execute("select no_such_column from leads")
    assert filled.rows("select count(*) from leads") == everybody


def test_the_file_can_be_closed_while_cursors_lie_idle(tmp_path: Path) -> None:
    database = open_database(tmp_path / "ledger.duckdb")
    for view in VIEWS:
        received(database, view, is_read_out=True)
    database.close()
    # Refused while anybody holds the file otherwise than it is asked for here.
    duckdb.connect(database.path, read_only=True).close()
