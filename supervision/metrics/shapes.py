"""The shape of a figure, as data: what is drawn across, down and stacked; charts, tables and paper read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from supervision.text import Text

Tone = Literal["good", "middling", "bad", "quiet"]
"""What a state means to a leader; the charts give each tone a colour and each state its word."""


@dataclass(frozen=True)
class State:
    word: Text
    tone: Tone
    sign: str = ""


@dataclass(frozen=True)
class Tile:
    """One number, read from the row whose breakdown is null."""


@dataclass(frozen=True)
class Bars:
    """One horizontal bar a row of `breakdown` (or of all rows).

    Several values are stacked when they are parts of one whole, else they stand side by side.
    """

    across: str
    values: dict[str, Text]
    breakdown: str | None = None
    are_parts: bool = True


@dataclass(frozen=True)
class Shares:
    """Each member of `breakdown` with its share of the total, against a year before and against the period before."""

    breakdown: str
    across: str = "member"


@dataclass(frozen=True)
class Stacks:
    """One column a month, stacked by `by`; `before` is the same days a year earlier, drawn as a line."""

    across: str
    by: str
    value: str
    before: str


@dataclass(frozen=True)
class Panels:
    """One small chart for each `by`: this year's line and last year's."""

    across: str
    by: str
    value: str
    before: str


@dataclass(frozen=True)
class Band:
    """One small chart for each `by`, the one of all first: a line, the range it usually keeps to, and what leaves it."""

    across: str
    by: str
    """Null in the rows of all together."""
    value: str
    lower: str
    upper: str
    state: str
    states: dict[str, State]
    whole: Text


@dataclass(frozen=True)
class Steps:
    """One bar a step: how many came so far, and in the row after it how many of them came no further."""

    across: str
    value: str
    is_left: str
    words: dict[str, Text]


@dataclass(frozen=True)
class Lines:
    """One line for each value over the months; a missing value breaks its line."""

    across: str
    values: dict[str, Text]


@dataclass(frozen=True)
class Flow:
    """What came in and what went out each month as bars, the stock at its end as a line."""

    across: str
    into: str
    out_of: str
    stock: str
    words: dict[str, Text]


@dataclass(frozen=True)
class Grid:
    """One cell for each `down` (a single row without it) and `across`, coloured and worded by its state."""

    down: str | None
    across: str
    state: str
    states: dict[str, State]
    detail: str | None = None
    counted: Text | None = None
    """What the number beside a sign counts."""
    always_counted: bool = False
    """The number stands in every cell that has one, not only where it says more than the sign."""
    also_told: dict[str, Text] = field(default_factory=dict)
    """What the table beside the chart, and a cell that is pointed at, tell too."""


@dataclass(frozen=True)
class Listing:
    """A plain table: the columns shown and their headings, of the rows of `breakdown` or of all."""

    columns: dict[str, Text]
    breakdown: str | None = None
    page: str = ""
    """The page that a row's number opens, where each row is a thing with a page of its own."""


@dataclass(frozen=True)
class Ranges:
    """For each row of `breakdown` a value with the band it lies in, drawn along days; one mark for each of `values`."""

    across: str
    values: dict[str, Text]
    breakdown: str | None = None


Shape = Tile | Bars | Shares | Band | Steps | Stacks | Panels | Lines | Flow | Grid | Listing | Ranges
