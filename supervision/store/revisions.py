"""What a batch changed, row by row: each row before and after, from the versions that began or ended with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.ledgers.declaration import Ledger
from supervision.store.browsing import Behind, behind_answer
from supervision.store.database import Database
from supervision.store.questions import question


@dataclass(frozen=True)
class Revision:
    """One row of a ledger, by column name; None where there was, or is, no such row."""

    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns that differ; all that hold something when the row was added or removed."""
        before, after = self.before or {}, self.after or {}
        return tuple(name for name in (after or before) if before.get(name) != after.get(name))


def revisions_of(
    database: Database, ledger: Ledger, batch: int, first: int = 0, most: int | None = None
) -> list[Revision]:
    """The rows of one ledger that a batch added, changed or removed, by key; `most` of them from `first` on."""
    names = [column.name for column in ledger.columns]
    columns = ", ".join(f"ended.{name}, began.{name}" for name in names)
    table = f"history.{ledger.name}"
    rows = database.rows(
        # A row that lost on arrival lives from its batch to the same batch: it was never seen.
        f"with ended as (select * from {table} where _batch_out = $1 and _batch_in < $1), "
        f"began as (select * from {table} where _batch_in = $1 and _batch_out is distinct from $1) "
        f"select _key, ended._id is not null, began._id is not null, {columns} "
        "from ended full join began using (_key) order by _key limit $2 offset $3",
        [batch, most if most is not None else 2**31, first],
    )
    return [_revision(names, row) for row in rows]


def _revision(names: Sequence[str], row: Sequence[Any]) -> Revision:
    key, was, stays, *cells = row
    before = dict(zip(names, cells[0::2], strict=True)) if was else None
    return Revision(key, before, dict(zip(names, cells[1::2], strict=True)) if stays else None)


@dataclass(frozen=True)
class Standing:
    """What stood under a key at one batch."""

    values: dict[str, Any]
    batch_in: int
    batch_out: int | None


@dataclass(frozen=True)
class Counted:
    """A row behind a number: the batch that brought it as it then stood, and which parts it was counted in."""

    batch_in: int
    parts: Mapping[str, Any]


def counted_behind(
    database: Database, ledger: Ledger, behind: Behind, known_at: int, as_of: date
) -> dict[str, Counted]:
    """The rows behind a number, by key. A key that stands in several parts is told with the last of them."""
    splits = question(behind.question).splits
    answer, values = behind_answer(behind)
    parts = "".join(f", told.{split}" for split in splits)
    with database.cursor(known_at, as_of) as cursor:
        rows = cursor.execute(
            f"select rows._key, rows._batch_in{parts} from {ledger.name} as rows "
            f"join ({answer}) as told on told.key = rows._key order by all",
            values,
        ).fetchall()
    return {
        key: Counted(batch_in, dict(zip(splits, members, strict=True))) for key, batch_in, *members in rows
    }


def standing_at(database: Database, ledger: Ledger, keys: Sequence[str], batch: int) -> dict[str, Standing]:
    """What stood under these keys at that batch; a key under which nothing stood is not in it."""
    names = [column.name for column in ledger.columns]
    rows = database.rows(
        f"select _key, _batch_in, _batch_out, {', '.join(names)} from history.{ledger.name} "
        "where list_contains($1::varchar[], _key) and _batch_in <= $2 and (_batch_out is null or _batch_out > $2)",
        [list(keys), batch],
    )
    return {
        key: Standing(dict(zip(names, cells, strict=True)), batch_in, batch_out)
        for key, batch_in, batch_out, *cells in rows
    }
