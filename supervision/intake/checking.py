"""A table and a profile become checked rows: every record accepted, waiting or skipped, none lost.

Columns are checked one after another and every distinct cell text only once, which is what makes
a million rows bearable; a row waits as soon as one of its cells can't be taken.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.intake.cells import CellProblem, doubt, narrowed, read_cell
from supervision.intake.month import month_stated
from supervision.intake.placing import placed, safe_until
from supervision.intake.privacy import masked
from supervision.intake.profiles import Profile, all_profiles, profile_named, recognise, same_heading
from supervision.intake.reading import Record, Table, read
from supervision.ledgers.declaration import Column, Ledger
from supervision.ledgers.reference import organ_of_body
from supervision.ledgers.rows import CheckedFile, Finding, RefusedFile, WaitingRow
from supervision.text import Refusal, Text


def check_file(
    content: bytes, name: str, today: date, profile_name: str | None = None
) -> CheckedFile | RefusedFile:
    """Read, recognise and check one export. Never raises for what a file holds: it is refused with a reason."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        table = read(content, name)
        profile = (
            _insisted(profile_name, table, name)
            if profile_name
            else recognise(table.headings, all_profiles(), name)
        )
    except Refusal as refusal:
        return RefusedFile(name, sha256, len(content), refusal.sentence)
    work = _Work(table, profile, today)
    work.read_columns()
    work.check_rows()
    work.keep_cells()
    return CheckedFile(
        name=name,
        sha256=sha256,
        size=len(content),
        ledger=profile.ledger,
        profile=profile.name,
        source=profile.constants.get("source"),
        encoding=table.encoding,
        stated_month=month_stated(name, table.titles),
        columns=work.accepted(),
        lines=[work.records[row].line for row in work.good_rows],
        keys=[work.keys[row] or "" for row in work.good_rows],
        waiting=tuple(work.waiting_rows()),
        skipped=_skipped_below(table),
        records=len(table.records) + _skipped_below(table),
        findings=tuple(sorted(work.findings, key=lambda finding: finding.line)),
        notes=(*table.notes, *work.notes()),
        placed=work.placed,
        found_cells={work.records[row].line: cells for row, cells in sorted(work.cells_kept.items())},
    )


def _insisted(profile_name: str, table: Table, name: str) -> Profile:
    profile = profile_named(profile_name)
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
        self.placed = placed(self.profile, self.table.headings, self.places)
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
            if column.name in self.places:
                self.values[column.name] = self._read_column(column, self.places[column.name])
            else:
                self.values[column.name] = [self.profile.constants.get(column.name)] * len(self.records)
        for column in self.ledger.columns:
            if column.from_body:
                self._tell_organs(column)
        self.keys = [self._key(row) for row in range(len(self.records))]

    def _read_column(self, column: Column, place: int) -> list[Any]:
        spelled = self.profile.values.get(column.name, {})
        seen: dict[str, tuple[Any, CellProblem | None]] = {}
        values: list[Any] = []
        for row, record in enumerate(self.records):
            raw = record.cells[place]
            if raw not in seen:
                seen[raw] = self._read_once(column, spelled.get(narrowed(raw), raw) if spelled else raw)
            value, problem = seen[raw]
            values.append(value)
            if problem is not None:
                self._find(row, column, place, problem.problem, problem.remedy, refused=True)
            elif (warning := doubt(column.kind, value)) is not None:
                self._find(row, column, place, *warning, refused=False)
        return values

    def _read_once(self, column: Column, raw: str) -> tuple[Any, CellProblem | None]:
        try:
            value = read_cell(column.kind, raw, self.today)
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
            column=self.table.headings[place],
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
                    self._find(row, later, self.places[later.name], problem, remedy, refused=True)
        for row, record in enumerate(self.records):
            if len(record.cells) > len(self.table.headings):
                self._too_long(row, record)

    def _too_long(self, row: int, record: Record) -> None:
        """A row with more cells than headings may have shifted: which cell belongs where can't be told."""
        finding = Finding(
            line=record.line,
            column=self.table.headings[-1],
            cell=masked(record.cells[-1]) if self._may_show(row, len(self.table.headings) - 1) else "",
            problem=Text(
                zh=f"这一行有{len(record.cells)}格，多于表头的{len(self.table.headings)}格，可能错位",
                en=f"This row has {len(record.cells)} cells under {len(self.table.headings)} headings and may have shifted.",
            ),
            remedy=Text(zh="请检查该行是否多了分隔符", en="Look for a separator too many."),
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
        for row in self.found_rows:
            cells = self.records[row].cells
            self.cells_kept[row] = {
                self.table.headings[place]: masked(cells[place])
                for place in self.places.values()
                if self._may_show(row, place)
            }

    def _may_show(self, row: int, place: int) -> bool:
        """Not in a row that has shifted, where a complainant's name may stand under another heading."""
        return len(self.records[row].cells) <= len(self.table.headings) or place < safe_until(self.placed)

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
