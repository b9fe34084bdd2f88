"""Leads of different sources that are likely the same matter, for a person to judge; nothing is linked by itself.

Pairs near in time about the same body or enterprise are found first; of these the rule of `likeness` is asked where it can
come to a score that is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from supervision.likeness import DAYS, LIKELY, Lead, score
from supervision.meeting import met_on_a_day
from supervision.sifting import sifted
from supervision.store.database import Database
from supervision.store.judging import judged_already
from supervision.store.questions import ask, ask_columns

AT_MOST = 20_000
"""Pairs compared at once, those nearest in time first, of these the newest."""
_NEWEST = (5_000, 50_000)
"""So many of the newest leads are looked into at first, and so many at most before all of a period's."""


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


@dataclass(frozen=True)
class Near:
    """Pairs to compare, each by two places among the leads that are in one."""

    leads: list[Lead]
    one: NDArray[np.int64]
    other: NDArray[np.int64]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [
            (self.leads[one].key, self.leads[other].key)
            for one, other in zip(self.one.tolist(), self.other.tolist(), strict=True)
        ]


def likely_pairs(
    database: Database, from_day: date, until_day: date, known_at: int | None = None
) -> Proposals:
    """Pairs of which one lead at least was received in the period and that nobody has judged yet."""
    near = nearest(database, from_day, until_day, known_at)
    can_be, rarity = sifted(near.leads, near.one, near.other)
    compared = ((near.leads[near.one[place]], near.leads[near.other[place]]) for place in can_be)
    scored = (Likely(one, other, score(one, other, rarity)) for one, other in compared)
    likely = sorted(
        (pair for pair in scored if pair.score >= LIKELY), key=lambda pair: (-pair.score, pair.pair)
    )
    return Proposals(tuple(likely), len(near.one) >= AT_MOST)


def nearest(database: Database, from_day: date, until_day: date, known_at: int | None) -> Near:
    """The pairs to compare.

    Pairs of one day come first, those of the newest day before all others. So where the newest days alone give as many
    as are compared at once, no other can be among them, and a large ledger is not looked through.
    """
    leads, most = _NEWEST
    newest = _Newest(database, until_day, known_at)
    while True:
        [told] = ask(
            database, "leads/newest_days", known_at, from_day=from_day, until_day=until_day, leads=leads
        )
        if told["first_day"] is None:
            break
        newest.look_back_to(told["first_day"])
        if newest.count >= AT_MOST:
            return newest.near()
        if leads == most:
            break
        # As many as should give enough, and half as many again: days are not all alike.
        leads = min(most, 3 * leads * AT_MOST // (2 * max(1, newest.count)))
    return _near_in_all(database, from_day, until_day, known_at)


class _Newest:
    """Pairs of one day, of the newest days, further and further back."""

    def __init__(self, database: Database, until_day: date, known_at: int | None) -> None:
        self._database = database
        self._known_at = known_at
        self._until = until_day
        self._judged = judged_already(database)
        self._found: list[tuple[pa.Table, NDArray[np.int64], NDArray[np.int64]]] = []
        self.count = 0

    def look_back_to(self, day: date) -> None:
        """Days that were looked at already are not looked at again."""
        received = ask_columns(
            self._database, "leads/of_days", self._known_at, from_day=day, until_day=self._until
        )
        one, other = met_on_a_day(received, self._judged, AT_MOST - self.count)
        self._found.append((received, one, other))
        self._until = day
        self.count += len(one)

    def near(self) -> Near:
        ends = np.cumsum([received.num_rows for received, _, _ in self._found])
        begins = (ends - [received.num_rows for received, _, _ in self._found]).tolist()
        one, other = (
            np.concatenate([found[end] + begin for found, begin in zip(self._found, begins, strict=True)])
            for end in (1, 2)
        )
        in_one, places = np.unique(np.concatenate((one, other)), return_inverse=True)
        leads = pa.concat_tables([received for received, _, _ in self._found]).take(in_one)
        return Near(_leads_in(leads), places[: len(one)], places[len(one) :])


def _near_in_all(database: Database, from_day: date, until_day: date, known_at: int | None) -> Near:
    near = ask(
        database,
        "leads/likely_same",
        known_at,
        from_day=from_day,
        until_day=until_day,
        days=DAYS,
        at_most=AT_MOST,
    )
    apart = timedelta(DAYS)
    told = leads_of(
        database,
        {key for row in near for key in (row["one"], row["other"])},
        (from_day - apart, until_day + apart),
        known_at,
    )
    places = {key: place for place, key in enumerate(told)}
    one, other = (np.array([places[row[end]] for row in near], dtype=np.int64) for end in ("one", "other"))
    return Near(list(told.values()), one, other)


def leads_of(
    database: Database,
    keys: Iterable[str],
    received: tuple[date, date] | None = None,
    known_at: int | None = None,
) -> dict[str, Lead]:
    """What is compared of these leads, by key; looked for among those received between two days where these are known."""
    first, until = received or (date.min, date.max)
    rows = database.rows(
        "select _key, source, number, received_on, body, matter, enterprise_name, uscc, summary from leads "
        "where _key in (select unnest($1::varchar[])) and received_on >= $2 and received_on < $3",
        [sorted(keys), first, until],
        known_at,
    )
    return {
        key: Lead(key, source, number, day, *(cell or "" for cell in cells))
        for key, source, number, day, *cells in rows
    }


def _leads_in(told: pa.Table) -> list[Lead]:
    # Days come out of numpy many times as fast as out of Arrow.
    cells = [
        column.fill_null("").to_pylist() if pa.types.is_string(column.type) else column.to_numpy().tolist()
        for column in told.columns
    ]
    return list(map(Lead._make, zip(*cells, strict=True)))


def cells_of(lead: Lead) -> Mapping[str, Any]:
    """A lead's columns by name, as a page shows them."""
    return {
        "source": lead.source, "number": lead.number, "received_on": lead.received_on, "body": lead.body,
        "matter": lead.matter, "enterprise_name": lead.enterprise, "summary": lead.summary,
    }  # fmt: skip
