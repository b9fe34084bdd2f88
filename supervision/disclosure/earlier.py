"""What was published before: an earlier release and the one to come, as one picture.

A count that covers the same days and has not changed is the same number in both: what one shows the other
can't hide. A count that has grown by further days holds the earlier one and a rest, which is in no table, but
can be worked out, and is guarded as if it were published. So the new release is protected as any other.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import replace

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
