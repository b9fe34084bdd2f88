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
    now: Picture, before: Picture, hidden_before: Collection[Key], name: Hashable, grown: Collection[Key] = ()
) -> Picture:
    """The new picture with an earlier release in it, under its name; the grown keys cover more days than then."""

    def there(key: Key) -> Key:
        is_same = key not in grown and now.values.get(key) == before.values[key]
        return key if is_same else (name, key)

    rests = {
        key: ("rest", name, key)
        for key in grown
        if key in before.values
        and now.values[key] >= before.values[key]  # fewer now: revised, no rest follows
    }
    shown = frozenset(there(key) for key in before.values if key not in hidden_before)
    openly = frozenset(there(key) for key in before.shown)
    return replace(
        now,
        values=dict(now.values)
        | {there(key): value for key, value in before.values.items()}
        | {rest: now.values[key] - before.values[key] for key, rest in rests.items()},
        sums=now.sums
        + tuple(Sum(there(one.whole), tuple(map(there, one.parts))) for one in before.sums)
        + tuple(Sum(key, (there(key), rest)) for key, rest in rests.items()),
        shown=now.shown | shown,
        hidden=(now.hidden | frozenset(map(there, hidden_before))) - now.shown - shown,
        unpublished=now.unpublished | frozenset(rests.values()),
        harmless=now.harmless | frozenset(rest for key, rest in rests.items() if key in now.shown),
        told_before=now.told_before | (shown - openly - now.shown),
    )
