"""`python -m tests.reliability.planted`: faults planted in a ledger file one at a time, and what `check` finds."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from supervision.store.wholeness import faults
from tests.reliability.full_ledger import full_ledger
from tests.reliability.planting import found, planted


def main() -> int:
    """Every fault planted and looked for; status 1 when one is not found, or the ledger was not whole before."""
    with TemporaryDirectory() as folder:
        database = full_ledger(Path(folder) / "ledger.duckdb")
        before = [fault.en for fault in faults(database)]
        tried: Counter[str] = Counter()
        caught: Counter[str] = Counter()
        for fault in planted(database):
            tried[fault.kind] += 1
            if found(database, fault):
                caught[fault.kind] += 1
            else:
                print(f"NOT FOUND: {fault.kind}: {fault.about}", flush=True)
        after = [fault.en for fault in faults(database)]
        database.close()
    for kind, count in tried.items():
        print(f"{kind:45} planted {count:4}   found {caught[kind]:4}")
    print(f"{'all':45} planted {tried.total():4}   found {caught.total():4}")
    print(*(f"not whole without any fault: {fault}" for fault in (*before, *after)), sep="\n", end="")
    return int(caught != tried or bool(before or after))


if __name__ == "__main__":
    sys.exit(main())
