"""What a batch changed, row by row: each row before and after, from the versions that began or ended with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from supervision.ledgers.declaration import Ledger
from supervision.store.database import Database


@dataclass(frozen=True)
class Revision:
    """One row of a ledger, by column name; None where there was, or is, no such row."""

    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    file: str
    """The file that brought what stands now; what stood before where nothing does."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns that differ; all that hold something when the row was added or removed."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in (after or before) if before.get(name) != after.get(name))


def revisions_of(
    database: Database,
    ledger: Ledger,
    batch: int,
    first: int = 0,
    most: int | None = None,
    keys: Collection[str] | None = None,
) -> list[Revision]:
    """The rows of one ledger that a batch added, changed or removed, by key; `most` of them from `first` on.

    With `keys`, only those rows.
    """
    names = [column.name for column in ledger.columns]
    columns = ", ".join(f"ended.{name}, began.{name}" for name in names)
    table = f"history.{ledger.name}"
    rows = database.rows(
        # A row that lost on arrival lives from its batch to the same batch: it was never seen.
        f"with ended as (select * from {table} where _batch_out = $1 and _batch_in < $1), "
        f"began as (select * from {table} where _batch_in = $1 and _batch_out is distinct from $1) "
        f"select _key, ended._id is not null, began._id is not null, files.name, {columns} "
        "from ended full join began using (_key) "
        "join history.files as files on files.file = coalesce(began._file, ended._file) "
        "where $4::varchar[] is null or _key in (select unnest($4::varchar[])) "
        "order by _key limit $2 offset $3",
        [batch, most if most is not None else 2**31, first, None if keys is None else sorted(keys)],
    )
    return [_revision(names, row) for row in rows]


def _revision(names: Sequence[str], row: Sequence[Any]) -> Revision:
    key, was, stays, file, *cells = row
    before = dict(zip(names, cells[0::2], strict=True)) if was else None
    return Revision(key, before, dict(zip(names, cells[1::2], strict=True)) if stays else None, file)
