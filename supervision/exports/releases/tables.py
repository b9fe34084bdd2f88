"""The tables of a release as any format sets them: titles, headings and cells, nothing in them that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from supervision.exports.paper.parts import TOTAL
from supervision.figures.period import short_month_text
from supervision.metrics.crossings import BELOW_CITY
from supervision.releases.document import At, Document, Number, Of, Told
from supervision.releases.wording.claims import RATIOS, compared, rate, ratio_of, share, whole_number
from supervision.releases.wording.opening import before_called
from supervision.releases.wording.phrases import member_text
from supervision.text import Text

HIDDEN = "*"
"""In the place of a number that is not shown."""
SHARE = Text(zh="占比（%）", en="Share (%)")
ON_YEAR, ON_PERIOD = Text(zh="同比（%）", en="On year (%)"), Text(zh="环比（%）", en="On period (%)")
SIDE_BY_SIDE = (
    ("collections.due", "collections.on_time", "collections.late", "collections.missing"),
    ("visits.coverage.listed", "visits.coverage.visited"),
    ("visits.duty.due", "visits.duty.kept"),
    ("needs.raised", "needs.resolved"),
)
"""Figures that are read against each other and split the same way: one table holds them all."""
_FIRST = ("source", "month", "kind", "grade", "organ", "crime", "district")
"""What is read first of a figure."""

Cell = int | Decimal | str | None
"""A number, `HIDDEN`, or None where there is nothing to tell."""
Kind = Literal["main", "side_by_side", "one_way", "crossed"]


@dataclass(frozen=True)
class Table:
    """One table; the first column names what each row is of."""

    kind: Kind
    title: Text
    unit: Text
    """Empty where the headings or rows say it."""
    headings: tuple[Text, ...]
    rows: tuple[tuple[Text, tuple[Cell, ...]], ...]
    figures: tuple[str, ...]
    breakdown: str = ""
    has_total: bool = False
    interim: tuple[Text, ...] = ()

    @property
    def hides(self) -> bool:
        return any(cell == HIDDEN for _, cells in self.rows for cell in cells)

    @property
    def parts(self) -> tuple[tuple[Text, tuple[Cell, ...]], ...]:
        """Its rows without the total."""
        return self.rows[:-1] if self.has_total else self.rows


def tables_of(document: Document, figures: Sequence[Told]) -> Iterator[Table]:
    """Every table of these figures: side by side what belongs together, then what is split, then what is crossed."""
    for told in figures:
        group = _group_of(document, told)
        if group and group[0] is told:
            yield from _side_by_side(document, group)
        if not group:
            yield from (_one_way(document, told, breakdown) for breakdown in _alone(told))
        yield from (_crossed(told, down, across) for down, across in told.crossings)


def main_table(document: Document) -> Table:
    """The total of every figure, and what it is compared with."""
    rows = [
        (
            Text(zh=f"{told.title.zh}（{told.unit.sign}）", en=f"{told.title.en} ({told.unit.many})"),
            (cell_of(told.total()), *_against(document, told, ())),
        )
        for told in document.told
    ]
    headings = (Text(zh="指标", en="Figure"), Text(zh="本期", en="This period"), *_based_headings(document))
    table = Table(
        "main",
        Text(zh="主要指标", en="Main figures"),
        Text(zh="", en=""),
        headings,
        tuple(rows),
        tuple(told.figure for told in document.told),
        interim=document.interim,
    )
    return _without_empty_columns(table)


def cell_of(number: Number | None) -> Cell:
    if number is None:
        return None
    return HIDDEN if number.hidden else number.value


def _group_of(document: Document, told: Told) -> list[Told]:
    for names in SIDE_BY_SIDE:
        if told.figure in names:
            return [one for name in names if (one := document.figure(name))]
    return []


def _alone(told: Told) -> list[str]:
    """What gets a table of its own: a breakdown below the city stands in the margins of the crossed ones."""
    crossed = {side for pair in told.crossings for side in pair}
    return [
        breakdown
        for breakdown in sorted(told.breakdowns, key=_place)
        if told.members(breakdown) and not (breakdown in crossed and breakdown in BELOW_CITY)
    ]


def _place(breakdown: str) -> int:
    return _FIRST.index(breakdown) if breakdown in _FIRST else len(_FIRST)


def _one_way(document: Document, told: Told, breakdown: str) -> Table:
    whole, least = whole_number(told), document.protection.least_denominator

    def cells(number: Number | None, at: At) -> tuple[Cell, ...]:
        part = number.shown if number and isinstance(number.shown, int) else None
        hidden = number is not None and number.hidden is not None
        return (
            cell_of(number),
            HIDDEN if hidden else share(part, whole, least) if at else None,
            *_against(document, told, at),
        )

    rows = [
        (member_text(breakdown, member), cells(number, ((breakdown, member),)))
        for member, number in told.members(breakdown)
    ]
    adds_up = _adds_up(told, breakdown)
    if adds_up:
        rows.append((TOTAL, cells(told.total(), ())))
    else:
        rows = [(name, (found[0], None, *found[2:])) for name, found in rows]
    headings = (
        _capital(told.breakdowns[breakdown]),
        Text(zh="数量", en="Number"),
        SHARE,
        *_based_headings(document),
    )
    table = Table(
        "one_way",
        Text(zh="{figure}：按{by}", en="{figure} by {by}").with_values(
            figure=told.title, by=told.breakdowns[breakdown]
        ),
        told.unit.text,
        headings,
        tuple(rows),
        (told.figure,),
        breakdown,
        has_total=adds_up,
        interim=told.interim,
    )
    return _without_empty_columns(table)


def _adds_up(told: Told, breakdown: str) -> bool:
    """Not where a thing is under several members or none: 14 crimes say nothing of the referrals for discipline."""
    parts = [number.value for _, number in told.members(breakdown)]
    total = told.total()
    return total is not None and sum(part for part in parts if part is not None) == total.value


def _bases(document: Document) -> dict[Of, Text]:
    """What the period may be compared with, as it is called; 环比 only where it has a plain name."""
    bases: dict[Of, Text] = {"year_before": Text(zh="上年同期", en="Year before")}
    if (before := before_called(document.period)) is not None:
        bases["period_before"] = _capital(Text(zh=before.zh, en=before.en.removeprefix("the ")))
    return bases


def _based_headings(document: Document) -> tuple[Text, ...]:
    changes = {"year_before": ON_YEAR, "period_before": ON_PERIOD}
    return tuple(heading for of, called in _bases(document).items() for heading in (called, changes[of]))


def _against(document: Document, told: Told, at: At) -> tuple[Cell, ...]:
    """For every base its number and the change in per cent; nothing where nothing may be compared."""
    told_cells: list[Cell] = []
    for of in _bases(document):
        pair = compared(told, of, at)
        by = rate(pair.now, pair.base, document.protection.least_denominator) if pair else None
        told_cells += [pair.base if pair else None, by]
    return tuple(told_cells)


def _without_empty_columns(table: Table) -> Table:
    """Comparisons and shares that no row has take no room; the first number always stands."""
    kept = [
        place
        for place in range(len(table.headings) - 1)
        if place == 0 or any(cells[place] is not None for _, cells in table.rows)
    ]
    return replace(
        table,
        headings=(table.headings[0], *(table.headings[place + 1] for place in kept)),
        rows=tuple((name, tuple(cells[place] for place in kept)) for name, cells in table.rows),
    )


def _side_by_side(document: Document, group: Sequence[Told]) -> Iterator[Table]:
    first, names = group[0], {told.figure for told in group}
    ratios = [pair for pair in RATIOS if names.issuperset(pair)]
    for breakdown in _alone(first):

        def cells(*at: tuple[str, str]) -> tuple[Cell, ...]:
            counts = [cell_of(told.at(*at)) for told in group]
            return (*counts, *(ratio_of(document, part, whole, *at) for part, whole in ratios))

        rows = [
            (member_text(breakdown, member), cells((breakdown, member)))
            for member, _ in first.members(breakdown)
        ]
        headings = [_capital(first.breakdowns[breakdown]), *(told.title for told in group)]
        headings += [_ratio_heading(document, part, whole) for part, whole in ratios]
        table = Table(
            "side_by_side",
            Text(zh="{figures}：按{by}", en="{figures} by {by}").with_values(
                figures=_listed(group), by=first.breakdowns[breakdown]
            ),
            first.unit.text,
            tuple(headings),
            (*rows, (TOTAL, cells())),
            tuple(told.figure for told in group),
            breakdown,
            has_total=True,
            interim=tuple(dict.fromkeys(reason for told in group for reason in told.interim)),
        )
        yield _without_empty_columns(table)


def _ratio_heading(document: Document, part: str, whole: str) -> Text:
    one, all_of_it = document.figure(part), document.figure(whole)
    assert one is not None and all_of_it is not None
    return Text(zh="{part}占比（%）", en="{part}, % of {whole}").with_values(
        part=one.title, whole=_small(all_of_it.title.en)
    )


def _listed(group: Sequence[Told]) -> Text:
    return Text(
        zh="、".join(told.title.zh for told in group),
        en=", ".join([group[0].title.en, *(_small(told.title.en) for told in group[1:])]),
    )


def _crossed(told: Told, down: str, across: str) -> Table:
    columns = [member for member, _ in told.members(across)]

    def cells(*at: tuple[str, str]) -> tuple[Cell, ...]:
        return (*(cell_of(told.at(*at, (across, column))) for column in columns), cell_of(told.at(*at)))

    rows = [(member_text(down, member), cells((down, member))) for member, _ in told.members(down)]
    return Table(
        "crossed",
        Text(zh="{figure}：按{down}和{across}", en="{figure} by {down} and {across}").with_values(
            figure=told.title, down=told.breakdowns[down], across=told.breakdowns[across]
        ),
        told.unit.text,
        (_capital(told.breakdowns[down]), *_headings(across, columns), TOTAL),
        (*rows, (TOTAL, cells())),
        (told.figure,),
        down,
        has_total=True,
        interim=told.interim,
    )


def _headings(breakdown: str, members: Sequence[str]) -> Iterator[Text]:
    """Where many months of one year stand side by side, the year that all share is left to the title."""
    is_crowded = breakdown == "month" and len(members) > 6 and len({month[:4] for month in members}) == 1
    for member in members:
        yield short_month_text(member) if is_crowded else member_text(breakdown, member)


def _capital(text: Text) -> Text:
    return Text(zh=text.zh, en=text.en[:1].upper() + text.en[1:])


def _small(words: str) -> str:
    """A title within a sentence."""
    return words[:1].lower() + words[1:]
