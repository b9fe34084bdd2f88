"""Where the ledger lies when nobody says so."""

from __future__ import annotations

import os
from pathlib import Path


def default_database() -> Path:
    """SUPERVISION_DATABASE, else data/ledger.duckdb of this checkout."""
    named = os.environ.get("SUPERVISION_DATABASE")
    return Path(named) if named else Path(__file__).resolve().parents[1] / "data" / "ledger.duckdb"


def record_database() -> Path:
    """Where a dashboard that shows copies writes down who did what: SUPERVISION_RECORD, else data/record.duckdb."""
    named = os.environ.get("SUPERVISION_RECORD")
    return Path(named) if named else Path(__file__).resolve().parents[1] / "data" / "record.duckdb"


def sample_database() -> Path:
    """The invented sample lies beside the user's own ledger, in a file of its own."""
    return default_database().with_name("sample.duckdb")
