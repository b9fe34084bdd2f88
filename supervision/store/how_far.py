"""How far long work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

from supervision.text import Text

HowFar = Callable[[Text, int, int], None]
"""What is being done, and how many of its parts are, of how many."""


Parts = Callable[[int, int], None]
"""The same of one step alone."""


def untold(what: Text, done: int, of: int) -> None:
    """Where nobody waits."""


def unparted(done: int, of: int) -> None:
    """Where nobody waits for a step."""
