"""Bytes exchanged, cut out, doubled, cut short or set to what readers stumble over."""

from __future__ import annotations

import json
from random import Random
from typing import Any

_AWKWARD = (
    b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"PK\x03\x04", b"[" * 40, b"{" * 40, b'"', b"\n", b"9" * 40,
    b"-1", b"NaN", b"1e999", b"\xe5\xa4", b"\xef\xbb\xbf", b"null", b"\\u0000", b"= ",
)  # fmt: skip


def bytes_changed(luck: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(luck.choice((0, 1, 1, 2, 4, 16))):
        at = luck.randrange(len(changed) or 1)
        match luck.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([luck.randrange(256)])
            case 1:
                del changed[at : at + luck.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + luck.randint(1, 40)]
            case 3:
                del changed[at:]
            case _:
                awkward = luck.choice(_AWKWARD)
                changed[at : at + len(awkward)] = awkward
    return bytes(changed)


_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**20, 2**31, 1.5, float("inf"), "", "x", "2022-13-01", "2022-03-07", "无", [], {}, [[]],
    ["x"], {"x": "y"}, "0" * 5000, "\x00",
)  # fmt: skip


def json_changed(luck: Random, told: Any) -> Any:
    """Plain data with one value exchanged, taken out, doubled or of another type: still JSON, no longer what it was."""
    told = json.loads(json.dumps(told))
    holders: list[tuple[Any, Any]] = []
    waiting = [told]
    while waiting:
        held = waiting.pop()
        places = list(held) if isinstance(held, dict) else range(len(held)) if isinstance(held, list) else ()
        for place in places:
            holders.append((held, place))
            waiting.append(held[place])
    if not holders:
        return luck.choice(_VALUES)
    held, place = luck.choice(holders)
    match luck.randrange(4):
        case 0:
            del held[place]
        case 1 if isinstance(held[place], int) and not isinstance(held[place], bool):
            held[place] += luck.choice((1, -1, 10))
        case 2:
            held[place] = luck.choice(holders)[0]  # a part of itself elsewhere, written out when it is told
            try:
                json.dumps(told)
            except ValueError:
                held[place] = None
        case _:
            held[place] = luck.choice(_VALUES)
    return told
