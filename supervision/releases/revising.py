"""Revising: every number of a release counted again with what is known now, and why those that differ do.

A number that differs already at the release's own batch and on its own day was redefined; one that differs there
on a later day, had not happened yet; the rest is rows. What the release hides, and what would be hidden today, is
not among what is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from supervision.figures.measuring import Value, View
from supervision.metrics.catalogue import metric_named
from supervision.releases.causes import Cause
from supervision.releases.document import Answer, At, Number, Told
from supervision.releases.keeping import all_releases
from supervision.releases.life import Release
from supervision.releases.protecting import protected
from supervision.releases.tracing import Tracing
from supervision.releases.verifying import found_again
from supervision.text import Refusal, Text

Stem = Literal["definition", "day", "rows"]
"""From what a difference stems: another definition, the day of reckoning, the ledgers' rows."""


@dataclass(frozen=True)
class Revised:
    """One number of the release that is another today."""

    at: At
    then: Value
    """None where it is hidden; None too where there is nothing to count from."""
    now: Value
    stems: tuple[Stem, ...]
    is_hidden: bool
    """Nothing of it may be told: the release hides it, or one drafted today would."""

    def __post_init__(self) -> None:
        assert not self.is_hidden or (self.then is None and self.now is None)


@dataclass(frozen=True)
class FigureRevised:
    """One figure with the numbers that differ, and what was done to the rows behind its total."""

    told: Told
    numbers: tuple[Revised, ...]
    causes: tuple[Cause, ...]

    @property
    def total(self) -> Revised | None:
        """Its total, where that differs."""
        return next((number for number in self.numbers if not number.at), None)

    @property
    def stems(self) -> tuple[Stem, ...]:
        found = {stem for number in self.numbers for stem in number.stems}
        return tuple(stem for stem in STEMS if stem in found)


STEMS: tuple[Stem, ...] = ("definition", "day", "rows")


@dataclass(frozen=True)
class Revisions:
    """What has become of one release."""

    release: Release
    known_at: int
    as_of: date
    numbers: int
    """How many were counted again."""
    figures: tuple[FigureRevised, ...]
    """Those of which any number differs."""


def revisions(release: Release, until: View) -> Revisions:
    """What differs between a release and the same period as `until` sees it."""
    document = release.document
    if until.known_at < document.known_at or until.as_of < document.as_of:
        raise Refusal(
            Text(
                zh="只能与发布之后的台账比较：该发布所据为批次{batch}、统计日{day}。",
                en="A release is compared with what came after it: it was counted at batch {batch} as of {day}.",
            ).with_values(batch=document.known_at, day=document.as_of.isoformat())
        )
    then = View(until.database, document.known_at, document.as_of)
    later = replace(then, as_of=until.as_of)
    redefined, reckoned, now = (_counted(release, view) for view in (then, later, until))
    shown = _protected(release, until, now)
    tracing = Tracing(document.period, then, until)
    figures = []
    for place, told in enumerate(document.told):
        numbers = _differing(told, shown[place], redefined[place], reckoned[place], now[place])
        if numbers:
            metric = metric_named(told.figure)
            by_rows = metric is not None and any("rows" in number.stems for number in numbers)
            found = tracing.causes(told, metric) if metric is not None and by_rows else ()
            figures.append(
                FigureRevised(told, numbers, _without_cells(found) if _hides(told, shown[place]) else found)
            )
    counted = sum(1 for told in document.told for _ in told.numbers())
    return Revisions(release, until.known_at, until.as_of, counted, tuple(figures))


def _counted(release: Release, view: View) -> list[Told]:
    """The figures of a release counted for its period as the view sees it, in today's words."""
    period = release.document.period

    @cache
    def ask(query: str) -> list[dict[str, object]]:
        return view.ask(query, from_day=period.first, until_day=period.until)

    def answered(answer: Answer) -> Answer:
        found = found_again(answer, ask(answer.query))
        return replace(answer, numbers=tuple(Number(at, value) for at, value in found.items()))

    return [
        replace(told, answers=tuple(answered(one) for one in told.answers if one.of == "period"))
        for told in release.document.told
    ]


def _protected(release: Release, until: View, now: Sequence[Told]) -> tuple[Told, ...]:
    """Today's numbers as a release of today would show them beside all that were published."""
    return protected(now, release.document.period, all_releases(until.database), None)[0]


def _differing(told: Told, shown: Told, redefined: Told, reckoned: Told, now: Told) -> tuple[Revised, ...]:
    hidden = {number.at for one in (told, shown) for number in one.numbers() if number.hidden}
    then, *_, today = steps = [_values(one) for one in (told, redefined, reckoned, now)]
    numbers = []
    for at in dict.fromkeys([*then, *today]):
        before, after = then.get(at), today.get(at)
        if _same(before, after, at in then and at in today):
            continue
        is_hidden = at in hidden
        numbers.append(
            Revised(
                at,
                None if is_hidden else before,
                None if is_hidden else after,
                _stems(at, steps),
                is_hidden,
            )
        )
    return tuple(numbers)


def _same(before: Value, after: Value, stands_in_both: bool) -> bool:
    """A part that a list has since lost or gained, or a month then to come, is none while nothing is counted for it."""
    return before == after or (not stands_in_both and not before and not after)


def _values(told: Told) -> Mapping[At, Value]:
    return {number.at: number.value for number in told.numbers()}


def _stems(at: At, steps: Sequence[Mapping[At, Value]]) -> tuple[Stem, ...]:
    return tuple(
        stem
        for stem, before, after in zip(STEMS, steps, steps[1:], strict=False)
        if not _same(before.get(at), after.get(at), at in before and at in after)
    )


def _hides(told: Told, shown: Told) -> bool:
    return any(total.hidden for one in (told, shown) if (total := one.total()) is not None)


def _without_cells(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The days of the few rows behind a hidden median would tell it."""
    return tuple(replace(cause, rows=tuple(replace(row, moves=()) for row in cause.rows)) for cause in causes)
