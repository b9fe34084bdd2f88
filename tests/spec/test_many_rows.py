"""What a load writes down is the same for more rows than DuckDB keeps in one piece: it has taken such tables for empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from supervision.store import chain, digests, handed_cells
from supervision.store.batches import undo
from supervision.store.database import open_database
from supervision.store.loads import load
from supervision.store.wholeness import faults
from tests.filling import checked

PIECE = 122_880


def test_hand_overs_of_more_rows_than_one_piece_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (chain, digests, handed_cells):
        monkeypatch.setattr(module, "AT_ONCE", 50_000)
    rows = [
        {"source": "12345平台", "number": f"HO{number}", "received_on": date(2022, 3, 1 + number % 28)}
        for number in range(PIECE + 1_000)
    ]
    database = open_database(tmp_path / "ledger.duckdb")
    load(database, [checked("leads", rows, stated_month=date(2022, 3, 31), sha256="march")], by="tester")
    first = database.rows("select told, sum(leads) from history.handed group by all order by told")
    changed = [row | {"status": "已办结"} for row in rows]
    load(database, [checked("leads", changed, stated_month=date(2022, 4, 30), sha256="april")], by="tester")
    standing = database.rows("select status, count(*) from leads group by all")
    undo(database, 2, by="tester")
    put_back = database.rows("select status, count(*) from leads group by all")
    found = faults(database)
    database.close()
    assert first == [("first", len(rows)), ("key", len(rows))]
    assert standing == [("已办结", len(rows))]
    assert put_back == [(None, len(rows))]
    assert found == []
