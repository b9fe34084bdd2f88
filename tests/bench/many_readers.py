"""Fifty readers on one process, quiet and while an analyst loads a million rows into the ledger that they read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from supervision.access.people import read_roles
from supervision.loading import load_paths
from supervision.sample import EXPORTS
from supervision.store.database import open_database
from supervision.store.people import enrol
from tests.bench import tickets
from tests.bench.readers import PAGES, Tabs, p95, resident
from tests.bench.section import Section
from tests.browser.serving import free_port
from tests.conftest import ROOT

SESSIONS, THINK = 50, 10.0
ROWS = int(os.environ.get("SUPERVISION_BENCH_ROWS", "1000000"))
SECONDS = float(os.environ.get("SUPERVISION_BENCH_SECONDS", "40"))
"""Of each phase; the phase of the load lasts as long as the load."""
PATIENCE = 1800.0
LEADER = {"X-Remote-User": "leader"}


class Dashboard:
    """One process serving a ledger of its own, people signed in by a proxy's header."""

    def __init__(self, folder: Path) -> None:
        database = open_database(folder / "ledger.duckdb")
        load_paths(database, [EXPORTS], by="setup")
        enrol(database, "leader", read_roles(["leader"]), by="setup")
        database.close()
        settings = folder / "access.toml"
        settings.write_text('[proxy]\nheader = "X-Remote-User"\nfrom = ["127.0.0.1"]\n', encoding="utf-8")
        settings.chmod(0o600)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.served", "--address", "127.0.0.1", "--port", str(port), "--headless"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | {"SUPERVISION_DATABASE": str(folder / "ledger.duckdb"), "SUPERVISION_ACCESS": str(settings)},
        )  # fmt: skip
        self.said: list[str] = []
        self._heard = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()
        self.wait_for(str(port))

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._heard:
                self.said.append(line)
                self._heard.notify_all()

    def wait_for(self, word: str) -> str:
        """The first line with that word in it."""
        with self._heard:
            self._heard.wait_for(lambda: any(word in line for line in self.said), PATIENCE)
            return next(line for line in self.said if word in line)

    def load(self, path: Path) -> float:
        """Have a file loaded; how many seconds that took."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        return float(self.wait_for("loaded ").split()[1])

    def processor_seconds(self) -> float:
        told = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def measured() -> Section:
    folder = Path(tempfile.mkdtemp(prefix="many-readers-"))
    export = tickets.write(folder / "12345平台_202303.csv", tickets.rows(ROWS))
    dashboard = Dashboard(folder)
    try:
        return _measured(dashboard, export)
    finally:
        dashboard.stop()
        shutil.rmtree(folder)


def _measured(dashboard: Dashboard, export: Path) -> Section:
    _read(dashboard, 1, 0, pages=3 * len(PAGES))
    one = resident(dashboard.process.pid)
    began, spent = time.perf_counter(), dashboard.processor_seconds()
    hurried = _read(dashboard, SESSIONS, 0, seconds=SECONDS)
    runs = len(hurried.between(began, began + SECONDS))
    rate = runs / SECONDS
    cost = (dashboard.processor_seconds() - spent) / max(sum(len(told.times) for told in hurried.told), 1)

    tabs = _tabs(dashboard, THINK)
    tabs.start()
    time.sleep(THINK)
    began = time.perf_counter()
    time.sleep(SECONDS)
    loads = time.perf_counter()
    quiet = tabs.between(began, loads)
    many = resident(dashboard.process.pid)
    took = dashboard.load(export)
    loaded = time.perf_counter()
    busy = tabs.between(loads, loaded)
    time.sleep(SECONDS)
    after = tabs.between(loaded, time.perf_counter())
    tabs.stop()
    size = sum(told.bytes for told in tabs.told) / sum(len(told.times) for told in tabs.told)
    faults = [*hurried.errors, *tabs.errors]
    rows = (
        _row("as fast as they can", hurried.between(0, loads), SECONDS, hurried, 0, loads),
        _row("10 s to think, quiet", quiet, SECONDS, tabs, began, loads),
        _row(f"the same while {ROWS:,} rows are loaded ({took:.0f} s)", busy, took, tabs, loads, loaded),
        _row("the same after, over all of those rows", after, SECONDS, tabs, loaded, float("inf")),
    )
    return Section(
        "Many readers on one process",
        f"{SESSIONS} tabs over the real websocket, signed in as a leader, read the six leaders' pages in turn on the sample "
        "ledgers. The clients run on the same cores as the server. The load goes the upload page's way: read and checked by a "
        "process of its own, then rehearsed and committed in the serving one.",
        ("", "page runs a second", "median", "95 %", "errors"),
        rows,
        (
            f"Processor time of the server: {cost * 1000:.0f} ms a page run; {size / 1024:.0f} KiB sent a run.",
            f"Memory: {one / 2**20:.0f} MiB with one tab, {many / 2**20:.0f} MiB with {SESSIONS}: "
            f"{(many - one) / SESSIONS / 2**20:.1f} MiB a session.",
            f"While loading, the 95 % are {p95(busy) / p95(quiet):.1f} times those of quiet. "
            f"Pages that named two batches: {sum('two batches' in fault for fault in faults)}.",
            f"Goals: 30 runs a second {'reached' if rate >= 30 else 'not reached'}; 0.3 s at 10 s to think "
            f"{'reached' if p95(quiet) <= 0.3 else 'not reached'}; at most twice that while loading "
            f"{'reached' if p95(busy) <= 2 * p95(quiet) else 'not reached'}.",
        ),
    )


def _tabs(dashboard: Dashboard, think: float, count: int = SESSIONS) -> Tabs:
    return Tabs(dashboard.address, count, think, query="lang=en", headers=LEADER, state=r"· batch\s(\d+)")


def _read(dashboard: Dashboard, count: int, think: float, *, seconds: float = 0, pages: int = 0) -> Tabs:
    tabs = _tabs(dashboard, think, count)
    tabs.start()
    until = time.perf_counter() + (seconds or PATIENCE)
    while time.perf_counter() < until and not (pages and len(tabs.told[0].times) >= pages):
        if tabs.errors and pages:
            break
        time.sleep(0.05)
    tabs.stop()
    return tabs


def _row(
    name: str, times: Sequence[float], seconds: float, tabs: Tabs, began: float, until: float
) -> tuple[str, ...]:
    wrong = sum(1 for told in tabs.told for at, _ in told.wrong if began <= at < until)
    return (
        name,
        f"{len(times) / seconds:.1f}",
        f"{median(times):.2f} s",
        f"{p95(times):.2f} s",
        str(wrong),
    )
