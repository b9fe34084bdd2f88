"""No hidden count can be told exactly, or more narrowly than promised, from all that was ever published."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.disclosure import LEAST_DENOMINATOR, THRESHOLD
from supervision.disclosure.attack import intervals
from supervision.disclosure.earlier import beside_earlier
from supervision.disclosure.picture import Picture, Sum
from supervision.disclosure.protecting import protect
from supervision.releases.wording.claims import share
from tests.effort import examples
from tests.releases.attacker import At, Attack, Tree, told, tree, with_margins

DISTRICTS = tree("city", {name: (name,) for name in ("中山区", "西岗区", "沙河口区")})
GRADES = tree("all", {"合格": ("合格",), "瑕疵": ("瑕疵",)})
MONTHS = tree("year", {"Q1": ("Jan", "Feb"), "Q2": ("Apr", "May")})
CUBE = (DISTRICTS, GRADES, MONTHS)
FLAT = (DISTRICTS, tree("all", {name: (name,) for name in ("公安", "法院", "司法")}))
COUNTS = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 40))
few = settings(
    max_examples=examples(5),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def tables(trees: tuple[Tree, ...]) -> st.SearchStrategy[dict[At, int]]:
    inner = list(itertools.product(*([m for m, below in one.items() if below == (m,)] for one in trees)))
    filled = st.lists(COUNTS, min_size=len(inner), max_size=len(inner))
    return filled.map(lambda counts: with_margins(trees, dict(zip(inner, counts, strict=True))))


def is_open(at: At) -> bool:
    """Of the whole city and not crossed."""
    return at[0] == "city" and sum(member not in ("all", "year") for member in at[1:]) <= 1


def picture(trees: tuple[Tree, ...], values: Mapping[At, int]) -> Picture:
    sums = []
    for at in values:
        for axis, one in enumerate(trees):
            below = [m for m in one if set(one[m]) < set(one[at[axis]])]
            nearest = [m for m in below if not any(set(one[m]) < set(one[other]) for other in below)]
            if nearest:
                sums.append(Sum(at, tuple((*at[:axis], m, *at[axis + 1 :]) for m in nearest)))
    return Picture(dict(values), tuple(sums), frozenset(at for at in values if is_open(at)))


def narrow(trees: tuple[Tree, ...], values: Mapping[At, int], hidden: Collection[At]) -> set[At]:
    """The hidden counts that are told more narrowly than the threshold and than they need be."""
    attack = told(trees, "now", values, hidden)
    best = told(trees, "now", values, {at for at in values if not is_open(at)})
    return {
        at
        for at in hidden
        if (width := attack.width(["now"], at)) < THRESHOLD and width < best.width(["now"], at)
    }


def small(values: Mapping[At, int]) -> set[At]:
    return {at for at, value in values.items() if 0 < value < THRESHOLD and not is_open(at)}


@few
@given(tables(CUBE))
def test_nothing_hidden_in_a_cube_with_quarters_above_months_can_be_told(values: dict[At, int]) -> None:
    hidden = protect(picture(CUBE, values)).hidden
    assert small(values) <= hidden
    assert not any(is_open(at) for at in hidden)
    assert not narrow(CUBE, values, hidden)


@settings(few, max_examples=examples(15))
@given(tables(FLAT))
def test_nothing_hidden_in_a_flat_table_can_be_told(values: dict[At, int]) -> None:
    hidden = protect(picture(FLAT, values)).hidden
    assert small(values) <= hidden
    assert not narrow(FLAT, values, hidden)


def flat(*rows: tuple[int, int, int]) -> dict[At, int]:
    inner = itertools.product(list(DISTRICTS)[1:], list(FLAT[1])[1:])
    return with_margins(FLAT, dict(zip(inner, itertools.chain(*rows), strict=True)))


ONE_SMALL = flat((2, 20, 30), (40, 50, 60), (70, 80, 90))


def test_the_attacker_finds_a_small_count_that_is_hidden_alone() -> None:
    assert narrow(FLAT, ONE_SMALL, small(ONE_SMALL)) == {("中山区", "公安")}


def test_one_small_count_costs_three_others_and_the_same_ones_each_time() -> None:
    one = picture(FLAT, ONE_SMALL)
    turned = Picture(dict(reversed(one.values.items())), one.sums[::-1], one.shown)
    assert len(protect(one).hidden) == 4
    assert protect(one) == protect(turned)


def test_a_total_that_is_shown_allows_no_more_and_that_is_nobodys_fault() -> None:
    values = flat((1, 1, 1), (0, 0, 0), (0, 0, 0))
    found = protect(picture(FLAT, values))
    assert small(values) <= found.hidden
    assert not found.exposed
    assert max(one.width for one in intervals(picture(FLAT, values), found.hidden).values()) <= 3


def test_shares_are_told_over_ten_or_more() -> None:
    told = [share(0, over, LEAST_DENOMINATOR) is not None for over in (0, 9, 10)]
    assert told == [False, False, True]


def corrected(
    before: Mapping[At, int], hidden_before: Collection[At], now: Mapping[At, int], hidden: Collection[At]
) -> Attack:
    attack = told(FLAT, "before", before, hidden_before)
    for at, value in now.items():
        attack.cells(["now"], at)
        if at not in hidden:
            attack.learn(["now"], at, value)
        if before[at] == value:
            attack.learn_same("before", "now", at)
    return attack


def narrow_when_corrected(
    before: Mapping[At, int], hidden_before: Collection[At], now: Mapping[At, int], hidden: Collection[At]
) -> set[tuple[str, At]]:
    attack = corrected(before, hidden_before, now, hidden)
    known = {at for at in before if at not in hidden_before}
    still = {at for at in now if not is_open(at) and not (at in known and before[at] == now[at])}
    best = corrected(before, hidden_before, now, still)
    guarded = [("before", at) for at in hidden_before] + [("now", at) for at in hidden if at in still]
    return {
        (table, at)
        for table, at in guarded
        if (width := attack.width([table], at)) < THRESHOLD and width < best.width([table], at)
    }


@settings(few, max_examples=examples(7))
@given(tables(FLAT), st.sampled_from(list(DISTRICTS)[1:]), st.sampled_from(list(FLAT[1])[1:]), COUNTS)
def test_a_correction_and_what_it_corrects_tell_nothing_together(
    before: dict[At, int], district: str, organ: str, count: int
) -> None:
    now = with_margins(FLAT, {**before, (district, organ): count})
    hidden_before = protect(picture(FLAT, before)).hidden
    found = protect(beside_earlier(picture(FLAT, now), picture(FLAT, before), hidden_before, "first"))
    hidden = {at for at in found.hidden if at in now}
    assert small(now) <= hidden | found.exposed
    assert not narrow_when_corrected(before, hidden_before, now, hidden)


def grown(
    before: Mapping[At, int], hidden_before: Collection[At], now: Mapping[At, int], hidden: Collection[At]
) -> Attack:
    attack = told(FLAT, "before", before, hidden_before)
    for at, value in now.items():
        attack.cells(["before", "rest"], at)
        if at not in hidden:
            attack.learn(["before", "rest"], at, value)
    return attack


def narrow_when_grown(
    before: Mapping[At, int], hidden_before: Collection[At], now: Mapping[At, int], hidden: Collection[At]
) -> set[tuple[str, At]]:
    attack = grown(before, hidden_before, now, hidden)
    best = grown(before, hidden_before, now, {at for at in now if not is_open(at)})
    rest = small({at: now[at] - before[at] for at in now})
    guarded = [(("before",), at) for at in hidden_before]
    guarded += [(("before", "rest"), at) for at in hidden] + [(("rest",), at) for at in rest]
    return {
        ("+".join(which), at)
        for which, at in guarded
        if (width := attack.width(which, at)) < THRESHOLD and width < best.width(which, at)
    }


@settings(few, max_examples=examples(7))
@given(tables(FLAT), tables(FLAT))
def test_a_quarter_and_the_half_year_around_it_tell_nothing_together(
    before: dict[At, int], rest: dict[At, int]
) -> None:
    now = {at: before[at] + rest[at] for at in before}
    hidden_before = protect(picture(FLAT, before)).hidden
    joined = beside_earlier(picture(FLAT, now), picture(FLAT, before), hidden_before, "Q1", grown=now)
    hidden = {at for at in protect(joined).hidden if at in now}
    assert small(now) <= hidden
    assert not narrow_when_grown(before, hidden_before, now, hidden)


LARGE = flat((20, 20, 30), (40, 50, 60), (70, 80, 90))


def test_the_attacker_finds_what_a_release_that_forgets_the_earlier_one_gives_away() -> None:
    now = {at: LARGE[at] + ONE_SMALL[at] for at in LARGE}
    assert not protect(picture(FLAT, now)).hidden
    assert ("rest", ("中山区", "公安")) in narrow_when_grown(LARGE, (), now, ())


def test_what_an_earlier_release_gives_away_is_named() -> None:
    found = protect(beside_earlier(picture(FLAT, ONE_SMALL), picture(FLAT, ONE_SMALL), (), "first"))
    assert found.exposed == {("中山区", "公安")}


def test_a_correction_that_forgets_what_it_corrects_gives_that_away() -> None:
    now = with_margins(FLAT, {**ONE_SMALL, ("西岗区", "公安"): 4000})
    hidden_before = protect(picture(FLAT, ONE_SMALL)).hidden
    alone = protect(picture(FLAT, now)).hidden
    assert narrow_when_corrected(ONE_SMALL, hidden_before, now, alone)
    joined = beside_earlier(picture(FLAT, now), picture(FLAT, ONE_SMALL), hidden_before, "first")
    together = {at for at in protect(joined).hidden if at in now}
    assert not narrow_when_corrected(ONE_SMALL, hidden_before, now, together)
