"""What was published before: an earlier release and the one to come, as one picture.

A count that covers the same days and has not changed is the same number in both: what one shows the other
can't hide. A count that has grown by further days holds the earlier one and a rest, which is in no table, but
can be worked out, and is guarded as if it were published. So the new release is protected as any other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supervision.disclosure.picture import Key, Picture, Sum


def beside_earlier(
    now: Picture,
    before: Picture,
    hidden_before: Collection[Key],
    name: Hashable,
    grown: Collection[Key] = (),
    shrunk: Collection[Key] = (),
    apart: Collection[Key] = (),
) -> Picture:
    """The new picture with an earlier release in it, under its name.

    The grown keys cover more days than then, the shrunk fewer of the same, those apart other ones.
    """
    others = frozenset(grown) | frozenset(shrunk) | frozenset(apart)

    def there(key: Key) -> Key:
        is_same = key not in others and now.values.get(key) == before.values[key]
        return key if is_same else (name, key)

    values = dict(now.values) | {there(key): value for key, value in before.values.items()}
    pairs = [(key, (name, key)) for key in grown] + [((name, key), key) for key in shrunk]
    rests = {
        ("rest", name, wide): (wide, narrow)
        for wide, narrow in pairs
        if wide in values
        and narrow in values
        and values[wide] >= values[narrow]  # else revised: no rest follows
    }
    shown = frozenset(there(key) for key in before.values if key not in hidden_before)
    openly = frozenset(there(key) for key in before.shown)
    return replace(
        now,
        values=values | {rest: values[wide] - values[narrow] for rest, (wide, narrow) in rests.items()},
        sums=now.sums
        + tuple(Sum(there(one.whole), tuple(map(there, one.parts))) for one in before.sums)
        + tuple(Sum(wide, (narrow, rest)) for rest, (wide, narrow) in rests.items()),
        shown=now.shown | shown,
        hidden=(now.hidden | frozenset(map(there, hidden_before))) - now.shown - shown,
        unpublished=now.unpublished | frozenset(rests),
        harmless=now.harmless
        | frozenset(rest for rest, pair in rests.items() if (now.shown - now.told_before) & set(pair)),
        told_before=now.told_before | (shown - openly - now.shown),
    )


@dataclass(frozen=True)
class Spell:
    """A count of one place, and the days that it counts."""

    first: date
    last: date
    key: Key


def tied_in_time(picture: Picture, places: Iterable[Sequence[Spell]]) -> Picture:
    """The picture with what follows from spells of one place that lie within a longer one, side by side.

    Three months make their quarter. What two of them leave of it is the third, published or not, and is
    guarded like a table. Of two spells of the same days and as many the one is the other.
    """
    values, sums, rests = dict(picture.values), list(picture.sums), set()
    for spells in places:
        apart, same = _told_apart(spells, values)
        sums += same
        for whole in apart:
            for parts in _side_by_side(whole.first, whole.last, [one for one in apart if one != whole]):
                rest = values[whole.key] - sum(values[part.key] for part in parts)
                keys = tuple(part.key for part in parts)
                if sum(map(_days, parts)) == _days(whole):
                    sums += [Sum(whole.key, keys)] if not rest else []
                elif parts and rest >= 0:  # else revised: no rest follows
                    left = ("left", whole.key, keys)
                    values[left] = rest
                    rests.add(left)
                    sums.append(Sum(whole.key, (*keys, left)))
    return replace(
        picture, values=values, sums=tuple(sums), unpublished=picture.unpublished | frozenset(rests)
    )


def _days(spell: Spell) -> int:
    return (spell.last - spell.first).days + 1


def _told_apart(spells: Sequence[Spell], values: dict[Key, int]) -> tuple[list[Spell], list[Sum]]:
    """The spells without those that say the same, and the sums that say they are the same."""
    first_with: dict[tuple[date, date, int], Spell] = {}
    same = []
    for spell in spells:
        known = first_with.setdefault((spell.first, spell.last, values[spell.key]), spell)
        if known.key != spell.key:
            same.append(Sum(spell.key, (known.key,)))
    return list(first_with.values()), same


def _side_by_side(first: date, last: date, spells: Sequence[Spell]) -> Iterator[tuple[Spell, ...]]:
    """Every row of spells within these days that do not overlap and leave room for no other."""
    within = [one for one in spells if first <= one.first and one.last <= last]
    if not within:
        yield ()
        return
    soonest = min(one.last for one in within)
    for one in within:
        if one.first <= soonest:
            for others in _side_by_side(one.last + ONE_DAY, last, within):
                yield (one, *others)


ONE_DAY = timedelta(days=1)
