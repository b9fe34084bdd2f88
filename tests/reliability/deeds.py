"""What is done to a ledger in a child that may be killed at any moment, and what a look at it afterwards tells.

`python -m tests.reliability.deeds` reads lines {"deed": …, "folder": …, "harm": …} and does each in a child of its own
with everything imported already; it answers with the child's number, then with how it ended. The clock stands still
there, so that a deed done twice leaves the same contents to the last letter.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import resource
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from supervision.store import database as opening

if __name__ == "__main__":  # in the children alone, and before anybody else takes it from there
    opening.local_now = lambda: datetime(2022, 12, 31, 12)  # noqa: DTZ001
    os.cpu_count = lambda: 1  # what DuckDB does on one thread comes out in one order

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.loading import load_paths
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, take_step
from supervision.sample import EXPORTS
from supervision.store.answers import sha256_of_file
from supervision.store.backups import back_up
from supervision.store.batches import undo
from supervision.store.copies.label import LABEL, read
from supervision.store.copies.making import Publisher
from supervision.store.copies.shelf import FolderShelf
from supervision.store.database import Database, open_copy, open_database
from supervision.store.restoring import restore
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text
from tests.reliability.forking import FAULT, do_each
from tests.reliability.old_ledgers import ODD

LEDGER, COPY, NEW_COPY = "ledger.duckdb", "copy.duckdb", "new copy.duckdb"
SHELF = "shelf"
"""Where copies for readers are laid out."""
SPRING = Period(date(2022, 3, 1), date(2022, 4, 30))
APRIL = Period(date(2022, 4, 1), date(2022, 4, 30))

Deed = Callable[[Path], None]


def _opened(act: Callable[[Database], object]) -> Deed:
    def deed(folder: Path) -> None:
        database = open_database(folder / LEDGER)
        act(database)
        database.close()

    return deed


def set_up(folder: Path) -> None:
    """Two loads with rows in quarantine, a checked release, and a backup of before the second load."""
    database = open_database(folder / LEDGER)
    registers = sorted(EXPORTS.glob("*.csv"))
    load_paths(database, [EXPORTS / "2022-03", EXPORTS / "2022-04", *registers], by="示例甲")
    _draft(database, SPRING)
    take_step(database, 1, "check", by="示例乙")
    back_up(database, folder / COPY)
    database.close()
    odd = folder / "12345平台_202205.csv"
    odd.write_text(ODD, encoding="gb18030")
    database = open_database(folder / LEDGER)
    load_paths(database, [odd], by="示例乙")
    database.close()


def _draft(database: Database, period: Period) -> None:
    document = draft(period, View(database, database.newest_batch, date(2022, 12, 31)), by="示例甲")
    keep_draft(database, document, by="示例甲")


DEEDS: dict[str, Deed] = {
    "load": _opened(lambda database: load_paths(database, [EXPORTS / "2022-05"], by="示例丙")),
    "undo": _opened(lambda database: undo(database, 1, by="示例丙")),
    "draft": _opened(lambda database: _draft(database, APRIL)),
    "freeze": _opened(lambda database: take_step(database, 1, "freeze", by="示例乙")),
    "backup": lambda folder: _opened(lambda database: back_up(database, folder / NEW_COPY))(folder),
    "publish": lambda folder: _opened(lambda database: _publish(database, folder))(folder),
    "restore": lambda folder: restore(folder / COPY, folder / LEDGER) and None,
    "upgrade": _opened(lambda database: None),
    "first load": _opened(lambda database: load_paths(database, [EXPORTS / "2022-05"], by="示例丙")),
}


def _publish(database: Database, folder: Path) -> None:
    """Whoever lays out copies by itself notes what the system says and goes on, and pages tell it: so it is a refusal here."""
    try:
        assert Publisher(database, FolderShelf(folder / SHELF)).publish() is not None
    except OSError as error:
        raise Refusal(
            Text(zh=f"副本未能分发：{error.strerror or error}", en=f"No copy: {error.strerror or error}")
        ) from None


def laid_out(folder: Path) -> Path | None:
    """The copy that readers would take; it has to be there, and by the sum on its label."""
    told = FolderShelf(folder / SHELF).small(LABEL) if (folder / SHELF).exists() else None
    if told is None:
        return None
    label = read(told)
    assert sha256_of_file(folder / SHELF / label.file) == label.sha256, "not the copy of the label"
    return folder / SHELF / label.file


def look(folder: Path) -> None:
    """Whether the file opens, what it holds to the last letter, and what is wrong with it; all written to `told`."""
    told: dict[str, Any] = {}
    for name in (LEDGER, NEW_COPY):
        if (folder / name).exists():
            database = open_database(folder / name)
            told[name] = {
                "contents": contents(database),
                "faults": [str(fault.en) for fault in faults(database)],
            }
            database.close()
    if (copy := laid_out(folder)) is not None:
        database = open_copy(copy)
        told[NEW_COPY] = {"contents": contents(database), "faults": []}
        database.close()
    (folder / "told").write_text(json.dumps(told), encoding="utf-8")


def contents(database: Database) -> str:
    """One hash over every row of every table."""
    told = hashlib.sha256()
    tables = database.rows(
        "select schema_name, table_name from duckdb_tables() where not internal order by all"
    )
    for schema, table in tables:
        rows = f'(select md5(t::varchar) as row from "{schema}"."{table}" as t)'
        (digest,) = database.rows(f"select count(*) || md5(string_agg(row, '' order by row)) from {rows}")[0]
        told.update(f"{schema}.{table} {digest}\n".encode())
    return told.hexdigest()


OTHERS: dict[str, Deed] = {
    "set up": set_up,
    "look": look,
    "full for a while": lambda folder: full_for_a_while(folder),
}


def harmed(harm: dict[str, Any]) -> None:
    """Limits of this child and faults that wait for it."""
    os.environ |= harm.get("told", {})
    if harm.get("powerless"):
        give_up_powers()
    for name, most in harm.get("limits", {}).items():
        resource.setrlimit(getattr(resource, name), (most, most))
    if "arm" in harm:
        ctypes.CDLL(os.environ["LD_PRELOAD"]).faults_arm(*harm["arm"])


def give_up_powers() -> None:
    """From now on root too is held to what files and folders permit."""
    powers = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and ctypes.CDLL(None, use_errno=True).capset(*powers) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def full_for_a_while(folder: Path) -> None:
    """One program: the disk takes nothing, readers are answered, then there is room and the same load is done."""
    database = open_database(folder / LEDGER)
    before = contents(database)
    for most in (2000, 3_000_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
        for _ in range(2):
            try:
                load_paths(database, [EXPORTS / "2022-05"], by="示例丙")
            except Refusal as refusal:
                print(refusal.sentence.zh, refusal.sentence.en, sep="\n", file=sys.stderr, flush=True)
            assert database.rows("select count(*) > 50 from leads") == [(True,)]
        if most < 5000:
            assert contents(database) == before
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    load_paths(database, [EXPORTS / "2022-05"], by="示例丙")
    assert faults(database) == []
    database.close()


def do(asked: dict[str, Any]) -> int:
    """One deed in this child; its exit status: 0 done, 2 refused with a sentence, 3 anything else."""
    folder = Path(asked["folder"])
    harm = asked.get("harm", {})
    try:
        harmed(harm)
        try:
            (DEEDS | OTHERS)[asked["deed"]](folder)
            if harm.get("done"):
                ctypes.CDLL(os.environ["LD_PRELOAD"]).faults_lose()
        finally:
            if "arm" in harm:
                told = ctypes.CDLL(os.environ["LD_PRELOAD"])
                counted = told.faults_counted()
                told.faults_arm(0, 0, 0, 0, 0)  # what is said of it must not fail
                Path(folder / "counted").write_text(str(counted), encoding="utf-8")
    except Refusal as refusal:
        print(f"{refusal.sentence.zh}\n{refusal.sentence.en}", file=sys.stderr, flush=True)
        return 2
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return FAULT
    return 0


if __name__ == "__main__":
    do_each(do, lambda asked: Path(asked["folder"]))
