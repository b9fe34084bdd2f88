"""Annotations as figures carry them: what was noted within their period, numbered in the order of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supervision.figures.period import day_text
from supervision.metrics.shapes import Flow, Lines, Shape, Stacks
from supervision.text import Text

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class Note:
    noted_on: date
    words: str

    @property
    def month(self) -> str:
        return f"{self.noted_on:%Y-%m}"


def has_months(shape: Shape) -> bool:
    """Whether a shape is one chart over months, on which a day can be marked."""
    return isinstance(shape, Stacks | Lines | Flow) and shape.across == "month"


def sign(place: int) -> str:
    return SIGNS[place] if place < len(SIGNS) else f"({place + 1})"


def notes_told(notes: Sequence[Note]) -> list[Text]:
    """The words behind the numbers in rings, each with its day."""
    return [
        Text(zh="{sign} {day} {words}", en="{sign} {day} {words}").with_values(
            sign=sign(place), day=day_text(note.noted_on), words=note.words
        )
        for place, note in enumerate(notes)
    ]


def numbered(notes: Sequence[Note]) -> dict[str, list[str]]:
    """The signs that stand above each month."""
    told: dict[str, list[str]] = {}
    for place, note in enumerate(notes):
        told.setdefault(note.month, []).append(sign(place))
    return told
