"""Visits to enterprises, and what was raised on them."""

from collections import Counter
from datetime import date
from functools import cache
from random import Random

from . import Row
from .chance import days_taken, dice, pick
from .days import CAMPAIGN_FROM, LAST_DAY, done_by_then, ends_of, months_between, workdays
from .lists import NEED_KINDS, NOT_YET_VISITED, ORGANS, POLICIES, SECOND_POOL
from .rosters import cadres, enterprises


def units_to_visit(chance: Random) -> list[Row]:
    """The second pool's units that the year's visits reach, in the order they are first reached."""
    spared: Counter[str] = Counter()
    reached = []
    pool = [unit for unit in enterprises() if SECOND_POOL in unit["pools"]]
    chance.shuffle(pool)
    for unit in pool:
        if spared[unit["kind"]] < NOT_YET_VISITED[unit["kind"]]:
            spared[unit["kind"]] += 1
        else:
            reached.append(unit)
    return reached


@cache
def visits() -> list[Row]:
    """One visit a month by each cadre on duty, now and then two, and now and then none."""
    chance = dice("visits")
    waiting = units_to_visit(chance)
    reached: list[Row] = []
    others = [unit for unit in enterprises() if SECOND_POOL not in unit["pools"]]
    made: list[tuple[date, str, Row]] = []
    for month in months_between(CAMPAIGN_FROM, LAST_DAY):
        begin, end = ends_of(month)
        for cadre in cadres():
            on_duty = workdays(
                max(begin, cadre["on_duty_from"]), min(end, cadre["on_duty_until"] or LAST_DAY)
            )
            if not on_duty:
                continue
            missed = 0.14 if month == "2022-12" else 0.06
            for _ in range(chance.choices((0, 1, 2), weights=(missed, 0.87, 0.08))[0]):
                if chance.random() > 0.46:
                    unit = chance.choice(others)
                elif waiting and (not reached or chance.random() < 0.72):
                    unit = waiting.pop()
                    reached.append(unit)
                else:
                    unit = chance.choice(reached)
                made.append((chance.choice(on_duty), cadre["number"], unit))
    rows = []
    for serial, (day, cadre_number, unit) in enumerate(sorted(made, key=lambda visit: visit[:2]), start=1):
        rows.append(
            {
                "number": f"ZF{day:%Y%m}{serial:04}",
                "cadre_number": cadre_number,
                "enterprise_number": unit["number"],
                "uscc": None,
                "enterprise_name": None,
                "visited_on": day,
                "policies": [policy for policy in POLICIES if chance.random() < 0.72],
            }
        )
    return rows


@cache
def needs() -> list[Row]:
    """What enterprises raised on the visits; about a third are still open when the year ends."""
    chance = dice("needs")
    rows: list[Row] = []
    for visit in visits():
        for _ in range(chance.choices((0, 1, 2, 3), weights=(38, 40, 16, 6))[0]):
            resolved_on = done_by_then(visit["visited_on"] + days_taken(chance, 24, 0.8))
            rows.append(
                {
                    "number": f"SQ2022{len(rows) + 1:05}",
                    "visit_number": visit["number"],
                    "kind": pick(chance, NEED_KINDS),
                    "organ": pick(chance, ORGANS),
                    "raised_on": visit["visited_on"],
                    "resolved_on": None if chance.random() < 0.2 else resolved_on,
                }
            )
    return rows
