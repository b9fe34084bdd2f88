"""For which month, and by whom, a file says it was handed over: by its name, its title rows or its folder.

The month, and not the order of loading, decides which of two hand-overs of the same row is the newer.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from supervision.ledgers.reference import reference_list

_DAY = re.compile(r"(?<!\d)(20\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?([0-2]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})(?:[-_.年/](0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))(?!\d)")


def month_stated(name: str, titles: Sequence[str] = ()) -> date | None:
    """The day stated, or the last day of the month stated; None when nothing says so.

    The file's own name is asked first, then its title rows, then the folder it lies in.
    """
    path = PurePath(name)
    for text in (path.stem, *titles, path.parent.name):
        if (stated := _day_in(unicodedata.normalize("NFKC", text))) is not None:
            return stated
    return None


def _day_in(text: str) -> date | None:
    if match := _DAY.search(text):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    if match := _MONTH.search(text):
        year, month = int(match.group(1)), int(match.group(2) or match.group(3))
        return date(year, month, monthrange(year, month)[1])
    return None


def source_stated(name: str, titles: Sequence[str] = ()) -> str | None:
    """The one source that a file's name, its title rows or its folder names; None when none or several do."""
    path = PurePath(name)
    told = " ".join((path.stem, *titles, path.parent.name))
    found = [
        source for source in reference_list("sources").names if source in unicodedata.normalize("NFKC", told)
    ]
    return found[0] if len(found) == 1 else None
