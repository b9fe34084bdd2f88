"""What stands at the foot of everything that leaves the office."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from supervision.figures.changes import ROUNDED
from supervision.releases.document import Document, Told
from supervision.releases.wording.claims import share, whole_number
from supervision.text import Text

HIDDEN = Text(
    zh="“*”：区县一级和交叉分组中不足{threshold}的数，以及可据以推算出这些数的数，不予公布。",
    en="“*”: below city level and in crossed tables, counts under {threshold} are not shown, nor are those from which "
    "they could be worked out.",
)
SHOWN_ALL = Text(
    zh="本件未隐去小数，仅供内部使用。", en="Small counts are shown here: for internal use only."
)


def notes(document: Document) -> tuple[Text, ...]:
    """Rounding where printed shares don't add up; what a star means where there is one."""
    return tuple(_notes(document))


def _notes(document: Document) -> Iterator[Text]:
    if any(_is_rounded(document, told, breakdown) for told in document.told for breakdown in told.breakdowns):
        yield ROUNDED
    if not document.protection.is_on:
        yield SHOWN_ALL
    elif document.hides:
        yield HIDDEN.with_values(threshold=document.protection.threshold)


def _is_rounded(document: Document, told: Told, breakdown: str) -> bool:
    """Whether the shares of a breakdown, as printed, don't make 100.0."""
    whole, least = whole_number(told), document.protection.least_denominator
    counts = [number.shown for _, number in told.members(breakdown)]
    shares = [share(count, whole, least) for count in counts if isinstance(count, int)]
    printed = [one for one in shares if one is not None]
    return len(printed) == len(counts) and bool(printed) and sum(printed, Decimal(0)) != 100
