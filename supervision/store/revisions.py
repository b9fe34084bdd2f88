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
    asked = "" if keys is None else " and _key in (select unnest($4::varchar[]))"
    # A row that is wanted is among as many first ones of those that ended, or of those that began.
    firsts = "" if most is None else " order by _key limit $2 + $3"
    rows = database.rows(
        # A row that lost on arrival lives from its batch to the same batch: it was never seen. Rows are put in order by
        # their keys alone; what stands in them is looked up for those that are wanted.
        f"with ended as (select _key, _id from {table} where _batch_out = $1 and _batch_in < $1{asked}{firsts}), "
        f"began as (select _key, _id from {table} where _batch_in = $1 and _batch_out is distinct from $1{asked}{firsts}), "
        "wanted as materialized (select _key, ended._id as ended, began._id as began "
        "from ended full join began using (_key) order by _key limit $2 offset $3) "
        f"select wanted._key, wanted.ended is not null, wanted.began is not null, files.name, {columns} "
        f"from wanted left join (from {table} where _batch_out = $1) as ended on ended._id = wanted.ended "
        f"left join (from {table} where _batch_in = $1) as began on began._id = wanted.began "
        "join history.files as files on files.file = coalesce(began._file, ended._file) order by wanted._key",
        [batch, most if most is not None else 2**31, first, *([] if keys is None else [sorted(keys)])],
    )
    return [_revision(names, row) for row in rows]


def _revision(names: Sequence[str], row: Sequence[Any]) -> Revision:
    key, was, stays, file, *cells = row
    before = dict(zip(names, cells[0::2], strict=True)) if was else None
    return Revision(key, before, dict(zip(names, cells[1::2], strict=True)) if stays else None, file)
