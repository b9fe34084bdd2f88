"""The findings of an upload as tables to work through in a spreadsheet: cell by cell, or as the source's own rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supervision.exports.tables import csv_bytes
from supervision.ledgers.rows import CheckedFile, Finding
from supervision.text import Language, Text

WAITS = Text(zh="整行待更正", en="row waits")
TAKEN = Text(zh="仅提醒，已照录", en="taken, look again")

HEADINGS = (
    Text(zh="文件", en="file"),
    Text(zh="行", en="line"),
    Text(zh="列", en="column"),
    Text(zh="单元格", en="cell"),
    Text(zh="问题", en="problem"),
    Text(zh="应怎样写", en="what to write"),
    Text(zh="处理", en="what happens"),
)


def finding_cells(file: CheckedFile, finding: Finding, language: Language) -> list[object]:
    """One finding under HEADINGS: the line as the spreadsheet shows it, the heading as the source wrote it."""
    outcome = WAITS if finding.refused else TAKEN
    return [
        file.name,
        finding.line,
        finding.column,
        finding.cell,
        *(text.in_language(language) for text in (finding.problem, finding.remedy, outcome)),
    ]


def findings_csv(files: Iterable[CheckedFile], language: Language) -> bytes:
    """All findings of all files, none left out."""
    return csv_bytes(
        [heading.in_language(language) for heading in HEADINGS],
        (finding_cells(file, finding, language) for file in files for finding in file.findings),
    )


ROW_HEADINGS = (
    Text(zh="文件", en="file"),
    Text(zh="行", en="line"),
    Text(zh="原因", en="reason"),
    Text(zh="应怎样写", en="what to write"),
)
_REASON = Text(zh="{column}“{cell}”：{problem}", en="{column} “{cell}”: {problem}")


def found_rows_csv(found: Iterable[tuple[CheckedFile, Finding]], language: Language) -> bytes:
    """The rows that these findings stand in, each once, under the source's own headings; the reasons first."""
    rows: dict[tuple[int, int], list[tuple[CheckedFile, Finding]]] = {}
    for file, finding in found:
        rows.setdefault((id(file), finding.line), []).append((file, finding))
    cells = [findings[0][0].found_cells.get(findings[0][1].line, {}) for findings in rows.values()]
    headings = list(dict.fromkeys(heading for row in cells for heading in row))
    return csv_bytes(
        [*(heading.in_language(language) for heading in ROW_HEADINGS), *headings],
        (
            [*_row_cells(findings, language), *(row.get(heading) for heading in headings)]
            for findings, row in zip(rows.values(), cells, strict=True)
        ),
    )


def _row_cells(findings: Sequence[tuple[CheckedFile, Finding]], language: Language) -> list[object]:
    """One row under ROW_HEADINGS; where several of its cells are meant, all of them."""
    file, first = findings[0]
    reasons = (
        _REASON.with_values(column=finding.column, cell=finding.cell, problem=finding.problem)
        for _, finding in findings
    )
    remedies = dict.fromkeys(finding.remedy for _, finding in findings)
    return [
        file.name,
        first.line,
        *(" | ".join(text.in_language(language) for text in told) for told in (reasons, remedies)),
    ]
