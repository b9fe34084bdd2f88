"""Rows are brought to the headings' width without shifting a cell, and whatever didn't fit is told."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.intake import notices
from supervision.intake.foot import Foot
from supervision.intake.kinds import bare, is_blank
from supervision.text import Text


class Fitting:
    def __init__(self, width: int, foot: Foot, delimiter: str) -> None:
        self.width = width
        self._columns = columns = foot.columns
        self._always_filled = foot.always_filled
        self._filled_so_far = foot.filled_so_far
        self._delimiter = delimiter
        # Free text in the last column, known kinds before it: only then is a delimiter too many told from a shift.
        self._may_join = (
            bool(delimiter)
            and len(columns.kinds) == width
            and columns.kinds[-1] is None
            and columns.ends_in_prose
        )
        self.short: list[int] = []
        self.shifted: set[int] = set()
        """Short rows that lack what no record lacks: a delimiter is missing, but not which."""
        self.long: list[int] = []
        self.joined: list[int] = []

    def fitted(self, row: Sequence[str], line: int) -> tuple[str, ...]:
        """Short rows are filled up; empty cells beyond the headings are dropped unless an earlier delimiter too
        many pushed them there; a text that was cut at its own delimiters is whole again; all else stays."""
        width = self.width
        if len(row) == width:
            return tuple(row)
        if len(row) < width:
            if len(row) > 1 or width > 1:
                self.short.append(line)
                if not self._is_in_place(row, self._filled_so_far):
                    self.shifted.add(line)
            return (*row, *[""] * (width - len(row)))
        if is_blank(row[width:]):
            if self._is_in_place(row, self._always_filled):
                return tuple(row[:width])
        elif self._may_join and self._columns.fit(row[: width - 1]) and not is_blank(row[width - 1 : width]):
            self.joined.append(line)
            return (*row[: width - 1], self._delimiter.join(row[width - 1 :]))
        self.long.append(line)
        return tuple(row)

    def _is_in_place(self, row: Sequence[str], filled: Sequence[int]) -> bool:
        like, unlike = self._columns.told(row[: self.width])
        if any(place >= len(row) or not bare(row[place]) for place in filled):
            return False
        return unlike == 0 or like > 4 * unlike

    def notes(self, records: int) -> list[Text]:
        """What didn't fit; if most rows are too short for the headings, it is the headings that are too long."""
        if len(self.short) > max(1, records // 2):
            return [notices.HEADINGS_LONG]
        told = ((notices.LONG, self.long), (notices.SHORT, self.short), (notices.JOINED, self.joined))
        return [
            note.with_values(count=len(lines), lines=notices.some(lines)) for note, lines in told if lines
        ]
