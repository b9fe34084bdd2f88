"""Make the sample exports: `python data/sample/make_sample.py` rewrites data/sample/exports/.

It writes the same bytes every time. Everything here is invented, and plainly so: 示例 units, numbered cadres,
telephone numbers counted up from 13900000001, codes with XXXX where a real one names its holder. What is true
to life is how it is written down: each of the six sources and each register has its own headings, encoding
and habits, as real systems have, so that loading the sample shows what intake is for. Nothing in it needs
mending: every row can be read, and every figure is known beforehand. The figures stand in expected.json,
which `python -m tests.independent.recount data/sample` writes anew.

`ledgers()` gives the rows before they were dirtied, so tests can count the figures without reading a file.
"""

import copy
import csv
import io
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # for tests, which load this file by its path

from making import Row
from making.chance import dice
from making.dialects import DIALECTS, HEADINGS
from making.handovers import COLLECTED_IN, hands_over
from making.leads import Lead
from making.lists import SOURCES
from making.lives import invent_collections, leads_and_reviews
from making.registers import REGISTERS, Register
from making.reviews import invent_referrals
from making.rosters import cadres, enterprises, members
from making.visits import needs, visits

EXPORTS = Path(__file__).parent / "exports"


def ledgers() -> dict[str, list[Row]]:
    """The truth of the sample: the current rows of every ledger once all of its files are loaded."""
    leads, reviews = leads_and_reviews()
    truth = {
        "leads": [lead.row for lead in leads],
        "collections": invent_collections(leads),
        "reviews": reviews,
        "referrals": invent_referrals(reviews),
        "enterprises": enterprises(),
        "cadres": cadres(),
        "members": members(),
        "visits": visits(),
        "needs": needs(),
    }
    return copy.deepcopy(truth)  # a test may spoil its rows without spoiling another's


def write_table(path: Path, rows: Iterable[Iterable[str]], encoding: str, delimiter: str = ",") -> None:
    """One export, with the line ends every one of these systems writes."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


def write_month(source: str, month: str, leads: list[Lead]) -> None:
    """One source's file of one month: what is new, what is sent again, and now and then a row twice."""
    dialect = DIALECTS[source]
    chance = dice(f"{source} {month}")
    chance.shuffle(leads)
    records = [
        dialect.write_row(chance, place, lead, lead.status_in(month)) for place, lead in enumerate(leads, 1)
    ]
    if not dialect.rows_are_numbered and len(records) > 5 and chance.random() < 0.2:
        records.insert(chance.randrange(len(records)), list(chance.choice(records)))
    above = [dialect.above(month)] if dialect.above else []
    below = dialect.below(len(records)) if dialect.below else []
    path = EXPORTS / month / f"{source}_{month.replace('-', '')}.csv"
    write_table(path, [*above, HEADINGS[source], *records, *below], dialect.encoding, dialect.delimiter)


def write_leads() -> None:
    """Every source's file of every month in which it handed something over, a zero report included."""
    leads, _ = leads_and_reviews()
    for source in SOURCES:
        for month in COLLECTED_IN:
            if hands_over(source, month):
                write_month(
                    source, month, [x for x in leads if x.row["source"] == source and month in x.sent_in]
                )


def write_register(register: Register, rows: list[Row]) -> None:
    """One register of the office, nothing in it but its own columns."""

    def cell(value: Any) -> str:
        if isinstance(value, date):
            return register.day(value)
        return "、".join(value) if isinstance(value, list) else "" if value is None else str(value)

    records = [[cell(row[column]) for column in register.columns.values()] for row in rows]
    write_table(EXPORTS / f"{register.name}.csv", [list(register.columns), *records], register.encoding)


def main() -> None:
    """Write every export anew, and nothing that was there before."""
    shutil.rmtree(EXPORTS, ignore_errors=True)
    write_leads()
    truth = ledgers()
    for register in REGISTERS:
        write_register(register, truth[register.ledger])


if __name__ == "__main__":
    main()
