"""What became of each lead, which files tell of it, and what the register says of each file."""

from collections import Counter
from datetime import timedelta
from functools import cache
from random import Random

from . import Row
from .chance import days_taken, dice
from .days import FIRST_DAY, LAST_DAY, months_between
from .handovers import (
    COLLECTED_IN,
    DAYS_LATE,
    NOT_HANDED_OVER,
    NOT_WRITTEN_DOWN,
    due_day,
    handed_over_in,
    may_send_rows,
)  # fmt: skip
from .leads import Lead, invent_leads
from .lists import SOURCES
from .reviews import invent_reviews


def invent_history(chance: Random, lead: Lead, review: Row | None) -> None:
    """What became of a lead: taken in, passed on or refused, perhaps reviewed, in the end closed."""
    received = lead.row["received_on"]
    lead.history = [(received, "已登记")]
    if review is not None:
        lead.history += [
            (received + timedelta(chance.randint(2, 9)), "已转办"),
            (review["opened_on"], "评查中"),
        ]
        if review["concluded_on"] is not None:
            lead.history.append((review["concluded_on"], "已办结"))
        return
    decided = received + timedelta(chance.randint(2, 14))
    if chance.random() < 0.11:
        lead.history.append((decided, "不予受理"))
    elif chance.random() < 0.93:
        lead.history.append((decided, "已转办"))
        if chance.random() < 0.8:
            lead.history.append((decided + days_taken(chance, 38, 0.6), "已办结"))


def send(chance: Random, lead: Lead, reviewed: bool) -> None:
    """Put a lead into the file it is due in and, when its status has moved on, into some later ones."""
    source = lead.row["source"]
    first = handed_over_in(source, lead.row["received_on"])
    assert first is not None, "a lead that no file carries is not invented"
    lead.sent_in = [first]
    likely = 0.16 if reviewed else 0.06
    for month in COLLECTED_IN[COLLECTED_IN.index(first) + 1 :][:6]:
        moved_on = lead.status_in(month) != lead.status_in(lead.sent_in[-1])
        if moved_on and may_send_rows(source, month) and chance.random() < likely:
            lead.sent_in.append(month)
    lead.row["status"] = lead.status_in(lead.sent_in[-1])


@cache
def leads_and_reviews() -> tuple[list[Lead], list[Row]]:
    """Every lead with its whole life, and the reviews that some of them led to."""
    leads = invent_leads()
    reviews = invent_reviews(leads)
    review_of = {(review["source"], review["lead_number"]): review for review in reviews}
    chance = dice("histories")
    for lead in leads:
        review = review_of.get((lead.row["source"], lead.row["number"]))
        invent_history(chance, lead, review)
        send(chance, lead, reviewed=review is not None)
    return leads, reviews


def invent_collections(leads: list[Lead]) -> list[Row]:
    """One row per source and month of the two years; what was declared are the leads new in that file."""
    chance = dice("collections")
    new = Counter((lead.row["source"], lead.sent_in[0]) for lead in leads)
    rows = []
    for month in months_between(FIRST_DAY, LAST_DAY):
        for source in SOURCES:
            early = timedelta(chance.choices((0, 1, 2, 3), weights=(70, 16, 9, 5))[0])
            late = DAYS_LATE.get((source, month))
            handed_on = due_day(month) + timedelta(late) if late else due_day(month) - early
            missing = (source, month) in NOT_HANDED_OVER
            if (source, month) not in NOT_WRITTEN_DOWN:
                rows.append(
                    {
                        "source": source,
                        "due_on": due_day(month),
                        "handed_on": None if missing else handed_on,
                        "declared": None if missing else new[source, month],
                    }
                )
    return rows
