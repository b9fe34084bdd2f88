"""A first profile for an export that none fits: which heading means which of our columns, by name and by content.

Nothing here decides: an analyst sees every proposal beside the cells it was made from, and changes it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz import fuzz

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import narrowed, read_cell
from supervision.intake.day_orders import ORDERS, DayOrder, year_first
from supervision.intake.privacy import masked, numbers_a_person
from supervision.intake.profiles import Profile, same_heading
from supervision.intake.reading import Table
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Column, Count, CreditCode, Day, Ledger, Number, OneOf, SomeOf
from supervision.ledgers.reference import reference_list
from supervision.text import Text

SAMPLED = 200
"""Different cells of a column that are looked at."""
LIKELY = 0.5
"""From this score on a heading is proposed for a column."""
_PERSONAL = re.compile(
    "name|phone|mobile|mail|gender|ethnic|race|complainant|caller|address|user|用户|姓名|电话|手机|身份证|证件号|住址|地址|邮箱|性别|年龄"
)
_NUMBERS = re.compile("(编号|单号|流水号|id|no|number)$")
_CODE = re.compile("[0-9A-Z]{18}")
_TELLING = (Day, OneOf, SomeOf, CreditCode, Count)
"""Kinds whose cells show what they are."""


_NEVER_STORED = frozenset(same_heading(heading) for ledger in LEDGERS for heading in ledger.never_stored)


_DAYS_AND_COUNTS = tuple(
    Column("", kind, Text.same(""), Text.same(""), "") for kind in (Day(may_be_ahead=True), Count())
)


@dataclass(frozen=True)
class Samples:
    """Some different cells of one heading, empty ones left out."""

    heading: str
    cells: tuple[str, ...]
    is_personal: bool
    """Looks as if it named or reached a person: not to be shown, nor kept."""

    def shown(self, some: int = 3) -> str:
        return " ｜ ".join(masked(narrowed(cell))[:40] for cell in self.cells[:some])


def samples_of(table: Table, ledger: Ledger, known: Sequence[Profile]) -> list[Samples]:
    """One for each heading, in their order; of headings that stand twice only the first counts."""
    own = {same_heading(name) for column in ledger.columns for name in _names(column, known, ledger)}
    told: dict[str, Samples] = {}
    for place, heading in enumerate(table.headings):
        if not heading.strip() or same_heading(heading) in told:
            continue
        seen: dict[str, None] = {}
        for record in table.records:
            if (cell := record.cells[place]).strip():
                seen.setdefault(cell)
            if len(seen) >= SAMPLED:
                break
        told[same_heading(heading)] = Samples(heading, tuple(seen), _is_personal(heading, seen, own))
    return list(told.values())


def _is_personal(heading: str, cells: Iterable[str], own: Collection[str]) -> bool:
    compared = same_heading(heading)
    if compared in own:
        return False
    held = list(cells)
    told_by_name = compared in _NEVER_STORED or _PERSONAL.search(compared) is not None
    return told_by_name or sum(map(numbers_a_person, held)) > 0.3 * len(held)


def _names(column: Column, known: Sequence[Profile], ledger: Ledger) -> list[str]:
    """Every heading that some profile of this ledger has over this column."""
    ours = (profile for profile in known if profile.ledger.name == ledger.name)
    return [*column.headings, *(name for profile in ours for name in profile.columns.get(column.name, ()))]


def propose(table: Table, known: Sequence[Profile], ledger: Ledger | None = None) -> Profile:
    """The likeliest profile for a table, of that ledger or of the one that it fits best; not named yet."""
    drafts = [_draft(table, known, chosen) for chosen in ([ledger] if ledger else LEDGERS)]
    best = max(drafts, key=lambda draft: draft[1])[0]
    return replace(best, days=likely_orders(best, table))


def _draft(table: Table, known: Sequence[Profile], ledger: Ledger) -> tuple[Profile, float]:
    """The best assignment for one ledger, and how good it is: required columns count three times."""
    samples = samples_of(table, ledger, known)
    scored = [
        (_score(sample, column, known, ledger), column, sample.heading)
        for sample in samples
        if not sample.is_personal
        for column in ledger.columns
    ]
    columns: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    total = 0.0
    for score, column, heading in sorted(scored, key=lambda entry: -entry[0]):
        if score < LIKELY:
            break
        if column.name not in columns and heading not in taken:
            columns[column.name] = (heading,)
            taken.add(heading)
            total += score * (3 if column.required else 1)
    possible = sum(3 if column.required else 1 for column in ledger.columns)
    personal = {sample.heading for sample in samples if sample.is_personal}
    rest = {sample.heading for sample in samples} - taken - personal
    draft = Profile(
        name="",
        title=Text(zh="", en=""),
        ledger=ledger,
        columns={column.name: columns[column.name] for column in ledger.columns if column.name in columns},
        never_stored=frozenset({*ledger.never_stored, *personal}),
        ignored=frozenset({*ledger.ignored, *rest}),
    )
    return draft, total / possible


def _score(sample: Samples, column: Column, known: Sequence[Profile], ledger: Ledger) -> float:
    """0 to 1: how likely this heading stands over this column of ours."""
    by_name = _named_alike(sample.heading, column, known, ledger)
    if column.name in ledger.key and isinstance(column.kind, Number):
        return max(by_name, 0.6 if _numbers_rows(sample) else 0.0)
    if not isinstance(column.kind, _TELLING) or not sample.cells:
        is_other = by_name < 0.9 and any(
            share_readable(other, sample.cells) > 0.8 for other in _DAYS_AND_COUNTS
        )
        return 0.0 if is_other else by_name
    readable = share_readable(column, sample.cells)
    if readable < 0.5 and not (isinstance(column.kind, OneOf | SomeOf) and by_name > 0.9):
        return 0.0  # the name may be alike, the cells are not
    is_list = isinstance(column.kind, OneOf | SomeOf | CreditCode)
    return max(0.7 * by_name + 0.3 * readable, 0.8 * readable if is_list else 0.0)


def _numbers_rows(sample: Samples) -> bool:
    """Headed like a number, one word a cell, and as many different cells as were looked at."""
    is_headed = _NUMBERS.search(same_heading(sample.heading)) is not None
    return is_headed and len(sample.cells) > 1 and not any(" " in cell.strip() for cell in sample.cells)


def _named_alike(heading: str, column: Column, known: Sequence[Profile], ledger: Ledger) -> float:
    """1 when some profile has this very heading over this column, else how alike the nearest one is."""
    names = {same_heading(name) for name in _names(column, known, ledger)}
    compared = same_heading(heading)
    return 1.0 if compared in names else 0.9 * max(fuzz.ratio(compared, name) for name in names) / 100


def share_readable(column: Column, cells: Sequence[str]) -> float:
    """The share of cells that can be what the column holds, in any order of days."""
    if not cells:
        return 0.0
    if isinstance(column.kind, Day):
        return max(_readable(column, [year_first(cell, order) for cell in cells]) for order in ORDERS)
    return _readable(column, cells)


def _readable(column: Column, cells: Sequence[str]) -> float:
    return sum(_can_read(column, cell) for cell in cells) / len(cells)


def _can_read(column: Column, cell: str) -> bool:
    try:
        value = read_cell(column.kind, cell, date.max)
    except CellProblem:
        return False
    if isinstance(column.kind, CreditCode):
        return _CODE.fullmatch(str(value)) is not None
    return value is not None


def likely_orders(profile: Profile, table: Table) -> dict[str, DayOrder]:
    """For day columns that need one: the order in which most cells are days; the first where both fit equally."""
    told: dict[str, DayOrder] = {}
    places = profile.places(table.headings)
    for name, place in places.items():
        column = profile.ledger.column(name)
        cells = list(
            dict.fromkeys(record.cells[place] for record in table.records if record.cells[place].strip())
        )
        if isinstance(column.kind, Day) and cells and _readable(column, cells[: SAMPLED * 10]) < 0.5:
            fits = {order: _readable(column, [year_first(cell, order) for cell in cells]) for order in ORDERS}
            if max(fits.values()) > 0.5:
                told[name] = max(ORDERS, key=lambda order: fits[order])
    return told


def unknown_spellings(profile: Profile, table: Table, column: Column) -> dict[str, int]:
    """Cells of a column held to a list that neither the list nor the profile knows, the commonest first."""
    place = profile.places(table.headings).get(column.name)
    if place is None or not isinstance(column.kind, OneOf | SomeOf):
        return {}
    counted: dict[str, int] = {}
    for record in table.records:
        cell = narrowed(record.cells[place])
        counted[cell] = counted.get(cell, 0) + 1
    return {
        cell: rows
        for cell, rows in sorted(counted.items(), key=lambda entry: -entry[1])
        if cell and not _can_read(column, profile.spelled(column.name, cell))
    }


def listed(column: Column) -> tuple[str, ...]:
    """The names that a column held to a list may hold; none for any other."""
    return reference_list(column.kind.list_name).names if isinstance(column.kind, OneOf | SomeOf) else ()


def may_be_numbered(profile: Profile) -> list[Column]:
    """The columns that may be joined out of several: the ledger's own number."""
    return [
        column for column in profile.ledger.columns if isinstance(column.kind, Number) and column.required
    ]
