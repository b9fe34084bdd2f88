"""What may be said of a figure: every count, share, rate and difference of shares that its numbers bear out.

Each is worked out once, from exact numbers; what is hidden, has no comparable base or too small a denominator
is not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from supervision.figures.changes import tenths
from supervision.releases.document import At, Base, Document, Of, Told

Kind = Literal["count", "share", "on_year", "on_period", "points_on_year", "points_on_period", "unsaid"]
"""What is said; `unsaid` is a change of which the sentence does not say since when, and is never borne out."""
RATES: dict[Of, Kind] = {"year_before": "on_year", "period_before": "on_period"}
POINTS: dict[Of, Kind] = {"year_before": "points_on_year", "period_before": "points_on_period"}

RATIOS = (
    ("collections.on_time", "collections.due"),
    ("visits.coverage.visited", "visits.coverage.listed"),
    ("visits.duty.kept", "visits.duty.due"),
)
"""Figures that are a part of another one."""


@dataclass(frozen=True)
class Claim:
    """One number that may be said, and what kind of thing it says."""

    kind: Kind
    value: Decimal
    """Rates and shares in per cent with one decimal; a fall is negative."""
    unit: str
    """件, 家 …; % for shares and rates, 百分点 for differences of shares."""
    members: frozenset[str] = frozenset()
    """Whose it is: {"12345平台"}; nobody's for a total."""
    is_together: bool = False
    """Said of all these members together."""


def whole_number(told: Told, *place: tuple[str, str], of: Of = "period") -> int | None:
    """A count that is shown; None for what is hidden or not there."""
    number = told.at(*place, of=of)
    return number.shown if number and isinstance(number.shown, int) else None


def share(part: int | None, whole: int | None, least: int) -> Decimal | None:
    """Per cent with one decimal; None of nothing, and of a whole too small to tell a rate of."""
    if part is None or not whole or whole < least:
        return None
    return tenths(Fraction(100 * part, whole))


def rate(now: int | None, base: int | None, least: int) -> Decimal | None:
    """By how many per cent it rose; None without a base, on a base of nothing and on one too small."""
    if now is None or not base or base < least:
        return None
    return tenths(Fraction(100 * (now - base), base))


def points(part: int, whole: int, base_part: int, base_whole: int, least: int) -> Decimal | None:
    """By how many percentage points a share rose: from the exact shares, not the rounded ones."""
    if min(whole, base_whole) < max(least, 1):
        return None
    return tenths(Fraction(100 * part, whole) - Fraction(100 * base_part, base_whole))


@dataclass(frozen=True)
class Pair:
    """A count and what it is compared with."""

    now: int
    base: int


def compared(told: Told, of: Of, at: At = ()) -> Pair | None:
    """The two counts of one place, where they may be compared."""
    base = told.bases.get(of)
    if base is None or not _may_compare(base, at):
        return None
    now, before = whole_number(told, *at), whole_number(told, *at, of=of)
    return None if now is None or before is None else Pair(now, before)


def _may_compare(base: Base, at: At) -> bool:
    return base.why_not is None or (len(at) == 1 and at[0][0] == "source" and at[0][1] in base.whole)


def like_for_like(told: Told, of: Of) -> Pair | None:
    """The sources that handed over in both periods, together; None where all did, or none."""
    base = told.bases.get(of)
    if base is None or base.why_not is None or not base.whole:
        return None
    pairs = [compared(told, of, (("source", source),)) for source in base.whole]
    told_pairs = [pair for pair in pairs if pair]
    if len(told_pairs) != len(pairs):
        return None
    return Pair(sum(pair.now for pair in told_pairs), sum(pair.base for pair in told_pairs))


def open_at_start(document: Document) -> int | None:
    """期初未结, from 期末未结 − 本期启动 + 本期办结."""
    counts = []
    for name in ("reviews.backlog", "reviews.opened", "reviews.concluded"):
        told = document.figure(name)
        count = whole_number(told) if told else None
        if count is None:
            return None
        counts.append(count)
    left, opened, concluded = counts
    return left - opened + concluded


def claims(document: Document, figures: Iterable[str]) -> set[Claim]:
    """All that may be said of these figures."""
    least = document.protection.least_denominator
    told = [one for name in figures if (one := document.figure(name))]
    said = {claim for one in told for claim in _of_one(one, least)}
    names = {one.figure for one in told}
    for part, whole in RATIOS:
        if part in names and (ratio := ratio_of(document, part, whole)) is not None:
            said.add(Claim("share", ratio, "%"))
    at_start = open_at_start(document)
    if "reviews.backlog" in names and at_start is not None:
        said.add(Claim("count", Decimal(at_start), "件"))
    return said


def ratio_of(document: Document, part: str, whole: str, *place: tuple[str, str]) -> Decimal | None:
    """Of one of the `RATIOS`: the part in per cent of the whole, at one place."""
    one, all_of_it = document.figure(part), document.figure(whole)
    if one is None or all_of_it is None:
        return None
    least = document.protection.least_denominator
    return share(whole_number(one, *place), whole_number(all_of_it, *place), least)


def _of_one(told: Told, least: int) -> Iterator[Claim]:
    whole = whole_number(told)
    periods: tuple[Of, ...] = ("period", "year_before", "period_before")
    for of in periods:
        for number in told.numbers(of):
            if number.shown is not None and (of == "period" or compared(told, of, number.at)):
                yield Claim("count", Decimal(number.shown), told.unit.sign, _members(number.at))
    for number in told.numbers():
        part = number.shown if isinstance(number.shown, int) else None
        if number.at and (told_share := share(part, whole, least)) is not None:
            yield Claim("share", told_share, "%", _members(number.at))
    for of in RATES:
        yield from _against(told, of, least)


def _members(at: At) -> frozenset[str]:
    return frozenset(member for _, member in at)


def _against(told: Told, of: Of, least: int) -> Iterator[Claim]:
    for number in told.numbers(of):
        pair, members = compared(told, of, number.at), _members(number.at)
        if pair and (by := rate(pair.now, pair.base, least)) is not None:
            yield Claim(RATES[of], by, "%", members)
        if number.at and (by := points_of(told, of, number.at, least)) is not None:
            yield Claim(POINTS[of], by, "百分点", members)
    if alike := like_for_like(told, of):
        together = frozenset(told.bases[of].whole)
        for count in (alike.now, alike.base):
            yield Claim("count", Decimal(count), told.unit.sign, together, is_together=True)
        if (by := rate(alike.now, alike.base, least)) is not None:
            yield Claim(RATES[of], by, "%", together, is_together=True)


def points_of(told: Told, of: Of, at: At, least: int) -> Decimal | None:
    """How a part's share has changed, where both wholes may be compared."""
    part, whole = compared(told, of, at), compared(told, of)
    if part is None or whole is None:
        return None
    return points(part.now, whole.now, part.base, whole.base, least)
