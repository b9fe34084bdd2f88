"""Protecting people: which numbers of a release are not shown, given what earlier releases have shown.

Earlier releases are part of the picture. A number of the same days that has not changed since is the same
number in both: what one shows the other can't hide. Where one release covers more days than another, what it
holds more is in no table, but can be worked out, and is guarded like a table of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from supervision.disclosure import LEAST_DENOMINATOR, THRESHOLD
from supervision.disclosure.attack import too_narrow
from supervision.disclosure.picture import Key, Picture, Sum
from supervision.disclosure.protecting import protect
from supervision.figures.period import Period
from supervision.metrics.crossings import BELOW_CITY
from supervision.releases.document import Answer, At, Document, Number, Protection, Told
from supervision.releases.life import Release

Told_of_a_release = tuple[int, Period, Told]


def protected(
    told: Sequence[Told], period: Period, earlier: Iterable[Release], why_off: str | None
) -> tuple[tuple[Told, ...], Protection]:
    """The figures with small counts and those beside them hidden; with a reason, nothing is hidden."""
    protection = Protection(THRESHOLD, LEAST_DENOMINATOR, why_off)
    if why_off is not None:
        return tuple(told), protection
    exposed = 0
    kept = []
    for one in told:
        if may_hold_small(one):
            found = protect(picture_of(one, period, _published(one.figure, period, earlier)))
            exposed += len(found.exposed)
            one = _hidden(one, {key[2] for key in found.hidden if _is_of_now(key)})
        kept.append(one)
    return _without_lone_medians(kept), replace(protection, exposed=exposed)


def still_protected(document: Document, earlier: Iterable[Release]) -> bool:
    """Whether what the document hides is hidden still, now that others may have been published."""
    if not document.protection.is_on:
        return True
    for told in document.told:
        if may_hold_small(told):
            picture = picture_of(
                told, document.period, _published(told.figure, document.period, list(earlier))
            )
            hiding = {_now(told.figure, number.at) for number in told.numbers() if number.hidden}
            best = protect(picture)
            wanted = dict.fromkeys(picture.guarded(hiding | best.hidden), float(THRESHOLD))
            wanted |= too_narrow(picture, frozenset(picture.values) - picture.shown, wanted)
            if too_narrow(picture, hiding, wanted):
                return False
    return True


def may_hold_small(told: Told) -> bool:
    """Whether any of its numbers stands below city level or in a crossed table."""
    return any(is_protected(number.at) for number in told.numbers())


def is_protected(at: At) -> bool:
    return len(at) > 1 or any(breakdown in BELOW_CITY for breakdown, _ in at)


def _published(figure: str, period: Period, earlier: Iterable[Release]) -> list[Told_of_a_release]:
    """What releases that were ever frozen told of the figure for days of this period."""
    return [
        (release.number, release.document.period, told)
        for release in earlier
        if release.was_published
        and release.document.period.first <= period.last
        and period.first <= release.document.period.last
        and (told := release.document.figure(figure))
    ]


@dataclass
class _Drawing:
    values: dict[Key, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    shown: set[Key] = field(default_factory=set)
    hidden: set[Key] = field(default_factory=set)
    unpublished: set[Key] = field(default_factory=set)
    harmless: set[Key] = field(default_factory=set)


def _now(figure: str, at: At) -> tuple[str, str, At]:
    return ("now", figure, at)


def _is_of_now(key: Key) -> bool:
    return isinstance(key, tuple) and key[0] == "now"


def picture_of(told: Told, period: Period, earlier: Sequence[Told_of_a_release]) -> Picture:
    """All that a reader of this and the earlier releases holds in hand, as one picture."""
    drawing = _Drawing()
    counts = _counts(told)
    for at, number in counts.items():
        key = _now(told.figure, at)
        drawing.values[key] = _whole(number)
        if not is_protected(at):
            drawing.shown.add(key)
    drawing.sums += _sums({at: _now(told.figure, at) for at in counts}, drawing.values)
    for number, days, before in earlier:
        _draw_earlier(drawing, told, period, number, days, before)
    return Picture(
        drawing.values,
        tuple(drawing.sums),
        frozenset(drawing.shown),
        frozenset(drawing.hidden - drawing.shown),
        frozenset(drawing.unpublished),
        frozenset(drawing.harmless),
    )


def _draw_earlier(
    drawing: _Drawing, told: Told, period: Period, release: int, days: Period, before: Told
) -> None:
    keys: dict[At, Key] = {}
    for at, number in _counts(before).items():
        now = _now(told.figure, at)
        value = _whole(number)
        span, span_before = _span(period, at), _span(days, at)
        if now in drawing.values and span == span_before and drawing.values[now] == value:
            keys[at] = now
        else:
            keys[at] = (f"release {release}", told.figure, at)
            drawing.values[keys[at]] = value
            if now in drawing.values and span != span_before:
                _draw_rest(drawing, release, at, (now, span), (keys[at], span_before))
        (drawing.hidden if number.hidden else drawing.shown).add(keys[at])
    drawing.sums += _sums(keys, drawing.values)


Spanned = tuple[Key, tuple[date, date]]


def _draw_rest(drawing: _Drawing, release: int, at: At, one: Spanned, other: Spanned) -> None:
    """What the release of more days holds more."""
    (wide, (first, last)), (narrow, (first_within, last_within)) = one, other
    if not (first <= first_within and last_within <= last):
        (wide, (first, last)), (narrow, (first_within, last_within)) = other, one
        if not (first <= first_within and last_within <= last):
            return
    rest = drawing.values[wide] - drawing.values[narrow]
    if rest < 0:  # the rows were revised in between: nothing follows from the difference
        return
    key = (f"rest {release}", at)
    drawing.values[key] = rest
    drawing.unpublished.add(key)
    drawing.sums.append(Sum(wide, (narrow, key)))
    if not is_protected(at):
        drawing.harmless.add(key)


def _span(period: Period, at: At) -> tuple[date, date]:
    """The days that a number counts."""
    month = dict(at).get("month")
    if month is None:
        return period.first, period.last
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(first, period.first), min(last, period.last)


def _counts(told: Told) -> dict[At, Number]:
    return {number.at: number for number in told.numbers() if isinstance(number.value, int)}


def _whole(number: Number) -> int:
    assert isinstance(number.value, int)
    return number.value


def _sums(keys: Mapping[At, Key], values: Mapping[Key, int]) -> list[Sum]:
    """Every margin and total; one that does not add up is none that a reader could use."""
    parts: dict[tuple[At, str], list[At]] = {}
    for at in keys:
        for breakdown, _ in at:
            whole = tuple(pair for pair in at if pair[0] != breakdown)
            parts.setdefault((whole, breakdown), []).append(at)
    return [
        Sum(keys[whole], tuple(keys[at] for at in members))
        for (whole, _), members in parts.items()
        if whole in keys and values[keys[whole]] == sum(values[keys[at]] for at in members)
    ]


def _hidden(told: Told, hiding: set[At]) -> Told:
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
