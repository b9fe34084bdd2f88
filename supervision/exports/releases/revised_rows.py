"""The rows that have changed a release's figures since, by their numbers; what they say stays in the ledger."""

from __future__ import annotations

from supervision.exports.tables import csv_bytes
from supervision.releases.causes import Way
from supervision.releases.revising import Revisions
from supervision.releases.revision_words import WHYS
from supervision.text import Language, Text

HEADINGS = (
    Text(zh="指标", en="figure"), Text(zh="批次", en="batch"), Text(zh="原因", en="why"), Text(zh="台账", en="ledger"),
    Text(zh="编号", en="number"), Text(zh="变化", en="change"), Text(zh="更改的列", en="columns changed"),
)  # fmt: skip
WAYS: dict[Way, Text] = {
    "in": Text(zh="计入", en="counted in"),
    "out": Text(zh="不再计入", en="no longer counted"),
    "changed": Text(zh="更改", en="changed"),
}


def rows_csv(found: Revisions, language: Language) -> bytes:
    """One line for every row, figure and batch."""
    return csv_bytes(
        [heading.in_language(language) for heading in HEADINGS],
        (
            [
                figure.told.title.in_language(language),
                cause.batch.batch,
                WHYS[cause.why].in_language(language),
                cause.ledger.title.in_language(language),
                row.key,
                WAYS[row.way].in_language(language),
                "、".join(cause.ledger.column(name).title.in_language(language) for name in row.columns),
            ]
            for figure in found.figures
            for cause in figure.causes
            for row in cause.rows
        ),
    )
