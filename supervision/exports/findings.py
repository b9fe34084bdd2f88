"""Every finding of an upload as a table to work through in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

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
