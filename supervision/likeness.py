"""How likely two leads of different sources are the same matter: the rule, for one pair at a time.

Sources write in formulas, so that two complaints about the same body read alike: a word counts the more the fewer
leads have it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from rapidfuzz import fuzz

DAYS = 14
"""How far apart two leads on one matter may have been received."""
LIKELY = 45
"""Pairs from this score on are proposed: of a planted set four in five are right and three in four are found
(`python -m tests.intake.matching` prints it for every score)."""
WORDING, BODY, MATTER, NEARNESS, ENTERPRISE = 0.50, 0.15, 0.05, 0.10, 0.20
"""What each part of a score weighs; what a lead names no enterprise for is left out."""
_TELLING = 12
"""So many triples of signs that no third lead has are as telling as wording can be."""
_FEWEST = 50
"""Among fewer texts than this, what two have in common would look common: they are reckoned among so many."""

_MASK = re.compile("【[^】]*已隐去】")


class Lead(NamedTuple):
    """What two leads are compared by."""

    key: str
    source: str
    number: str
    received_on: date
    body: str
    matter: str
    enterprise: str
    code: str
    summary: str


class Rarity:
    """How telling three signs are: the logarithm of how few of so many texts have them."""

    def __init__(self, texts: int, held: Mapping[str, int]) -> None:
        self._texts = max(texts, _FEWEST)
        self._held = held
        self._told: dict[Lead, tuple[frozenset[str], float]] = {}

    @classmethod
    def among(cls, texts: Iterable[str]) -> Rarity:
        held: Counter[str] = Counter()
        count = 0
        for text in texts:
            held.update(triples(text))
            count += 1
        return cls(count, held)

    def of_one(self, held: int) -> float:
        """Of three signs that so many of the texts have."""
        return math.log((1 + self._texts) / (1 + held))

    def of(self, found: Iterable[str]) -> float:
        """Of several together: rounded once, so that it does not depend on their order."""
        return math.fsum(self.of_one(self._held.get(triple, 0)) for triple in found)

    def told(self, lead: Lead) -> tuple[frozenset[str], float]:
        """A lead's own triples, and how telling they are together."""
        if lead not in self._told:
            found = triples(own_words(lead))
            self._told[lead] = found, self.of(found)
        return self._told[lead]

    @property
    def enough(self) -> float:
        return _TELLING * math.log(1 + self._texts)


def own_words(lead: Lead) -> str:
    """The summary without what other columns say already, and without the marks of what was masked."""
    told = _MASK.sub("", lead.summary)
    for word in (lead.body, lead.body.removeprefix("大连"), lead.body.removeprefix("大连市"), lead.matter):
        told = told.replace(word, "") if word else told
    return told


def signs(text: str) -> str:
    """What of a text is compared: white space is left out."""
    return "".join(text.split())


def triples(text: str) -> frozenset[str]:
    """Every three signs that stand side by side."""
    told = signs(text)
    return frozenset(told[place : place + 3] for place in range(len(told) - 2))


def score(one: Lead, other: Lead, rarity: Rarity) -> int:
    """0 to 100: wording, enterprise, body, matter and nearness in time, weighed; unlike enterprises halve it."""
    enterprise = same_enterprise(one, other)
    parts: Sequence[tuple[float, float]] = [
        (WORDING, _wording(one, other, rarity)),
        (BODY, fuzz.partial_ratio(one.body, other.body) / 100 if one.body and other.body else 0.0),
        (MATTER, fuzz.ratio(one.matter, other.matter) / 100 if one.matter and other.matter else 0.0),
        (NEARNESS, 1 - abs((one.received_on - other.received_on).days) / DAYS),
    ]
    if enterprise is not None:
        parts = [*parts, (ENTERPRISE, float(enterprise))]
    told = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    return round(100 * told * (0.5 if enterprise is False else 1.0))


def same_enterprise(one: Lead, other: Lead) -> bool | None:
    """Whether both name the same enterprise; None where one names none."""
    if one.code and other.code:
        return one.code == other.code
    if one.enterprise and other.enterprise:
        return fuzz.ratio(one.enterprise, other.enterprise) >= 90
    return None


def _wording(one: Lead, other: Lead, rarity: Rarity) -> float:
    """The share of rare wording in common, as far as there is enough of it to tell anything."""
    (mine, all_mine), (theirs, all_theirs) = rarity.told(one), rarity.told(other)
    shared = rarity.of(mine & theirs)
    smaller = min(all_mine, all_theirs)
    return (shared / smaller if smaller else 0.0) * min(1.0, shared / (rarity.enough or 1.0))
