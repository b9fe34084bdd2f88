"""What a release holds: everything that was said, and everything needed to find the same numbers again.

A document is plain data without a ledger behind it. Screens and exports show only what `Number.shown`
gives; what is hidden stays in the document so that it can be verified, never in what leaves the office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from supervision.figures.measuring import Value
from supervision.figures.period import Period
from supervision.metrics.declaration import Unit
from supervision.text import Text

Of = Literal["period", "year_before", "period_before"]
"""Which period a number counts: the release's own, or one of the two that it is compared with."""

At = tuple[tuple[str, str], ...]
"""Where a number stands: () the total, (("source", "12345平台"),) a part, two pairs a crossed cell."""

Hidden = Literal["small", "beside"]
"""Why a number is not shown: it is small, or a small one could be worked out from it."""


@dataclass(frozen=True)
class Number:
    """One counted number of a figure."""

    at: At
    value: Value
    """None where there is nothing to count from: the median of no cases."""
    interim: tuple[Text, ...] = ()
    hidden: Hidden | None = None

    @property
    def shown(self) -> Value:
        """What may leave the office; `hidden` says why there is nothing."""
        return None if self.hidden else self.value


@dataclass(frozen=True)
class Answer:
    """What one query told for one period."""

    of: Of
    query: str
    across: tuple[str, ...]
    """The query's columns that say where a number stands; () when it tells `breakdown` and `member`."""
    column: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Base:
    """A period that a figure may be compared with."""

    period: Period
    why_not: Text | None = None
    """Why the total may not be compared with it."""
    whole: tuple[str, ...] = ()
    """The sources that may be, each for itself and all together, where the total may not."""

    @property
    def is_told(self) -> bool:
        """Whether anything at all may be compared with it."""
        return self.why_not is None or bool(self.whole)


@dataclass(frozen=True)
class Told:
    """One figure of the release with its definition."""

    figure: str
    title: Text
    unit: Unit
    definition: Text
    footnotes: tuple[Text, ...]
    breakdowns: Mapping[str, Text]
    """The titles of every breakdown that its numbers are split by."""
    crossings: tuple[tuple[str, str], ...]
    """Its tables with two breakdowns: down, across."""
    answers: tuple[Answer, ...]
    bases: Mapping[Of, Base]

    def numbers(self, of: Of = "period") -> Iterator[Number]:
        """Every number of one period, each place once."""
        seen = set()
        for answer in self.answers:
            for number in answer.numbers:
                if answer.of == of and number.at not in seen:
                    seen.add(number.at)
                    yield number

    def at(self, *place: tuple[str, str], of: Of = "period") -> Number | None:
        """The number that stands there; None where the release has none."""
        return next((number for number in self.numbers(of) if set(number.at) == set(place)), None)

    def total(self, of: Of = "period") -> Number | None:
        return self.at(of=of)

    def members(self, breakdown: str, of: Of = "period") -> list[tuple[str, Number]]:
        """The parts of one breakdown, in the order of its list."""
        return [
            (number.at[0][1], number)
            for number in self.numbers(of)
            if len(number.at) == 1 and number.at[0][0] == breakdown
        ]

    @property
    def interim(self) -> tuple[Text, ...]:
        """Why its total is interim; empty when it is not."""
        total = self.total()
        return total.interim if total else ()


@dataclass(frozen=True)
class Sentence:
    """What is read aloud, and the figures that it speaks of."""

    text: Text
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Protection:
    """How small numbers were protected; `why_off` where somebody switched that off."""

    threshold: int
    least_denominator: int
    why_off: str | None = None
    exposed: int = 0
    """How many hidden numbers earlier releases give away, whatever is hidden now."""

    @property
    def is_on(self) -> bool:
        return self.why_off is None


@dataclass(frozen=True)
class Program:
    """The texts that counted the numbers, by name; kept beside the release by their hash."""

    queries: Mapping[str, str]
    """Name under queries/ → SHA-256 of its text."""
    definitions: str
    """SHA-256 of the views and lists that every query speaks in."""


@dataclass(frozen=True)
class Document:
    """One edition of a release."""

    period: Period
    known_at: int
    as_of: date
    prepared_by: str
    prepared_at: datetime
    is_sample: bool
    protection: Protection
    program: Program
    told: tuple[Told, ...]
    sentences: tuple[Sentence, ...] = ()
    corrects: int | None = None
    """The release that this one corrects, and why it does."""
    why: str | None = None
    notes: tuple[Text, ...] = field(default=())
    """What stands at the foot of every export: rounding, hidden numbers."""

    def figure(self, name: str) -> Told | None:
        return next((told for told in self.told if told.figure == name), None)

    @property
    def hides(self) -> int:
        """How many numbers are not shown."""
        return sum(1 for told in self.told for number in told.numbers() if number.hidden)

    @property
    def interim(self) -> tuple[Text, ...]:
        """Every reason for which some total is interim, each once."""
        return tuple(dict.fromkeys(reason for told in self.told for reason in told.interim))
