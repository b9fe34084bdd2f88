"""A leap in one month is told in plain words, with the range it left; a source that is silent or young is not accused."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from supervision.charts.drawing import draw
from supervision.figures.findings import findings
from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.figures.tables import table_of
from supervision.metrics import lead_anomalies
from supervision.store.database import Database
from tests.filling import fill

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
MONTHS = [date(2021 + place // 12, place % 12 + 1, 1) for place in range(24)]
STEADY = [18, 22, 20, 19, 21, 20, 22, 18, 20, 21, 19, 20] * 2


def months_of(counts: list[int], source: str = "12345平台") -> list[dict[str, Any]]:
    return [
        {"source": source, "number": f"{month:%Y%m}-{number}", "received_on": month}
        for month, count in zip(MONTHS, counts, strict=True)
        for number in range(count)
    ]


def measured(database: Database, today: date = date(2023, 1, 31), period: Period = YEAR) -> Figure:
    return measure(lead_anomalies.control_chart, period, View(database, database.newest_batch, today))


def states(figure: Figure, source: str | None = "12345平台") -> dict[str, str]:
    """By month, those that are not as usual."""
    rows = [row for row in figure.rows if row["source"] == source]
    return {row["month"]: row["state"] for row in rows if row["state"] != "usual"}


def changed(place: int, count: int) -> list[int]:
    return [*STEADY[:place], count, *STEADY[place + 1 :]]


def test_a_planted_leap_is_told_in_words_with_the_range_it_left(database: Database) -> None:
    fill(database, {"leads": months_of(changed(19, 52))})
    figure = measured(database)
    assert states(figure) == {"2022-08": "high"} == states(figure, None)
    told = [sentence.zh for sentence in findings(figure)]
    assert told[1] == "2022年8月12345平台受理52件，高于此前各月的正常波动范围（7–34件）。"
    assert told[-1].startswith("数据尚不足以判断：市纪委监委、")


def test_a_month_that_falls_away_is_told_too(database: Database) -> None:
    fill(database, {"leads": months_of(changed(19, 1))})
    figure = measured(database)
    assert states(figure) == {"2022-08": "low"}
    assert (
        "12345 hotline: 1 lead, below the usual range of the months before (7–34)." in findings(figure)[1].en
    )


def register(*, missing: str = "") -> list[dict[str, Any]]:
    """Everybody on time, but for the hotline in one month."""
    sources = ("市纪委监委", "市委政法委", "市委网信办", "市委市政府信访局", "市营商局", "12345平台")
    told = []
    for source in sources:
        for month in [*MONTHS, date(2023, 1, 1)]:
            is_missing = source == "12345平台" and f"{month:%Y-%m}" == missing
            due_on = month.replace(day=25)
            told.append({"source": source, "due_on": due_on, "handed_on": None if is_missing else due_on})
    return told


def test_a_month_not_wholly_handed_over_is_never_called_low(database: Database) -> None:
    """What September's hand-over should have brought would be August's last days as well."""
    fill(database, {"leads": months_of(changed(19, 1)), "collections": register(missing="2022-09")})
    assert states(measured(database)) == {"2022-08": "not_whole", "2022-09": "not_whole"}


def test_a_month_not_wholly_handed_over_may_still_be_too_many(database: Database) -> None:
    fill(database, {"leads": months_of(changed(19, 52)), "collections": register(missing="2022-09")})
    assert states(measured(database)) == {"2022-08": "high", "2022-09": "not_whole"}


def test_a_month_that_is_not_over_is_not_judged(database: Database) -> None:
    fill(database, {"leads": months_of(changed(23, 90))})
    assert states(measured(database, date(2022, 12, 30))) == {"2022-12": "running"}
    assert states(measured(database, date(2022, 12, 31))) == {"2022-12": "high"}


def test_eight_months_before_are_asked_for(database: Database) -> None:
    fill(database, {"leads": months_of([0] * 4 + STEADY[4:])})
    assert states(measured(database)) == {}
    fill(database, {"leads": []})
    early = measured(database, period=Period(date(2021, 5, 1), date(2022, 1, 31)))
    assert set(states(early).values()) == {"too_few_months"}
    assert list(states(early)) == [f"2021-{month:02}" for month in range(5, 13)]


def test_a_source_with_hardly_any_leads_is_not_judged(database: Database) -> None:
    fill(database, {"leads": months_of([2] * 24)})
    figure = measured(database)
    assert set(states(figure).values()) == {"too_few_leads"}
    assert findings(figure)[0].en.startswith("Not enough to tell: All sources, ")


def test_pure_chance_seldom_rings(database: Database) -> None:
    """Six sources with nothing but Poisson's noise: of 72 months judged hardly any is marked."""
    chance = random.Random(20220307)
    rows = [
        row
        for source in ("市纪委监委", "市委政法委", "市委网信办", "市委市政府信访局", "市营商局", "12345平台")
        for row in months_of([_poisson(chance, 12) for _ in MONTHS], source)
    ]
    fill(database, {"leads": rows})
    rung = [row for row in measured(database).rows if row["source"] and row["state"] in ("high", "low")]
    assert len(rung) <= 2


def _poisson(chance: random.Random, mean: float) -> int:
    """So many waits of one month's rate fit into a month."""
    number, waited = -1, 0.0
    while waited < mean:
        waited += chance.expovariate(1)
        number += 1
    return number


def test_marked_months_lead_to_their_rows_and_the_table_says_it_all(database: Database) -> None:
    fill(database, {"leads": months_of(changed(19, 52))})
    figure = measured(database)
    chart = draw(figure, "zh", lambda row: f"{row['source']} {row['month']}")
    assert chart is not None
    links = [note["text"] for note in chart.layout["annotations"] if "href" in note["text"]]
    assert links == [
        '<a href="None 2022-08" target="_self">52</a>', '<a href="12345平台 2022-08" target="_self">52</a>',
    ]  # fmt: skip
    headings, rows = table_of(figure, "en")
    assert headings[:5] == ["Source", "Month", "Value", "Usual from", "Usual to"]
    assert ["12345 hotline", "Aug 2022", 52, 7, 34, 12, "Unusually many"] in rows
