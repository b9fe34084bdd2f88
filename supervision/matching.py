"""Leads of different sources that are likely the same matter, for a person to judge; nothing is linked by itself.

DuckDB finds pairs near in time about the same body or enterprise; here their texts are compared. Sources write
in formulas, so that two complaints about the same body read alike: a word counts the more the fewer leads have it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz

from supervision.store.database import Database
from supervision.store.questions import ask

DAYS = 14
"""How far apart two leads on one matter may have been received."""
AT_MOST = 20_000
"""Pairs compared at once, those nearest in time first, of these the newest."""
_NEWEST = (5_000, 50_000)
"""So many of the newest leads are looked into at first, and so many at most before all of a period's."""
LIKELY = 45
"""Pairs from this score on are proposed: of a planted set four in five are right and three in four are found
(`python -m tests.intake.matching` prints it for every score)."""
_TELLING = 12
"""So many triples of signs that no third lead has are as telling as wording can be."""
_FEWEST = 50
"""Among fewer texts than this, what two have in common would look common: they are reckoned among so many."""

_MASK = re.compile("【[^】]*已隐去】")


@dataclass(frozen=True)
class Lead:
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


@dataclass(frozen=True)
class Likely:
    """Two leads and how likely they are the same matter, 0 to 100."""

    one: Lead
    other: Lead
    score: int

    @property
    def pair(self) -> tuple[str, str]:
        return self.one.key, self.other.key


@dataclass(frozen=True)
class Proposals:
    """The likely pairs, the likeliest first, and whether there were more pairs than are compared at once."""

    pairs: tuple[Likely, ...]
    is_capped: bool


def likely_pairs(
    database: Database, from_day: date, until_day: date, known_at: int | None = None
) -> Proposals:
    """Pairs of which one lead at least was received in the period and that nobody has judged yet."""
    near, first_day, days = _nearest(database, from_day, until_day, known_at)
    received = first_day - timedelta(days), until_day + timedelta(days)
    leads = leads_of(database, {key for row in near for key in (row["one"], row["other"])}, received)
    rarity = Rarity(own_words(lead) for lead in leads.values())
    scored = (
        Likely(leads[row["one"]], leads[row["other"]], score(leads[row["one"]], leads[row["other"]], rarity))
        for row in near
    )
    likely = sorted(
        (pair for pair in scored if pair.score >= LIKELY), key=lambda pair: (-pair.score, pair.pair)
    )
    return Proposals(tuple(likely), len(near) >= AT_MOST)


def _nearest(
    database: Database, from_day: date, until_day: date, known_at: int | None
) -> tuple[list[dict[str, Any]], date, int]:
    """The pairs to compare; the day from which on leads were looked into, and how many days apart.

    Pairs of one day come first, those of the newest day before all others. So where the newest days alone give as many
    as are compared at once, no other can be among them, and a large ledger is not looked through.
    """
    leads, most = _NEWEST
    while True:
        [told] = ask(
            database, "leads/newest_days", known_at, from_day=from_day, until_day=until_day, leads=leads
        )
        if told["first_day"] is None:
            break
        near = _pairs_of(database, told["first_day"], until_day, known_at, days=0)
        if len(near) >= AT_MOST:
            return near, told["first_day"], 0
        if leads == most:
            break
        # As many as should give enough, and half as many again: days are not all alike.
        leads = min(most, 3 * leads * AT_MOST // (2 * max(1, len(near))))
    return _pairs_of(database, from_day, until_day, known_at, days=DAYS), from_day, DAYS


def _pairs_of(
    database: Database, from_day: date, until_day: date, known_at: int | None, *, days: int
) -> list[dict[str, Any]]:
    return ask(
        database,
        "leads/likely_same",
        known_at,
        from_day=from_day,
        until_day=until_day,
        days=days,
        at_most=AT_MOST,
    )


def leads_of(
    database: Database, keys: Iterable[str], received: tuple[date, date] | None = None
) -> dict[str, Lead]:
    """What is compared of these leads, by key; looked for among those received between two days where these are known."""
    first, until = received or (date.min, date.max)
    rows = database.rows(
        "select _key, source, number, received_on, body, matter, enterprise_name, uscc, summary from leads "
        "where _key in (select unnest($1::varchar[])) and received_on >= $2 and received_on < $3",
        [sorted(keys), first, until],
    )
    return {
        key: Lead(key, source, number, day, *(cell or "" for cell in cells))
        for key, source, number, day, *cells in rows
    }


class Rarity:
    """How telling three signs are: the logarithm of how few of these texts have them."""

    def __init__(self, texts: Iterable[str]) -> None:
        held: Counter[str] = Counter()
        self._texts = 0
        for text in texts:
            held.update(triples(text))
            self._texts += 1
        self._texts = max(self._texts, _FEWEST)
        self._held = held

    def of(self, found: Iterable[str]) -> float:
        return sum(math.log((1 + self._texts) / (1 + self._held[triple])) for triple in found)

    @property
    def enough(self) -> float:
        return _TELLING * math.log(1 + self._texts)


def own_words(lead: Lead) -> str:
    """The summary without what other columns say already, and without the marks of what was masked."""
    told = _MASK.sub("", lead.summary)
    for word in (lead.body, lead.body.removeprefix("大连"), lead.body.removeprefix("大连市"), lead.matter):
        told = told.replace(word, "") if word else told
    return told


def triples(text: str) -> frozenset[str]:
    """Every three signs that stand side by side, white space left out."""
    signs = "".join(text.split())
    return frozenset(signs[place : place + 3] for place in range(len(signs) - 2))


def score(one: Lead, other: Lead, rarity: Rarity) -> int:
    """0 to 100: wording, enterprise, body, matter and nearness in time, weighed; unlike enterprises halve it."""
    enterprise = _enterprise(one, other)
    parts: Sequence[tuple[float, float]] = [
        (0.50, _wording(own_words(one), own_words(other), rarity)),
        (0.15, fuzz.partial_ratio(one.body, other.body) / 100 if one.body and other.body else 0.0),
        (0.05, fuzz.ratio(one.matter, other.matter) / 100 if one.matter and other.matter else 0.0),
        (0.10, 1 - abs((one.received_on - other.received_on).days) / DAYS),
    ]
    if enterprise is not None:
        parts = [*parts, (0.20, float(enterprise))]
    told = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    return round(100 * told * (0.5 if enterprise is False else 1.0))


def _enterprise(one: Lead, other: Lead) -> bool | None:
    """Whether both name the same enterprise; None where one names none."""
    if one.code and other.code:
        return one.code == other.code
    if one.enterprise and other.enterprise:
        return fuzz.ratio(one.enterprise, other.enterprise) >= 90
    return None


def _wording(one: str, other: str, rarity: Rarity) -> float:
    """The share of rare wording in common, as far as there is enough of it to tell anything."""
    mine, theirs = triples(one), triples(other)
    shared = rarity.of(mine & theirs)
    smaller = min(rarity.of(mine), rarity.of(theirs))
    return (shared / smaller if smaller else 0.0) * min(1.0, shared / (rarity.enough or 1.0))


def cells_of(lead: Lead) -> Mapping[str, Any]:
    """A lead's columns by name, as a page shows them."""
    return {
        "source": lead.source, "number": lead.number, "received_on": lead.received_on, "body": lead.body,
        "matter": lead.matter, "enterprise_name": lead.enterprise, "summary": lead.summary,
    }  # fmt: skip
