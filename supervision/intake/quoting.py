"""One record and its quotes: every way to take them, and the one that makes a row like its neighbours."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

_OPENINGS_TRIED = 12
_FARTHEST = 100_000  # characters that a cell may run on beyond its first line while its quotes are in doubt
_UNLIKE_OTHERS = 4  # as strange as this is a row of another width than its neighbours
_ALL = -2
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Dialect:
    """`delimiter` is empty for a single column; `escape` is empty where quotes are doubled."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    spaced: bool = False
    """Each delimiter is followed by a space that belongs to it."""

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A cell without quotes."""
        return re.compile(rf"[^{re.escape(self.delimiter)}\r\n]*")

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """A quote that opens a cell, after spaces where spaces divide nothing."""
        return re.compile(rf"{'' if self.delimiter == ' ' else ' *'}{re.escape(self.quote or 'x(?!x)x')}")

    @cached_property
    def starts(self) -> re.Pattern[str]:
        """Every place of a line at which a quote could open a cell."""
        edge = f"{re.escape(self.delimiter)} *|" if self.delimiter else ""
        return re.compile(rf"(?:{edge}\A *){re.escape(self.quote or 'x(?!x)x')}")

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """What may follow a quote that closes a cell: a delimiter or the line's end, or white space before it."""
        edge = re.escape(self.delimiter) + "|" if self.delimiter else ""
        padding = {"\t": " *", " ": "\t*"}.get(self.delimiter, "[ \t]*")
        return re.compile(rf"({padding})(?={edge}\r|\n|\Z)")

    @property
    def options(self) -> dict[str, Any]:
        """The same for the csv module."""
        return {
            "delimiter": self.delimiter or "\x1f",
            "quotechar": self.quote or '"',
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "doublequote": not self.escape,
            "escapechar": self.escape or None,
            "skipinitialspace": self.spaced,
            "strict": True,
        }


class Reading(NamedTuple):
    """One record read one way. It is tidy if its quotes stand where quotes should."""

    cells: list[str]
    end: int
    tidy: bool
    openings: int


class Way(NamedTuple):
    """How to take the quotes of quoted cells, by their number from 0: the `literal` one opens nothing, the
    `skipped` one's first closing quote closes nothing, and in a `loose` one a doubled quote before a delimiter
    is a quote and the cell's end."""

    literal: int = -1
    loose: int = -1
    skipped: int = -1


def read_record(text: str, at: int, dialect: Dialect, way: Way, stop: int) -> Reading | None:
    """The record that begins at `at`, its end before the line break; None if a quote stays open until `stop`."""
    cells: list[str] = []
    tidy, openings, size = True, 0, len(text)
    delimiter = dialect.delimiter
    while True:
        opening = dialect.opening.match(text, at) if dialect.quote else None
        quoted = None
        if opening:
            if openings != way.literal:
                is_loose = way.loose in (openings, _ALL)
                quoted = _quoted(text, opening.end(), dialect, stop, is_loose, openings == way.skipped)
                if quoted is None:
                    return None
            openings += 1
        if quoted is not None:
            cell, at, well = quoted
            tidy = tidy and well
        else:
            found = dialect.bare.match(text, at)
            assert found is not None
            cell, at = found.group(), found.end()
        cells.append(cell)
        if at >= size or not delimiter or not text.startswith(delimiter, at):
            return Reading(cells, at, tidy, openings)
        at += len(delimiter)
        if dialect.spaced and text.startswith(" ", at):
            at += 1


def _quoted(
    text: str, begin: int, dialect: Dialect, stop: int, is_loose: bool, is_skipped: bool
) -> tuple[str, int, bool] | None:
    """A quoted cell's content, the place after it, and whether all its quotes were in order."""
    quote, at, tidy = dialect.quote, begin, True
    after_skip = -1
    while True:
        hit = text.find(quote, at, stop)
        if hit < 0:
            return None
        if dialect.escape and _is_escaped(text, begin, hit, dialect.escape):
            at = hit + 1
            continue
        if not dialect.escape and text.startswith(quote, hit + 1):
            if not is_loose or not dialect.closing.match(text, hit + 2):
                at = hit + 2
                continue
            hit += 1  # the first of the two is part of the cell
        if suffix := dialect.closing.match(text, hit + 1):
            if is_skipped and after_skip < 0:
                tidy, at = False, hit + 1
                after_skip = at
                continue
            if after_skip >= 0 and re.search(
                re.escape(dialect.delimiter) + " ?" + re.escape(quote), text[after_skip:hit]
            ):
                return None  # a cell begins in between
            return _unescaped(text[begin:hit], dialect) + suffix.group(1), suffix.end(), tidy
        tidy = False
        at = hit + 1


def _is_escaped(text: str, begin: int, hit: int, escape: str) -> bool:
    count = 0
    while hit - count > begin and text[hit - count - 1] == escape:
        count += 1
    return count % 2 == 1


def _unescaped(cell: str, dialect: Dialect) -> str:
    if not dialect.escape:
        return cell.replace(dialect.quote * 2, dialect.quote)
    escape = re.escape(dialect.escape)
    return re.sub(rf"{escape}([{escape}{re.escape(dialect.quote)}])", r"\1", cell)


def divided(line: str, dialect: Dialect) -> list[str]:
    if not dialect.delimiter:
        return [line]
    cells = line.split(dialect.delimiter)
    return [cells[0], *(cell.removeprefix(" ") for cell in cells[1:])] if dialect.spaced else cells


def is_sound(reading: Reading, text: str, at: int, line_end: int, dialect: Dialect, width: int) -> bool:
    if not width:
        return reading.tidy or reading.end <= line_end
    if len(reading.cells) != width or not reading.tidy:
        return False
    return reading.end <= line_end or not holds_rows(reading.cells, dialect, width)


def holds_rows(row: list[str], dialect: Dialect, width: int) -> bool:
    """A cell that spans lines has swallowed rows if lines inside it would be rows by themselves."""
    if width < 3:
        return False
    for cell in row:
        lines = _BREAK.split(cell)[1:-1]
        if any(line.count(dialect.delimiter) == width - 1 for line in lines):
            return True
    return False


def best_reading(
    text: str, at: int, line_end: int, dialect: Dialect, width: int, plain: Reading | None, reach: int
) -> tuple[Reading, int]:
    """The reading that gives a row like the others, and how many characters were read in search of it."""
    cost = 0
    fallback: Reading | None = plain if plain is not None and plain.end <= line_end else None
    runs_on = plain is None or plain.end > line_end
    for stop in dict.fromkeys((line_end, min(reach, line_end + _FARTHEST) if runs_on else line_end)):
        best, least = None, 99
        for way, belief in _ways(text, at, line_end, dialect):
            if least <= belief or (not width and fallback is not None):
                break  # no later way asks less
            reading = read_record(text, at, dialect, way, stop)
            cost += (reading.end if reading else stop) - at
            if reading is None or (reading.end > line_end and not reading.tidy):
                continue
            fits = len(reading.cells) == width
            strange = _strangeness(reading, way, dialect) + _UNLIKE_OTHERS * (not fits)
            if width and (fits or way == Way()) and strange < least:
                best, least = reading, strange
            if fallback is None and reading.end <= line_end:
                fallback = reading
        if best is not None:
            return best, cost
    if plain is not None and (plain.end <= line_end or plain.tidy):
        return plain, cost
    if fallback is not None:
        return fallback, cost
    line = text[at:line_end]
    return Reading(divided(line, dialect), line_end, False, 0), cost + line_end - at


def _ways(text: str, at: int, line_end: int, dialect: Dialect) -> Iterator[tuple[Way, int]]:
    """Ways to take the quotes, those that ask less belief first, each with the least that it asks."""
    yield Way(), 0
    if line_end - at > _FARTHEST:
        return
    tried = range(min(len(dialect.starts.findall(text[at:line_end])), _OPENINGS_TRIED))
    yield Way(loose=_ALL), 1
    yield from ((Way(loose=k), 1) for k in tried)
    yield from ((Way(k), 1) for k in tried)
    yield from ((Way(k, _ALL), 2) for k in tried)
    yield from ((Way(skipped=k), 4) for k in tried)


def _strangeness(reading: Reading, way: Way, dialect: Dialect) -> int:
    """How far a reading asks one to believe in odd quotes."""
    quote, delimiter = dialect.quote, dialect.delimiter
    strange = 2 * (not reading.tidy) + (way.loose != -1) + (way.literal >= 0) + 2 * (way.skipped >= 0)
    for cell in reading.cells:
        if quote in cell:
            strange += 3 * (len(cell) > 1 and cell[0] == quote == cell[-1])
            strange += 2 * (cell.count(quote) % 2)
            strange += cell[0] == " " and not dialect.spaced
            if not reading.tidy or way != Way():
                strange += (delimiter + quote in cell) + (quote + delimiter in cell)
    return strange
