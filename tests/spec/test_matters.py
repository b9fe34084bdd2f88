"""Leads that a person links are one matter; both stay, and every judgement can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision import matching, sifting
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.likeness import LIKELY, Lead, Rarity, own_words, score
from supervision.matching import likely_pairs, nearest
from supervision.meeting import met_on_a_day
from supervision.metrics import leads
from supervision.sifting import sifted
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.judging import judge, judged_already, linked_now
from supervision.store.questions import ask, ask_columns
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.effort import examples
from tests.filling import empty, fill
from tests.intake.matching import measured, planted, scored

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))
SOURCES = ("12345平台", "市营商局", "市委网信办")


def lead(number: int, source: str = "12345平台", day: date = date(2022, 3, 7), **more: Any) -> dict[str, Any]:
    return {"source": source, "number": f"N{number}", "received_on": day, **more}


def counts(database: Database, known_at: int | None = None, period: Period = YEAR) -> tuple[Any, Any]:
    view = View(database, known_at or database.newest_batch, date(2023, 1, 31))
    return tuple(measure(metric, period, view).value for metric in (leads.received, leads.matters))  # type: ignore[return-value]


def key(number: int, source: str = "12345平台") -> str:
    return f"{source} N{number}"


def test_linked_leads_stay_two_leads_and_are_one_matter(database: Database) -> None:
    fill(database, {"leads": [lead(1), lead(2, "市营商局"), lead(3, "市委网信办")]})
    assert counts(database) == (3, 3)
    batch = judge(database, {(key(1), key(2, "市营商局")): True}, by="吴")
    assert counts(database) == (3, 2)
    assert counts(database, known_at=1) == (3, 3)
    undo(database, batch, by="吴")
    assert counts(database) == (3, 3)
    undo(database, batch + 1, by="吴")
    assert counts(database) == (3, 2)
    assert faults(database) == []


def test_three_leads_linked_in_a_chain_are_one_matter_even_across_the_periods_edge(
    database: Database,
) -> None:
    fill(database, {"leads": [lead(1), lead(2, "市营商局", date(2021, 12, 31)), lead(3, "市委网信办")]})
    judge(
        database,
        {(key(1), key(2, "市营商局")): True, (key(2, "市营商局"), key(3, "市委网信办")): True},
        by="吴",
    )
    assert counts(database) == (2, 1)


def test_the_newest_judgement_of_a_pair_holds(database: Database) -> None:
    fill(database, {"leads": [lead(1), lead(2, "市营商局")]})
    pair = (key(1), key(2, "市营商局"))
    judge(database, {pair: True}, by="吴")
    second = judge(database, {pair: False}, by="郑")
    assert (counts(database), linked_now(database)) == ((2, 2), [])
    undo(database, second, by="郑")
    assert counts(database) == (2, 1)
    assert [link.pair for link in linked_now(database)] == [(min(pair), max(pair))]


def test_a_link_to_no_lead_is_refused_and_nothing_is_written(database: Database) -> None:
    fill(database, {"leads": [lead(1)]})
    with pytest.raises(Refusal):
        judge(database, {(key(1), "nobody"): True}, by="吴")
    assert database.newest_batch == 1


def test_a_judged_pair_is_not_proposed_again(database: Database) -> None:
    text = "兴隆机械有限公司反映人民路128号仓库被查封，金额约367万元，案号(2021)辽0203民初4411号"
    same = {"body": "大连市中山区人民法院", "matter": "超期办案", "enterprise_name": "兴隆机械有限公司"}
    rows = [
        lead(1, summary=text, **same),
        lead(2, "市营商局", date(2022, 3, 9), summary=f"转来：{text}", **same),
    ]
    rows += [
        lead(
            number,
            "市委网信办",
            date(2022, 3, 8),
            summary=f"反映第{number}件物业服务问题",
            body="大连市中山区人民法院",
        )
        for number in range(3, 30)
    ]
    fill(database, {"leads": rows})
    [likely] = likely_pairs(database, YEAR.first, YEAR.until).pairs
    assert (likely.one.number, likely.other.number) == ("N1", "N2")
    assert likely.score >= LIKELY
    for is_same in (False, True):
        batch = judge(database, {likely.pair: is_same}, by="吴")
        for undone in range(batch, batch + 5):
            is_judged = (undone - batch) % 2 == 0
            assert (likely_pairs(database, YEAR.first, YEAR.until).pairs == ()) is is_judged
            assert (judged_already(database) != []) is is_judged
            if undone < batch + 4:
                undo(database, undone, by="吴")
        undo(database, batch + 4, by="吴")


def test_a_planted_set_is_found_as_well_as_the_page_says() -> None:
    events, same = planted()
    precision, recall = measured(LIKELY, scored(events), same)
    assert precision >= 0.75
    assert recall >= 0.75


@settings(max_examples=examples(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), links=st.integers(0, 14))
def test_matters_equal_a_plain_count_of_connected_leads(
    ledger_of_session: Database, seed: int, links: int
) -> None:
    chance = Random(seed)
    empty(ledger_of_session)
    rows = [
        lead(number, chance.choice(SOURCES), date(2022, chance.randint(1, 12), 5)) for number in range(12)
    ]
    fill(ledger_of_session, {"leads": rows})
    keys = [key(number, str(row["source"])) for number, row in enumerate(rows)]
    pairs = {(min(pair), max(pair)) for pair in (chance.sample(keys, 2) for _ in range(links))}
    if pairs:
        judge(ledger_of_session, dict.fromkeys(pairs, True), by="吴")
    period = Period(date(2022, 3, 1), date(2022, 9, 30))
    group = {each: {each} for each in keys}
    for one, other in pairs:
        joined = group[one] | group[other]
        for each in joined:
            group[each] = joined
    inside = [
        each
        for each, row in zip(keys, rows, strict=True)
        if period.first <= row["received_on"] <= period.last
    ]
    assert counts(ledger_of_session, period=period) == (
        len(inside),
        len({min(group[each]) for each in inside}),
    )


def test_of_too_many_pairs_the_nearest_are_compared_and_of_these_the_newest(database: Database) -> None:
    """Which days are looked at is told by counting crowds: no pair that belongs to the first ones may get lost by it."""
    luck = Random(7)
    told = [
        lead(
            number,
            luck.choice(SOURCES),
            date(2021, 12, 20) + timedelta(luck.randrange(30)),
            body=luck.choice((None, "市公安局", "大连市公安局", "市人民法院")),
            uscc=luck.choice((None, "91210200A", "91210200B")),
            enterprise_name=luck.choice((None, "甲公司")),
        )
        for number in range(240)
    ]
    fill(database, {"leads": told})
    found = sorted(_pairs(told, date(2022, 1, 1), date(2022, 1, 10)))
    judge(database, {pair[2:]: False for pair in found[:4]}, by="吴")
    expected = [(one, other, apart) for apart, _, one, other in found[4:]]
    assert len(expected) > 200
    for at_most in (1, 7, 50, 10_000):
        answer = ask(
            database,
            "leads/likely_same",
            from_day=date(2022, 1, 1),
            until_day=date(2022, 1, 10),
            days=5,
            at_most=at_most,
        )
        assert [(row["one"], row["other"], row["days_apart"]) for row in answer] == expected[:at_most]
        of_a_day = [(one, other) for one, other, apart in expected if apart == 0]
        assert len(of_a_day) > 50
        received = ask_columns(
            database, "leads/of_days", from_day=date(2022, 1, 1), until_day=date(2022, 1, 10)
        )
        keys = received["key"].to_pylist()
        places = met_on_a_day(received, judged_already(database), at_most)
        assert [(keys[one], keys[other]) for one, other in zip(*places, strict=True)] == of_a_day[:at_most]


def test_the_newest_days_alone_tell_of_too_many_pairs_what_all_days_tell(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck = Random(11)
    told = [
        lead(number, luck.choice(SOURCES), date(2022, 1, 1) + timedelta(luck.randrange(20)), body="市公安局")
        for number in range(160)
    ]
    fill(database, {"leads": told})
    looked_into = []
    all_at_once = (1000, 1000)
    for at_most, newest in ((40, (10, 150)), (40, all_at_once), (10**5, (10, 30)), (10**5, all_at_once)):
        monkeypatch.setattr(matching, "AT_MOST", at_most)
        monkeypatch.setattr(matching, "_NEWEST", newest)
        near = nearest(database, date(2022, 1, 1), date(2022, 1, 25), None)
        looked_into.append((min(lead.received_on for lead in near.leads), near.pairs))
    (soon, few), (_, few_of_all), (_, many), (_, all_of_them) = looked_into
    assert few == few_of_all and len(few) == 40
    assert soon > date(2022, 1, 10)  # no more days than should give enough
    assert many == all_of_them and len(many) > 400


PIECES = (
    "反映",
    "经办窗口7号",
    "案号(2021)辽0203民初4411号",
    " \u3000\n",
    "【电话已隐去】",
    "\U00020000\U0001f600",
    "ab",
    "aaaa",
    "",
)


@st.composite
def _leads(draw: st.DrawFn) -> list[Lead]:
    bodies = st.sampled_from(("", "大连市公安局", "市公安局", "公安局中山区分局", "人民法院"))
    enterprises = st.sampled_from(("", "", "兴隆机械有限公司", "兴隆机械有限公司大连", "恒达食品厂"))
    told = st.tuples(
        st.integers(0, 14), bodies, st.sampled_from(("", "超期办案", "超期")), enterprises, st.sampled_from(("", "A", "B")),
        st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=12).map("".join),
    )  # fmt: skip
    return [
        Lead(f"K{place}", "12345平台", str(place), date(2022, 3, 1) + timedelta(apart), *cells)
        for place, (apart, *cells) in enumerate(draw(st.lists(told, min_size=2, max_size=12)))
    ]


@settings(max_examples=examples(90), deadline=None, suppress_health_check=list(HealthCheck))
@given(told=_leads(), least=st.sampled_from((1, 20, LIKELY, 70)), at_once=st.sampled_from((1, 40, 1 << 20)))
def test_no_pair_that_is_likely_is_left_out_before_the_rule_is_asked(
    told: list[Lead], least: int, at_once: int
) -> None:
    pairs = list(combinations(range(len(told)), 2))
    rarity = Rarity.among(map(own_words, told))
    plainly = [score(told[one], told[other], rarity) for one, other in pairs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sifting, "LIKELY", least)
        patch.setattr(sifting, "_AT_ONCE", at_once)
        can_be, known = sifted(told, *np.array(pairs).T)
    assert set(can_be) >= {place for place, points in enumerate(plainly) if points >= least}
    for place in can_be:
        one, other = pairs[place]
        assert score(told[one], told[other], known) == plainly[place]


def test_the_rule_is_asked_of_few_pairs_more_than_are_proposed() -> None:
    told, _ = planted()
    places = {lead.key: place for place, lead in enumerate(told)}
    points = scored(told)
    one, other = np.array([[places[key] for key in pair] for pair in points]).T
    can_be, _ = sifted(told, one, other)
    likely = {place for place, each in enumerate(points.values()) if each >= LIKELY}
    assert likely <= set(can_be)
    assert len(can_be) < 2 * len(likely) < len(points) / 2


def _pairs(told: list[dict[str, Any]], first: date, until: date) -> Iterator[tuple[int, int, str, str]]:
    """Every pair of two sources that share something, at most five days apart, one of them in the period."""
    for one, other in combinations(told, 2):
        days = sorted((one["received_on"], other["received_on"]))
        apart = (days[1] - days[0]).days
        bodies = {
            (row["body"] or str(id(row))).removeprefix("大连").removeprefix("市") for row in (one, other)
        }
        shares = len(bodies) == 1 or any(
            one[name] and one[name] == other[name] for name in ("uscc", "enterprise_name")
        )
        if (
            one["source"] != other["source"]
            and apart <= 5
            and shares
            and any(first <= day < until for day in days)
        ):
            keys = sorted(f"{row['source']} {row['number']}" for row in (one, other))
            yield apart, -days[1].toordinal(), keys[0], keys[1]
