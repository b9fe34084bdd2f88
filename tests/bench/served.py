"""The dashboard's server with an analyst inside: a path on standard input is loaded as the upload page loads it.

In the serving process, into the ledger that the pages show, by a thread of its own, as a page's run is one.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from supervision.loading import load_paths
from supervision.ui import server
from supervision.ui.session import own_ledger


def _load() -> None:
    for line in sys.stdin:
        began = time.perf_counter()
        load_paths(own_ledger(), [Path(line.strip())], by="analyst")
        print(f"loaded {time.perf_counter() - began:.3f}", flush=True)


if __name__ == "__main__":
    threading.Thread(target=_load, daemon=True).start()
    server.main()
