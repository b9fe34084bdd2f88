"""The dashboard's server with an analyst inside: a path on standard input is loaded as the upload page loads it.

Read and checked apart, rehearsed, then loaded into the ledger that the pages show, by a thread of its own, as a page's
run is one.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from supervision.apart import check_apart
from supervision.loading import known_profiles
from supervision.store.loads import load
from supervision.ui import server
from supervision.ui.session import own_ledger


def _load() -> None:
    for line in sys.stdin:
        began, path, ledger = time.perf_counter(), Path(line.strip()), own_ledger()
        files = list(check_apart(path.read_bytes(), path.name, None, known_profiles(ledger)))
        seen = ledger.newest_batch
        load(ledger, files, by="analyst", rehearse=True)
        load(ledger, files, by="analyst", after=seen)
        print(f"loaded {time.perf_counter() - began:.3f}", flush=True)


if __name__ == "__main__":
    threading.Thread(target=_load, daemon=True).start()
    server.main()
