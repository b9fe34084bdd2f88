"""Shares, changes, unusual months and the way of leads equal their slow recount, on any ledgers that Hypothesis thinks of."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from supervision.figures.behind import how_many, way_down
from supervision.figures.changes import parts, rounding_note, total
from supervision.figures.comparing import period_before, year_before
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import lead_anomalies, lead_changes, lead_flow
from supervision.metrics.declaration import Metric
from supervision.store.database import Database
from supervision.store.loads import load
from tests.effort import examples
from tests.filling import checked, empty, fill
from tests.independent import recount_leads as recount
from tests.independent.recount import read_lists

LISTS = read_lists(Path(__file__).resolve().parents[2] / "data" / "reference")
PROHIBITIONS = (
    "严禁搞两面派、做两面人", "严禁有令不行、有禁不止", "严禁放任错误思潮侵蚀影响", "严禁不当交往、干预执法司法",
    "严禁玩忽职守、徇私枉法", "严禁违规参与营利活动", "严禁包庇纵容黑恶势力", "严禁滥用执法司法权",
    "严禁不作为乱作为、耍特权抖威风", "严禁跑风漏气、失密泄密",
)  # fmt: skip
RELAXED = settings(
    max_examples=examples(9),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Around the ends of months, of years and of February in a leap year and in others.
EDGES = [
    date(2023, 1, 31), date(2023, 2, 1), date(2023, 2, 27), date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 31),
    date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 28), date(2024, 2, 29),
    date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1), date(2025, 2, 28), date(2025, 3, 1),
]  # fmt: skip
days = st.sampled_from(EDGES)
spans = st.tuples(days, days).map(lambda ends: (min(ends), max(ends)))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], recount.Span, date]:
    """A period, leads on both sides of its ends and of those it is compared with, and a day of reckoning."""
    span = draw(spans)
    around = [
        day + timedelta(days=step)
        for one in (span, recount.a_year_earlier(span), recount.the_one_before(span))
        for day in one
        for step in (-1, 0, 1)
    ]
    long_ago = min(around) - timedelta(days=draw(st.sampled_from((0, 1, 400))))
    row = st.fixed_dictionaries(
        {
            "source": st.sampled_from(LISTS.sources),
            "received_on": st.sampled_from([*around, *around, long_ago]),
            "organ": st.none() | st.sampled_from(LISTS.organs),
            "district": st.none() | st.sampled_from(LISTS.districts[-3:]),
            "matter": st.none() | st.sampled_from(("超期办案", "服务态度", "其他")),
            "complainant_kind": st.none() | st.sampled_from(("企业", "群众")),
            "prohibition": st.none() | st.sampled_from(PROHIBITIONS[-2:]),
        }
    )
    rows = draw(st.lists(row, max_size=30))
    if rows and draw(st.booleans()):
        rows[0]["received_on"] = long_ago
    today = draw(
        st.sampled_from((span[1], span[1], span[1] - timedelta(days=1), span[1] + timedelta(days=40)))
    )
    return [row | {"number": f"L{place}"} for place, row in enumerate(rows)], span, today


BY: dict[str, tuple[Metric, tuple[str, ...]]] = {
    "source": (lead_changes.by_source, LISTS.sources),
    "district": (lead_changes.by_district, LISTS.districts),
    "organ": (lead_changes.by_organ, LISTS.organs),
    "matter": (lead_changes.by_matter, ()),
    "complainant_kind": (lead_changes.by_complainant, ()),
    "prohibition": (lead_changes.by_prohibition, PROHIBITIONS),
}


def exact(value: Any) -> Any:
    return None if value is None else Fraction(value)


@settings(RELAXED, max_examples=examples(12))
@given(held=ledgers())
@example(held=([], (date(2024, 2, 1), date(2024, 2, 29)), date(2025, 3, 1)))
@example(
    held=(
        [{"source": "12345平台", "number": "L1", "received_on": date(2023, 1, 31)}],
        (date(2024, 1, 31), date(2024, 2, 28)),
        date(2024, 2, 28),
    )
)
@example(
    held=(
        [
            {"source": "12345平台", "number": "L1", "received_on": date(2022, 12, 1)},
            {"source": "市营商局", "number": "L2", "received_on": date(2023, 2, 28)},
        ],
        (date(2024, 2, 1), date(2024, 2, 28)),
        date(2024, 4, 1),
    )
)
def test_shares_and_changes(
    ledger_of_session: Database, held: tuple[list[dict[str, Any]], recount.Span, date]
) -> None:
    rows, span, today = held
    empty(ledger_of_session)
    fill(ledger_of_session, {"leads": rows})
    rows = [row for row in rows if row["received_on"] <= today]
    view, period = View(ledger_of_session, ledger_of_session.newest_batch, today), Period(*span)
    assert (year_before(period).first, year_before(period).last) == recount.a_year_earlier(span)
    assert (period_before(period).first, period_before(period).last) == recount.the_one_before(span)
    whole = recount.compared(rows, span, today, lambda row: True)
    told = {name: recount.by_column(rows, name, listed, span, today) for name, (_, listed) in BY.items()}
    for name, metric in (
        *((name, metric) for name, (metric, _) in BY.items()),
        ("month", lead_changes.by_month),
    ):
        by_month = _begun(recount.by_month(rows, span, today), period, today)
        expected = by_month if name == "month" else told[name]
        figure = measure(metric, period, view)
        assert {
            part.row["member"]: (part.value, part.on_year.base, part.on_period.base) for part in parts(figure)
        } == expected
        assert (total(figure).value, total(figure).on_year.base, total(figure).on_period.base) == whole
        assert sum(part.value for part in parts(figure)) == whole[0]
        for part in parts(figure):
            value, on_year, on_period = expected[part.row["member"]]
            assert exact(part.share) == recount.tenth(recount.share(value, whole[0]))
            for change, before, all_before in (
                (part.on_year, on_year, whole[1]),
                (part.on_period, on_period, whole[2]),
            ):
                assert exact(change.rate) == recount.rate(value, before)
                assert exact(change.points) == recount.points(value, whole[0], before, all_before)
        printed = sum(recount.tenth(recount.share(value, whole[0])) or 0 for value, *_ in expected.values())
        assert (rounding_note(figure) is not None) == (whole[0] > 0 and printed != 100)


def _begun(months: dict[str, Any], period: Period, today: date) -> dict[str, Any]:
    """A month that begins after the day of reckoning has no number."""
    return {month: told for month, told in months.items() if not period.is_to_come(month, today)}


MONTHS = [date(2021 + place // 12, place % 12 + 1, 1) for place in range(16)]
SOURCES = LISTS.sources[:2]


@st.composite
def monthly(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Leads month by month, around a level of their own for each source; some months leap, some sources are silent."""
    told = []
    for source in SOURCES:
        level = draw(st.sampled_from((0, 1, 3, 4, 9)))
        for place, month in enumerate(MONTHS):
            number = max(0, level + draw(st.sampled_from((0, 0, 0, 1, -1, 2, -3, 9)))) if level else 0
            day = draw(st.sampled_from((1, 15, 25, 26, recount.length(month))))
            told += [
                {"source": source, "number": f"M{place}-{one}", "received_on": month.replace(day=day)}
                for one in range(number)
            ]
    return told


registers = st.lists(
    st.tuples(
        st.sampled_from(LISTS.sources), st.sampled_from(MONTHS), st.sampled_from((0, 0, 0, 3, 40, None)),
    ),
    max_size=10,
    unique_by=lambda told: told[:2],
).map(
    lambda exceptions: _register({(source, month): late for source, month, late in exceptions})
) | st.just([])  # fmt: skip


def _register(exceptions: dict[tuple[str, date], int | None]) -> list[dict[str, Any]]:
    """Everybody on time but for the exceptions; one late by 40 days is told by no row at all."""
    told = []
    for source in LISTS.sources:
        for month in [*MONTHS, date(2022, 5, 1)]:
            late, due_on = exceptions.get((source, month), 0), month.replace(day=25)
            handed_on = None if late is None else due_on + timedelta(days=late)
            if late != 40:
                told.append({"source": source, "due_on": due_on, "handed_on": handed_on})
    return told


@RELAXED
@given(
    rows=monthly(),
    register=registers,
    today=st.sampled_from(
        (date(2022, 3, 30), date(2022, 3, 31), date(2022, 4, 24), date(2022, 4, 25), date(2022, 6, 1))
    ),
)
@example(rows=[], register=[], today=date(2022, 6, 1))
def test_unusual_months(
    ledger_of_session: Database, rows: list[dict[str, Any]], register: list[dict[str, Any]], today: date
) -> None:
    empty(ledger_of_session)
    fill(ledger_of_session, {"leads": rows, "collections": register})
    view, period = (
        View(ledger_of_session, ledger_of_session.newest_batch, today),
        Period(date(2021, 9, 10), date(2022, 4, 10)),
    )
    figure = measure(lead_anomalies.control_chart, period, view)
    happened = [row for row in rows if row["received_on"] <= today]
    expected = {
        (member, f"{month:%Y-%m}"): recount.judge(
            happened, register, LISTS.sources, (member,) if member else LISTS.sources, month, today
        )
        for member in (None, *LISTS.sources)
        for month in MONTHS[8:]
        if month <= today
    }
    assert {
        (row["source"], row["month"]): recount.Judged(row["value"], row["state"], row["lower"], row["upper"])
        for row in figure.rows
    } == expected
    for row in figure.rows[:: max(1, len(figure.rows) // 5)]:
        assert how_many(figure.metric, period, view, way_down(figure, row).parts) == row["value"]


TODAY = date(2022, 7, 10)
review_days = st.sampled_from([TODAY + timedelta(days=step) for step in (-60, -30, -1, 0, 1, 9)])


@st.composite
def paths(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Files of leads by month handed over for, a register with holes, reviews of some leads, referrals of some reviews."""
    source = st.sampled_from(SOURCES)
    numbers = ["L1", "L2", "L3"]
    received = {
        number: draw(st.sampled_from((date(2022, 3, 1), date(2022, 4, 30), date(2022, 5, 1))))
        for number in numbers
    }
    handed = draw(
        st.lists(
            st.tuples(source, st.sampled_from(numbers), st.sampled_from(("2022-03", "2022-04", "2022-05"))),
            min_size=2,
            unique=True,
        )
    )
    register = [
        {
            "source": whose,
            "due_on": date(2022, int(month[5:]), 25),
            "handed_on": draw(st.none() | review_days),
        }
        for whose in SOURCES
        for month in ("2022-03", "2022-04", "2022-05")
        if draw(st.booleans())
    ]
    reviews = [
        {
            "number": f"P{place}", "source": whose, "lead_number": number, "kind": "专项评查", "opened_on": opened_on,
            "concluded_on": concluded_on, "grade": grade,
        }
        for place, (whose, number, opened_on, concluded_on, grade) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        source, st.sampled_from(numbers), review_days, st.none() | review_days,
                        st.none() | st.sampled_from(LISTS.grades),
                    ),
                    min_size=2, max_size=8,
                )
            )
        )
    ]  # fmt: skip
    referrals = [
        {"number": f"Y{place}", "review_number": f"P{review}", "organ": organ, "sent_on": sent_on}
        for place, (review, organ, sent_on) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.integers(0, 5), st.sampled_from(LISTS.referral_organs), review_days),
                    max_size=8,
                )
            )
        )
    ]
    leads = [
        {"source": whose, "number": number, "received_on": received[number], "month": month}
        for whose, number, month in handed
    ]
    return {"leads": leads, "collections": register, "reviews": reviews, "referrals": referrals}


def play(database: Database, held: dict[str, list[dict[str, Any]]]) -> None:
    empty(database)
    files = {}
    for row in held["leads"]:
        files.setdefault((row["source"], row["month"]), []).append(row)
    if files:
        load(
            database,
            [
                checked("leads", rows, name=f"{source}{month}.csv", source=source, stated_month=date(2022, int(month[5:]), 28))
                for (source, month), rows in files.items()
            ],
            by="tester",
        )  # fmt: skip
    fill(database, {name: held[name] for name in ("collections", "reviews", "referrals")})


NOTHING: dict[str, list[dict[str, Any]]] = {"leads": [], "collections": [], "reviews": [], "referrals": []}


@settings(RELAXED, max_examples=examples(14))
@given(
    held=paths(),
    span=st.sampled_from(((date(2022, 3, 1), date(2022, 4, 30)), (date(2022, 3, 2), date(2022, 5, 1)))),
)
@example(held=NOTHING, span=(date(2022, 3, 1), date(2022, 4, 30)))
def test_the_way_of_leads(
    ledger_of_session: Database, held: dict[str, list[dict[str, Any]]], span: recount.Span
) -> None:
    play(ledger_of_session, held)
    view, period = View(ledger_of_session, ledger_of_session.newest_batch, TODAY), Period(*span)
    months: dict[tuple[str, str], set[str]] = {}
    for row in held["leads"]:
        months.setdefault((row["source"], row["number"]), set()).add(row["month"])
    once = {
        (row["source"], row["number"]): row
        for row in held["leads"]
        if span[0] <= row["received_on"] <= span[1]
    }
    ways = [
        recount.way(lead, months[key], held["collections"], held["reviews"], held["referrals"], TODAY)
        for key, lead in once.items()
    ]
    steps = Counter(step for way in ways for step in way.steps)
    figure = measure(lead_flow.flow, period, view)
    for row in figure.rows:
        assert row["value"] == steps[row["step"]]
        assert how_many(figure.metric, period, view, {"step": row["step"]}) == row["value"]
    values = [row["value"] for row in figure.rows]
    for step, left, following in zip(values[::2], values[1::2], values[2::2], strict=False):
        assert step == left + following
    for metric, outcome in ((lead_flow.by_grade, "grade"), (lead_flow.by_referral, "referred_to")):
        figure = measure(metric, period, view)
        expected = Counter(getattr(way, outcome) for way in ways if "concluded" in way.steps)
        assert {row.member: row.value for row in figure.members(outcome) if row.value} == dict(expected)
        assert figure.value == steps["concluded"]
        for member, number in expected.items():
            assert how_many(metric, period, view, {outcome: member}) == number
