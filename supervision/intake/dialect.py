"""How a text is cut into cells: delimiter and quote by evidence, damaged rows without harm to their neighbours."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

DELIMITERS = (",", "\t", ";", "|", "^", "~", ":", " ")
USUAL = frozenset(",\t;|")
QUOTES = ('"', "'")
SAMPLE = 1 << 17
LONGEST_RECORD = 2_000
"""Lines that one quoted cell may span before its quote is taken for a stray one."""

_KNOWN_CELL = re.compile(
    r"\s*(?:|[-+]?[\d,.]+%?|[\d\s\-/.:年月日时分秒TZ+]+|[^\W\d_][\w .\-()（）]{0,30}|https?://\S+|\S+@\S+|\w{1,24})\s*",
)


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    quote: str | None
    escape: str | None = None

    @property
    def options(self) -> dict[str, Any]:
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote or '"',
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "doublequote": self.escape is None,
            "escapechar": self.escape,
            "skipinitialspace": self.delimiter != " ",
        }


def find_dialect(text: str) -> tuple[Dialect, str]:
    """The dialect under which the text looks most like a table, and the text less Excel's `sep=` line."""
    if declared := re.match(r"sep=(.)\r?\n", text):
        body = text[declared.end() :]
        return Dialect(declared.group(1), _quote_used(body, declared.group(1))), body
    sample = text[:SAMPLE]
    if len(text) > SAMPLE and "\n" in sample:
        sample = sample[: sample.rindex("\n") + 1]
    best, best_score = Dialect(",", '"'), 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        for quote in {_quote_used(sample, delimiter), '"'}:
            dialect = Dialect(delimiter, quote, _escape_used(sample, quote))
            score = _score(sample, dialect)
            if score > best_score:
                best, best_score = dialect, score
    return best, text


def _quote_used(sample: str, delimiter: str) -> str:
    """The quote that more often opens or closes a cell; the double quote when neither does."""
    edge = re.escape(delimiter)

    def used(quote: str) -> int:
        return len(re.findall(rf"(?:^|{edge}|\n) ?{quote}|{quote}(?:{edge}|\r?\n|$)", sample))

    return "'" if used("'") > 2 * used('"') and used("'") > 3 else '"'


def _escape_used(sample: str, quote: str) -> str | None:
    escaped = sample.count("\\" + quote)
    return "\\" if escaped and escaped > sample.count(quote + quote) else None


def _score(sample: str, dialect: Dialect) -> float:
    """Rows of one width, many columns, cells of known kinds: after van den Burg, Nazábal and Sutton (2019)."""
    rows = [row for row in split(sample, dialect) if any(cell.strip() for cell in row)]
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    pattern = sum(count * (width - 1) / width for width, count in widths.items()) / len(rows)
    steadiness = max(widths.values()) / len(rows)
    cells = [cell for row in rows[:2000] for cell in row if cell.strip()]
    known = sum(_KNOWN_CELL.fullmatch(cell) is not None for cell in cells) / max(len(cells), 1)
    usual = 1.0 if dialect.delimiter in USUAL else 0.6
    return pattern * steadiness**2 * (0.1 + 0.9 * known) * usual


def split(text: str, dialect: Dialect) -> list[list[str]]:
    """Every record of the text, blank ones too; a stray quote harms its own line only."""
    csv.field_size_limit(1 << 28)
    lines = physical_lines(text)
    try:
        rows = list(csv.reader(lines, strict=True, **dialect.options))
    except csv.Error:
        rows = []
    if rows and _is_steady(rows):
        return [_unpadded(row) for row in rows]
    return [_unpadded(row) for row in _with_care(lines, dialect, _usual_width(lines, dialect))]


def physical_lines(text: str) -> list[str]:
    """Lines with one kind of end, whichever of the three stood there, mixed ones too."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = text.split("\n")
    if not parts[-1]:
        parts.pop()
    return [part + "\n" for part in parts]


def _is_steady(rows: Sequence[Sequence[str]]) -> bool:
    return len({len(row) for row in rows if row}) <= 1


def _unpadded(row: list[str]) -> list[str]:
    """A reader that sees only an end of line gives no cell; such a record has one empty one."""
    return row or [""]


def _usual_width(lines: Sequence[str], dialect: Dialect) -> int:
    """The width of most rows, read with cells that span lines, or line by line where a stray quote has
    swallowed the greater part of the file."""
    head = lines[:5000]
    try:
        records: list[list[str]] = list(csv.reader(head, **dialect.options))
    except csv.Error:
        records = []
    spanning = _commonest(len(row) for row in records)
    single = _commonest(len(_one(line, dialect)) for line in head if line.strip())
    return spanning[0] if spanning[1] >= 0.5 * single[1] else single[0]


def _commonest(widths: Iterable[int]) -> tuple[int, int]:
    """The commonest width above one and how often it stands; (1, 0) when there is none."""
    counted = Counter(width for width in widths if width > 1)
    return counted.most_common(1)[0] if counted else (1, 0)


def _one(line: str, dialect: Dialect) -> list[str]:
    """One physical line by itself, whatever its quotes."""
    try:
        row = next(csv.reader([line.rstrip("\n")], **dialect.options), [])
    except csv.Error:
        row = line.rstrip("\n").split(dialect.delimiter)
    return list(row)


def _with_care(lines: Sequence[str], dialect: Dialect, width: int) -> Iterator[list[str]]:
    """Record by record: a quoted cell may span lines only if what comes out is a row like the others."""
    place = 0
    while place < len(lines):
        end = _record_end(lines, place, dialect)
        if end is not None and end > place + 1:
            row = _one("".join(lines[place:end]), dialect)
            if len(row) == width or (len(row) > 1 and len(_stray(lines[place], dialect)) != width):
                yield row
                place = end
                continue
            end = None
        yield _one(lines[place], dialect) if end is not None else _stray(lines[place], dialect)
        place += 1


def _record_end(lines: Sequence[str], place: int, dialect: Dialect) -> int | None:
    """The line after the record that begins at `place`; None when its quotes never balance."""
    if not dialect.quote:
        return place + 1
    quotes = 0
    for end in range(place, min(place + LONGEST_RECORD, len(lines))):
        line = lines[end]
        quotes += line.count(dialect.quote)
        if dialect.escape:
            quotes -= line.count(dialect.escape + dialect.quote)
        if quotes % 2 == 0:
            return end + 1
    return None


def _stray(line: str, dialect: Dialect) -> list[str]:
    """A line whose quotes don't balance: cut at every delimiter outside what is properly quoted."""
    quote = re.escape(dialect.quote or '"')
    edge = re.escape(dialect.delimiter)
    whole = re.compile(rf" ?{quote}((?:[^{quote}]|{quote}{quote})*){quote}(?={edge}|$)|([^{edge}]*)")
    cells, place = [], 0
    line = line.rstrip("\n")
    mark = dialect.quote or '"'
    while True:
        found = whole.match(line, place)
        assert found is not None
        quoted, plain = found.groups()
        cells.append(quoted.replace(mark * 2, mark) if quoted is not None else plain)
        place = found.end()
        if place >= len(line):
            return cells
        place += 1
