"""A load takes no more memory than a bound of its own, unless somebody chose another or it can't be done with that."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from supervision.__main__ import main
from supervision.commands import ledgers
from supervision.store import connecting
from supervision.store.database import open_database
from supervision.store.troubles import refusal_for
from supervision.text import Refusal
from tests.hotline import export, ticket


def allowed(path: Path, memory: str | None) -> int:
    """Bytes that DuckDB may take of an open ledger file."""
    with closing(open_database(path, memory=memory)) as database:
        told: int = database.rows("select parse_formatted_bytes(current_setting('memory_limit'))")[0][0]
    return told


def test_the_least_of_both_bounds_holds_unless_somebody_chose_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.duckdb"
    monkeypatch.delenv("SUPERVISION_MEMORY", raising=False)
    half = allowed(path, None)
    assert allowed(path, "100MB") == pytest.approx(100_000_000, rel=0.01)
    assert allowed(path, "1000TB") == half
    monkeypatch.setenv("SUPERVISION_MEMORY", "200MB")
    assert allowed(path, "100MB") == pytest.approx(200_000_000, rel=0.01)


@pytest.mark.parametrize(("chosen", "status", "leads"), [("", 0, 3_000), ("3MB", 2, 0)])
def test_what_can_not_be_loaded_within_the_bound_is_loaded_with_more_unless_somebody_chose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str, status: int, leads: int
) -> None:
    path = tmp_path / "ledger.duckdb"
    open_database(path).close()
    (tmp_path / "12345平台_202203.csv").write_bytes(export([ticket(number) for number in range(3_000)]))
    monkeypatch.setenv("SUPERVISION_MEMORY", chosen)
    monkeypatch.setattr(connecting, "LOADING", "3MB")
    assert main(["load", str(tmp_path), "--database", str(path)]) == status
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("select count(*) from history.leads").fetchall() == [(leads,)]


@pytest.mark.parametrize(("is_commit", "begun"), [(False, 2), (True, 1)])
def test_what_may_have_been_written_is_not_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_commit: bool, begun: int
) -> None:
    """When a commit itself lacks memory nobody knows whether the batch stands, and who reads that is to look first."""
    loads: list[Path] = []

    def lacks_memory(*_: object, **__: object) -> None:
        loads.append(tmp_path)
        refusal = refusal_for(
            tmp_path, duckdb.OutOfMemoryException("Out of Memory Error"), is_commit=is_commit
        )
        assert isinstance(refusal, Refusal)
        raise refusal

    monkeypatch.delenv("SUPERVISION_MEMORY", raising=False)
    monkeypatch.setattr(ledgers, "load_paths", lacks_memory)
    assert main(["load", str(tmp_path), "--database", str(tmp_path / "ledger.duckdb")]) == 2
    assert len(loads) == begun
