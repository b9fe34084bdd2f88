"""Which leads and visits name an enterprise: by its number, else its credit code, else its name, and never by what two
enterprises share."""

from __future__ import annotations

from datetime import date
from itertools import product

from supervision.figures.measuring import View
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.wholeness import faults
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


def test_a_need_is_told_where_its_visit_is_said_to_have_been_whichever_comes_last(database: Database) -> None:
    """And as it was known at every batch: the visit comes after the need, is mended to another unit and cadre, and all is undone."""
    need = {"number": "S1", "visit_number": "V1", "kind": "意见建议", "raised_on": date(2022, 5, 5)}
    visit = {"number": "V1", "cadre_number": "G1", "visited_on": date(2022, 5, 4), "uscc": "CODE1"}
    elsewhere = visit | {"cadre_number": "G2", "uscc": None, "enterprise_name": "乙厂"}
    fill(database, {**ROSTER, "needs": [need]})
    fill(database, {"visits": [visit]})
    fill(database, {"needs": [need | {"resolved_on": date(2022, 5, 20)}]})
    fill(database, {"visits": [elsewhere]})
    for batch in (4, 3, 2):
        undo(database, batch, by="tester")
    undo(database, 7, by="tester")
    told = []
    for known_at in range(1, 9):
        view = View(database, known_at, date(2022, 12, 31))
        answers = {
            number: view.ask(f"{'cadres' if number[0] == 'G' else 'enterprises'}/needs", number=number, **MAY)
            for number in ("Q1", "Q2", "G1", "G2")
        }
        assert all(len(answer) <= 1 for answer in answers.values())
        told.append({number: answer[0]["days"] for number, answer in answers.items() if answer})
    first, resolved, moved = {"Q1": 26, "G1": 26}, {"Q1": 15, "G1": 15}, {"Q2": 15, "G2": 15}
    assert told == [{}, first, resolved, moved, resolved, first, {}, first]
    before = View(database, 4, date(2022, 5, 4))
    assert before.ask("cadres/needs", number="G2", **MAY) == [], "it had not been raised yet"
    assert faults(database) == []
