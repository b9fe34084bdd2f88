"""What was made once for a state of the ledger is given to everybody who asks for the same again.

Streamlit's own caches take a key apart and sum it up at every question, and copy what they give; a page asks for dozens
of figures. What is kept here is never changed by whoever is given it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """The results asked for last, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._being_made: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for that key. Of those who ask while it is being made, fifty after a new batch, none makes it too."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
            making = self._being_made.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._made:
                    return self._made[key]
            made_it = False
            try:
                made = make()
                made_it = True
                return made
            finally:
                with self._lock:
                    self._being_made.pop(key, None)
                    if made_it:
                        self._keep(key, made)

    def _keep(self, key: Hashable, made: T) -> None:
        self._made[key] = made
        while len(self._made) > self._most:
            self._made.popitem(last=False)
