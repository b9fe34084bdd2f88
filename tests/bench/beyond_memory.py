"""A ledger longer than the memory that it may use: what one file can still do, and how long it takes.

`python -m tests.bench.beyond_memory STEP LEDGER EXPORT` is one step in a process of its own, which tells its time and memory.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from supervision.store.backups import back_up
from supervision.store.batches import undo
from supervision.store.database import open_database
from supervision.text import Refusal
from tests.bench.growth import opening, page_times
from tests.bench.intake import MILLION, ROOT, wholly
from tests.bench.ledgers import big_ledger
from tests.bench.section import Section
from tests.bench.tickets import rows, write

LEADS = int(os.environ.get("SUPERVISION_BENCH_LEADS") or 10 * MILLION)
BOUND = os.environ.get("SUPERVISION_MEMORY") or "500MB"
"""Of DuckDB; what else there is in the process comes on top."""


def _pages(ledger: Path, _: Path) -> dict[str, list[float]]:
    return page_times(ledger, audience="leaders") | {"opening the file": [opening(ledger)] * 2}


def _undo(ledger: Path, _: Path) -> str:
    with closing(open_database(ledger)) as database:
        return str([change.removed for change in undo(database, database.newest_batch, by="bench").changes])


def _back_up(ledger: Path, copy: Path) -> str:
    with closing(open_database(ledger)) as database:
        return f"{back_up(database, copy):,} bytes"


STEPS: dict[str, Callable[[Path, Path], object]] = {
    "pages": _pages,
    "load": lambda ledger, export: wholly(export, ledger),
    "undo": _undo,
    "back_up": _back_up,
}


def run(step: str, ledger: Path, beside: Path) -> dict[str, Any]:
    """One step in a process of its own that begins with nothing of the file in the system's memory."""
    with ledger.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    done = subprocess.run(
        [sys.executable, "-m", __name__, step, str(ledger), str(beside)],
        cwd=ROOT,
        env=os.environ | {"SUPERVISION_MEMORY": BOUND},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(step, told, file=sys.stderr, flush=True)
    return told


def measured() -> Section:
    """Each step once, in the order of a month's end: leaders read, an export is loaded and taken back, copies are made."""
    made = big_ledger(LEADS)
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        ledger = Path(shutil.copyfile(made, Path(folder) / "ledger.duckdb"))
        size = ledger.stat().st_size
        export = write(Path(folder) / "12345平台_202301.csv", rows(MILLION))
        ran = {step: run(step, ledger, export) for step in ("pages", "load", "undo")}
        ran["back_up"] = run("back_up", ledger, Path(folder) / "copy.duckdb")
    pages = ran["pages"].pop("told")
    return Section(
        f"A ledger longer than memory: {LEADS // MILLION} million leads",
        f"One file of {size / 2**30:.1f} GiB, `SUPERVISION_MEMORY={BOUND}`, each step in a process of its own that begins with "
        "nothing of the file in the system's memory. Pages: what the store takes when nothing is remembered, the first time, "
        "from the disk, and the middle of three.",
        ("", "first time", "then", "most memory"),
        (
            *(
                (name, _told(times[0]), _told(sorted(times)[len(times) // 2]), _memory(ran["pages"]))
                for name, times in pages.items()
            ),
            *((NAMES[step], f"{ran[step]['seconds']:,.0f} s", "", _memory(ran[step])) for step in NAMES),
        ),
        tuple(f"{NAMES[step]}: {ran[step]['told']}".rstrip(".") + "." for step in NAMES),
    )


NAMES = {
    "load": "load a million further leads",
    "undo": "take them back",
    "back_up": "make a backup, and prove it whole",
}


def _told(milliseconds: float) -> str:
    return f"{milliseconds:,.0f} ms"


def _memory(ran: dict[str, Any]) -> str:
    return f"{ran['memory']:,} MB"


def _one(step: str, ledger: Path, beside: Path) -> None:
    began = time.perf_counter()
    try:
        told = STEPS[step](ledger, beside)
    except Refusal as refusal:
        told = f"refused: {refusal.sentence.en}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    took = time.perf_counter() - began
    print(json.dumps({"seconds": took, "memory": used.ru_maxrss // 1024, "told": told}))


if __name__ == "__main__":
    _one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
