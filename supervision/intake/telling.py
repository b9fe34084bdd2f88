"""What was understood of a file, and the clean file that it should have been."""

from __future__ import annotations

import csv
import io
from typing import Any

from supervision.intake.reading import Table


def described(table: Table) -> dict[str, Any]:
    """What was understood, as `read --json` tells it."""
    return {
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "quote": table.quote,
        "heading_line": table.heading_line,
        "headings": list(table.whole_headings),
        "records": len(table.records),
        "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in table.skipped],
    }


def write_clean(table: Table) -> bytes:
    """RFC 4180: headings and every record, UTF-8 without a byte-order mark, cells as they stand."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.whole_headings)
    writer.writerows(record.cells for record in table.records)
    return text.getvalue().encode("utf-8")
