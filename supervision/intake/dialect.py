"""Which characters divide a text into cells, told by trying: the right ones give rows of one width and cells that
look like something.

After van den Burg, Nazábal and Sutton, “Wrangling messy CSV files by detecting row and type patterns” (2019).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from supervision.intake.kinds import bare, is_blank, kind_of
from supervision.intake.phrases import put_together
from supervision.intake.quoting import Dialect
from supervision.intake.records import with_care

USUAL = (",", "\t", ";", "|")
# What else divides cells somewhere, and how far to believe it: all of these stand within ordinary cells too.
_LIKELY = {
    ",": 1.0,
    "\t": 1.0,
    ";": 1.0,
    "|": 1.0,
    "^": 0.8,
    "~": 0.8,
    "§": 0.8,
    "，": 0.5,
    ":": 0.5,
    " ": 0.5,
}
_SAMPLE = 120_000
_DECLARED = re.compile(r"sep=(.)(?:\r\n|\n|\r|$)", re.IGNORECASE)
_ROWS_WEIGHED = 1_500


def declared_delimiter(text: str) -> str | None:
    """The delimiter that Excel's own first line `sep=;` names."""
    found = _DECLARED.match(text)
    return found.group(1) if found else None


def find_dialect(text: str, declared: str | None = None) -> tuple[Dialect, int]:
    """The dialect that makes most sense of the text, and the width of most of its rows; width 1 if nothing
    divides it."""
    sample = _sample(text)
    best, best_score, best_width = Dialect(""), 0.0, 1
    for delimiter, likelihood in ({declared: 1.0} if declared else _LIKELY).items():
        if delimiter not in sample or best_score >= 0.9 * likelihood:
            continue  # no sense it could make would be enough
        for dialect in _ways_to_quote(sample, delimiter):
            rows = _rows(sample, dialect, len(text) > len(sample))
            width = _usual_width(rows)
            if delimiter == " ":
                rows, _ = put_together(rows, width)
            score = likelihood * _sense(rows, width, dialect) * (0.95 if dialect.escape else 1.0)
            if score > best_score * 1.0001:
                best, best_score, best_width = dialect, score, width
    if best_width > 1 and _is_spaced(sample, best):
        best = replace(best, spaced=True)
    return best, best_width


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    end = max(text.rfind("\n", 0, _SAMPLE), text.rfind("\r", 0, _SAMPLE))
    return text[: end + 1 or _SAMPLE]


def _rows(sample: str, dialect: Dialect, is_cut: bool) -> list[list[str]]:
    rows = []
    for row in with_care(sample, dialect, 0):
        if not is_blank(row):
            rows.append(row)
            if len(rows) >= _ROWS_WEIGHED:
                return rows
    if is_cut and len(rows) > 10:
        rows.pop()  # the sample may end within it
    return rows


def _ways_to_quote(sample: str, delimiter: str) -> list[Dialect]:
    quote = _quote_used(sample, delimiter)
    ways = [Dialect(delimiter, quote)]
    if "\\" + quote in sample and not _is_sound(sample, delimiter, quote):
        ways.append(Dialect(delimiter, quote, "\\"))
    return ways


def _is_sound(sample: str, delimiter: str, quote: str) -> bool:
    """Quotes doubled, never escaped, and every row as wide as the others: a backslash before a quote ends a cell."""
    strict = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, quotechar=quote, strict=True)
    try:
        widths = {len(row) for row in strict if row}
    except csv.Error:
        return False
    return len(widths) == 1 and widths != {1}


def _quote_used(sample: str, delimiter: str) -> str:
    """The quote that more often both opens and closes cells; the double quote when neither does."""
    edge = re.escape(delimiter)

    def used(quote: str) -> int:
        opening = len(re.findall(rf"(?:^|{edge}) ?{quote}(?=[^\s{edge}{quote}])", sample, re.MULTILINE))
        closing = len(re.findall(rf"(?<=[^\s{edge}{quote}]){quote}(?={edge}|\r|\n|\Z)", sample))
        return min(opening, closing)

    single, double = used("'"), used('"')
    return "'" if single > 2 * double and single > 1 else '"'


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The width above 1 that most rows have; the wider one if two are as common."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 1


def _sense(rows: Sequence[Sequence[str]], width: int, dialect: Dialect) -> float:
    """How much of a table the rows are, from 0 to 1."""
    if width < 2:
        return 0.0
    regular = [row for row in rows if len(row) == width]
    irregular = sum(len(row) not in (1, width) for row in rows)
    if len(regular) * 1.5 < irregular or (len(regular) == irregular < len(rows) / 2):
        return 0.0  # prose has commas too, but never as many twice
    if len(regular) == 1 < len(rows) and (width < 3 or dialect.delimiter not in USUAL):
        return 0.0
    lone = sum(len(row) == 1 for row in rows[:40]) + sum(len(row) == 1 for row in rows[40:][-10:])
    steadiness = len(regular) / max(len(rows) - 0.8 * min(lone, len(rows) // 2), 1)
    known = sum(_likeness(cell, dialect) for row in regular for cell in row) / (width * len(regular))
    return float(min(steadiness, 1.0) ** 1.5 * known**2 * (1 - 1 / width) ** 0.5)


def _likeness(cell: str, dialect: Dialect) -> float:
    """How much a cell looks like one whole cell, rather than part of one or several."""
    kind = kind_of(cell)
    if kind == "empty":
        return 0.9
    if kind != "text":
        return 1.0
    said = bare(cell)
    if said[0] == dialect.quote or said[-1] == dialect.quote or said.count(dialect.quote) % 2:
        return 0.2
    if dialect.escape and dialect.quote * 2 in said:
        return 0.2  # that is how quotes are doubled, not escaped
    if said[0] in ",;|，；、:/)" or (said[0] in "'\"" and said[-1] != said[0]):
        return 0.3
    if dialect.delimiter != "," and "," in said:
        return 0.6
    return 0.5 if any(sign in said for sign in "\t;|") else 0.95


def _is_spaced(sample: str, dialect: Dialect) -> bool:
    """A space follows every delimiter outside quotes, so that it is no part of the cells."""
    quote = re.escape(dialect.quote)
    outside = re.sub(rf"{quote}(?:[^{quote}\r\n]|{quote}{quote})*{quote}", "", sample)
    count = outside.count(dialect.delimiter)
    return (
        dialect.delimiter not in " \t"
        and count > 1
        and outside.count(dialect.delimiter + " ") >= 0.98 * count
    )
