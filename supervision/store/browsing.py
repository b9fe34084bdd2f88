"""Looking into a ledger row by row: search, filter, sort and page, with where every row came from.

The select is built from the ledger's declaration and from questions of this program; whatever a reader writes
is passed as a parameter and never becomes part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from supervision.ledgers.declaration import Column, Day, Ledger, SomeOf
from supervision.ledgers.narrowing import narrowed_columns
from supervision.store.answers import Cursor
from supervision.store.database import NOTHING, Database
from supervision.store.questions import question
from supervision.store.rollups import DATED

NOT_STATED = "未注明"
"""What breakdowns call an empty cell."""


@dataclass(frozen=True)
class Cells:
    """What the cells of one column must be; what is None or empty asks nothing."""

    any_of: tuple[str, ...] = ()
    holds: str = ""
    from_day: date | None = None
    until_day: date | None = None
    """Included, as on screen."""
    is_empty: bool | None = None


@dataclass(frozen=True)
class Behind:
    """The rows behind a number: a question whose answer is keys, its parameters, and the part of it wanted."""

    question: str
    values: Mapping[str, Any]
    parts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Wanted:
    """Which rows of a ledger, in which order."""

    ledger: Ledger
    search: str = ""
    cells: Mapping[str, Cells] = field(default_factory=lambda: MappingProxyType({}))
    behind: Behind | None = None
    sort: str = ""
    """One of the ledger's columns; empty for the order of keys."""
    descending: bool = False


@dataclass(frozen=True)
class Found:
    """One row as it stands, and where it came from."""

    values: dict[str, Any]
    key: str
    file: str
    line: int
    batch: int
    """The load that brought this content."""


@dataclass(frozen=True)
class Leaf:
    """One page of the answer, and how many rows the whole of it has."""

    total: int
    rows: list[Found]


def browse(
    database: Database,
    wanted: Wanted,
    known_at: int,
    as_of: date,
    only: Mapping[str, str] = NOTHING,
    *,
    first: int = 0,
    rows: int = 100,
) -> Leaf:
    """The rows wanted from number `first` on, at most `rows`, as the ledger was known at that batch."""
    where, values = _where(wanted)
    names = ", ".join(f"rows.{column.name}" for column in wanted.ledger.columns)
    sort = f"rows.{wanted.sort} {'desc' if wanted.descending else 'asc'} nulls last, " if wanted.sort else ""
    answer: list[tuple[Any, ...]] = []
    with database.cursor(known_at, as_of, only) as cursor:
        stretches = _stretches(cursor, wanted, where, values, only)
        for stretch in stretches:
            start, first = max(int(first), 0), first - stretch.total
            if start < stretch.total and len(answer) < rows:
                if start and not sort:
                    stretch, start = _reached(cursor, wanted.ledger, stretch, start), 0
                answer += cursor.execute(
                    f"select rows._key, rows._file, rows._line, rows._origin, {names} "
                    f"from {wanted.ledger.name} as rows where {stretch.where} "
                    f"order by {sort}{stretch.order} limit {int(rows) - len(answer)} offset {start}",
                    stretch.values,
                ).fetchall()
        # Looked up for what is shown alone: joined, every row would have to be read whole to be sorted.
        files = dict(
            cursor.execute(
                "select file, name from history.files where list_contains($1::integer[], file)",
                [list({row[1] for row in answer})],
            ).fetchall()
        )
    columns = [column.name for column in wanted.ledger.columns]
    return Leaf(
        sum(stretch.total for stretch in stretches),
        [
            Found(dict(zip(columns, cells, strict=True)), key, files[file], line, batch)
            for key, file, line, batch, *cells in answer
        ],
    )


@dataclass(frozen=True)
class _Stretch:
    """Rows that come one after another in the order wanted, and how many they are."""

    where: str
    values: Mapping[str, Any]
    order: str
    total: int


def _reached(cursor: Cursor, ledger: Ledger, stretch: _Stretch, start: int) -> _Stretch:
    """The same from its row number `start` on, which is found by what rows are ordered by alone."""
    [(low,)] = cursor.execute(
        f"select {stretch.order} from {ledger.name} as rows where {stretch.where} "
        f"order by {stretch.order} limit 1 offset {start}",
        stretch.values,
    ).fetchall()
    where = f"{stretch.where} and {stretch.order} >= $low"
    return replace(stretch, where=where, values={**stretch.values, "low": low})


def _stretches(
    cursor: Cursor, wanted: Wanted, where: str, values: dict[str, Any], only: Mapping[str, str]
) -> list[_Stretch]:
    """The whole of what is wanted, in its order. A ledger that nobody searches is not counted row by row, and leads in
    the order of their keys are taken source by source, so that few rows are read for a page of them.
    """
    name = wanted.ledger.name
    if where == "true" and name == "leads":
        by_source = cursor.execute(
            "select source, sum(leads)::bigint from lead_source_days group by source having sum(leads) > 0"
        ).fetchall()
        if wanted.sort:
            return [_Stretch(where, values, "rows._key", sum(total for _, total in by_source))]
        # A key is the source, a space and the number, and is sorted by its bytes.
        return [
            _Stretch("rows.source = $source", {"source": source}, "rows.number", total)
            for source, total in sorted(by_source, key=lambda told: f"{told[0]} ".encode())
        ]
    if where == "true" and name in DATED and not only:
        counted = (
            "select coalesce(sum(number), 0)::bigint from every_ledger_days where ledger = $1 and told = $2"
        )
        [(total,)] = cursor.execute(counted, [name, wanted.ledger.day]).fetchall()
    else:
        [(total,)] = cursor.execute(f"select count(*) from {name} as rows where {where}", values).fetchall()
    return [_Stretch(where, values, "rows._key", total)]


def _where(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """A condition made of declared names, and the parameters that it speaks of."""
    told: list[str] = []
    values: dict[str, Any] = {}
    if wanted.search:
        values["search"] = _pattern(wanted.search)
        cells = [f"{_text(column)} ilike $search escape '!'" for column in wanted.ledger.columns]
        told.append(f"({' or '.join(cells)} or rows._key ilike $search escape '!')")
    for place, column in enumerate(wanted.ledger.columns):
        if (asked := wanted.cells.get(column.name)) is not None:
            for condition, value in _conditions(column, asked, f"cell_{place}"):
                told.append(condition)
                values |= value
    if wanted.behind is not None:
        condition, more = _behind(wanted.behind)
        told.append(condition)
        values |= more
    return " and ".join(told) or "true", values


def _pattern(words: str) -> str:
    literal = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{literal}%"


def _text(column: Column) -> str:
    own = f"rows.{column.name}"
    return f"array_to_string({own}, '、')" if isinstance(column.kind, SomeOf) else f"{own}::varchar"


def _conditions(column: Column, cells: Cells, name: str) -> list[tuple[str, dict[str, Any]]]:
    own = f"rows.{column.name}"
    told: list[tuple[str, dict[str, Any]]] = []
    if cells.any_of:
        holds = "list_has_any" if isinstance(column.kind, SomeOf) else "list_contains"
        pair = f"{own}, ${name}" if isinstance(column.kind, SomeOf) else f"${name}, {own}"
        told.append((f"{holds}({pair})", {name: list(cells.any_of)}))
    if cells.holds:
        told.append(
            (f"{_text(column)} ilike ${name}_holds escape '!'", {f"{name}_holds": _pattern(cells.holds)})
        )
    if isinstance(column.kind, Day):
        if cells.from_day:
            told.append((f"{own} >= ${name}_from", {f"{name}_from": cells.from_day}))
        if cells.until_day:
            told.append((f"{own} <= ${name}_until", {f"{name}_until": cells.until_day}))
    if cells.is_empty is not None:
        told.append((f"{own} is {'null' if cells.is_empty else 'not null'}", {}))
    return told


def _behind(behind: Behind) -> tuple[str, dict[str, Any]]:
    asked = question(behind.question)
    values = {name: behind.values[name] for name in asked.parameters}
    parts = []
    for place, (part, member) in enumerate(sorted(behind.parts.items())):
        parts.append(f"coalesce(behind.{part}, '{NOT_STATED}') = $part_{place}")
        values[f"part_{place}"] = member
    told = " and ".join(parts) or "true"
    return f"rows._key in (select behind.key from (\n{asked.sql}\n) as behind where {told})", values


@dataclass(frozen=True)
class Version:
    """One content that a key has had, from one batch until another took its place."""

    values: dict[str, Any]
    batch_in: int
    batch_out: int | None
    made_by: str
    made_at: datetime
    file: str
    line: int
    origin: int


def versions_of(
    database: Database, ledger: Ledger, key: str, only: Mapping[str, str] = NOTHING
) -> list[Version]:
    """Everything that ever stood under a key, undone contents included, the oldest first.

    Of contents that were another source's or district's than the one in `only`, nothing is told.
    """
    held = [(column.name, only[name]) for name, column in narrowed_columns(ledger).items() if name in only]
    within = "".join(f"and versions.{column} = ${place} " for place, (column, _) in enumerate(held, start=2))
    names = ", ".join(f"versions.{column.name}" for column in ledger.columns)
    answer = database.rows(
        f"select versions._batch_in, versions._batch_out, batches.made_by, batches.made_at, files.name, "
        f"versions._line, versions._origin, {names} from history.{ledger.name} as versions "
        "join history.batches as batches on batches.batch = versions._batch_in "
        "join history.files as files on files.file = versions._file "
        f"where versions._key = $1 and versions._batch_out is distinct from versions._batch_in {within}"
        "order by versions._batch_in, versions._id",
        [key, *(member for _, member in held)],
    )
    columns = [column.name for column in ledger.columns]
    return [
        Version(dict(zip(columns, cells, strict=True)), batch_in, batch_out, by, at, file, line, origin)
        for batch_in, batch_out, by, at, file, line, origin, *cells in answer
    ]


def differing(before: Mapping[str, Any], after: Mapping[str, Any], ledger: Ledger) -> Sequence[Column]:
    """The columns in which two contents differ."""
    return [column for column in ledger.columns if before[column.name] != after[column.name]]
