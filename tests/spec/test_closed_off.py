"""Whatever SQL were to reach an open ledger, it reads and writes no other file and cannot loosen that."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from supervision.__main__ import main
from supervision.store.database import Database


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('{secret}')",
        "select * from read_csv('{secret}')",
        "copy (select 1) to '{out}'",
        "attach '{out}' as other",
        "export database '{out}'",
        "install httpfs",
        "load httpfs",
        "set global enable_external_access = true",
        "set global memory_limit = '100GB'",
        "select * from secret",
    ],
)
def test_no_statement_leaves_the_ledger(database: Database, tmp_path: Path, sql: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    out = tmp_path / "out"
    with database.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(sql.format(secret=secret, out=out)).fetchall()
    assert not out.exists()


def test_a_limit_of_memory_that_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUPERVISION_MEMORY", "plenty")
    assert main(["load", str(tmp_path), "--database", str(tmp_path / "ledger.duckdb")]) == 2
    assert "can't be opened" in capsys.readouterr().err
