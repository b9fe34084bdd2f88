"""Reviews of some of the leads, and what they refer to other organs."""

from datetime import date, timedelta
from random import Random

from . import Row
from .chance import days_taken, dice, pick
from .days import done_by_then, ends_of, workdays
from .leads import Lead
from .lists import CRIMES

# First and last day, cases, and the day from which the cases' leads were received. None in the last quarter.
SESSIONS = (
    (date(2022, 4, 11), date(2022, 4, 22), 54, date(2022, 1, 1)),
    (date(2022, 7, 11), date(2022, 7, 22), 50, date(2022, 3, 26)),
)
SPECIAL_REVIEWS = {
    "2022-03": 2, "2022-04": 3, "2022-05": 4, "2022-06": 4, "2022-07": 3, "2022-08": 5, "2022-09": 5,
    "2022-10": 6, "2022-11": 8, "2022-12": 7,
}  # fmt: skip
GRADES = {"合格": 66, "瑕疵": 24, "不合格": 10}
PROBLEMS = {"合格": (0, 1), "瑕疵": (1, 3), "不合格": (2, 5)}
REFERRED = {"合格": 0.0, "瑕疵": 0.6, "不合格": 0.95}
LEFT_LYING = {"集中评查": 0.09, "专项评查": 0.02}  # the files that are the oldest when the year ends


def choose_cases(chance: Random, leads: list[Lead]) -> list[tuple[date, str, Row]]:
    """Which leads are reviewed, when and how: no lead twice, none in the first days after it came in."""
    free = list(leads)
    chosen = []
    for first, last, count, received_from in SESSIONS:
        ripe = [lead for lead in free if received_from <= lead.row["received_on"] < first - timedelta(10)]
        for lead in chance.sample(ripe, count):
            free.remove(lead)
            chosen.append((chance.choice(workdays(first, last)), "集中评查", lead.row))
    for month, count in SPECIAL_REVIEWS.items():
        first, last = ends_of(month)
        for day in chance.choices(
            workdays(max(first, date(2022, 3, 9)), min(last, date(2022, 12, 23))), k=count
        ):
            ripe = [lead for lead in free if timedelta(8) <= day - lead.row["received_on"] <= timedelta(70)]
            lead = chance.choice(ripe)
            free.remove(lead)
            chosen.append((day, "专项评查", lead.row))
    return sorted(chosen, key=lambda case: case[0])


def invent_reviews(leads: list[Lead]) -> list[Row]:
    """Two concentrated sessions, and special reviews at any time from March on; some are open to the end."""
    chance = dice("reviews")
    rows = []
    for serial, (day, kind, lead) in enumerate(choose_cases(chance, leads), start=1):
        concluded_on = done_by_then(day + days_taken(chance, 34, 0.55))
        if chance.random() < LEFT_LYING[kind]:
            concluded_on = None
        rows.append(
            {
                "number": f"PC2022{serial:05}",
                "source": lead["source"],
                "lead_number": lead["number"],
                "kind": kind,
                "opened_on": day,
                "concluded_on": concluded_on,
                "organ": lead["organ"],
                "district": lead["district"],
                "grade": pick(chance, GRADES) if concluded_on else None,
                "review_group": f"评查组{chance.randint(1, 6)}",
            }
        )
    found = dice("problems")
    for row in rows:
        row["problems"] = found.randint(*PROBLEMS[row["grade"]]) if row["grade"] else None
    return rows


def invent_referrals(reviews: list[Row]) -> list[Row]:
    """What reviews found against officers, sent on soon after they ended; some still wait for the reply."""
    chance = dice("referrals")
    rows: list[Row] = []
    concluded = [review for review in reviews if review["concluded_on"] is not None]
    for review in sorted(concluded, key=lambda review: (review["concluded_on"], review["number"])):
        sent_on = done_by_then(review["concluded_on"] + timedelta(chance.randint(2, 15)))
        if sent_on is None or chance.random() >= REFERRED[review["grade"]]:
            continue
        to_procuratorate = chance.random() < 0.3
        replied_on = done_by_then(sent_on + days_taken(chance, 40, 0.5))
        if chance.random() < 0.15:
            replied_on = None
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
