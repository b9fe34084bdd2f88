"""Protecting: the small counts are hidden, and then as little else as keeps a reader from working them out.

Promise: of every hidden count a reader can tell no interval narrower than the threshold, or than it would
be if everything were hidden that may be. What cannot be kept is returned by name, never passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import hstack

from supervision.disclosure import THRESHOLD
from supervision.disclosure.attack import NEAR, Counts, Seen, System, too_narrow
from supervision.disclosure.picture import Key, Picture


@dataclass(frozen=True)
class Protected:
    """Which counts are hidden, and which of them earlier releases leave without protection."""

    hidden: frozenset[Key]
    exposed: frozenset[Key]
    """Narrower than the threshold for what others have shown already, whatever is hidden now."""


def protect(picture: Picture) -> Protected:
    """The counts to hide."""
    may_hide = frozenset(picture.values) - picture.shown - picture.unpublished
    hiding = frozenset(picture.small & may_hide) | picture.hidden
    seen = Seen(picture)
    wanted = _attainable(picture, may_hide | hiding, seen)
    hiding = _widened(picture, hiding, may_hide, wanted, seen)
    hiding = _given_back(picture, hiding, wanted, seen)
    return Protected(hiding, _exposed(picture, hiding, may_hide, wanted))


def _exposed(
    picture: Picture, hiding: frozenset[Key], may_hide: frozenset[Key], wanted: Mapping[Key, float]
) -> frozenset[Key]:
    """What earlier releases tell outright, or let a reader work out more narrowly than this one alone would."""
    told = {key for key in picture.told_before if 0 < picture.values[key] < THRESHOLD}
    narrow = {key for key in picture.guarded(hiding) if wanted[key] + NEAR < THRESHOLD}
    if narrow and picture.told_before:
        all_hidden = may_hide | hiding | picture.told_before
        alone = too_narrow(picture, all_hidden, dict.fromkeys(picture.values, float(THRESHOLD)))
        told |= {key for key in narrow if wanted[key] + NEAR < alone.get(key, THRESHOLD)}
    return frozenset(told | {key for key in narrow if key in picture.hidden | picture.unpublished})


def _attainable(picture: Picture, everything: Collection[Key], seen: Seen) -> dict[Key, float]:
    """How wide each interval can be at most: a city total of 3 that is shown allows no more."""
    keys = frozenset(everything) | picture.hidden | picture.small
    wanted = dict.fromkeys(keys, float(THRESHOLD))
    return wanted | too_narrow(picture, keys, wanted, seen)


def _widened(
    picture: Picture,
    hiding: frozenset[Key],
    may_hide: frozenset[Key],
    wanted: Mapping[Key, float],
    seen: Seen,
) -> frozenset[Key]:
    """Hide more until nothing is too narrow: each time the cheapest set that lets one count move."""
    while True:
        narrow = too_narrow(picture, hiding, wanted, seen)
        if not narrow:
            return hiding
        before = hiding
        for key in narrow:
            hiding |= _cheapest(picture, hiding, may_hide, key)
        if hiding == before:  # the cheapest set moves by fractions: hide whatever stands beside the count
            hiding |= _beside(picture, next(iter(narrow)), may_hide, hiding)


def _cheapest(picture: Picture, hiding: frozenset[Key], may_hide: frozenset[Key], key: Key) -> frozenset[Key]:
    """The cheapest counts to hide so that this one can be larger by the threshold, or smaller as far as not."""
    more: frozenset[Key] = frozenset()
    for way in (1, -1):
        system = System(picture, picture.unknown(hiding | more) | may_hide)
        moves = _moves(picture, system, hiding | more, key, way)
        if moves is None:
            continue
        more |= frozenset(
            one for one, move in zip(system.keys, moves, strict=True) if move > NEAR and one in may_hide
        )
        if way == 1 and moves[system.place[key]] + NEAR >= THRESHOLD:
            break
    return more - hiding


def _moves(picture: Picture, system: System, hiding: frozenset[Key], key: Key, way: int) -> Counts | None:
    """How far each count moves, at least cost, when this one moves as far as it has to; None if it can't."""
    reach, _ = system.far(key, way)
    target = min(float(THRESHOLD), abs(reach - system.truth[system.place[key]]))
    if target < NEAR:
        return None
    free = picture.unknown(hiding)
    cost = np.array([0.001 if one in free else _cost(picture.values[one]) for one in system.keys])
    size = len(system.keys)
    bounds: list[tuple[float, float | None]] = [(0, None)] * size + [(0, held) for held in system.truth]
    place = system.place[key] + (0 if way == 1 else size)
    bounds[place] = (target, target)
    bounds[system.place[key] + (size if way == 1 else 0)] = (0, 0)
    found = linprog(
        np.concatenate([cost, cost]),
        A_eq=hstack([system.sums, -system.sums]).tocsr(),
        b_eq=np.zeros(len(system.owed)),
        bounds=bounds,
    )
    return None if found.x is None else found.x[:size] + found.x[size:]


def _cost(value: int) -> float:
    """Few counts first, small ones rather than large, and one that is zero only for want of others."""
    return 3.0 if value == 0 else 1.0 + min(value, 1000) / 1000


def _beside(picture: Picture, key: Key, may_hide: frozenset[Key], hiding: frozenset[Key]) -> frozenset[Key]:
    """Everything that a sum ties to the count; what that is tied to, where all of it is hidden already."""
    seen = {key}
    while True:
        tied = {
            one
            for told in picture.sums
            if seen & {told.whole, *told.parts}
            for one in (told.whole, *told.parts)
        }
        if fresh := (tied & may_hide) - hiding:
            return frozenset(fresh)
        if tied <= seen:
            return frozenset(may_hide - hiding)
        seen |= tied


def _given_back(
    picture: Picture, hiding: frozenset[Key], wanted: Mapping[Key, float], seen: Seen
) -> frozenset[Key]:
    """Show again what need not be hidden, the largest first."""
    keep = picture.small | picture.hidden
    for key in sorted(hiding - keep, key=lambda one: (-picture.values[one], repr(one))):
        beside = {
            one
            for told in picture.sums
            for one in (told.whole, *told.parts)
            if key in (told.whole, *told.parts)
        }
        if not too_narrow(picture, hiding - {key}, wanted, seen, beside):
            hiding -= {key}
    return hiding
