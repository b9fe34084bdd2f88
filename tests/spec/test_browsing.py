"""Leaf after leaf, a ledger is shown whole, once and in order, and counted without reading all of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.ledgers.catalogue import ledger_named
from supervision.store.batches import undo
from supervision.store.browsing import Wanted, browse
from supervision.store.database import Database
from tests.filling import fill

SOURCES = ("市营商局", "12345平台", "市委网信办")
FIRST = date(2022, 3, 1)
LEADS = [
    {
        "source": SOURCES[number % 3],
        "number": f"N{number * 7 % 40}",
        "received_on": FIRST + timedelta(number % 20),
    }
    for number in range(40)
]
REVIEWS = [
    {"number": f"P{number * 3 % 10}", "kind": "集中评查", "opened_on": FIRST + timedelta(number)}
    for number in range(10)
]


@pytest.mark.parametrize("only", [{}, {"source": SOURCES[1]}], ids=["all", "one source"])
@pytest.mark.parametrize("size", [1, 7, 100])
def test_leaves_of_leads_follow_each_other_by_key(
    database: Database, size: int, only: dict[str, str]
) -> None:
    fill(database, {"leads": LEADS})
    undo(database, fill(database, {"leads": [LEADS[0] | {"number": "later"}]}).batch or 0, by="tester")
    for known_at, day in ((1, date(2022, 4, 1)), (2, date(2022, 4, 1)), (3, date(2022, 3, 9))):
        rows = [*LEADS, LEADS[0] | {"number": "later"}] if known_at == 2 else LEADS
        expected = sorted(
            f"{row['source']} {row['number']}"
            for row in rows
            if row["received_on"] <= day and row["source"] == only.get("source", row["source"])
        )
        wanted = Wanted(ledger_named("leads"))
        leaves = [
            browse(database, wanted, known_at, day, only, first=first, rows=size)
            for first in range(0, len(expected) + 1, size)
        ]
        assert [row.key for leaf in leaves for row in leaf.rows] == expected
        assert {leaf.total for leaf in leaves} == {len(expected)}


def test_what_has_not_happened_yet_or_is_not_looked_for_is_not_counted(database: Database) -> None:
    fill(database, {"reviews": REVIEWS})
    reviews, day = ledger_named("reviews"), FIRST + timedelta(4)
    assert browse(database, Wanted(reviews), 1, day, rows=0).total == 5
    assert browse(database, Wanted(reviews), 1, day, {"review_kind": "专项评查"}, rows=0).total == 0
    assert browse(database, Wanted(reviews, search="P3"), 1, day, rows=0).total == 1
