"""The invented sample ledger, built from the exports shipped with the product; never mixed with anybody's own."""

from __future__ import annotations

import os
from pathlib import Path

from supervision.loading import load_paths
from supervision.place import sample_database
from supervision.store.database import open_database

ROOT = Path(__file__).resolve().parents[1]
EXPORTS = ROOT / "data" / "sample" / "exports"


def build_sample(ledger: Path | None = None) -> Path:
    """Build the sample ledger file if it is not there yet; every page drawn from it says 示例数据."""
    ledger = ledger or sample_database()
    if ledger.exists():
        return ledger
    unfinished = ledger.with_name(f"{ledger.name}.{os.getpid()}")
    database = open_database(unfinished)
    try:
        load_paths(database, [EXPORTS], by="sample")
        database.mark_as_sample()
    finally:
        database.close()
    os.replace(unfinished, ledger)
    return ledger
