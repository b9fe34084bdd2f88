"""What every kind of input offers: beginnings, a way to damage one, and a trial that says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Outcome = tuple[str | None, str]
"""What is wrong, None if nothing; and what became of the input."""


@dataclass(frozen=True)
class Kind:
    name: str
    weight: int
    """How often it is tried, among all: dear ones seldom."""
    beginnings: Callable[[], Sequence[bytes]]
    changed: Callable[[Random, bytes], bytes]
    tried: Callable[[bytes], Outcome]
