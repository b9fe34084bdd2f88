"""Protecting people: which numbers of a release are not shown, given what earlier releases have shown.

Earlier releases are part of the picture. A number of the same days that has not changed since is the same
number in both: what one shows the other can't hide. Where one release covers more days than another, what it
holds more is in no table, but can be worked out, and is guarded like a table of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from supervision.disclosure import LEAST_DENOMINATOR, THRESHOLD
from supervision.disclosure.earlier import Spell, beside_earlier, tied_in_time
from supervision.disclosure.picture import Key, Picture, Sum
from supervision.figures.period import Period
from supervision.metrics.crossings import BELOW_CITY
from supervision.releases.document import Answer, At, Document, Number, Protection, Told
from supervision.releases.life import Release


def protected(
    told: Sequence[Told], period: Period, earlier: Sequence[Release], why_off: str | None
) -> tuple[tuple[Told, ...], Protection]:
    """The figures with small counts and those beside them hidden; with a reason, nothing is hidden."""
    protection = Protection(THRESHOLD, LEAST_DENOMINATOR, why_off)
    if why_off is not None:
        return tuple(told), protection
    # The solver takes half a second to import, for which no other command should wait.
    from supervision.disclosure.protecting import protect

    exposed = 0
    kept = []
    for one in told:
        if may_hold_small(one):
            found = protect(picture_beside(one, period, earlier))
            exposed += len(found.exposed)
            one = _hidden(one, found.hidden)
        kept.append(one)
    return _without_lone_medians(kept), replace(protection, exposed=exposed)


def still_protected(document: Document, earlier: Sequence[Release]) -> bool:
    """Whether what the document hides is hidden still, now that others may have been published."""
    if not document.protection.is_on:
        return True
    again, protection = protected(document.told, document.period, earlier, None)
    hidden = {(one.figure, number.at) for one in document.told for number in one.numbers() if number.hidden}
    wanted = {(one.figure, number.at) for one in again for number in one.numbers() if number.hidden}
    return wanted <= hidden and protection.exposed <= document.protection.exposed


def may_hold_small(told: Told) -> bool:
    """Whether any of its numbers stands below city level or in a crossed table."""
    return any(is_protected(number.at) for number in told.numbers())


def is_protected(at: At) -> bool:
    return len(at) > 1 or any(breakdown in BELOW_CITY for breakdown, _ in at)


def picture_beside(told: Told, period: Period, earlier: Sequence[Release]) -> Picture:
    """All that a reader of this and the earlier releases holds in hand, as one picture."""
    picture = now = picture_of(told)
    spells = {at: [Spell(*_span(period, at), at)] for at in map(_place, now.values) if is_protected(at)}
    for release in _read_together(told.figure, period, earlier):
        before = release.document.figure(told.figure)
        assert before is not None
        days, name = release.document.period, f"release {release.number}"
        then = picture_of(before)
        hidden = {number.at for number in before.numbers() if number.hidden}
        grown, shrunk, apart = _spans((number.at for number in before.numbers()), period, days)
        picture = beside_earlier(picture, then, hidden, name, grown, shrunk, apart)
        others = grown | shrunk | apart
        for at in map(_place, then.values):
            if is_protected(at):
                is_same = at not in others and now.values.get(at) == then.values[at]
                spell = Spell(*_span(days, at), at if is_same else (name, at))
                spells.setdefault(at, []).append(spell)
    return tied_in_time(picture, spells.values())


def _read_together(figure: str, period: Period, earlier: Sequence[Release]) -> list[Release]:
    """The published releases whose days overlap with these, with theirs, and so on.

    The first quarter tells something of the second where a half-year holds both.
    """
    told = [one for one in earlier if one.was_published and one.document.figure(figure)]
    first, last = period.first, period.last
    while True:
        found = [
            one for one in told if one.document.period.first <= last and first <= one.document.period.last
        ]
        days = [one.document.period for one in found]
        widest = min([first, *(one.first for one in days)]), max([last, *(one.last for one in days)])
        if widest == (first, last):
            return found
        first, last = widest


def _place(key: Key) -> At:
    return cast(At, key)


def picture_of(told: Told) -> Picture:
    """The numbers of one figure with the sums that tie them together."""
    values: dict[Key, int] = {
        number.at: number.value for number in told.numbers() if isinstance(number.value, int)
    }
    places = [number.at for number in told.numbers() if number.at in values]
    openly = frozenset(at for at in places if not is_protected(at))
    return Picture(values, tuple(_sums(places, values)), openly)


def _spans(places: Iterable[At], period: Period, days: Period) -> tuple[set[At], set[At], set[At]]:
    """The places whose days have grown since an earlier release, have shrunk, and are others."""
    grown, shrunk, apart = set(), set(), set()
    for at in places:
        (first, last), (first_then, last_then) = _span(period, at), _span(days, at)
        if (first, last) == (first_then, last_then):
            continue
        if first <= first_then and last_then <= last:
            grown.add(at)
        elif first_then <= first and last <= last_then:
            shrunk.add(at)
        else:
            apart.add(at)
    return grown, shrunk, apart


def _span(period: Period, at: At) -> tuple[date, date]:
    """The days that a number counts."""
    month = dict(at).get("month")
    if month is None:
        return period.first, period.last
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(first, period.first), min(last, period.last)


def _sums(places: Iterable[At], values: Mapping[Key, int]) -> Iterator[Sum]:
    """Every margin and total; one that does not add up is none that a reader could use."""
    parts: dict[tuple[At, str], list[At]] = {}
    for at in places:
        for breakdown, _ in at:
            whole = tuple(pair for pair in at if pair[0] != breakdown)
            parts.setdefault((whole, breakdown), []).append(at)
    for (whole, _), members in parts.items():
        if whole in values and values[whole] == sum(values[at] for at in members):
            yield Sum(whole, tuple(members))


def _hidden(told: Told, hiding: Collection[Key]) -> Told:
    def marked(number: Number) -> Number:
        is_small = isinstance(number.value, int) and 0 < number.value < THRESHOLD
        if is_protected(number.at) and is_small:
            return replace(number, hidden="small")
        return replace(number, hidden="beside") if number.at in hiding else number

    def answered(answer: Answer) -> Answer:
        return replace(answer, numbers=tuple(marked(number) for number in answer.numbers))

    return replace(told, answers=tuple(answered(one) if one.of == "period" else one for one in told.answers))


MEDIANS = {"reviews.days_to_conclusion.median": "reviews.concluded"}
"""A median, and the figure that counts what it is taken over."""


def _without_lone_medians(told: Sequence[Told]) -> tuple[Told, ...]:
    """A median of a few is nearly the number of one of them."""
    totals = {one.figure: total.value for one in told if (total := one.total())}
    kept = []
    for one in told:
        over = totals.get(MEDIANS.get(one.figure, ""))
        if isinstance(over, int) and 0 < over < LEAST_DENOMINATOR:
            lone = [
                replace(answer, numbers=tuple(replace(number, hidden="small") for number in answer.numbers))
                for answer in one.answers
            ]
            one = replace(one, answers=tuple(lone))
        kept.append(one)
    return tuple(kept)
