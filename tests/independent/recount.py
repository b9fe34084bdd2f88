"""Every published figure counted slowly, row by row, from its written definition alone.

The oracle for the SQL: it imports nothing of the product and uses neither DuckDB nor pandas, so that the two
can only agree by both being right. When they differ, read the definition again before mending either.

It is given the current rows of each ledger as plain dicts (days as `date`, a cell with several values as a
list, nothing as None), and promises every member that the reference lists name, with 0 where nothing
happened, every other member that occurs, under its own text, and 未注明 where the rows leave it blank: so the
parts always add up to the total.

`python -m tests.independent.recount data/sample` writes data/sample/expected.json, the figures that the
sample exports must give, from the truth the sample was made of.
"""

import csv
import importlib.util
import json
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Ledgers = dict[str, list[Row]]
Number = int | Fraction | None
Counted = dict[tuple[str, str | None, str | None], Number]
Span = tuple[date, date]  # both days included

UNSTATED = "未注明"
COLLECTION_DAY = 25

# figure, its ledger, the day that places a row in a period, and what it is broken down by: the column that
# holds the member, and the list in `Lists` that names the members in full ("month" is asked of the day).
COUNTS: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("leads.received", "leads", "received_on",
     {"source": "sources", "month": "", "district": "districts", "organ": "organs"}),
    ("reviews.opened", "reviews", "opened_on", {"kind": "review_kinds", "month": ""}),
    ("reviews.concluded", "reviews", "concluded_on", {"grade": "grades", "month": ""}),
    ("referrals.sent", "referrals", "sent_on", {"organ": "referral_organs"}),
    ("visits.made", "visits", "visited_on", {"month": ""}),
    ("needs.raised", "needs", "raised_on", {"kind": "need_kinds"}),
    ("needs.resolved", "needs", "resolved_on", {"kind": "need_kinds"}),
)  # fmt: skip


@dataclass(frozen=True)
class Lists:
    """The members each figure must show in full, in the order they are shown."""

    sources: tuple[str, ...]
    districts: tuple[str, ...]  # the zones among them: members of their own, never added to a parent
    crimes: tuple[str, ...]
    grades: tuple[str, ...]
    organs: tuple[str, ...] = ("公安机关", "人民法院", "人民检察院", "司法行政机关")
    review_kinds: tuple[str, ...] = ("集中评查", "专项评查")
    referral_organs: tuple[str, ...] = ("纪检监察机关", "检察机关")
    procuratorate: str = "检察机关"
    enterprise_kinds: tuple[str, ...] = ("中央企业", "省属企业", "医院", "金融机构", "科研院所", "院校")
    need_kinds: tuple[str, ...] = ("实际困难", "司法需求", "法律风险", "意见建议", "问题线索")
    second_pool: str = "中省属单位"
    campaign: Span = (date(2022, 3, 1), date(2022, 12, 31))


def read_lists(folder: Path) -> Lists:
    """The lists as the reference CSVs of `folder` give them; what has no file there is a constant above."""

    def rows(name: str) -> list[dict[str, str]]:
        with open(folder / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    default = next(row for row in rows("review_grades") if "默认" in row["regime"])
    return Lists(
        sources=tuple(row["name"] for row in sorted(rows("sources"), key=lambda row: int(row["order"]))),
        districts=tuple(row["name"] for row in rows("districts")),
        crimes=tuple(row["name"] for row in rows("duty_crimes")),
        grades=tuple(default["grades"].split("|")),
    )


def recount(ledgers: Ledgers, lists: Lists, first: date, last: date, today: date) -> Counted:
    """Every figure of the period from `first` to `last`, both days included, as it stands on `today`."""
    period = (first, last)
    counted: Counted = {}
    for figure, ledger, day, breakdowns in COUNTS:
        rows = [row for row in ledgers.get(ledger, []) if within(row[day], period)]
        counted[figure, None, None] = len(rows)
        for by, listed in breakdowns.items():
            if by == "month":
                put(counted, figure, by, months(period), (month_of(row[day]) for row in rows))
            else:
                put(counted, figure, by, getattr(lists, listed), (row[by] for row in rows))
    count_crimes(counted, ledgers, lists, period)
    count_collections(counted, ledgers, lists, period, today)
    count_open_and_median(counted, ledgers, period)
    count_coverage(counted, ledgers, lists, period)
    count_duty(counted, ledgers, lists, period, today)
    return counted


def recount_narrowed(
    ledgers: Ledgers, lists: Lists, first: date, last: date, today: date, only: dict[str, str]
) -> Counted:
    """The same for a reader who looks at one source, district, kind of organ, review or enterprise only.

    A row counts when it, or the row it hangs on, is of what was asked for. Members of a list that was narrowed
    are left out but for the chosen one. What a cadre owes is never narrowed: a visit anywhere keeps the month.
    """
    whole = recount(ledgers, lists, first, last, today)
    counted = recount(narrowed(ledgers, only), lists, first, last, today)
    chosen = {
        "source": ("source", lists.sources),
        "district": ("district", lists.districts),
        "organ": ("organ", lists.organs),
        "review_kind": ("kind", lists.review_kinds),
        "enterprise_kind": ("kind", lists.enterprise_kinds),
    }
    for key in whole.keys() | counted.keys():
        figure, by, member = key
        if figure.startswith("visits.duty."):
            counted[key] = whole[key]
        if figure.startswith("collections."):
            # Since when the sources owe anything is told by the whole register.
            counted[key] = whole[figure, "source", only["source"]] if "source" in only else whole[key]
        if any(
            by == chosen[name][0] and member in chosen[name][1] and member != value
            for name, value in only.items()
        ):
            counted.pop(key, None)
    return counted


def narrowed(ledgers: Ledgers, only: dict[str, str]) -> Ledgers:
    """The rows that are of what was asked for, or hang on such rows."""

    def of(ledger: str, **columns: str) -> list[Row]:
        asked = {columns[name]: value for name, value in only.items() if name in columns}
        return [
            row
            for row in ledgers.get(ledger, [])
            if all(row[column] == value for column, value in asked.items())
        ]

    roster = ledgers.get("enterprises", [])
    reviews = of("reviews", source="source", district="district", organ="organ", review_kind="kind")
    enterprises = of("enterprises", district="district", enterprise_kind="kind")
    visits, needs = ledgers.get("visits", []), of("needs", organ="organ")
    referrals = ledgers.get("referrals", [])
    if only.keys() & {"district", "enterprise_kind"}:
        numbers = {unit["number"] for unit in enterprises}
        visits = [visit for visit in visits if visited_unit(visit, roster) in numbers]
        needs = [need for need in needs if need["visit_number"] in {visit["number"] for visit in visits}]
    if only.keys() & {"source", "district", "organ", "review_kind"}:
        referrals = [
            referral
            for referral in referrals
            if referral["review_number"] in {review["number"] for review in reviews}
        ]
    return {
        **ledgers,
        "leads": of("leads", source="source", district="district", organ="organ"),
        "reviews": reviews,
        "referrals": referrals,
        "enterprises": enterprises,
        "visits": visits,
        "needs": needs,
    }


def count_crimes(counted: Counted, ledgers: Ledgers, lists: Lists, period: Span) -> None:
    """Referrals by crime: those to the procuratorate only, for a breach of discipline names no crime."""
    rows = [row for row in ledgers.get("referrals", []) if within(row["sent_on"], period)]
    crimes = [row["crime"] for row in rows if row["organ"] == lists.procuratorate]
    put(counted, "referrals.sent", "crime", lists.crimes, crimes)


def count_collections(counted: Counted, ledgers: Ledgers, lists: Lists, period: Span, today: date) -> None:
    """Hand-overs due in the period: on time, late or missing, by source.

    A month for which the register has no row of a source is owed all the same, on the 25th, from the
    register's first month until today: a source that was never written down must not look punctual.
    """
    register = [row for row in ledgers.get("collections", []) if row["due_on"] is not None]
    due = [(row["source"], row["due_on"], row["handed_on"]) for row in register]
    written = {(row["source"], month_of(row["due_on"])) for row in register}
    if register:
        start = min(row["due_on"] for row in register).replace(day=1)
        for month, (first, _) in spans_of_months((start, today)):
            day = first.replace(day=COLLECTION_DAY)
            due += [(source, day, None) for source in lists.sources if (source, month) not in written]
    outcomes: dict[str, list[str | None]] = {"due": [], "on_time": [], "late": [], "missing": []}
    for source, due_on, handed_on in due:
        not_due_yet = due_on > today and handed_on is None
        if within(due_on, period) and not not_due_yet:
            outcome = "missing" if handed_on is None else "on_time" if handed_on <= due_on else "late"
            outcomes["due"].append(source)
            outcomes[outcome].append(source)
    for outcome, sources in outcomes.items():
        counted[f"collections.{outcome}", None, None] = len(sources)
        put(counted, f"collections.{outcome}", "source", lists.sources, sources)


def count_open_and_median(counted: Counted, ledgers: Ledgers, period: Span) -> None:
    """Reviews open when the period's last day ends, and the median calendar days of those it concluded."""
    _, last = period
    backlog = 0
    days = []
    for review in ledgers.get("reviews", []):
        opened_on, concluded_on = review["opened_on"], review["concluded_on"]
        if opened_on is None:
            continue
        if opened_on <= last and (concluded_on is None or concluded_on > last):
            backlog += 1
        if within(concluded_on, period):
            days.append((concluded_on - opened_on).days)
    counted["reviews.backlog", None, None] = backlog
    counted["reviews.days_to_conclusion.median", None, None] = median(days)


def count_coverage(counted: Counted, ledgers: Ledgers, lists: Lists, period: Span) -> None:
    """Units of the second pool on the roster on the period's last day, and those of them visited in it."""
    _, last = period
    roster = ledgers.get("enterprises", [])
    listed = [
        unit
        for unit in roster
        if lists.second_pool in (unit["pools"] or [])
        and (unit["joined_on"] is None or unit["joined_on"] <= last)
        and (unit["left_on"] is None or unit["left_on"] >= last)
    ]
    visits = [visit for visit in ledgers.get("visits", []) if within(visit["visited_on"], period)]
    reached = {visited_unit(visit, roster) for visit in visits}
    visited = [unit for unit in listed if unit["number"] in reached]
    shown = [*lists.enterprise_kinds, *(unit["kind"] for unit in listed)]
    for figure, units in (("listed", listed), ("visited", visited)):
        counted[f"visits.coverage.{figure}", None, None] = len(units)
        put(counted, f"visits.coverage.{figure}", "kind", shown, (unit["kind"] for unit in units))


def visited_unit(visit: Row, roster: list[Row]) -> str | None:
    """The number of the unit a visit went to: known by its number, else its code, else its exact name.

    The first of the three that the roster knows decides; what several units share tells nothing.
    """
    for of_visit, of_unit in (("enterprise_number", "number"), ("uscc", "uscc"), ("enterprise_name", "name")):
        wanted = visit[of_visit]
        found: list[str] = [unit["number"] for unit in roster if wanted and unit[of_unit] == wanted]
        if len(found) == 1:
            return found[0]
    return None


def count_duty(counted: Counted, ledgers: Ledgers, lists: Lists, period: Span, today: date) -> None:
    """Cadre-months owed and kept: one visit a month by each cadre on duty on at least one of its days.

    A month counts as far as campaign and period reach into it; any visit by the cadre in that part keeps it.
    A month that has not begun by `today` is not owed yet.
    """
    due: list[str] = []
    kept: list[str] = []
    for month, of_month in spans_of_months(period):
        stretch = overlap(overlap(of_month, period), lists.campaign)
        for cadre in ledgers.get("cadres", []):
            on_duty = (cadre["on_duty_from"] or date.min, cadre["on_duty_until"] or date.max)
            if is_empty(overlap(stretch, on_duty)) or of_month[0] > today:
                continue
            due.append(month)
            if any(
                visit["cadre_number"] == cadre["number"] and within(visit["visited_on"], stretch)
                for visit in ledgers.get("visits", [])
            ):
                kept.append(month)
    for figure, of_months in (("visits.duty.due", due), ("visits.duty.kept", kept)):
        counted[figure, None, None] = len(of_months)
        put(counted, figure, "month", months(period), of_months)


def put(counted: Counted, figure: str, by: str, listed: Iterable[str], found: Iterable[str | None]) -> None:
    """Note how often each member was found, those listed first and with 0 where it was not."""
    counts = dict.fromkeys(listed, 0)
    for member in found:
        counts[member or UNSTATED] = counts.get(member or UNSTATED, 0) + 1
    for shown, count in counts.items():
        counted[figure, by, shown] = count


def median(values: list[int]) -> Number:
    """The middle value, exactly: of an even number of values the mean of the middle two; of none, none."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if not ordered:
        return None
    if len(ordered) % 2:
        return ordered[middle]
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def month_of(day: date) -> str:
    """The calendar month of a day, as the figures name it: 2022-03."""
    return f"{day.year:04}-{day.month:02}"


def spans_of_months(span: Span) -> Iterator[tuple[str, Span]]:
    """Every calendar month that overlaps the span, whole, with its name."""
    first, last = span
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        begin = date(year, month, 1)
        yield month_of(begin), (begin, date(year, month, monthrange(year, month)[1]))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def months(span: Span) -> list[str]:
    """The names of the calendar months that overlap the span."""
    return [name for name, _ in spans_of_months(span)]


def within(day: date | None, span: Span) -> bool:
    """Whether the day is there and inside the span, whose both ends belong to it."""
    return day is not None and span[0] <= day <= span[1]


def overlap(one: Span, other: Span) -> Span:
    """The days the two spans share; empty when its first day comes after its last."""
    return max(one[0], other[0]), min(one[1], other[1])


def is_empty(span: Span) -> bool:
    """Whether no day is left in a span."""
    return span[0] > span[1]


EXPECTED_PERIODS: tuple[Span, ...] = (
    (date(2022, 3, 1), date(2022, 12, 31)),
    (date(2022, 4, 1), date(2022, 6, 30)),
    (date(2022, 10, 1), date(2022, 10, 31)),
)

# What expected.json says of each figure besides its total: the breakdown and the name it has there.
EXPECTED_PARTS = {
    "leads.received": {
        "source": "by_source", "month": "by_month", "district": "by_district", "organ": "by_organ",
    },
    "reviews.opened": {"kind": "by_kind"},
    "reviews.concluded": {"grade": "by_conclusion"},
    "referrals.sent": {"organ": "by_organ"},
    "needs.raised": {"kind": "by_kind"},
}  # fmt: skip


def expected(ledgers: Ledgers, lists: Lists, period: Span) -> dict[str, Any]:
    """One period of expected.json: the totals, and of their parts those that are not 0.

    Coverage by kind is a pair, units visited and units listed.
    """
    counted = recount(ledgers, lists, *period, today=EXPECTED_PERIODS[0][1])

    def parts(figure: str, by: str) -> dict[str, Number]:
        return {str(key[2]): value for key, value in counted.items() if key[:2] == (figure, by)}

    found: dict[str, Any] = {}
    for figure, by, _ in counted:
        if by is not None:
            continue
        total = counted[figure, None, None]
        found[figure] = float(total) if isinstance(total, Fraction) else total
        for part, name in EXPECTED_PARTS.get(figure, {}).items():
            found[f"{figure}.{name}"] = {member: n for member, n in sorted(parts(figure, part).items()) if n}
    visited = parts("visits.coverage.visited", "kind")
    listed = parts("visits.coverage.listed", "kind")
    found["visits.coverage.by_kind"] = {kind: [visited.get(kind, 0), n] for kind, n in listed.items()}
    return found


def read_truth(maker: Path) -> Ledgers:
    """The rows a sample was made of, asked of the script that makes it, which no package holds."""
    spec = importlib.util.spec_from_file_location(maker.stem, maker)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    truth: Ledgers = module.ledgers()
    return truth


def main(sample: Path) -> None:
    """Write the sample's expected.json from its truth and the reference lists beside it."""
    lists = read_lists(sample.parent / "reference")
    ledgers = read_truth(sample / "make_sample.py")
    periods = {
        f"{first}..{last}": expected(ledgers, lists, (first, last)) for first, last in EXPECTED_PERIODS
    }
    text = json.dumps(periods, ensure_ascii=False, indent=1)
    (sample / "expected.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the sample's folder: python -m tests.independent.recount data/sample")
    main(Path(sys.argv[1]))
