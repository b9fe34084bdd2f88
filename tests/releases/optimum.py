"""How many counts are hidden against the fewest that would do: `python -m tests.releases.optimum`."""

from __future__ import annotations

import itertools
import random

from supervision.disclosure import THRESHOLD
from supervision.disclosure.attack import Seen, too_narrow
from supervision.disclosure.picture import Key, Picture
from supervision.disclosure.protecting import protect
from tests.releases.attacker import Tree, tree, with_margins
from tests.releases.test_disclosure import picture

SHAPES = ((2, 3), (3, 3), (3, 4))


def breakdown(total: str, size: int) -> Tree:
    return tree(total, {f"{total} {one}": (f"{total} {one}",) for one in range(size)})


def drawn(size: tuple[int, int], seed: int) -> Picture:
    chance = random.Random(seed)
    trees = (breakdown("city", size[0]), breakdown("all", size[1]))
    inner = itertools.product(*(list(one)[1:] for one in trees))
    return picture(trees, with_margins(trees, {at: int(chance.expovariate(1 / 12)) for at in inner}))


def fewest(one: Picture, most: int) -> int:
    """The size of the smallest set that protects, by trying them all, the smallest first."""
    may_hide = frozenset(one.values) - one.shown
    seen = Seen(one)
    goal: dict[Key, float] = dict.fromkeys(may_hide, float(THRESHOLD))
    wanted = goal | too_narrow(one, may_hide, goal, seen)
    others = sorted(may_hide - one.small, key=repr)
    for size in range(most - len(one.small)):
        for more in itertools.combinations(others, size):
            if not too_narrow(one, one.small | set(more), wanted, seen, first=one.small):
                return len(one.small) + size
    return most


def main() -> None:
    print("shape   seed  small  hidden  fewest")
    sums = [0, 0]
    for shape, seed in itertools.product(SHAPES, range(6)):
        one = drawn(shape, seed)
        hidden = len(protect(one).hidden)
        best = fewest(one, hidden)
        sums = [sums[0] + hidden, sums[1] + best]
        print(f"{shape[0]} x {shape[1]}  {seed:>5}  {len(one.small):>5}  {hidden:>6}  {best:>6}", flush=True)
    print(f"together{sums[0]:>20}  {sums[1]:>6}")


if __name__ == "__main__":
    main()
