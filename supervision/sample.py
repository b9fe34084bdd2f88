"""The invented sample ledger, built from the exports shipped with the product; never mixed with anybody's own."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from supervision.loading import load_paths
from supervision.place import sample_database
from supervision.store.checkpoints import log_of
from supervision.store.database import open_database

ROOT = Path(__file__).resolve().parents[1]
EXPORTS = ROOT / "data" / "sample" / "exports"

_BUILDING = threading.Lock()
"""Two readers who come first together are two threads of one process; the second waits for the first's file."""


def build_sample(ledger: Path | None = None) -> Path:
    """Build the sample ledger file if it is not there yet; every page drawn from it says 示例数据."""
    ledger = ledger or sample_database()
    if not ledger.exists():
        with _BUILDING:
            if not ledger.exists():
                _build(ledger)
    return ledger


def _build(ledger: Path) -> None:
    """Under another name until it is whole, so that a killed start leaves nothing half done in its place."""
    unfinished = ledger.with_name(f"{ledger.name}.{os.getpid()}")
    for left in (unfinished, log_of(unfinished)):
        left.unlink(missing_ok=True)
    database = open_database(unfinished)
    try:
        load_paths(database, [EXPORTS], by="sample")
        database.mark_as_sample()
    finally:
        database.close()
    os.replace(unfinished, ledger)
