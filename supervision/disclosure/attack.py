"""The attack that is guarded against: from what is shown, how narrowly can each hidden count be told?

A reader knows that counts are not negative, that the sums hold, and everything that is shown. The narrowest
interval that follows for a count is found by linear programming (HiGHS). Counts are whole: where the solver's
answer has fractions in it, it is asked again for whole numbers, which may tell a narrower interval.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from supervision.disclosure.picture import Key, Picture
from supervision.text import Refusal, Text

Counts = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
UNBOUNDED = 3
"""What the solver answers when nothing bounds a count."""
NEAR = 1e-6
"""Numbers closer than this are the same to the solver."""


@dataclass(frozen=True)
class Interval:
    """The least and the most that a hidden count can be; `most` is infinite where nothing bounds it."""

    least: float
    most: float

    @property
    def width(self) -> float:
        return self.most - self.least


class System:
    """The sums over what is unknown: one row for each sum that holds something unknown."""

    def __init__(self, picture: Picture, unknown: Collection[Key]) -> None:
        self.keys = sorted(unknown, key=repr)
        self.place = {key: place for place, key in enumerate(self.keys)}
        self.truth = np.array([picture.values[key] for key in self.keys], dtype=float)
        rows, columns, signs, owed = [], [], [], []
        for one in picture.sums:
            terms = [(one.whole, 1.0), *((part, -1.0) for part in one.parts)]
            told = [(self.place[key], sign) for key, sign in terms if key in self.place]
            if not told:
                continue
            owed.append(-sum(sign * picture.values[key] for key, sign in terms if key not in self.place))
            rows += [len(owed) - 1] * len(told)
            columns += [place for place, _ in told]
            signs += [sign for _, sign in told]
        self.sums = csr_array((signs, (rows, columns)), shape=(len(owed), len(self.keys)))
        self.owed = np.array(owed, dtype=float)

    def far(self, key: Key, way: int) -> tuple[float, Counts | None]:
        """The most (way = 1) or least (way = −1) that a count can be, and all the counts with which it is that."""
        aim = np.zeros(len(self.keys))
        aim[self.place[key]] = -way
        found = linprog(aim, A_eq=self.sums, b_eq=self.owed, bounds=(0, None), method="highs-ds")
        if found.status == UNBOUNDED:
            return float("inf") * way, None
        if found.x is not None and np.abs(found.x - found.x.round()).max() > NEAR:
            held = LinearConstraint(self.sums, self.owed, self.owed)
            found = milp(aim, constraints=held, integrality=np.ones(len(aim)), bounds=Bounds(0, np.inf))
        if (
            found.x is None
        ):  # the truth itself is a solution: the solver has failed, and nothing may be shown for it
            raise Refusal(
                Text(
                    zh="小数保护没有算完，未写入任何内容：{said}。请重试；仍不行时告诉管理员。",
                    en="The protection of small counts could not be worked out, and nothing was written: {said}. Try "
                    "again; if it stays, tell the administrator.",
                ).with_values(said=found.message)
            )
        counts = found.x.round()
        return float(counts[self.place[key]]), counts


def intervals(
    picture: Picture,
    hiding: Collection[Key],
    keys: Iterable[Key] | None = None,
) -> Mapping[Key, Interval]:
    """For each guarded count (or each of `keys`) the narrowest interval that a reader can tell."""
    system = System(picture, picture.unknown(hiding))
    wanted = picture.guarded(hiding) if keys is None else keys
    return {key: Interval(system.far(key, -1)[0], system.far(key, 1)[0]) for key in wanted}


class Seen:
    """Counts that were found possible once: they stay so while they differ from the truth only where unknown."""

    def __init__(self, picture: Picture) -> None:
        self.keys = sorted(picture.values, key=repr)
        self.place = {key: place for place, key in enumerate(self.keys)}
        self.truth = np.array([picture.values[key] for key in self.keys], dtype=float)
        self.tables = np.empty((0, len(self.keys)))

    def add(self, system: System, counts: Counts) -> None:
        table = self.truth.copy()
        table[[self.place[key] for key in system.keys]] = counts
        self.tables = np.vstack([self.tables, table])

    def reach(self, system: System) -> tuple[Counts, Counts]:
        """How little and how much each unknown count is known to be able to be."""
        places = [self.place[key] for key in system.keys]
        told = np.ones(len(self.keys), dtype=bool)
        told[places] = False
        fitting = self.tables[(self.tables[:, told] == self.truth[told]).all(axis=1)][:, places]
        both = np.vstack([fitting, system.truth])
        return both.min(axis=0), both.max(axis=0)


def too_narrow(
    picture: Picture,
    hiding: Collection[Key],
    wanted: Mapping[Key, float],
    seen: Seen | None = None,
    first: Collection[Key] | None = None,
) -> dict[Key, float]:
    """The guarded counts whose interval is narrower than wanted, with how wide it is.

    Every solution that is found shows what the other counts can be too, so that few need a search of their own.
    With `first`, those are looked at first and one that is too narrow is enough.
    """
    seen = seen or Seen(picture)
    system = System(picture, picture.unknown(hiding))
    least, most = seen.reach(system)
    narrow = {}
    likely = {
        key: (key not in (first or ()), most[place] - least[place]) for key, place in system.place.items()
    }
    for key in sorted(picture.guarded(hiding), key=lambda one: (*likely[one], repr(one))):
        place = system.place[key]
        for way in (1, -1):
            if most[place] - least[place] + NEAR >= wanted[key]:
                break
            reached, counts = system.far(key, way)
            if counts is None:
                most[place] = reached
            else:
                seen.add(system, counts)
                least, most = np.minimum(least, counts), np.maximum(most, counts)
        if most[place] - least[place] + NEAR < wanted[key]:
            narrow[key] = float(most[place] - least[place])
            if first is not None:
                break
    return narrow
