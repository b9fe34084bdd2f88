"""What lies beside a backup: sums and counts by which a restore knows it for whole. No contents."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

from supervision.store.answers import sha256_of_file
from supervision.store.audit import head
from supervision.store.database import Database
from supervision.store.sealed import sealed, unsealed


@dataclass(frozen=True)
class BackupLabel:
    """Of one backup."""

    sha256: str
    """Of the file as it lies there, encrypted or not."""
    size: int
    batch: int
    schema: int
    record: tuple[int, str]
    """The newest entry of the record of access, and its link."""
    rows: dict[str, int]
    """By table."""

    @property
    def text(self) -> str:
        return sealed(asdict(self)) + "\n"


def place_of(copy: Path) -> Path:
    return copy.with_name(f"{copy.name}.json")


def read_label(copy: Path) -> BackupLabel | None:
    """None where none lies beside it; ValueError for one that was altered."""
    place = place_of(copy)
    if not place.exists():
        return None
    told = unsealed(place.read_text(encoding="utf-8"))
    return BackupLabel(**(told | {"record": tuple(told["record"])}))


def rows_of(database: Database) -> dict[str, int]:
    """How many rows each table of the ledgers' history has."""
    tables = database.rows(
        "select table_name from duckdb_tables() where schema_name = 'history' order by all"
    )
    return {
        table: int(database.rows(f'select count(*) from history."{table}"')[0][0])
        for (table,) in tables
        if table != "facts"  # what a file says of itself changes with the program
    }


def label_of(copy: Path, database: Database, schema: int) -> BackupLabel:
    """The label of a file that holds what this database holds."""
    return BackupLabel(
        sha256_of_file(copy),
        copy.stat().st_size,
        database.newest_batch,
        schema,
        head(database),
        rows_of(database),
    )
