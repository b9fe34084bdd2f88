"""How commands speak: JSON alone on standard output when asked, sentences in the reader's language else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from supervision.store.how_far import HowFar, untold
from supervision.text import Text, language_of_terminal

ALL_WELL, NEEDS_A_PERSON, USED_WRONGLY = 0, 1, 2


def said(text: Text) -> str:
    return text.in_language(language_of_terminal())


def say(text: Text) -> None:
    print(said(text))


def complain(text: Text) -> None:
    """One clear sentence on standard error."""
    print(said(text), file=sys.stderr)


@contextmanager
def waited_for() -> Iterator[HowFar]:
    """Whoever waits at a terminal sees how far it has come, on one line that is gone at the end."""
    if not sys.stderr.isatty():
        yield untold
        return
    try:
        yield _show
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _show(what: Text, done: int, of: int) -> None:
    told = said(what) if of == 1 else f"{said(what)} {done}/{of}"
    print(f"\r{told}\x1b[K", end="", file=sys.stderr, flush=True)


def say_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=_plain)
    print()


def _plain(value: object) -> object:
    """Exact decimals as the shortest number that means the same; days as ISO."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Text):
        return said(value)
    raise TypeError(f"no JSON for {type(value)}")


def say_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns lined up by their width on the screen, where a Chinese sign takes two places."""
    cells = [[str(heading) for heading in headings], *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[place]) for row in cells) for place in range(len(headings))]
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        print("  ".join(padded).rstrip())


def _shown(cell: object) -> str:
    return "—" if cell is None else str(cell)


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
