"""Which leads name an enterprise: by its credit code, else by its name, and never by what two enterprises share."""

from __future__ import annotations

from datetime import date

from supervision.figures.measuring import View
from supervision.store.database import Database
from tests.filling import fill
from tests.spec.test_figures_as_tables import table


def test_a_code_tells_more_surely_than_a_name(database: Database) -> None:
    """C names Q1 and bears the code of Q2; D bears a code of nobody; E and F show what Q3 and Q4 share; G is received later."""
    rows = table(
        "enterprises",
        """
        number  name  uscc
        Q1      甲厂  CODE1
        Q2      乙厂  CODE2
        Q3      丙厂  CODE3
        Q4      丙厂  CODE3
        """,
    ) | table(
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
    days = {"from_day": date(2022, 5, 1), "until_day": date(2022, 6, 1)}
    told = {
        number: [row["number"] for row in view.ask("enterprises/leads", number=number, **days)]
        for number in ("Q1", "Q2", "Q3", "Q4")
    }
    assert told == {"Q1": ["B", "A", "D", "I", "H"], "Q2": ["C"], "Q3": [], "Q4": []}
