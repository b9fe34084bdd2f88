"""How far long work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

from supervision.text import Text

HowFar = Callable[[Text, int, int], None]
"""What is being done, and how many of its parts are, of how many."""


def untold(what: Text, done: int, of: int) -> None:
    """Where nobody waits."""
