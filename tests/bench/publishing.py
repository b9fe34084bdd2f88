"""From a change of the ledger to a reader that shows it: laying out a copy and taking it up, for a million leads."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from supervision.store.connecting import STORAGE
from supervision.store.copies.making import Publisher
from supervision.store.copies.shelf import FolderShelf
from supervision.store.copies.taking import Copies
from supervision.store.database import Database, open_database
from tests.bench.ledgers import big_ledger
from tests.bench.section import Section, seconds
from tests.filling import fill

LEADS = int(os.environ.get("SUPERVISION_BENCH_LEADS", "1000000"))
TIMES = 7


class _Watched(Database):
    """Tells how long writing was held."""

    held: float = 0.0

    @contextmanager
    def still(self) -> Iterator[None]:
        with super().still():
            began = time.perf_counter()
            yield
            self.held = time.perf_counter() - began


def measured() -> Section:
    folder = Path(tempfile.mkdtemp(prefix="publishing-"))
    try:
        return _measured(folder)
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path) -> Section:
    shutil.copyfile(big_ledger(LEADS), folder / "ledger.duckdb")
    database = open_database(folder / "ledger.duckdb")
    database.__class__ = _Watched
    assert isinstance(database, _Watched)
    shelf = FolderShelf(folder / "copies")
    publisher, copies = Publisher(database, shelf), Copies(shelf, folder / "own")
    laid_out, held, taken, snapshot = [], [], [], []
    for number in range(TIMES):
        lead = {"source": "12345平台", "number": f"measured {number}", "received_on": date(2022, 3, 7)}
        fill(database, {"leads": [lead]})
        laid_out.append(_time(publisher.publish))
        held.append(database.held)
        taken.append(_time(copies.look))
        assert copies.current().label.batch == database.newest_batch
        snapshot.append(_snapshot(folder, database))
    size = (folder / "ledger.duckdb").stat().st_size
    database.close()
    return Section(
        "Copies for readers on other processes and machines",
        f"A ledger of {LEADS:,} leads, {size / 2**20:.0f} MiB. After each change a copy is laid out by a process beside the "
        "writer, and taken up by a reader in this one: linked, summed up, opened.",
        ("", "takes"),
        (
            ("lay out a copy, with its sum and label, on the disk", seconds(laid_out)),
            ("of that, writing to the ledger waits", seconds(held)),
            ("take it up", seconds(taken)),
            ("for comparison: `copy from database`, which was not chosen", seconds(snapshot)),
        ),
        (
            "Readers look every two seconds, so a change shows after about that and the sum of the first and third row.",
            "While a copy is laid out pages are read as ever; only writing waits, and only for the second row.",
        ),
    )


def _snapshot(folder: Path, database: Database) -> float:
    """The other way to a consistent copy, on a file that nobody else holds."""
    import duckdb

    source, target = folder / "closed.duckdb", folder / "snapshot.duckdb"
    shutil.copyfile(database.path, source)
    target.unlink(missing_ok=True)
    with duckdb.connect(str(source)) as connection:
        connection.execute(f"attach '{target}' as snapshot (storage_version '{STORAGE}')")
        took = _time(lambda: connection.execute("copy from database closed to snapshot"))
    source.unlink()
    return took


def _time(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
