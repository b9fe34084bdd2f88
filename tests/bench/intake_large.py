"""Intake of ten million rows: whether it completes, how long it takes, and that memory does not grow with the file."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tests.bench.intake import MILLION, run
from tests.bench.section import Section
from tests.bench.tickets import rows, write


def measured() -> Section:
    """Once: it takes minutes."""
    with tempfile.TemporaryDirectory() as folder:
        export = write(Path(folder) / "12345平台_202210.csv", rows(10 * MILLION))
        return told(run("wholly", export, Path(folder) / "large.duckdb"))


def told(ran: dict[str, Any]) -> Section:
    """One run as a section."""
    return Section(
        "Intake of ten million rows",
        f"A hotline export of {ran['megabytes']:,} MB through the whole path into an empty ledger, once, without any setting.",
        ("Time", "Processor time", "Most memory"),
        ((f"{ran['seconds']:.0f} s", f"{ran['processor']:.0f} s", f"{ran['memory']:,} MB"),),
        (f"What became of the rows: {ran['told']}.",),
    )
