"""Reviews of some of the leads, and what they refer to other organs."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from .chance import days_taken, dice, pick
from .days import done_by_then, workdays
from .leads import Lead
from .lists import CRIMES



def invent_reviews(chance: Random, leads: list[Lead]) -> list[Row]:
    """Two concentrated sessions, none in the last quarter, and special reviews at any time from March on."""
    free = list(leads)
    opened: list[tuple[date, str, Row, float]] = []
    sessions = (
        (date(2022, 4, 11), date(2022, 4, 22), 54, date(2022, 1, 1)),
        (date(2022, 7, 11), date(2022, 7, 22), 50, date(2022, 3, 26)),
    )
    for first, last, count, received_from in sessions:
        open_to_choice = [lead for lead in free if received_from <= lead.row["received_on"] < first - timedelta(10)]
        for lead in chance.sample(open_to_choice, count):
            free.remove(lead)
            opened.append((chance.choice(workdays(first, last)), "集中评查", lead.row, 0.08))
    for day in sorted(chance.choices(workdays(date(2022, 3, 9), date(2022, 12, 23)), k=46)):
        fresh = [lead for lead in free if timedelta(8) <= day - lead.row["received_on"] <= timedelta(70)]
        lead = chance.choice(fresh)
        free.remove(lead)
        opened.append((day, "专项评查", lead.row, 0.03))
    rows = []
    for serial, (day, kind, row, never) in enumerate(sorted(opened, key=lambda found: found[0]), start=1):
        concluded_on = done_by_then(day + days_taken(chance, 33, 0.55))
        if chance.random() < never:  # the files that stay on the desk, and are the oldest when the year ends
            concluded_on = NOT_DONE_YET
        rows.append(
            {
                "number": f"PC2022{serial:05}",
                "source": row["source"],
                "lead_number": row["number"],
                "kind": kind,
                "opened_on": day,
                "concluded_on": concluded_on,
                "organ": row["organ"],
                "district": row["district"],
                "grade": pick(chance, {"合格": 68, "瑕疵": 23, "不合格": 9}) if concluded_on else None,
                "review_group": f"评查组{chance.randint(1, 6)}",
            }
        )
    return rows


@cache
def referrals() -> list[Row]:
    """What reviews found against officers, sent on soon after they ended; some still wait for the reply."""
    chance = dice("referrals")
    _, reviews = leads_and_reviews()
    rows: list[Row] = []
    for review in sorted(reviews, key=lambda review: (review["concluded_on"] or date.max, review["number"])):
        likely = {"不合格": 0.95, "瑕疵": 0.45}.get(review["grade"], 0)
        if chance.random() >= likely:
            continue
        sent_on = done_by_then(review["concluded_on"] + timedelta(chance.randint(2, 15)))
        if sent_on is None:
            continue
        to_procuratorate = chance.random() < 0.28
        replied_on = done_by_then(sent_on + days_taken(chance, 40, 0.5))
        if chance.random() < 0.15:
            replied_on = NOT_DONE_YET
        rows.append(
            {
                "number": f"YS2022{len(rows) + 1:04}",
                "review_number": review["number"],
                "organ": "检察机关" if to_procuratorate else "纪检监察机关",
                "crime": chance.choice(CRIMES[review["organ"]]) if to_procuratorate else None,
                "sent_on": sent_on,
                "replied_on": replied_on,
            }
        )
    return rows
