"""One table on its way through the checks: every cell read once, every row accepted or told why it waits.

Columns are checked one after another and every distinct cell text only once, which is what makes
a million rows bearable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import doubt, narrowed, read_cell
from supervision.intake.day_orders import year_first
from supervision.intake.named_beside import heads_names, without_named
from supervision.intake.placing import is_all_open, placed, safe_until
from supervision.intake.privacy import masked
from supervision.intake.profiles import Joined, Profile, same_heading
from supervision.intake.reading import Record, Table
from supervision.intake.time_allowed import OFTEN, hold_to_time
from supervision.ledgers.declaration import Column, FreeText, Ledger
from supervision.ledgers.reference import organ_of_body
from supervision.ledgers.rows import Finding, WaitingRow
from supervision.text import Text


@dataclass
class Work:
    """One table on its way through the checks."""

    table: Table
    profile: Profile
    today: date

    def __post_init__(self) -> None:
        self.places = self.profile.places(self.table.headings)
        self.parts = self.profile.parts(self.table.headings)
        self.placed = placed(self.profile, self.table.headings, self.places, self.parts)
        self.named_at = [
            place
            for place, entry in enumerate(self.placed)
            if entry.why == "never_stored" and heads_names(entry.heading)
        ]
        self.records: tuple[Record, ...] = without_named(self.table.records, self.named_at, self._texts_at())
        self.values: dict[str, list[Any]] = {}
        self.refused: dict[int, list[Finding]] = defaultdict(list)
        self.findings: list[Finding] = []
        self.found_rows: set[int] = set()
        self.cells_kept: dict[int, dict[str, str]] = {}
        self.keys: list[str | None] = []

    def _texts_at(self) -> list[int]:
        texts = [column.name for column in self.ledger.columns if isinstance(column.kind, FreeText)]
        alone = [self.places[name] for name in texts if name in self.places]
        return alone + [place for name in texts for place in self.parts.get(name, ())]

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
                self.values[column.name] = [self.constant(column)] * len(self.records)
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

    def constant(self, column: Column) -> Any:
        """What every row holds in a column for which the file has no heading."""
        told = self.profile.constants.get(column.name)
        return read_cell(column.kind, told, self.today) if told is not None else None

    def _read_column(self, column: Column, raws: Sequence[str]) -> list[Any]:
        place = self._place(column)
        seen: dict[str, tuple[Any, CellProblem | None]] = {}
        values: list[Any] = []
        for row, raw in enumerate(raws):
            if row % OFTEN == 0:
                hold_to_time()
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

    def read_alone(self, column: Column, raw: str) -> tuple[Any, bool]:
        """What a cell means wherever it stands, and whether a person has to hear of it."""
        value, problem = self._read_once(column, raw)
        return value, problem is not None or doubt(column.kind, value) is not None

    def _tell_organs(self, column: Column) -> None:
        organs, bodies = self.values[column.name], self.values[column.from_body]
        told = {body: organ_told(body) for body in set(bodies)}
        self.values[column.name] = [organ or told[body] for organ, body in zip(organs, bodies, strict=True)]

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


def organ_told(body: str | None) -> str | None:
    """The kind of organ where its own cell is empty."""
    return organ_of_body(body) if body else None


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
