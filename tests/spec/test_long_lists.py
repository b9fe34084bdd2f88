"""Of a list that grows with the ledger a page is told the first rows, and says so; whoever takes it away gets all."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import limits, needs, referrals, review_findings, reviews
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from supervision.ui import counting
from supervision.ui.cards import card
from supervision.ui.choices import Choice
from tests.filling import fill

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
SOURCE = "市委市政府信访局"
LISTS = (
    reviews.longest_open,
    review_findings.recusals,
    limits.near,
    referrals.awaiting_reply,
    needs.still_open,
)


@pytest.fixture
def view(database: Database) -> View:
    """Three rows of each list."""
    of_three = [f"{place}" for place in range(3)]
    fill(
        database,
        {
            "leads": [
                {"source": SOURCE, "number": n, "received_on": date(2022, 5, 1), "body": "甲法院", "status": "已转办"}
                for n in of_three
            ],
            "members": [{"number": "W1", "name": "一", "body": "甲法院", "review_groups": "评查组1"}],
            "reviews": [
                {
                    "number": n, "source": SOURCE, "lead_number": n, "kind": "集中评查", "opened_on": date(2022, 6, 1),
                    "review_group": "评查组1",
                }
                for n in of_three
            ],
            "referrals": [
                {"number": n, "review_number": n, "organ": "检察机关", "sent_on": date(2022, 7, 1)} for n in of_three
            ],
            "visits": [{"number": "Z1", "cadre_number": "G1", "visited_on": date(2022, 8, 1)}],
            "needs": [{"number": n, "visit_number": "Z1", "raised_on": date(2022, 8, 1)} for n in of_three],
        },
    )  # fmt: skip
    return View(database, database.newest_batch, date(2022, 12, 31))


@pytest.mark.parametrize("metric", LISTS, ids=lambda metric: metric.name)
def test_a_list_is_cut_after_its_first_rows_and_says_of_how_many(
    metric: Metric, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "LISTED", 2)
    choice = Choice(YEAR, view, None)
    (shown,) = counting.measured([metric], choice)
    every = measure(metric, YEAR, view)
    assert len(every.rows) == 3
    assert shown.rows == every.rows[:2]
    under = card(shown, choice, "zh").told["under"]
    assert under[0].startswith(f"这里只列前2{metric.unit.sign}，共3{metric.unit.sign}；")
    assert counting.uncut(shown, choice).rows == every.rows
    assert "只列" not in "".join(card(every, choice, "zh").told["under"])
