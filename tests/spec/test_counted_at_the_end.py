"""A list counted at a period's end does not pass for one counted on the day of reckoning, which stands beside it."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.exports.paper.parts import figure_part
from supervision.figures.at_end import tiles_at_end
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import leads, needs, referrals, reviews
from supervision.store.database import Database
from supervision.ui.cards import card
from supervision.ui.choices import Choice
from tests.filling import fill

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
DAY = date(2022, 6, 29)


def test_its_foot_names_the_day_on_page_and_paper(database: Database) -> None:
    """Open for 185 days at the end of the year, and for 244 on the last of February."""
    fill(
        database,
        {
            "reviews": [{"number": "P1", "kind": "集中评查", "opened_on": DAY}],
            "referrals": [{"number": "Y1", "review_number": "P1", "organ": "检察机关", "sent_on": DAY}],
            "visits": [{"number": "Z1", "cadre_number": "G1", "visited_on": DAY}],
            "needs": [{"number": "S1", "visit_number": "Z1", "kind": "实际困难", "raised_on": DAY}],
        },
    )
    later = View(database, 1, date(2023, 2, 28))
    assert measure(reviews.longest_open, YEAR, later).rows[0]["days_open"] == 185
    for metric in (reviews.longest_open, reviews.days_by_band, referrals.awaiting_reply, needs.still_open):
        figure = measure(metric, YEAR, later)
        for told in (
            card(figure, Choice(YEAR, later, None), "zh").written,
            figure_part(figure, later, "zh")["facts"],
        ):
            assert "统计日2023年2月28日 · 批次1 · 计至期末2022年12月31日" in told
        assert "counted at the period's end, 31 Dec 2022" in figure_part(figure, later, "en")["facts"]
    tiles = [measure(metric, YEAR, later) for metric in (leads.received, reviews.backlog)]
    assert [told.zh for told in tiles_at_end(tiles)] == ["期末未结：计至期末2022年12月31日"]
    assert not tiles_at_end(tiles[:1])


@pytest.mark.parametrize("as_of", [date(2022, 12, 31), date(2022, 8, 1)])
def test_where_both_are_one_day_or_the_period_runs_nothing_is_added(database: Database, as_of: date) -> None:
    fill(database, {"reviews": [{"number": "P1", "kind": "集中评查", "opened_on": DAY}]})
    view = View(database, 1, as_of)
    assert "期末20" not in figure_part(measure(reviews.longest_open, YEAR, view), view, "zh")["facts"]
