"""Of those who want the same made at the same moment one makes it, and the others wait for what it makes."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """A turn for each key that somebody is at; forgotten once whoever had it is through."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: dict[Hashable, threading.Lock] = {}

    @contextmanager
    def at(self, key: Hashable) -> Iterator[None]:
        """Alone at that key. Look again, inside, whether somebody has made it meanwhile."""
        with self._lock:
            turn = self._taken.setdefault(key, threading.Lock())
        with turn:
            try:
                yield
            finally:
                with self._lock:
                    if self._taken.get(key) is turn:
                        del self._taken[key]
