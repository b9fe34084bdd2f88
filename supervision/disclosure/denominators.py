"""Rates of a few are not told: nobody may be recognised in a percentage."""

from __future__ import annotations

from supervision.disclosure import LEAST_DENOMINATOR


def share_may_be_shown(denominator: int) -> bool:
    """Whether a rate, share or median over so many may leave the office."""
    return denominator >= LEAST_DENOMINATOR
