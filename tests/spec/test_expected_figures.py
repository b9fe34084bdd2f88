"""Whole folders of messy exports give exactly the figures that were counted for them elsewhere.

The product's own sample always; the larger set that lies beside some checkouts when it is there.
"""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.figures.measuring import View, measure_all
from supervision.figures.period import Period
from supervision.ledgers.rows import CheckedFile
from supervision.loading import check_path, gather, load_paths
from supervision.metrics.published import PUBLISHED
from supervision.store.database import Database
from supervision.store.loads import FileCounts, load
from supervision.store.wholeness import faults
from tests.conftest import ROOT, SHARED

FOLDERS = [folder for folder in (ROOT / "data" / "sample", SHARED / "exports") if folder.exists()]
TODAY = date(2023, 1, 31)


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def exports(folder: Path) -> Path:
    return folder / "exports" if (folder / "exports").exists() else folder


def measured(database: Database, period: str) -> dict[str, Any]:
    """The figures of a period in the form of expected.json."""
    first, last = (date.fromisoformat(day) for day in period.split(".."))
    told: dict[str, Any] = {}
    for figure in measure_all(PUBLISHED, Period(first, last), View(database, database.newest_batch, TODAY)):
        name = figure.metric.name
        for row in figure.published:
            value = None if row.value is None else float(row.value)
            if row.by is None:
                told[name] = value
            else:
                by = {"grade": "conclusion"}.get(row.by, row.by)
                told.setdefault(f"{name}.by_{by}", {})[row.member] = value
    visited, listed = (told[f"visits.coverage.{part}.by_kind"] for part in ("visited", "listed"))
    told["visits.coverage.by_kind"] = {kind: [visited[kind], listed[kind]] for kind in listed}
    return told


def differing(database: Database, folder: Path) -> list[tuple[str, str, Any, Any]]:
    """Every expected number that the ledger gives otherwise; members expected nowhere must be zero."""
    found = []
    for period, figures in expected(folder).items():
        told = measured(database, period)
        for name, value in figures.items():
            parts = value if isinstance(value, dict) else {None: value}
            ours = told[name] if isinstance(value, dict) else {None: told[name]}
            for member in parts.keys() | ours.keys():
                if parts.get(member, 0) != ours.get(member, 0) and ours.get(member) != [0, 0]:
                    found.append((period, f"{name} {member}", parts.get(member), ours.get(member)))
    return found


def accounted_for(entry: FileCounts) -> bool:
    assert isinstance(entry.file, CheckedFile), entry
    told = entry.new + entry.updated + entry.unchanged + entry.repeated
    return entry.file.records == told + len(entry.file.waiting) + entry.file.skipped


@pytest.fixture(params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param  # type: ignore[no-any-return]


def test_a_folder_of_exports_gives_its_expected_figures(database: Database, folder: Path) -> None:
    result, _, _ = load_paths(database, [exports(folder)], by="tester")
    assert [
        entry.file.name for entry in result.files if entry.status != "loaded" and entry.file.size > 400
    ] == []
    assert all(accounted_for(entry) for entry in result.files)
    assert differing(database, folder) == []
    again, _, _ = load_paths(database, [exports(folder)], by="tester")
    assert {(entry.new, entry.updated, entry.repeated) for entry in again.files} == {(0, 0, 0)}
    assert all(accounted_for(entry) for entry in again.files)
    assert differing(database, folder) == []
    assert faults(database) == []


def test_the_order_of_files_and_the_number_of_loads_decide_nothing(database: Database, folder: Path) -> None:
    """Shuffled, and in three loads instead of one."""
    paths = list(gather([exports(folder)]).files)
    random.Random(7).shuffle(paths)
    for part in range(3):
        load(database, [file for path in paths[part::3] for file in check_path(path)], by="tester")
    assert differing(database, folder) == []
    assert faults(database) == []
