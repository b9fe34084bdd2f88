"""Before a load, each source's month is set beside its last ones and beside the number that it declared."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervision.figures.handovers import HandOver, hand_overs
from supervision.ledgers.rows import CheckedFile
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.ui.upload_handovers import agreed
from tests.filling import checked, fill

SOURCE = "市营商局"


def month_end(month: int) -> date:
    return date(2022, month, 28)


def leads(month: int, rows: int, **more: Any) -> CheckedFile:
    """A month's file of one source: so many leads received in it."""
    told = [
        {
            "source": SOURCE,
            "number": f"B{month}-{row}",
            "received_on": date(2022, month, 7),
            "matter": "超期办案",
        }
        | more
        for row in range(rows)
    ]
    return checked("leads", told, name=f"{month}.csv", source=SOURCE, stated_month=month_end(month))


def register(month: int, declared: int, handed_on: date | None = None) -> CheckedFile:
    row = {"source": SOURCE, "due_on": date(2022, month, 25), "handed_on": handed_on or date(2022, month, 25)}
    return checked("collections", [row | {"declared": declared}])


def rehearsed(database: Database, *files: CheckedFile) -> HandOver:
    """What the page would tell of the one hand-over among these files; nothing is written."""
    told: list[HandOver] = []
    months = {file.stated_month for file in files if file.stated_month}
    before = database.newest_batch
    load(
        database, files, by="吴", rehearse=True,
        asking=lambda cursor, batch: told.extend(hand_overs(cursor, batch, months)),
    )  # fmt: skip
    assert database.newest_batch == before
    [only] = told
    return only


def said(told: HandOver) -> list[str]:
    return [sentence.en for sentence in told.unusual]


def test_the_first_file_of_a_source_has_nothing_to_compare_with(database: Database) -> None:
    assert said(rehearsed(database, leads(3, 5))) == [
        "the first file of this source; nothing to compare with"
    ]


def test_a_usual_month_says_nothing_and_an_unusual_one_says_what(database: Database) -> None:
    load(database, [leads(month, 16) for month in (1, 2, 3, 4)], by="吴")
    assert said(rehearsed(database, leads(5, 20))) == []
    assert said(rehearsed(database, leads(5, 40))) == [
        "40 rows, clearly more than usual (16, the median of the 4 months before)"
    ]
    assert said(rehearsed(database, leads(5, 2))) == [
        "2 rows, clearly fewer than usual (16, the median of the 4 months before)"
    ]
    assert said(rehearsed(database, leads(5, 16, matter=None))) == [
        "“Matter” is empty (100% filled the month before)"
    ]
    assert said(rehearsed(database, leads(5, 1, received_on=date(2022, 2, 1)), leads(5, 16)))[-1:] == [
        "1 row was received before the month before May 2022 or after it"
    ]
    assert said(rehearsed(database, leads(5, 16), register(5, 16, date(2022, 5, 27)))) == [
        "handed over 2 days late"
    ]


def test_a_register_in_the_same_basket_is_what_was_declared(database: Database) -> None:
    assert rehearsed(database, leads(3, 5)).declared is None
    told = rehearsed(database, leads(3, 5), register(3, 5))
    assert (told.declared, told.loaded, told.is_square) == (5, 5, True)
    fill(database, {"collections": [{"source": SOURCE, "due_on": date(2022, 3, 25), "declared": 7}]})
    told = rehearsed(database, leads(3, 5))
    assert (told.declared, told.loaded, told.is_square) == (7, 5, False)


def test_leads_sent_again_are_not_part_of_what_was_declared(database: Database) -> None:
    load(database, [leads(3, 5)], by="吴")
    again = checked(
        "leads",
        [
            {"source": SOURCE, "number": "B3-0", "received_on": date(2022, 3, 7), "status": "已办结"},
            {"source": SOURCE, "number": "B4-0", "received_on": date(2022, 4, 7)},
        ],
        name="4.csv", source=SOURCE, stated_month=month_end(4),
    )  # fmt: skip
    told = rehearsed(database, again, register(4, 1))
    assert (told.declared, told.loaded, told.sent_again, told.is_square) == (1, 1, 1, True)
    assert told.has_before
    assert not rehearsed(database, leads(2, 5)).has_before


def test_a_file_that_was_loaded_before_brings_no_month_of_its_own(database: Database) -> None:
    load(database, [leads(3, 5)], by="吴")
    told: list[HandOver] = []
    load(
        database, [leads(3, 5)], by="吴", rehearse=True,
        asking=lambda cursor, batch: told.extend(hand_overs(cursor, batch, {month_end(3)})),
    )  # fmt: skip
    assert told == []


def test_who_declared_nothing_does_not_differ(database: Database) -> None:
    silent = rehearsed(database, leads(3, 5))
    square = rehearsed(database, leads(3, 5), register(3, 5))
    apart = rehearsed(database, leads(3, 5), register(3, 7))
    assert "无从核对" in agreed([silent, silent]).zh and "0" not in agreed([silent, silent]).zh
    assert agreed([square, apart, silent]).zh == "申报件数与录入后的件数：1个相符，1个不符，1个没有申报。"
    assert agreed([square, apart]).en == "Declared and loaded: 1 agree, 1 do not."
