"""A table and a profile become checked rows: every record accepted, waiting or skipped, none lost.

Columns are checked one after another and every distinct cell text only once, which is what makes
a million rows bearable; a row waits as soon as one of its cells can't be taken.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.intake.alignment import hold_to_headings
from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import doubt, narrowed, read_cell
from supervision.intake.day_orders import year_first
from supervision.intake.month import month_stated
from supervision.intake.placing import is_all_open, placed, safe_until
from supervision.intake.privacy import masked
from supervision.intake.profile_texts import own_profiles, profile_named
from supervision.intake.profiles import Joined, Profile, recognise, same_heading
from supervision.intake.reading import Record, Table, read
from supervision.ledgers.declaration import Column, Ledger
from supervision.ledgers.reference import organ_of_body
from supervision.ledgers.rows import CheckedFile, Finding, RefusedFile, WaitingRow
from supervision.text import Refusal, Text

_NUMBERED = Text(
    zh="{name}：这种来源的行按在文件中的先后编号，不能单独更正；请在源文件中改好后重新录入整个文件。",
    en="{name}: rows of this profile are numbered by their place in the file and can't be mended one by one; mend the "
    "file and load it again.",
)


def check_file(
    content: bytes,
    name: str,
    today: date,
    profile_name: str | None = None,
    profiles: Sequence[Profile] | None = None,
) -> CheckedFile | RefusedFile:
    """Read, recognise and check one export. Never raises for what a file holds: it is refused with a reason.

    `profiles` are those to choose from, by default the ones that come with the program.
    """
    profiles = own_profiles() if profiles is None else profiles
    sha256 = hashlib.sha256(content).hexdigest()
    name = masked(name)
    try:
        table = read(content, name)
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), _masked(refusal.sentence))
    try:
        profile = (
            _insisted(profile_named(profile_name, profiles), table, name)
            if profile_name
            else recognise(table.headings, profiles, name)
        )
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), _masked(refusal.sentence), unknown=content)
    try:
        hold_to_headings(table, profile, name)
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), _masked(refusal.sentence))
    return check_table(table, profile, name, sha256, len(content), today, month_stated(name, table.titles))


def check_rows(
    rows: Mapping[int, Mapping[str, str]], profile: Profile, today: date, name: str, stated_month: date
) -> CheckedFile:
    """Check rows that somebody corrected under their source's own headings, by line, as a file of them would be.

    Refusal when the profile is gone or needs another column by now.
    """
    headings = tuple(dict.fromkeys(heading for cells in rows.values() for heading in cells))
    records = tuple(
        Record(line, tuple(cells.get(heading, "") for heading in headings))
        for line, cells in sorted(rows.items())
    )
    table = Table("", None, None, 0, headings, (), headings, (), records, (), ())
    content = repr(records).encode()
    sha256 = hashlib.sha256(content).hexdigest()
    _insisted(profile, table, name)
    if any(how.numbered for how in profile.joined.values()):
        raise Refusal(_NUMBERED.with_values(name=name))
    return check_table(table, profile, name, sha256, len(content), today, stated_month)


def check_table(
    table: Table, profile: Profile, name: str, sha256: str, size: int, today: date, stated_month: date | None
) -> CheckedFile:
    """A table that was read already, checked by one profile."""
    work = _Work(table, profile, today)
    work.read_columns()
    work.check_rows()
    work.keep_cells()
    return CheckedFile(
        name=name,
        sha256=sha256,
        size=size,
        ledger=profile.ledger,
        profile=profile.name,
        profile_title=profile.title,
        source=profile.constants.get("source"),
        encoding=table.encoding,
        stated_month=stated_month,
        columns=work.accepted(),
        lines=[work.records[row].line for row in work.good_rows],
        keys=[work.keys[row] or "" for row in work.good_rows],
        waiting=tuple(work.waiting_rows()),
        skipped=_skipped_below(table),
        records=len(table.records) + _skipped_below(table),
        findings=tuple(sorted(work.findings, key=lambda finding: finding.line)),
        notes=tuple(_masked(note) for note in (*table.notes, *work.notes())),
        placed=work.placed,
        found_cells={work.records[row].line: cells for row, cells in sorted(work.cells_kept.items())},
    )


def _masked(sentence: Text) -> Text:
    """A row taken for headings, or a sheet's name, may hold a number too."""
    return Text(zh=masked(sentence.zh), en=masked(sentence.en))


def _insisted(profile: Profile, table: Table, name: str) -> Profile:
    if missing := profile.lacks(table.headings):
        raise Refusal(
            Text(
                zh="{name}：按“{title}”读取时缺少必需的列：{missing}。请换一种来源，或补上该列。",
                en="{name}: read as “{title}”, required columns are missing: {missing}. Choose another profile, "
                "or add them.",
            ).with_values(name=name, title=profile.title, missing="、".join(missing))
        )
    return profile


def _skipped_below(table: Table) -> int:
    return sum(skipped.line > table.heading_line for skipped in table.skipped)


@dataclass
class _Work:
    """One table on its way through the checks."""

    table: Table
    profile: Profile
    today: date

    def __post_init__(self) -> None:
        self.records: tuple[Record, ...] = self.table.records
        self.places = self.profile.places(self.table.headings)
        self.parts = self.profile.parts(self.table.headings)
        self.placed = placed(self.profile, self.table.headings, self.places, self.parts)
        self.values: dict[str, list[Any]] = {}
        self.refused: dict[int, list[Finding]] = defaultdict(list)
        self.findings: list[Finding] = []
        self.found_rows: set[int] = set()
        self.cells_kept: dict[int, dict[str, str]] = {}
        self.keys: list[str | None] = []

    @property
    def ledger(self) -> Ledger:
        return self.profile.ledger

    def read_columns(self) -> None:
        for column in self.ledger.columns:
            if column.name in self.parts:
                raws = self._joined(self.profile.joined[column.name], self.parts[column.name])
                self.values[column.name] = self._read_column(column, raws)
            elif column.name in self.places:
                place = self.places[column.name]
                self.values[column.name] = self._read_column(
                    column, [record.cells[place] for record in self.records]
                )
            else:
                self.values[column.name] = self._constant(column)
        for column in self.ledger.columns:
            if column.from_body:
                self._tell_organs(column)
        self.keys = [self._key(row) for row in range(len(self.records))]

    def _joined(self, how: Joined, places: Sequence[int]) -> list[str]:
        """One cell a row out of several; empty where all of them are."""
        joined: list[str] = []
        alike: Counter[str] = Counter()
        for record in self.records:
            cells = [narrowed(record.cells[place]) for place in places]
            text = how.separator.join(cells) if any(cells) else ""
            alike[text] += 1
            is_again = how.numbered and text and alike[text] > 1
            joined.append(f"{text}{how.separator}{alike[text]}" if is_again else text)
        return joined

    def _constant(self, column: Column) -> list[Any]:
        told = self.profile.constants.get(column.name)
        value = read_cell(column.kind, told, self.today) if told is not None else None
        return [value] * len(self.records)

    def _read_column(self, column: Column, raws: Sequence[str]) -> list[Any]:
        place = self._place(column)
        seen: dict[str, tuple[Any, CellProblem | None]] = {}
        values: list[Any] = []
        for row, raw in enumerate(raws):
            if raw not in seen:
                seen[raw] = self._read_once(column, raw)
            value, problem = seen[raw]
            values.append(value)
            if problem is not None:
                self._find(row, column, place, problem.problem, problem.remedy, refused=True)
            elif (warning := doubt(column.kind, value)) is not None:
                self._find(row, column, place, *warning, refused=False)
        return values

    def _place(self, column: Column) -> int:
        """Where a finding about the column points: its own cell, or the first of those it is made of."""
        return self.parts[column.name][0] if column.name in self.parts else self.places[column.name]

    def _read_once(self, column: Column, raw: str) -> tuple[Any, CellProblem | None]:
        told = self.profile.spelled(column.name, raw)
        if (order := self.profile.days.get(column.name)) is not None:
            told = year_first(told, order)
        try:
            value = read_cell(column.kind, told, self.today)
        except CellProblem as problem:
            return None, problem
        if value is None and column.required:
            return None, CellProblem(
                Text(zh="必填的单元格是空的", en="This cell may not be empty."),
                Text(
                    zh=f"请填写{column.title.zh}，例如 {column.example}",
                    en=f"Fill it in, e.g. {column.example}.",
                ),
            )
        return value, None

    def _tell_organs(self, column: Column) -> None:
        organs, bodies = self.values[column.name], self.values[column.from_body]
        told = {body: organ_of_body(body) for body in set(bodies) if body}
        self.values[column.name] = [
            organ or (told[body] if body else None) for organ, body in zip(organs, bodies, strict=True)
        ]

    def _key(self, row: int) -> str | None:
        parts = [self.values[name][row] for name in self.ledger.key]
        return None if any(part is None for part in parts) else " ".join(str(part) for part in parts)

    def _find(
        self, row: int, column: Column, place: int, problem: Text, remedy: Text, *, refused: bool
    ) -> None:
        record = self.records[row]
        finding = Finding(
            line=record.line,
            column=masked(self.table.headings[place]),
            cell=masked(record.cells[place]) if self._may_show(row, place) else "",
            problem=problem,
            remedy=remedy,
            refused=refused,
        )
        self.findings.append(finding)
        self.found_rows.add(row)
        if refused:
            self.refused[row].append(finding)

    def check_rows(self) -> None:
        for order in self.ledger.orders:
            earlier, later = self.ledger.column(order.earlier), self.ledger.column(order.later)
            for row, (first, last) in enumerate(
                zip(self.values[earlier.name], self.values[later.name], strict=True)
            ):
                if first is not None and last is not None and last < first:
                    problem = Text(zh=f"早于{earlier.title.zh}", en=f"This lies before “{earlier.title.en}”.")
                    remedy = Text(zh="请核对这两个日期", en="Compare the two days.")
                    self._find(row, later, self._place(later), problem, remedy, refused=True)
        for row, record in enumerate(self.records):
            if record.is_shifted or len(record.cells) > len(self.table.headings):
                self._misfit(row, record)

    def _misfit(self, row: int, record: Record) -> None:
        """A row with more or fewer cells than headings may have shifted: which cell belongs where can't be told."""
        finding = Finding(
            line=record.line,
            column=masked(self.table.headings[-1]),
            cell=masked(record.cells[-1]) if self._may_show(row, len(self.table.headings) - 1) else "",
            problem=Text(
                zh="这一行有{cells}格，表头有{headings}格，可能错位",
                en="This row has {cells} cells under {headings} headings and may have shifted.",
            ).with_values(cells=len(record.cells) - record.missing, headings=len(self.table.headings)),
            remedy=Text(
                zh="请检查该行是否多了或少了分隔符",
                en="Look for a separator too many or too few.",
            ),
            refused=True,
        )
        self.findings.append(finding)
        self.found_rows.add(row)
        self.refused[row].append(finding)

    @property
    def good_rows(self) -> list[int]:
        return [row for row in range(len(self.records)) if row not in self.refused]

    def accepted(self) -> dict[str, list[Any]]:
        rows = self.good_rows
        if len(rows) == len(self.records):
            return self.values
        return {name: [values[row] for row in rows] for name, values in self.values.items()}

    def waiting_rows(self) -> list[WaitingRow]:
        return [
            WaitingRow(
                line=self.records[row].line,
                key=self.keys[row],
                day=self.values[self.ledger.day][row] if self.ledger.day else None,
                source=self.values["source"][row] if "source" in self.values else None,
                cells=self.cells_kept[row],
                reasons=tuple(reasons),
            )
            for row, reasons in sorted(self.refused.items())
        ]

    def keep_cells(self) -> None:
        """As the source wrote them; columns nobody declared may hold anything, so they are not kept."""
        places = (*self.places.values(), *(place for parts in self.parts.values() for place in parts))
        for row in self.found_rows:
            cells = self.records[row].cells
            self.cells_kept[row] = {
                masked(self.table.headings[place]): masked(cells[place])
                for place in dict.fromkeys(places)
                if self._may_show(row, place)
            }

    def _may_show(self, row: int, place: int) -> bool:
        """Not in a row that has shifted, where a complainant's name may stand under another heading."""
        record = self.records[row]
        if record.is_shifted and record.missing:
            return is_all_open(self.placed)  # to the left, from a place that can't be told
        return len(record.cells) <= len(self.table.headings) or place < safe_until(self.placed)

    def notes(self) -> list[Text]:
        unknown = [
            heading for heading in self.table.headings if heading.strip() and not self.profile.knows(heading)
        ]
        return _twice(self.table.headings) + (
            [
                Text(
                    zh="以下各列不在“{title}”之内，未录入：{unknown}",
                    en="These columns are not part of “{title}” and were left out: {unknown}",
                ).with_values(title=self.profile.title, unknown="、".join(unknown))
            ]
            if unknown
            else []
        )


def _twice(headings: Sequence[str]) -> list[Text]:
    compared = [same_heading(heading) for heading in headings if heading.strip()]
    doubled = sorted({heading for heading in compared if compared.count(heading) > 1})
    return [
        Text(
            zh=f"表头“{heading}”出现不止一次，只用了第一列。",
            en=f"The heading “{heading}” stands more than once; only the first was used.",
        )
        for heading in doubled
    ]
