"""The tables of a release, ready to be set in any format: titles, headings and cells as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from supervision.figures.period import month_text
from supervision.ledgers.reference import name_of
from supervision.releases.document import Document, Number, Told
from supervision.releases.wording.claims import share, whole_number
from supervision.text import Language, Text

HIDDEN = Text.same("*")
"""In the place of a number that is not shown."""
TOTAL = Text(zh="合计", en="Total")
SHARE = Text(zh="占比（%）", en="Share (%)")

Cell = str | int | Decimal | None
"""A word, a number, or None where there is nothing to tell."""


@dataclass(frozen=True)
class ReleaseTable:
    """One table of one figure; the first column holds its members."""

    told: Told
    breakdown: str
    across: str | None
    title: Text
    headings: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Cell, ...]], ...]

    def heading_words(self, language: Language) -> list[str]:
        return [heading.in_language(language) for heading in self.headings]

    @property
    def hides(self) -> bool:
        return any(cell == HIDDEN.zh for _, cells in self.rows for cell in cells)


def cell_of(number: Number | None) -> Cell:
    if number is None:
        return None
    return HIDDEN.zh if number.hidden else number.value


def member_text(breakdown: str, member: str) -> Text:
    return month_text(member) if breakdown == "month" else name_of(member)


def tables(document: Document) -> Iterator[ReleaseTable]:
    """Every table, in the order of the figures: what is split one way, then what is crossed."""
    for told in document.told:
        crossed = {side for pair in told.crossings for side in pair}
        for breakdown in told.breakdowns:
            if told.members(breakdown) and (breakdown not in crossed or _stands_alone(told, breakdown)):
                yield _one_way(document, told, breakdown)
        for down, across in told.crossings:
            yield _crossed(told, down, across)


def _stands_alone(told: Told, breakdown: str) -> bool:
    """A breakdown that is crossed has its numbers in that table's margin, unless it is the figure's first."""
    return breakdown == next(iter(told.breakdowns))


def _one_way(document: Document, told: Told, breakdown: str) -> ReleaseTable:
    whole, least = whole_number(told), document.protection.least_denominator
    rows = [
        (member_text(breakdown, member), (cell_of(number), _share(number, whole, least)))
        for member, number in told.members(breakdown)
    ]
    rows.append((TOTAL, (cell_of(told.total()), None)))
    title = Text(zh="{figure}：按{by}", en="{figure} by {by}")
    return ReleaseTable(
        told,
        breakdown,
        None,
        title.with_values(figure=told.title, by=told.breakdowns[breakdown]),
        (_capital(told.breakdowns[breakdown]), _count_heading(told), SHARE),
        tuple(rows),
    )


def _share(number: Number, whole: int | None, least: int) -> Cell:
    if number.hidden:
        return HIDDEN.zh
    return share(number.value if isinstance(number.value, int) else None, whole, least)


def _crossed(told: Told, down: str, across: str) -> ReleaseTable:
    columns = [member for member, _ in told.members(across)]
    rows = [
        (
            member_text(down, member),
            (
                *(cell_of(told.at((down, member), (across, column))) for column in columns),
                cell_of(margin),
            ),
        )
        for member, margin in told.members(down)
    ]
    foot = (*(cell_of(told.at((across, column))) for column in columns), cell_of(told.total()))
    title = Text(zh="{figure}：按{down}和{across}", en="{figure} by {down} and {across}")
    return ReleaseTable(
        told,
        down,
        across,
        title.with_values(figure=told.title, down=told.breakdowns[down], across=told.breakdowns[across]),
        (
            _capital(told.breakdowns[down]),
            *(member_text(across, column) for column in columns),
            TOTAL,
        ),
        (*rows, (TOTAL, foot)),
    )


def _count_heading(told: Told) -> Text:
    return Text(zh=f"数量（{told.unit.sign}）", en=f"{told.unit.many[:1].upper()}{told.unit.many[1:]}")


def _capital(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])
