"""Dashboards to be killed: `python -m tests.reliability.served` reads lines {"ledger": …, "port": …, "harm": …} and serves each
in a child of its own with everything imported already; it answers with the child's number, then with how it ended.

The clock stands still there, so that a load done twice leaves the same contents to the last letter. What is to be harmed
begins to count its writes with the load itself.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from supervision.store import database as opening

if __name__ == "__main__":  # in the children alone, and before anybody else takes it from there
    opening.local_now = lambda: datetime(2022, 12, 31, 12)  # noqa: DTZ001
    os.cpu_count = lambda: 1  # what DuckDB does on one thread comes out in one order

    from supervision.ui.log import write_lines

    write_lines()

from supervision.ui import (  # what a page imports, every child has already
    choosing,  # noqa: F401
    paper,  # noqa: F401
    server,
    upload_box,  # noqa: F401
    upload_commit,
    upload_findings,  # noqa: F401
    upload_handovers,  # noqa: F401
    upload_preview,  # noqa: F401
    upload_unknown,  # noqa: F401
    wall,  # noqa: F401
)
from tests.reliability.forking import FAULT, do_each


def armed(load: Callable[..., Any], harm: list[int], counted: Path) -> Callable[..., Any]:
    """The same load, with faults that wait for its writes; how many there were is written down at its end."""
    faults = ctypes.CDLL(os.environ["LD_PRELOAD"])

    def loaded(*told: Any, **more: Any) -> Any:
        faults.faults_arm(*harm)
        result = load(*told, **more)
        so_far = faults.faults_counted()
        faults.faults_arm(0, 0, 0, 0, 0)
        counted.write_text(str(so_far), encoding="utf-8")
        return result

    return loaded


def serve(asked: dict[str, Any]) -> int:
    """Until it is killed; whatever else ends it is a fault."""
    ledger = Path(asked["ledger"])
    if asked.get("harm"):
        upload_commit.load = armed(upload_commit.load, asked["harm"], ledger.with_name("counted"))
    os.environ["SUPERVISION_DATABASE"] = str(ledger)
    sys.argv = ["served", "--address", "127.0.0.1", "--port", str(asked["port"]), "--headless"]
    server.main()
    return FAULT


if __name__ == "__main__":
    do_each(serve, lambda asked: Path(asked["ledger"]).parent)
