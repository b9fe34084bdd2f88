"""Which leads and visits name an enterprise: by its number, else its credit code, else its name, and never by what two
enterprises share."""

from __future__ import annotations

from datetime import date
from itertools import product

from supervision.figures.measuring import View
from supervision.store.database import Database
from tests.filling import fill
from tests.spec.test_figures_as_tables import table

ROSTER = table(
    "enterprises",
    """
    number  name  uscc
    Q1      甲厂  CODE1
    Q2      乙厂  CODE2
    Q3      丙厂  CODE3
    Q4      丙厂  CODE3
    Q5      丁厂  -
    Q6      -     CODE6
    """,
)
MAY = {"from_day": date(2022, 5, 1), "until_day": date(2022, 6, 1)}


def test_a_code_tells_more_surely_than_a_name(database: Database) -> None:
    """C names Q1 and bears the code of Q2; D bears a code of nobody; E and F show what Q3 and Q4 share; G is received later."""
    rows = ROSTER | table(
        "leads",
        """
        source     number  received_on  enterprise_name  uscc
        12345平台  A       2022-05-03   -                CODE1
        12345平台  B       2022-05-02   甲厂             -
        12345平台  C       2022-05-03   甲厂             CODE2
        12345平台  D       2022-05-04   甲厂             CODE9
        12345平台  E       2022-05-03   丙厂             -
        12345平台  F       2022-05-03   -                CODE3
        12345平台  G       2022-06-01   甲厂             CODE1
        12345平台  H       2022-05-31   甲厂             CODE1
        12345平台  I       2022-05-05   甲厂             CODE3
        """,
    )
    fill(database, rows)
    view = View(database, 1, date(2022, 12, 31))
    told = {
        number: [row["number"] for row in view.ask("enterprises/leads", number=number, **MAY)]
        for number in ("Q1", "Q2", "Q3", "Q4")
    }
    assert told == {"Q1": ["B", "A", "D", "I", "H"], "Q2": ["C"], "Q3": [], "Q4": []}


def test_visits_are_looked_up_by_what_they_are_linked_by(database: Database) -> None:
    """Every way in which a visit can name a unit: by what it alone has, another has, two share, or nobody has."""
    ways = product(
        (None, "Q1", "Q2", "Q9"),
        (None, "CODE1", "CODE2", "CODE3", "CODE9"),
        (None, "甲厂", "丙厂", "丁厂", "某厂"),
    )
    visits = [
        {
            "number": f"V{place}", "cadre_number": "G1", "enterprise_number": number, "uscc": code,
            "enterprise_name": name, "visited_on": date(2022, 5, 3),
        }
        for place, (number, code, name) in enumerate(ways)
    ]  # fmt: skip
    needs = [
        {"number": f"S{visit['number']}", "visit_number": visit["number"], "raised_on": date(2022, 5, 3)}
        for visit in visits
    ]
    fill(database, {**ROSTER, "visits": visits, "needs": needs})
    view = View(database, 1, date(2022, 12, 31))
    for number in ("Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q9"):
        visited = sorted(row["number"] for row in view.ask("enterprises/visits", number=number, **MAY))
        raised = sorted(row["number"] for row in view.ask("enterprises/needs", number=number, **MAY))
        assert raised == [f"S{visit}" for visit in visited]
        assert bool(visited) == (number in ("Q1", "Q2", "Q5"))
