"""How long the tests that draw their own cases go on: briefly by default, for long under `make soak`."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("SUPERVISION_TIMES") or 1)


def examples(few: int) -> int:
    """So many drawn cases in an ordinary run, SUPERVISION_TIMES as many in a long one."""
    return few * TIMES
