"""What happened to one thing while many were at it, and what anybody may have seen of it at which time.

Every operation is marked by two ticks of one clock that all threads share: before it began and after it returned. What
was written before an operation began has to be seen by it, what began after it had returned can't be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

LEDGERS = "ledgers"
"""The one thing whose states are numbered by batches; others are releases and people."""


@dataclass(frozen=True)
class Span:
    """From the tick before an operation to the tick after it."""

    begun: int
    ended: int


@dataclass(frozen=True)
class Write:
    """One change of one thing; `number` is its place in the order that the program itself gave."""

    kind: str
    of: Hashable
    number: int
    span: Span
    does: Any
    """What it does to the thing's state; whoever makes the states knows."""
    may: Callable[[Any], bool] = lambda state: True
    """Whether it was allowed where the thing stood."""


@dataclass(frozen=True)
class Answer:
    """What was answered, as a test of the state that it can have come from."""

    kind: str
    of: Hashable
    span: Span
    fits: Callable[[Any], bool]
    said: object
    at: int | None = None
    """The state that it names itself."""
    is_old: bool = False
    """It was asked for a state of the past."""
    is_first_hand: bool = False
    """Nothing that is kept or counted stands between it and the file: it may not go back behind another such."""


class Course:
    """The states of one thing: one before any write, and one after each."""

    def __init__(self, writes: Iterable[Write], states: Sequence[Any]) -> None:
        self.states = states
        self._writes = sorted(writes, key=lambda write: write.number)
        self._seen = [(write.span.ended, write.number) for write in self._writes]
        self._begun = sorted((write.span.begun, write.number) for write in self._writes)

    def has_seen(self, ended: int, number: int) -> None:
        """Somebody was told of that state by then."""
        self._seen.append((ended, number))
        self.__dict__.pop("_returned", None)

    @cached_property
    def _returned(self) -> list[tuple[int, int]]:
        return _newest_so_far(self._seen)

    @cached_property
    def _written(self) -> list[tuple[int, int]]:
        return _newest_so_far((write.span.ended, write.number) for write in self._writes)

    @cached_property
    def _newest_begun(self) -> list[tuple[int, int]]:
        return _newest_so_far(self._begun)

    def possible(self, span: Span, *, is_first_hand: bool = False) -> range:
        """The states that can be answered within that span."""
        told = self._returned if is_first_hand else self._written
        return range(_newest(told, span.begun), _newest(self._newest_begun, span.ended) + 1)

    def wrong(self) -> list[str]:
        """Writes that are not numbered one by one, stand before one that had returned when they began, or had to be
        refused where they stand."""
        found = []
        for place, write in enumerate(self._writes, start=1):
            if write.number != place:
                return [f"{write.of}: {write.kind} bears number {write.number} and is the {place}th"]
            if write.number <= _newest(self._written, write.span.begun):
                found.append(f"{write.of}: {write.kind} {write.number} stands before what it came after")
            if not write.may(self.states[place - 1]):
                found.append(f"{write.of}: {write.kind} {write.number} ought to have been refused")
        return found


def _newest_so_far(told: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    ordered = sorted(told)
    newest = accumulate((number for _, number in ordered), max)
    return list(zip((tick for tick, _ in ordered), newest, strict=True))


def _newest(told: list[tuple[int, int]], before: int) -> int:
    place = bisect_left(told, (before, 0))
    return told[place - 1][1] if place else 0


@dataclass
class Verdict:
    """How many operations were compared, by kind, and what was wrong with them."""

    compared: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    wrong: list[str] = field(default_factory=list)


def judge(courses: Mapping[Hashable, Course], answers: Sequence[Answer], verdict: Verdict) -> None:
    """Hold every answer against the states that it can have come from."""
    for course in courses.values():
        verdict.wrong += course.wrong()
    for answer in answers:
        if answer.is_first_hand and answer.at is not None:
            courses[answer.of].has_seen(answer.span.ended, answer.at)
    for answer in answers:
        verdict.compared[answer.kind] += 1
        if why := _why_not(courses[answer.of], answer):
            verdict.wrong.append(f"{answer.kind} at {answer.span.begun}: {why}; it said {answer.said!r:.300}")


def _why_not(course: Course, answer: Answer) -> str | None:
    possible = course.possible(answer.span, is_first_hand=answer.is_first_hand)
    if answer.at is None:
        if any(answer.fits(course.states[place]) for place in possible):
            return None
        older = [place for place in range(possible.start) if answer.fits(course.states[place])]
        return f"not the state of {possible}" + (f" but of {older[-1]}: stale" if older else "")
    if not (answer.is_old or answer.at in possible):
        return f"names state {answer.at} where {possible} was possible"
    return None if answer.fits(course.states[answer.at]) else f"not what stood at {answer.at}"
