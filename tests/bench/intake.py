"""Intake: a hotline export of a million rows through the whole path, beside the shortest way into a typed, keyed table.

`python -m tests.bench.intake KIND EXPORT LEDGER` is one run in a process of its own, which tells its time and memory.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from supervision.loading import load_paths
from supervision.store.connecting import LOADING
from supervision.store.database import open_database
from tests.bench.section import Section, ratio, seconds
from tests.bench.tickets import rows, write

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "data" / "sample" / "exports"
MILLION, TIMES = 1_000_000, 5


def plainly(export: Path, ledger: Path) -> str:
    """Python's decoder in blocks, DuckDB's reader told everything it would otherwise have to find out."""
    decoded = ledger.with_suffix(".utf8.csv")
    with (
        export.open(encoding="gb18030", newline="") as source,
        decoded.open("w", encoding="utf-8", newline="") as target,
    ):
        while text := source.read(1 << 22):
            target.write(text)
    with duckdb.connect(str(ledger)) as connection:
        connection.execute(
            "create table leads (number varchar primary key, received_on timestamp, channel varchar, matter varchar, "
            "body varchar, organ varchar, district varchar, summary varchar, status varchar)"
        )
        columns = ", ".join(f"'c{place:02}': 'varchar'" for place in range(11))
        connection.execute(
            "insert into leads select trim(c00, chr(9)), c01::timestamp, c02, c03, c04, c05, c06, c09, c10 "
            f"from read_csv('{decoded}', auto_detect = false, header = false, skip = 1, delim = ',', quote = '\"', "
            f"escape = '\"', columns = {{{columns}}})"
        )
        told = connection.execute("select count(*) from leads").fetchone()
    decoded.unlink()
    return str(told)


def wholly(export: Path, ledger: Path) -> str:
    """The whole path, as `load` goes it."""
    database = open_database(ledger, memory=LOADING)
    result, _, _ = load_paths(database, [export], by="bench")
    database.close()
    names = ("new", "updated", "unchanged", "repeated")
    told = {name: sum(getattr(entry, name) for entry in result.files) for name in names}
    return json.dumps(told | {"waiting": sum(len(entry.file.waiting) for entry in result.files)})  # type: ignore[union-attr]


KINDS: dict[str, Callable[[Path, Path], str]] = {"plainly": plainly, "wholly": wholly}


def run(kind: str, export: Path, ledger: Path) -> dict[str, Any]:
    """One run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.intake", kind, str(export), str(ledger)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def measured() -> Section:
    """A million rows in turn, then some of them changed and spoilt, and the folder of small exports."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        export = write(here / "12345平台_202211.csv", rows(MILLION))
        again = write(here / "12345平台_202212.csv", rows(MILLION, spoilt=0.01, changed=0.01))
        ran: dict[str, list[dict[str, Any]]] = {name: [] for name in NAMES}
        for _ in range(TIMES):
            for leftover in here.glob("*.duckdb*"):
                leftover.unlink()
            ran["plain"].append(run("plainly", export, here / "plain.duckdb"))
            ran["first"].append(run("wholly", export, here / "ours.duckdb"))
            ran["second"].append(run("wholly", export, here / "ours.duckdb"))
            ran["mixed"].append(run("wholly", again, here / "ours.duckdb"))
            ran["small"].append(run("wholly", SMALL, here / "small.duckdb"))
    return Section(
        "Intake",
        f"A hotline export of a million tickets ({ran['first'][0]['megabytes']} MB of GB18030; one text in ten holds a phone "
        f"number, one in twenty runs over two lines), {TIMES} times in turn, each in a process of its own; starting the "
        "program is not counted.",
        ("What", "Time", "To the plain way", "Processor time", "To the plain way", "Most memory"),
        tuple(_row(kind, ran[kind], ran["plain"]) for kind in NAMES),
        (
            *(
                f"What became of the rows, {kind}: {ran[kind][0]['told']}."
                for kind in ("first", "second", "mixed")
            ),
            "The plain way checks nothing, masks nothing and keeps no versions.",
        ),
    )


NAMES = {
    "plain": "Python's decoder, then DuckDB's `read_csv` into a typed table with a key",
    "first": "The whole path: recognised, checked, masked, versioned, committed",
    "second": "The same file once more",
    "mixed": "The next month's file: 1% of the rows changed, 1% spoilt",
    "small": "The sample's folder of small exports",
}


def _row(kind: str, ran: list[dict[str, Any]], plain: list[dict[str, Any]]) -> tuple[str, ...]:
    told = [NAMES[kind]]
    for what in ("seconds", "processor"):
        ours, theirs = [one[what] for one in ran], [one[what] for one in plain]
        told += [seconds(ours), "—" if kind == "small" else ratio(ours, theirs)]
    return (*told, f"{max(one['memory'] for one in ran):,} MB")


def _one(kind: str, export: Path, ledger: Path) -> None:
    started = time.perf_counter()
    told = KINDS[kind](export, ledger)
    took = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    told_of = {
        "seconds": took,
        "processor": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss // 1024,
        "told": told,
        "megabytes": export.stat().st_size // 1_000_000,
    }
    print(json.dumps(told_of))


if __name__ == "__main__":
    _one(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
