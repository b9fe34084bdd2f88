"""A ledger longer than the memory that it may use: what one file can still do, and how long it takes.

`SUPERVISION_BENCH_LEADS=100000000 SUPERVISION_BENCH_MEMORY="4GB 1GB" make bench SECTIONS=beyond_memory` names another length and
other bounds; `SUPERVISION_BENCH_MINUTES` says how long a step is waited for, `SUPERVISION_BENCH_BACKUP_MINUTES` how long the
backup is, and `SUPERVISION_BENCH_STEPS=back_up` leaves the others out. `python -m tests.bench.beyond_memory STEP LEDGER EXPORT`
is one step in a process of its own, which tells its time and memory.
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
from supervision.store.how_far import HowFar
from supervision.text import Refusal, Text
from supervision.ui.session import own_ledger
from tests.bench.growth import RUNS, Pages, opening
from tests.bench.intake import MILLION, ROOT, wholly
from tests.bench.ledgers import big_ledger
from tests.bench.section import Section
from tests.bench.tickets import rows, write

LEADS = int(os.environ.get("SUPERVISION_BENCH_LEADS") or 10 * MILLION)
BOUNDS = (os.environ.get("SUPERVISION_BENCH_MEMORY") or "500MB").split()
"""Of DuckDB; what else there is in the process comes on top. Pages are read under each, all else is done under the first."""
PATIENCE = int(os.environ.get("SUPERVISION_BENCH_MINUTES") or 30)
"""Minutes after which a step is given up and told as such."""
PATIENCE_WITH = {"back_up": int(os.environ.get("SUPERVISION_BENCH_BACKUP_MINUTES") or PATIENCE)}
"""Steps that are waited for longer, or less long."""
CHOSEN = (os.environ.get("SUPERVISION_BENCH_STEPS") or "pages load undo back_up").split()


def _pages(ledger: Path, _: Path) -> dict[str, list[float]]:
    pages = Pages(ledger, audience="leaders")
    rounds = [pages.once() for _ in range(RUNS)]
    own_ledger().close()
    times = {name: [told[name].waited for told in rounds] for name in rounds[0]}
    return times | {"opening the file": [opening(ledger)] * 2}


def _undo(ledger: Path, _: Path) -> str:
    with closing(open_database(ledger)) as database:
        return str([change.removed for change in undo(database, database.newest_batch, by="bench").changes])


def _back_up(ledger: Path, copy: Path) -> str:
    with closing(open_database(ledger)) as database:
        return f"{back_up(database, copy, how_far=_noting(_how_far(copy))):,} bytes"


def _how_far(beside: Path) -> Path:
    return beside.with_suffix(".how_far")


def _noting(place: Path) -> HowFar:
    """How far it is, on one line that is written anew, for whoever gives up or looks."""

    def note(what: Text, done: int, of: int) -> None:
        place.write_text(f"{what.en} {done}/{of}", encoding="utf-8")

    return note


STEPS: dict[str, Callable[[Path, Path], object]] = {
    "pages": _pages,
    "load": lambda ledger, export: wholly(export, ledger),
    "undo": _undo,
    "back_up": _back_up,
}


def run(step: str, ledger: Path, beside: Path, bound: str) -> dict[str, Any]:
    """One step in a process of its own that begins with nothing of the file in the system's memory."""
    patience = PATIENCE_WITH.get(step, PATIENCE)
    with ledger.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__, step, str(ledger), str(beside)],
            cwd=ROOT,
            env=os.environ | {"SUPERVISION_MEMORY": bound},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=60 * patience,
        )
    except subprocess.TimeoutExpired:
        far = _how_far(beside).read_text(encoding="utf-8") if _how_far(beside).exists() else ""
        come = f"; it had come to: {far}" if far else ""
        return {"seconds": 60 * patience, "memory": None, "told": f"not done within {patience} minutes{come}"}
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    print(bound, step, told, file=sys.stderr, flush=True)
    return told


def measured() -> Section:
    """Each step once, in the order of a month's end: leaders read, an export is loaded and taken back, copies are made."""
    made = big_ledger(LEADS)
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        ledger = Path(shutil.copyfile(made, Path(folder) / "ledger.duckdb"))
        size, busy = ledger.stat().st_size, os.getloadavg()[2]
        export = write(Path(folder) / "12345平台_202301.csv", rows(MILLION))
        pages = [run("pages", ledger, export, bound) for bound in BOUNDS if "pages" in CHOSEN]
        beside = {"load": export, "undo": export, "back_up": Path(folder) / "copy.duckdb"}
        ran = {step: run(step, ledger, place, BOUNDS[0]) for step, place in beside.items() if step in CHOSEN}
    return section(size, busy, pages, ran)


def section(size: int, busy: float, pages: list[dict[str, Any]], ran: dict[str, dict[str, Any]]) -> Section:
    """What a file of that size was found to do on a machine where so many others wanted to run."""
    longest = max(PATIENCE, *PATIENCE_WITH.values())
    names = next((list(one["told"]) for one in pages if isinstance(one["told"], dict)), [])
    return Section(
        f"A ledger longer than memory: {LEADS // MILLION} million leads",
        f"One file of {size / 2**30:.1f} GiB, each step in a process of its own that begins with nothing of the file in the "
        f"system's memory and is held to `SUPERVISION_MEMORY`; no step is waited for longer than {longest} minutes. Pages: what "
        f"the store takes when nothing is remembered, the first time, from the disk, and the middle of {RUNS} runs. Before it began "
        f"{busy:.1f} others wanted to run at once on {os.cpu_count()} cores, in the mean of a quarter of an hour.",
        ("", *(heading for bound in BOUNDS for heading in (f"first, {bound}", f"then, {bound}"))),
        (
            *((name, *(_told(one, name, at) for one in pages for at in (0, 1))) for name in names),
            ("most memory of the process", *(cell for one in pages for cell in (_memory(one), ""))),
        ),
        tuple(f"{NAMES[step]}: {_in_words(one)}".rstrip(".") + "." for step, one in ran.items()),
    )


NAMES = {
    "load": "Load a million further leads",
    "undo": "Take them back",
    "back_up": "Make a backup, and prove it whole",
}


def _told(ran: dict[str, Any], name: str, at: int) -> str:
    """The first of the times of a page, or the middle one."""
    if not isinstance(ran["told"], dict):
        return str(ran["told"])
    times = ran["told"][name]
    return f"{times[0] if at == 0 else sorted(times)[len(times) // 2]:,.0f} ms"


def _in_words(ran: dict[str, Any]) -> str:
    if not ran["memory"]:
        return str(ran["told"])
    processor = f"{ran['processor']:,.0f} s of processor time"
    return f"{ran['seconds']:,.0f} s, {processor}, {_memory(ran)} at most. {ran['told']}"


def _memory(ran: dict[str, Any]) -> str:
    return f"{ran['memory']:,} MB" if ran["memory"] else ""


def _one(step: str, ledger: Path, beside: Path) -> None:
    began = time.perf_counter()
    try:
        told = STEPS[step](ledger, beside)
    except Refusal as refusal:
        told = f"refused: {refusal.sentence.en}"
    used = resource.getrusage(resource.RUSAGE_SELF)
    took = time.perf_counter() - began
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime + children.ru_utime + children.ru_stime
    told_all = {"seconds": took, "processor": processor, "memory": used.ru_maxrss // 1024, "told": told}
    print(json.dumps(told_all))


if __name__ == "__main__":
    _one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
