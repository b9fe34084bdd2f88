"""Which of many pairs of leads can be likely at all, told of all at once; only of these is the rule itself asked.

What a pair comes to is told from above: as if body and matter were alike wherever both are named, and as if they had in
common what a note of few bits can't tell apart from what they have. So no likely pair gets lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from supervision.likeness import (
    BODY,
    DAYS,
    ENTERPRISE,
    LIKELY,
    MATTER,
    NEARNESS,
    WORDING,
    Lead,
    Rarity,
    own_words,
    same_enterprise,
    signs,
)

Numbers = NDArray[np.int64]

_NEARLY = 1e-6
"""Far more than sums in another order can differ by."""
_SIGN = 21
"""Bits that hold any sign."""
_ROOM = 32
"""Places in the note for each triple of a lead, so that few are taken by two."""
_MOST_ROOM = 1 << 26
_AT_ONCE = 1 << 21
"""Triples looked up at once."""


def sifted(leads: Sequence[Lead], one: Numbers, other: Numbers) -> tuple[list[int], Rarity]:
    """Which of the pairs can reach a score that is proposed, and how rare is what they say among all these leads.

    A pair is two places in `leads`; each of these is in one pair at least.
    """
    if not len(one):
        return [], Rarity.among(())
    wordings = _Wordings.of(leads)
    days = np.array([lead.received_on.toordinal() for lead in leads])
    enterprise = _enterprises(leads, one, other)
    told = (
        WORDING * wordings.at_most(one, other)
        + BODY * _both([lead.body for lead in leads], one, other)
        + MATTER * _both([lead.matter for lead in leads], one, other)
        + NEARNESS * (1 - np.abs(days[one] - days[other]) / DAYS)
        + ENTERPRISE * (enterprise > 0)
    )
    weighed = WORDING + BODY + MATTER + NEARNESS + ENTERPRISE * (enterprise != 0)
    can_be = 100 * told / weighed * np.where(enterprise < 0, 0.5, 1.0) >= LIKELY - 0.5 - _NEARLY
    found = np.flatnonzero(can_be)
    return found.tolist(), wordings.rarity(np.unique(np.concatenate((one[found], other[found]))))


def _both(cells: Iterable[str], one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    is_told = np.array([bool(cell) for cell in cells], dtype=bool)
    both: NDArray[np.bool_] = is_told[one] & is_told[other]
    return both


def _enterprises(leads: Sequence[Lead], one: Numbers, other: Numbers) -> Numbers:
    """Of each pair: 1 names the same enterprise, -1 two, 0 none or one only."""
    is_told = _both([lead.code for lead in leads], one, other)
    is_told |= _both([lead.enterprise for lead in leads], one, other)
    told = np.zeros(len(one), dtype=np.int64)
    for place in np.flatnonzero(is_told).tolist():
        is_same = same_enterprise(leads[one[place]], leads[other[place]])
        told[place] = 0 if is_same is None else 1 if is_same else -1
    return told


@dataclass(frozen=True)
class _Wordings:
    """The triples of many leads: of each lead those from `begins` on, each once, by its place among all there are."""

    all_triples: Numbers
    found: Numbers
    begins: Numbers
    held: Numbers
    """How many leads have each."""

    @classmethod
    def of(cls, leads: Sequence[Lead]) -> _Wordings:
        texts = [signs(own_words(lead)) for lead in leads]
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        whose = np.repeat(np.arange(len(leads)), lengths)
        codes = codes.astype(np.int64)
        # Three that stand side by side in one text; none begins with its last two signs.
        are_three = whose[:-2] == whose[2:]
        three = (codes[:-2] << 2 * _SIGN | codes[1:-1] << _SIGN | codes[2:])[are_three]
        each = pa.array(three).dictionary_encode()
        all_triples = each.dictionary.to_numpy()
        kinds = max(1, len(all_triples))
        once = pa.array(whose[:-2][are_three] * kinds + each.indices.to_numpy()).unique().to_numpy()
        whose, found = np.divmod(once, kinds)
        begins = np.searchsorted(whose, np.arange(len(leads) + 1))
        return cls(all_triples, found, begins, np.bincount(found, minlength=kinds))

    @property
    def _leads(self) -> int:
        return len(self.begins) - 1

    def rarity(self, leads: Numbers) -> Rarity:
        """Of all that these leads say."""
        said = np.zeros(len(self.held), dtype=bool)
        for lead in leads.tolist():
            said[self.found[self.begins[lead] : self.begins[lead + 1]]] = True
        places = np.flatnonzero(said)
        return Rarity(
            self._leads,
            dict(
                zip(map(_written, self.all_triples[places].tolist()), self.held[places].tolist(), strict=True)
            ),
        )

    def at_most(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """What the wording of each pair comes to, or a little more."""
        rarity = Rarity(self._leads, {})
        held, place = np.unique(self.held, return_inverse=True)
        weights = np.array([rarity.of_one(count) for count in held.tolist()])[place]
        whose = np.repeat(np.arange(self._leads), np.diff(self.begins))
        own = np.bincount(whose, weights[self.found], minlength=self._leads)
        shared = self._shared(one, other, weights, whose)
        smaller = np.minimum(own[one], own[other])
        share = np.divide(shared, smaller, out=np.zeros_like(shared), where=smaller > 0)
        told: NDArray[np.float64] = share * np.minimum(1.0, shared / rarity.enough)
        return told

    def _shared(
        self, one: Numbers, other: Numbers, weights: NDArray[np.float64], whose: Numbers
    ) -> NDArray[np.float64]:
        """The weights that each pair has in common: the triples of the shorter are looked for in a note of all."""
        room = 1 << max(10, min(_MOST_ROOM, _ROOM * len(self.found)).bit_length())
        apart = len(self.held) | 1
        noted = np.zeros(room, dtype=bool)
        noted[(whose * apart + self.found) & (room - 1)] = True
        lengths = np.diff(self.begins)
        is_shorter = lengths[one] <= lengths[other]
        shorter, longer = np.where(is_shorter, one, other), np.where(is_shorter, other, one)
        until = np.cumsum(lengths[shorter])
        shared = np.zeros(len(one))
        first = 0
        while first < len(one):
            before = until[first - 1] if first else 0
            last = max(first + 1, int(np.searchsorted(until, before + _AT_ONCE, side="right")))
            counts = lengths[shorter[first:last]]
            pair = np.repeat(np.arange(last - first), counts)
            place = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
            said = self.found[np.repeat(self.begins[shorter[first:last]], counts) + place]
            is_noted = noted[(longer[first:last][pair] * apart + said) & (room - 1)]
            shared[first:last] = np.bincount(pair[is_noted], weights[said[is_noted]], minlength=last - first)
            first = last
        return shared


def _written(three: int) -> str:
    return "".join(chr(three >> place * _SIGN & (1 << _SIGN) - 1) for place in (2, 1, 0))
