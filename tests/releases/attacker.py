"""A reader with a solver, written without the product: innermost cells are all that is unknown to them."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

At = tuple[str, ...]
Inner = tuple[str, At]
Tree = Mapping[str, tuple[str, ...]]
"""Each member of a breakdown with the innermost members below it; innermost ones stand for themselves."""


@dataclass
class Attack:
    """What is published, in terms of innermost cells of one or more tables."""

    trees: tuple[Tree, ...]
    places: dict[Inner, int] = field(default_factory=dict)
    rows: list[tuple[set[int], set[int], int]] = field(default_factory=list)

    def cells(self, tables: Iterable[str], at: At) -> set[int]:
        inner = itertools.product(*(tree[member] for tree, member in zip(self.trees, at, strict=True)))
        return {
            self.places.setdefault((table, one), len(self.places))
            for one, table in itertools.product(list(inner), tables)
        }

    def learn(self, tables: Iterable[str], at: At, value: int) -> None:
        self.rows.append((self.cells(tables, at), set(), value))

    def learn_same(self, one: str, other: str, at: At) -> None:
        self.rows.append((self.cells([one], at), self.cells([other], at), 0))

    def width(self, tables: Iterable[str], at: At) -> float:
        """How wide the interval of whole numbers is that the published leaves for this count."""
        aimed = self.cells(tables, at)
        size = len(self.places)
        aim = np.array([float(place in aimed) for place in range(size)])
        held = np.zeros((len(self.rows), size))
        for row, (more, less, _) in enumerate(self.rows):
            held[row, list(more)] += 1
            held[row, list(less)] -= 1
        owed = np.array([value for _, _, value in self.rows], dtype=float)
        ends = []
        for way in (1, -1):
            found = milp(
                way * aim,
                constraints=LinearConstraint(held, owed, owed),
                integrality=np.ones(size),
                bounds=Bounds(0, 10_000),
            )
            assert found.x is not None, found.message
            ends.append(float(aim @ found.x.round()))
        return ends[1] - ends[0]


def with_margins(trees: tuple[Tree, ...], inner: Mapping[At, int]) -> dict[At, int]:
    """Every count of the table, margins and all."""
    return {
        at: sum(
            inner[one]
            for one in itertools.product(*(tree[member] for tree, member in zip(trees, at, strict=True)))
        )
        for at in itertools.product(*trees)
    }


def tree(total: str, groups: Mapping[str, tuple[str, ...]]) -> Tree:
    """A total above groups above members; a group of its own name is a member."""
    members = tuple(member for group in groups.values() for member in group)
    above = {group: parts for group, parts in groups.items() if parts != (group,)}
    return {total: members, **above, **{member: (member,) for member in members}}


def told(trees: tuple[Tree, ...], table: str, values: Mapping[At, int], hidden: Collection[At]) -> Attack:
    """The attack on one table."""
    attack = Attack(trees)
    for at, value in values.items():
        attack.cells([table], at)
        if at not in hidden:
            attack.learn([table], at, value)
    return attack
