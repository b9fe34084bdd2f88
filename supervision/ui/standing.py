"""What there is once in a whole dashboard, made when it is first asked for: the open ledger, the settings, whoever counts ahead.

Not `st.cache_resource`, which sums up the name and the arguments anew at every question: a page asks for what stands here
some eighty times.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")

_ALL: list[dict[tuple[Any, ...], Any]] = []


def standing(make: Callable[..., T]) -> Callable[..., T]:
    """Called once for the same arguments; whoever asks meanwhile waits for what it gives."""
    made: dict[tuple[Any, ...], T] = {}
    making = threading.Lock()
    _ALL.append(made)

    @wraps(make)
    def held(*told: Any) -> T:
        if told not in made:
            with making:
                if told not in made:
                    made[told] = make(*told)
        return made[told]

    return held


def begin_anew() -> None:
    """Forget all of it, as a process that is started anew does."""
    for made in _ALL:
        made.clear()
