"""The words in which a ledger is declared; tables, headings, checks, templates and docs derive from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from supervision.text import Text


@dataclass(frozen=True)
class Kind:
    """What a cell may hold, and the DuckDB type that keeps it."""

    sql_type: str = "varchar"


@dataclass(frozen=True)
class Number(Kind):
    """The number by which an office calls a thing; never arithmetic, so leading zeros stay."""


@dataclass(frozen=True)
class Word(Kind):
    """A name or a label: one line, full-width letters and digits narrowed."""


@dataclass(frozen=True)
class FreeText(Kind):
    """What somebody wrote: kept as written, phone and ID numbers masked."""


@dataclass(frozen=True)
class CreditCode(Kind):
    """统一社会信用代码, GB 32100-2015. Real codes fail its check digit, so that is a warning only."""


@dataclass(frozen=True)
class Day(Kind):
    """A local day (Asia/Shanghai); a time of day beside it is not kept."""

    sql_type: str = "date"
    may_be_ahead: bool = False
    """Plans may lie in the future; what has happened may not."""


@dataclass(frozen=True)
class Count(Kind):
    """A whole number, zero or more."""

    sql_type: str = "integer"


@dataclass(frozen=True)
class OneOf(Kind):
    """Exactly one name of a reference list."""

    list_name: str = ""


@dataclass(frozen=True)
class SomeOf(Kind):
    """Any number of names of a reference list in one cell, separated by 、 or the like."""

    sql_type: str = "varchar[]"
    list_name: str = ""


@dataclass(frozen=True)
class Column:
    """One column: its name in code and SQL, what it holds, and how people head it."""

    name: str
    kind: Kind
    title: Text
    about: Text
    example: str
    also_headed: tuple[str, ...] = ()
    required: bool = False
    from_body: str = ""
    """Where the cell is empty, the kind of organ is told by the body named in this column."""
    names_enterprise: bool = False
    """Tells which enterprise it is: not shown to roles that don't need to know."""
    came_later: bool = False
    """Ledger files of an earlier version lack it; while it is empty a row is the same row as it was without it."""

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.title.zh, *self.also_headed, self.title.en)


@dataclass(frozen=True)
class Order:
    """A rule between two days of one row: the later may not come before the earlier."""

    earlier: str
    later: str


@dataclass(frozen=True)
class Ledger:
    """One table, one row per thing."""

    name: str
    title: Text
    about: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    day: str = ""
    """The column whose day decides in which period a row counts; empty for rosters."""
    orders: tuple[Order, ...] = ()
    belongs_to: str = ""
    """The ledger whose rows this one's hang on: what narrows that one narrows this one too."""
    never_stored: tuple[str, ...] = ()
    """Headings that name or reach a complainant: dropped at intake, whatever they hold."""
    ignored: tuple[str, ...] = ("序号", "备注")

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def without(self, columns: Iterable[Column]) -> Ledger:
        """The same ledger for somebody who may not see these columns: not shown, searched, filtered by or downloaded."""
        left_out = {column.name for column in columns}
        return replace(self, columns=tuple(one for one in self.columns if one.name not in left_out))

    @property
    def required(self) -> Iterable[Column]:
        return (column for column in self.columns if column.required)
