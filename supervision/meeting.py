"""Which leads of one day could be the same matter: the short way to what `leads/likely_same` tells of no days apart.

Where a ledger is large its newest days alone give as many pairs as are compared, and to plan that question and to answer
it takes many times as long as to pair the leads of some days here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_OF_THE_CITY = re.compile("^(大连)?市")
"""大连市公安局中山区分局, 市公安局中山区分局 and 公安局中山区分局 are one body."""


def met_on_a_day(leads: pa.Table, judged: Sequence[tuple[str, str]], at_most: int) -> tuple[Numbers, Numbers]:
    """Pairs of leads of two sources that came on one day and share a body, or an enterprise by code or name, those of the
    newest day first and so many at most; as places in `leads`, which are in the order of their keys.

    Pairs that somebody has judged already are left out.
    """
    days = leads["received_on"].cast(pa.int32()).to_numpy().astype(np.int64)
    places = np.argsort(-days, kind="stable")
    sources = _numbers(leads["source"])[places]
    groups = [_Groups.of(days[places], shared[places]) for shared in _shared_by(leads)]
    is_judged = _judged(leads["key"], judged, places)
    ahead = np.cumsum(sum(group.later for group in groups))
    wanted = 2 * at_most
    while True:
        # A lead in front of others brings its pairs in front of theirs, so the first leads have the first pairs.
        leads_looked_at = int(np.searchsorted(ahead, wanted)) + 1
        met = np.unique(np.concatenate([group.pairs(leads_looked_at, sources) for group in groups]))
        met = met[~np.isin(met, is_judged)]
        if len(met) >= at_most or leads_looked_at >= len(days):
            one, other = np.divmod(met[:at_most], max(1, len(days)))
            return places[one], places[other]
        wanted *= 4


def _shared_by(leads: pa.Table) -> tuple[Numbers, ...]:
    bodies = leads["body"].combine_chunks().dictionary_encode()
    known = pa.array([_OF_THE_CITY.sub("", body) for body in bodies.dictionary.to_pylist()], pa.string())
    return _numbers(known.take(bodies.indices)), _numbers(leads["uscc"]), _numbers(leads["enterprise_name"])


def _numbers(cells: pa.ChunkedArray | pa.Array) -> Numbers:
    """Alike for cells that are alike; -1 for an empty one."""
    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    told: Numbers = whole.dictionary_encode().indices.fill_null(-1).to_numpy().astype(np.int64)
    return told


def _judged(keys: pa.ChunkedArray, judged: Sequence[tuple[str, str]], places: Numbers) -> Numbers:
    """Pairs as `_Groups` number them."""
    turns = np.empty(len(places), dtype=np.int64)
    turns[places] = np.arange(len(places))
    one, other = (
        pc.index_in(pa.array([pair[end] for pair in judged], pa.string()), value_set=keys) for end in (0, 1)
    )
    both = pc.and_(pc.is_valid(one), pc.is_valid(other))
    told = [turns[end.filter(both).to_numpy()] for end in (one, other)]
    numbered: Numbers = np.minimum(*told) * len(places) + np.maximum(*told)
    return numbered


@dataclass(frozen=True)
class _Groups:
    """Leads, the newest first, that share a day and something else."""

    members: Numbers
    """The leads of one group after another."""
    ends: Numbers
    """For each of these where its group ends."""
    later: Numbers
    """How many each lead has behind it in its group."""

    @classmethod
    def of(cls, days: Numbers, shared: Numbers) -> _Groups:
        told = np.flatnonzero(shared >= 0)
        group = days[told] * (1 + shared.max(initial=0)) + shared[told]
        order = np.argsort(group, kind="stable")
        members, group = told[order], group[order]
        ends = np.searchsorted(group, group, side="right")
        later = np.zeros(len(shared), dtype=np.int64)
        later[members] = ends - np.arange(len(members)) - 1
        return cls(members, ends, later)

    def pairs(self, leads: int, sources: Numbers) -> Numbers:
        """Of so many first leads each with those behind it that another source brought: a number that tells both."""
        first = np.flatnonzero(self.members < leads)
        counts = self.ends[first] - first - 1
        behind = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        one = self.members[np.repeat(first, counts)]
        other = self.members[np.repeat(first, counts) + 1 + behind]
        are_two = sources[one] != sources[other]
        told: Numbers = one[are_two] * len(sources) + other[are_two]
        return told
