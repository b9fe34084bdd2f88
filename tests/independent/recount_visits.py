"""What the visits page tells, counted slowly from the written definitions alone: units month by month, coverage by
district and pool, how often, policies explained, cadres who missed, needs by organ and by how long they took.

Rows are plain dicts as in `recount`; nothing of the product is imported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from tests.independent.recount import (
    UNSTATED,
    Ledgers,
    Lists,
    Row,
    Span,
    is_empty,
    overlap,
    spans_of_months,
    visited_unit,
    within,
)

POOLS = ("举报线索涉及企业", "中省属单位", "专项行动涉及企业", "金普新区对接企业")
BANDS = ((0, 15), (16, 30), (31, 60), (61, 90), (91, None))


def on_roster(unit: Row, last: date) -> bool:
    """Whether a unit stood on the roster on the period's last day."""
    return (unit["joined_on"] is None or unit["joined_on"] <= last) and (
        unit["left_on"] is None or unit["left_on"] >= last
    )


def visits_by_unit(ledgers: Ledgers, period: Span) -> Counter[str | None]:
    roster = ledgers.get("enterprises", [])
    return Counter(
        visited_unit(visit, roster)
        for visit in ledgers.get("visits", [])
        if within(visit["visited_on"], period)
    )


def listed(ledgers: Ledgers, lists: Lists, period: Span) -> list[Row]:
    return [
        unit
        for unit in ledgers.get("enterprises", [])
        if lists.second_pool in (unit["pools"] or []) and on_roster(unit, period[1])
    ]


def unit_months(
    ledgers: Ledgers, lists: Lists, period: Span, today: date
) -> dict[tuple[str, str], tuple[int, str, str | None]]:
    """Visits, state, and days with cadres of every listed unit in every month: day by day, those of one day by the cadre."""
    roster = ledgers.get("enterprises", [])
    names = {cadre["number"]: cadre["name"] for cadre in ledgers.get("cadres", [])}
    made: defaultdict[tuple[str | None, str], list[tuple[date, str]]] = defaultdict(list)
    for visit in ledgers.get("visits", []):
        if within(day := visit["visited_on"], period):
            cadre = names.get(visit["cadre_number"], visit["cadre_number"])
            made[visited_unit(visit, roster), f"{day:%Y-%m}"].append((day, cadre))
    ever = visits_by_unit(ledgers, period)
    told = {}
    for unit in listed(ledgers, lists, period):
        for month, (first, _) in spans_of_months(period):
            visits = sorted(made.get((unit["number"], month), ()))
            if visits:
                state = "visited"
            elif first > today:
                state = "ahead"
            else:
                state = "not_this_month" if ever[unit["number"]] else "never"
            days = "、".join(f"{day:%m-%d} {cadre}" for day, cadre in visits) or None
            told[unit["number"], month] = (len(visits), state, days)
    return told


def coverage_by_district(ledgers: Ledgers, lists: Lists, period: Span) -> dict[str, tuple[int, int]]:
    """Listed and visited units of every district."""
    ever = visits_by_unit(ledgers, period)
    told = {district: [0, 0] for district in lists.districts}
    for unit in listed(ledgers, lists, period):
        pair = told.setdefault(unit["district"] or UNSTATED, [0, 0])
        pair[0] += 1
        pair[1] += ever[unit["number"]] > 0
    return {district: (one, other) for district, (one, other) in told.items()}


def coverage_by_pool(ledgers: Ledgers, period: Span) -> dict[str, tuple[int, int]]:
    """Enterprises of every pool on the roster, and those visited; an enterprise counts in each of its pools."""
    ever = visits_by_unit(ledgers, period)
    units = [unit for unit in ledgers.get("enterprises", []) if on_roster(unit, period[1])]
    return {
        pool: (
            sum(pool in (unit["pools"] or []) for unit in units),
            sum(pool in (unit["pools"] or []) and ever[unit["number"]] > 0 for unit in units),
        )
        for pool in POOLS
    }


def per_unit(ledgers: Ledgers, lists: Lists, period: Span) -> dict[int, int]:
    """How many listed units were visited 0, 1, 2, 3, 4 or more times."""
    ever = visits_by_unit(ledgers, period)
    counts = Counter(min(4, ever[unit["number"]]) for unit in listed(ledgers, lists, period))
    return {times: counts[times] for times in range(5)}


def policies(
    ledgers: Ledgers, lists: Lists, names: tuple[str, ...], period: Span
) -> dict[str, tuple[int, int, int]]:
    """Visits on which each policy was explained, distinct enterprises, and listed units not told of it."""
    roster = ledgers.get("enterprises", [])
    of_58 = {unit["number"] for unit in listed(ledgers, lists, period)}
    told = {}
    for policy in names:
        visits = [
            visit
            for visit in ledgers.get("visits", [])
            if within(visit["visited_on"], period) and policy in (visit.get("policies") or [])
        ]
        units = {visited_unit(visit, roster) for visit in visits} - {None}
        told[policy] = (len(visits), len(units), len(of_58 - units))
    return told


def missing(ledgers: Ledgers, lists: Lists, period: Span, today: date) -> dict[str, tuple[int, int, int]]:
    """Months owed, kept and missed of every cadre who missed any; a month still running is not missed yet."""
    told: dict[str, tuple[int, int, int]] = {}
    for cadre in ledgers.get("cadres", []):
        owed = kept = missed = 0
        for _, of_month in spans_of_months(period):
            stretch = overlap(overlap(of_month, period), lists.campaign)
            on_duty = (cadre["on_duty_from"] or date.min, cadre["on_duty_until"] or date.max)
            if is_empty(overlap(stretch, on_duty)) or of_month[0] > today:
                continue
            owed += 1
            went = any(
                visit["cadre_number"] == cadre["number"] and within(visit["visited_on"], stretch)
                for visit in ledgers.get("visits", [])
            )
            kept += went
            missed += not went and stretch[1] < today
        if missed:
            told[cadre["number"]] = (owed, kept, missed)
    return told


def needs_by_organ(ledgers: Ledgers, lists: Lists, period: Span) -> dict[str, tuple[int, int, int]]:
    """Raised, resolved and still open needs of every kind of organ."""
    told = {organ: [0, 0, 0] for organ in lists.organs}
    for need in ledgers.get("needs", []):
        row = told.setdefault(need["organ"] or UNSTATED, [0, 0, 0])
        row[0] += within(need["raised_on"], period)
        row[1] += within(need["resolved_on"], period)
        row[2] += is_open(need, period)
    return {organ: (a, b, c) for organ, (a, b, c) in told.items()}


def is_open(need: Row, period: Span) -> bool:
    return need["raised_on"] <= period[1] and (need["resolved_on"] is None or need["resolved_on"] > period[1])


def needs_by_band(ledgers: Ledgers, period: Span) -> list[tuple[int, int]]:
    """Resolved and still open needs in every band of days."""

    def band(days: int) -> int:
        return next(
            place for place, (low, high) in enumerate(BANDS) if low <= days and (high is None or days <= high)
        )

    resolved: Counter[int] = Counter()
    still_open: Counter[int] = Counter()
    for need in ledgers.get("needs", []):
        if within(need["resolved_on"], period):
            resolved[band((need["resolved_on"] - need["raised_on"]).days)] += 1
        if is_open(need, period):
            still_open[band((period[1] - need["raised_on"]).days)] += 1
    return [(resolved[place], still_open[place]) for place in range(len(BANDS))]
