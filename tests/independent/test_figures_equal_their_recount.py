"""Every published figure equals its slow recount in plain Python, on any ledgers that Hypothesis can think of."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.figures.behind import how_many
from supervision.figures.measuring import View, measure_all
from supervision.figures.period import Period
from supervision.metrics.published import PUBLISHED
from supervision.store.database import Database
from tests.effort import examples
from tests.filling import empty, fill
from tests.independent.recount import Lists, read_lists, recount, recount_narrowed

LISTS: Lists = read_lists(Path(__file__).resolve().parents[2] / "data" / "reference")
TODAY = date(2023, 2, 10)

# Counting goes wrong at edges: days are drawn around the ends of months, the 25th and the campaign's ends,
# and periods begin and end on the same days, so that every example has rows on both sides of an edge.
EDGES = sorted(
    {
        date(year, month, day)
        for year, month in ((2021, 12), (2022, 2), (2022, 3), (2022, 4), (2022, 12), (2023, 1))
        for day in (1, 2, 24, 25, 26, 28, monthrange(year, month)[1])
    }
)
days = st.sampled_from(EDGES)
maybe_days = st.none() | days


def numbers(prefix: str, at_most: int) -> st.SearchStrategy[str]:
    return st.integers(1, at_most).map(lambda number: f"{prefix}{number}")


def unique(
    rows: st.SearchStrategy[dict[str, Any]], *key: str, most: int = 12
) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(
        rows, min_size=most // 3, max_size=most, unique_by=lambda row: tuple(row[part] for part in key)
    )


def ends_after(row: dict[str, Any], first: str, last: str, length: int | None) -> dict[str, Any]:
    end = None if length is None else min(row[first] + timedelta(days=length), TODAY)
    return row | {last: end}


lengths = st.none() | st.sampled_from((0, 1, 2, 3, 27, 31, 60))
organs = st.none() | st.sampled_from(LISTS.organs)
districts = st.none() | st.sampled_from(LISTS.districts)

leads = unique(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(LISTS.sources),
            "number": numbers("L", 30),
            "received_on": days,
            "organ": organs,
            "district": districts,
        }
    ),
    "source",
    "number",
    most=25,
)
collections = unique(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(LISTS.sources),
            "due_on": st.sampled_from([*EDGES, date(2023, 2, 25), date(2023, 3, 25)]),
            "handed_on": maybe_days,
        }
    ),
    "source",
    "due_on",
)
reviews = unique(
    st.builds(
        lambda row, length: ends_after(row, "opened_on", "concluded_on", length),
        st.fixed_dictionaries(
            {
                "number": numbers("P", 40),
                "kind": st.sampled_from(LISTS.review_kinds),
                "source": st.none() | st.sampled_from(LISTS.sources),
                "organ": organs,
                "district": districts,
                "opened_on": days,
                "grade": st.none() | st.sampled_from((*LISTS.grades, "优质")),
            }
        ),
        lengths,
    ),
    "number",
    most=25,
)
referrals = unique(
    st.fixed_dictionaries(
        {
            "number": numbers("Y", 30),
            "organ": st.sampled_from(LISTS.referral_organs),
            "crime": st.none() | st.sampled_from(LISTS.crimes),
            "review_number": st.none() | numbers("P", 40),
            "sent_on": days,
        }
    ),
    "number",
)
enterprises = unique(
    st.fixed_dictionaries(
        {
            "number": numbers("Q", 16),
            "name": numbers("企业", 6),
            "uscc": st.none() | numbers("U", 4),
            "kind": st.sampled_from((*LISTS.enterprise_kinds, "民营企业")),
            "district": districts,
            "pools": st.sampled_from(
                (
                    ["中省属单位"],
                    ["举报线索涉及企业"],
                    ["举报线索涉及企业", "中省属单位"],
                    ["专项行动涉及企业"],
                )
            ),
            "joined_on": maybe_days,
            "left_on": maybe_days,
        }
    ),
    "number",
)
cadres = unique(
    st.builds(
        lambda row, length: ends_after(row, "on_duty_from", "on_duty_until", length),
        st.fixed_dictionaries({"number": numbers("G", 5), "name": numbers("干部", 5), "on_duty_from": days}),
        st.none() | st.sampled_from((0, 1, 27, 31, 60, 300)),
    ),
    "number",
    most=4,
)
visits = unique(
    st.fixed_dictionaries(
        {
            "number": numbers("Z", 40),
            "cadre_number": numbers("G", 6),
            "enterprise_number": st.none() | numbers("Q", 14),
            "uscc": st.none() | numbers("U", 5),
            "enterprise_name": st.none() | numbers("企业", 7),
            "visited_on": days,
        }
    ),
    "number",
    most=25,
)
needs = unique(
    st.builds(
        lambda row, length: ends_after(row, "raised_on", "resolved_on", length),
        st.fixed_dictionaries(
            {
                "number": numbers("S", 30),
                "visit_number": st.none() | numbers("Z", 40),
                "kind": st.sampled_from(LISTS.need_kinds),
                "organ": organs,
                "raised_on": days,
            }
        ),
        lengths,
    ),
    "number",
)
ledgers = st.fixed_dictionaries(
    {
        "leads": leads,
        "collections": collections,
        "reviews": reviews,
        "referrals": referrals,
        "enterprises": enterprises,
        "cadres": cadres,
        "visits": visits,
        "needs": needs,
    }
)
periods = st.tuples(days, days).map(lambda ends: Period(min(ends), max(ends)))


def measured(
    database: Database, period: Period, only: tuple[tuple[str, str], ...] = ()
) -> dict[tuple[str, str | None, str | None], int | Fraction | None]:
    """What the product says, in the recount's own form."""
    figures = measure_all(PUBLISHED, period, View(database, database.newest_batch, TODAY, only))
    return {
        (figure.metric.name, row.by, row.member): row.value if row.value is None else Fraction(row.value)
        for figure in figures
        for row in figure.published
    }


@settings(
    max_examples=examples(9),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ledgers=ledgers, asked=st.lists(periods, min_size=4, max_size=4))
def test_any_ledgers_any_period(
    ledger_of_session: Database, ledgers: dict[str, list[dict[str, Any]]], asked: list[Period]
) -> None:
    empty(ledger_of_session)
    fill(ledger_of_session, ledgers)
    for period in asked:
        told = measured(ledger_of_session, period)
        assert told == recount(ledgers, LISTS, period.first, period.last, TODAY)


# A few members, so that the filter and the rows meet.
FEW = {
    "source": LISTS.sources,
    "district": LISTS.districts[:2],
    "organ": LISTS.organs,
    "review_kind": LISTS.review_kinds,
    "enterprise_kind": LISTS.enterprise_kinds[:2],
}
filters = st.lists(
    st.sampled_from(sorted(FEW)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(FEW[name]))),
    min_size=1,
    max_size=2,
    unique_by=lambda pair: pair[0],
).map(tuple)


@settings(max_examples=examples(11), deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers=ledgers, period=periods, only=filters)
def test_a_filter_leaves_out_the_others_and_changes_nothing_else(
    ledger_of_session: Database,
    ledgers: dict[str, list[dict[str, Any]]],
    period: Period,
    only: tuple[tuple[str, str], ...],
) -> None:
    empty(ledger_of_session)
    fill(ledger_of_session, ledgers)
    told = measured(ledger_of_session, period, only)
    assert told == recount_narrowed(ledgers, LISTS, period.first, period.last, TODAY, dict(only))


@settings(max_examples=examples(5), deadline=None, suppress_health_check=list(HealthCheck))
@given(ledgers=ledgers, period=periods)
def test_any_number_leads_to_as_many_rows(
    ledger_of_session: Database, ledgers: dict[str, list[dict[str, Any]]], period: Period
) -> None:
    empty(ledger_of_session)
    fill(ledger_of_session, ledgers)
    assert_rows_lead_to(ledger_of_session, period)


def assert_rows_lead_to(database: Database, period: Period) -> None:
    """Following any number down gives as many rows as the number says; where it can't, the rule is this one."""
    view = View(database, database.newest_batch, TODAY)
    for figure in measure_all(PUBLISHED, period, view):
        for row in figure.published:
            if row.by and not row.value:
                continue  # the parts that are not zero add up to the total, so these have no rows
            parts = {row.by: row.member} if row.by and row.member else {}
            rows = how_many(figure.metric, period, view, parts)
            match figure.metric.name:
                case "reviews.days_to_conclusion.median":  # taken over the rows, none means no median
                    assert (row.value is None) == (rows == 0)
                case "collections.due" | "collections.missing":  # some have no row
                    unregistered = sum(
                        not hand_over["is_registered"]
                        and hand_over["source"] in (row.member or hand_over["source"])
                        for hand_over in hand_overs(database, period)
                    )
                    assert row.value == rows + unregistered, (figure.metric.name, parts)
                case "visits.duty.due" | "visits.duty.kept" if (
                    row.by is None
                ):  # each cadre once, however many months
                    assert rows <= row.value and bool(rows) == bool(row.value)
                case name:
                    assert row.value == rows, (name, parts)


def hand_overs(database: Database, period: Period) -> list[dict[str, Any]]:
    with database.cursor(as_of=TODAY) as cursor:
        told = cursor.execute(
            "select source, is_registered from collections_due where due_on >= $1 and due_on < $2",
            [period.first, period.until],
        ).fetchall()
    return [{"source": source, "is_registered": is_registered} for source, is_registered in told]


def test_the_recount_speaks_of_every_published_figure(database: Database) -> None:
    """Else a figure without a recount would pass for checked."""
    period = Period(date(2022, 3, 1), date(2022, 12, 31))
    assert {figure for figure, _, _ in recount({}, LISTS, period.first, period.last, TODAY)} == {
        metric.name for metric in PUBLISHED
    }
