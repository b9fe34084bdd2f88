"""What is asked of one cadre, and of one month, is what is told of all cadres and months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from supervision.store.database import Database
from supervision.store.questions import ask
from tests.filling import fill

CAMPAIGN = (date(2022, 3, 1), date(2023, 1, 1))
DAYS = (date(2022, 2, 20), date(2022, 5, 10), date(2022, 12, 31))
PERIODS = (CAMPAIGN, (date(2022, 4, 16), date(2022, 8, 1)), (date(2022, 5, 9), date(2022, 5, 11)))


@pytest.fixture
def ledger(database: Database) -> Database:
    """Cadres who come and go within the campaign, within a month, after it; visits on and beside their days."""
    duty = {
        "G1": (date(2022, 3, 1), None), "G2": (date(2022, 5, 11), None), "G3": (date(2022, 1, 1), date(2022, 5, 9)),
        "G4": (date(2023, 2, 1), None), "G5": (date(2022, 5, 3), date(2022, 5, 20)),
    }  # fmt: skip
    visits = {
        "G1": ["2022-03-31", "2022-05-10", "2022-05-10"], "G2": ["2022-05-01", "2022-05-12"], "G3": ["2022-02-28"],
        "G5": ["2022-05-09", "2022-06-01"],
    }  # fmt: skip
    fill(
        database,
        {
            "cadres": [
                {"number": number, "name": "干部", "unit": None, "rank": None, "on_duty_from": begins, "on_duty_until": ends}
                for number, (begins, ends) in duty.items()
            ],
            "visits": [
                {"number": f"V{number}{place}", "cadre_number": number, "visited_on": date.fromisoformat(day)}
                for number, days in visits.items()
                for place, day in enumerate(days)
            ],
        },
    )  # fmt: skip
    return database


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_months_of_one_cadre_are_those_that_are_told_of_all(ledger: Database, day: date) -> None:
    states = set()
    for first, until in PERIODS:
        period = {"from_day": first, "until_day": until}
        of_all = ask(ledger, "visits/cadre_months", as_of=day, **period)
        for number in ("G1", "G2", "G3", "G4", "G5"):
            months = ask(ledger, "cadres/months", as_of=day, number=number, **period)
            told = [row for row in of_all if row["cadre"] == number]
            assert months == [{name: row[name] for name in ("month", "visits", "state")} for row in told]
            states |= {row["state"] for row in months}
    assert states >= ({"not_on_duty"} if day < CAMPAIGN[0] else {"not_on_duty", "kept", "missed"})


@pytest.mark.parametrize(
    "day", [CAMPAIGN[0] + timedelta(days) for days in (0, 30, 68, 69, 70, 71, 90, 305)], ids=str
)
def test_who_owes_a_visit_this_month_is_told_of_the_days_that_have_come(ledger: Database, day: date) -> None:
    month: dict[str, Any] = {"from_day": day.replace(day=1), "until_day": day + timedelta(1)}
    states = [row["state"] for row in ask(ledger, "visits/cadre_months", as_of=day, **month)]
    (told,) = ask(ledger, "visits/cadres_owing", as_of=day, **month)
    assert told["owed"] == len(states) - states.count("not_on_duty") > 0
    assert told["owing"] == states.count("missed") + states.count("pending")
