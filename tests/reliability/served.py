"""Dashboards to be killed: `python -m tests.reliability.served` reads lines {"ledger": …, "port": …, "harm": …} and serves each
in a child of its own with everything imported already; it answers with the child's number, then with how it ended.

The clock stands still there, so that a load done twice leaves the same contents to the last letter. What is to be harmed
begins to count its writes with the load itself.
"""

from __future__ import annotations

import ctypes
import json
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


def serve(asked: dict[str, Any]) -> None:
    """Until it is killed."""
    ledger = Path(asked["ledger"])
    if asked.get("harm"):
        upload_commit.load = armed(upload_commit.load, asked["harm"], ledger.with_name("counted"))
    os.environ["SUPERVISION_DATABASE"] = str(ledger)
    sys.argv = ["served", "--address", "127.0.0.1", "--port", str(asked["port"]), "--headless"]
    server.main()


def main() -> None:
    """Serve one after the other until the input ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            said = os.open(
                Path(asked["ledger"]).with_name("said"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600
            )
            os.dup2(said, 2)
            os.dup2(said, 1)
            try:
                serve(asked)
            finally:
                os._exit(3)
        print(child, flush=True)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


if __name__ == "__main__":
    main()
