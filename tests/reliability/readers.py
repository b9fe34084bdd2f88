"""Fifty readers for an hour: `python -m tests.reliability.readers [MINUTES]`. Memory has to stay flat, no page may fail.

Prints a line every minute. Exit status 1 when a page showed an error, named two batches, or the memory of the last quarter
lies more than a tenth above that of the second: the first is for filling what is kept.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.many_readers import LEADER, SESSIONS, Dashboard
from tests.bench.readers import Tabs, p95, resident

THINK = 5.0
EVERY = 10.0
"""Seconds between two looks at the memory."""
MORE = 1.1


def main(minutes: float) -> int:
    folder = Path(tempfile.mkdtemp(prefix="readers-"))
    dashboard = Dashboard(folder)
    tabs = Tabs(dashboard.address, SESSIONS, THINK, "lang=en", headers=LEADER, state=r"· batch\s(\d+)")
    held: list[int] = []
    try:
        tabs.start()
        began = told = time.perf_counter()
        while time.perf_counter() < began + 60 * minutes:
            time.sleep(EVERY)
            held.append(resident(dashboard.process.pid))
            if time.perf_counter() - told >= 60:
                times = tabs.between(told, time.perf_counter())
                told = time.perf_counter()
                print(
                    f"{(told - began) / 60:5.1f} min {held[-1] / 2**20:6.0f} MiB {len(times):6} pages "
                    f"median {median(times):.2f} s, 95 % {p95(times):.2f} s, {len(tabs.errors)} wrong",
                    flush=True,
                )
        tabs.stop()
    finally:
        dashboard.stop()
        shutil.rmtree(folder)
    quarter = len(held) // 4
    second, last = median(held[quarter : 2 * quarter]), median(held[-quarter:])
    print(f"memory: second quarter {second / 2**20:.0f} MiB, last {last / 2**20:.0f} MiB; {tabs.errors[:3]}")
    return int(bool(tabs.errors) or last > MORE * second)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 60))
