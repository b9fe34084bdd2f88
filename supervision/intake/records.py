"""A text is cut into records so that a damaged row harms itself alone.

A sound file goes through the csv module. Where that stumbles, each record is read by itself: if its quotes
yield a row of the wrong width, every other reading of the same quotes is tried, and the one that makes the row
like its neighbours is taken. A quote that never closes ends with its line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from supervision.intake.quoting import (
    Dialect,
    Reading,
    Way,
    best_reading,
    divided,
    holds_rows,
    is_sound,
    read_record,
)
from supervision.intake.time_allowed import OFTEN, hold_to_time

_PATIENCE = (
    12  # times the text's length that may be read again in search of a better reading: keeps it linear
)
LARGE = (
    20_000_000  # characters; above it a few odd rows, such as titles, don't send the whole file the slow way
)
FAULTS_BORNE = 50
_OTHERS = (",", ";", "\t", "|", " ")


def records_of(text: str, dialect: Dialect, width: int) -> tuple[list[list[str]], list[int]]:
    """Every record in its order, blank ones as one empty cell, and which of them had to be mended (from 1)."""
    swift = _swiftly(text, dialect, width)
    if swift is not None:
        return swift, []
    mended: list[int] = []
    return list(with_care(text, dialect, width, mended)), mended


def _swiftly(text: str, dialect: Dialect, width: int) -> list[list[str]] | None:
    """By the csv module, if it finds no fault and no record that only stray quotes can have made."""
    if dialect.escape or (dialect.delimiter + " " + dialect.quote in text and not dialect.spaced):
        return (
            None  # the csv module takes an escape away before any character, and opens no quote after a space
        )
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), **dialect.options)
    line, faulty, is_large = 0, 0, len(text) > LARGE
    try:
        for row in reader:
            if len(rows) % OFTEN == 0:
                hold_to_time()
            if len(row) != width and row:
                faulty += 1
                if not is_large or faulty > FAULTS_BORNE:
                    return None
            if reader.line_num - line > 1 and (len(row) != width or holds_rows(row, dialect, width)):
                return None
            line = reader.line_num
            rows.append(row or [""])
    except csv.Error:
        return None
    return rows


def with_care(
    text: str, dialect: Dialect, width: int, mended: list[int] | None = None
) -> Iterator[list[str]]:
    """Record by record; `width` is that of most rows, 0 if it is not known yet."""
    at, size, spent, number = 0, len(text), 0, 0
    allowance = _PATIENCE * size + 20_000
    while at < size:
        number += 1
        if number % OFTEN == 0:
            hold_to_time()
        line_end = _end_of_line(text, at)
        if not dialect.quote or text.find(dialect.quote, at, line_end) < 0:
            reading = Reading(divided(text[at:line_end], dialect), line_end, True, 0)
        else:
            reach = size if spent < allowance else line_end
            plain = read_record(text, at, dialect, Way(), reach)
            spent += (plain.end if plain else reach) - at
            if plain is not None and is_sound(plain, text, at, line_end, dialect, width):
                reading = plain
            else:
                reading, cost = best_reading(text, at, line_end, dialect, width, plain, reach)
                spent += cost
                if mended is not None and (plain is None or reading.cells != plain.cells):
                    mended.append(number)
        if 0 < len(reading.cells) < width and reading.end == line_end:
            other = divided_otherwise(text[at:line_end], dialect, width)
            if other is not None:
                reading = Reading(other, line_end, False, 0)
                if mended is not None:
                    mended.append(number)
        yield reading.cells
        at = _after_break(text, reading.end)


def divided_otherwise(line: str, dialect: Dialect, width: int) -> list[str] | None:
    """The cells of a single line that uses another delimiter than its neighbours."""
    if width < 3:
        return None
    for delimiter in _OTHERS:
        if delimiter != dialect.delimiter and line.count(delimiter) >= width - 1:
            other = read_record(
                line, 0, replace(dialect, delimiter=delimiter, spaced=False), Way(), len(line)
            )
            if other is not None and len(other.cells) == width and sum(map(bool, other.cells)) > width // 2:
                return other.cells
    return None


def _end_of_line(text: str, at: int) -> int:
    newline = text.find("\n", at)
    newline = len(text) if newline < 0 else newline
    early = text.find("\r", at, newline)
    return newline if early < 0 else early


def _after_break(text: str, at: int) -> int:
    if text.startswith("\r\n", at):
        return at + 2
    return at + 1
