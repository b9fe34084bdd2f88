"""What was made once for a state of the ledger is given to everybody who asks for the same again.

Streamlit's own caches take a key apart and sum it up at every question, and copy what they give; a page asks for dozens
of figures. What is kept here is never changed by whoever is given it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from supervision.taking_turns import Turns

T = TypeVar("T")


class Once(Generic[T]):
    """The results asked for last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._turns = Turns()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for that key. Of those who ask while it is being made, fifty after a new batch, none makes it too."""
        if (found := self._found(key)) is None:
            with self._turns.at(key):
                if (found := self._found(key)) is None:
                    found = [make()]
                    self._keep(key, found[0])
        return found[0]

    def _found(self, key: Hashable) -> list[T] | None:
        """In a list, for what was made may be None."""
        with self._lock:
            if key not in self._made:
                return None
            self._made.move_to_end(key)
            return [self._made[key]]

    def _keep(self, key: Hashable, made: T) -> None:
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
