"""What a release tells of each figure: every number of its period, and what may be compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from supervision.figures.comparing import (
    FirstDays,
    first_days,
    has_begun,
    period_before,
    reaches_back,
    why_not_whole,
    year_before,
)
from supervision.figures.interim import Gaps
from supervision.figures.measuring import Figure, View, exact, is_to_come, measure_all
from supervision.figures.period import Period
from supervision.ledgers.reference import reference_list
from supervision.metrics.crossings import BELOW_CITY, Crossing, crossings_of
from supervision.metrics.declaration import Metric
from supervision.releases.document import Answer, At, Base, Number, Of, Told
from supervision.text import Text

BASES: Mapping[Of, Any] = {"year_before": year_before, "period_before": period_before}
NOT_REACHED = Text(
    zh="对比期没有完整的台账", en="the ledgers do not reach back over the period compared with"
)
OF_A_REGISTER = Text(
    zh="该数取自名册，不与以前比较", en="it comes from a register and is not compared with earlier ones"
)
"""Registers tell no days, so nothing says how far back they reach; what was done of what they owe is compared."""


def contents(metrics: Sequence[Metric], period: Period, view: View) -> tuple[Told, ...]:
    """Every figure told, nothing hidden yet."""
    began = first_days(view)
    metrics = [metric for metric in metrics if has_begun(metric, began, period.last)]
    figures = measure_all(metrics, period, view)
    based = {of: measure_all(metrics, find(period), view) for of, find in BASES.items()}
    told = []
    for place, figure in enumerate(figures):
        before: dict[Of, Figure] = {of: based[of][place] for of in based}
        bases = {of: _base(figure, base, began) for of, base in before.items()}
        answers = [_answer(figure, "period")]
        answers += [_crossed(crossing, figure, view) for crossing in crossings_of(figure.metric)]
        answers += [_city_level(_answer(base, of)) for of, base in before.items() if bases[of].is_told]
        told.append(_told(figure, tuple(answers), bases))
    return tuple(told)


def _told(figure: Figure, answers: tuple[Answer, ...], bases: Mapping[Of, Base]) -> Told:
    metric, crossings = figure.metric, crossings_of(figure.metric)
    split = [*metric.breakdowns, *(side for one in crossings for side in (one.down, one.across))]
    return Told(
        figure=metric.name,
        title=metric.title,
        unit=metric.unit,
        definition=metric.definition,
        footnotes=metric.footnotes,
        breakdowns={breakdown.name: breakdown.title for breakdown in split},
        crossings=tuple((one.down.name, one.across.name) for one in crossings),
        answers=answers,
        bases=bases,
    )


def _answer(figure: Figure, of: Of) -> Answer:
    numbers = tuple(
        Number(at=((row.by, row.member or ""),) if row.by else (), value=row.value, interim=row.interim)
        for row in figure.told
    )
    return Answer(of, figure.metric.query, (), figure.metric.column, numbers)


def _crossed(crossing: Crossing, figure: Figure, view: View) -> Answer:
    across = (crossing.down.name, crossing.across.name)
    rows = view.ask(crossing.query, from_day=figure.period.first, until_day=figure.period.until)
    numbers = tuple(
        Number(at, exact(row[crossing.column]), _interim(figure.gaps, figure.metric, at))
        for row in rows
        for at in [place_of(row, across)]
        if not any(is_to_come(figure.period, figure.as_of, *side) for side in at)
    )
    return Answer("period", crossing.query, across, crossing.column, numbers)


def place_of(row: Mapping[str, Any], across: Iterable[str]) -> At:
    """Where a row of an answer stands: by its columns, or by breakdown and member."""
    columns = tuple(across)
    if not columns:
        return ((row["breakdown"], row["member"]),) if row["breakdown"] else ()
    return tuple((column, row[column]) for column in columns if row[column] is not None)


def _interim(gaps: Gaps, metric: Metric, at: At) -> tuple[Text, ...]:
    """A crossed cell is touched by what touches both of its sides."""
    reasons = [gaps.touching(metric, by, member) for by, member in at]
    return reasons[0] if all(reasons) else ()


def _city_level(answer: Answer) -> Answer:
    """What is compared stays above the districts, where nothing need be hidden."""
    kept = (
        number
        for number in answer.numbers
        if not any(breakdown in BELOW_CITY or breakdown == "month" for breakdown, _ in number.at)
    )
    return replace(answer, numbers=tuple(kept))


def _base(figure: Figure, base: Figure, began: FirstDays) -> Base:
    """Only a period that was wholly counted may be compared, and only once this one is."""
    if figure.period.last > figure.as_of:
        return Base(base.period, Text(zh="本期尚未结束", en="the period is not over"))
    if not reaches_back(figure.metric, began, base.period):
        has_days = any(ledger in began for ledger in figure.metric.ledgers)
        return Base(base.period, NOT_REACHED if has_days else OF_A_REGISTER)
    return Base(base.period, *_without_gaps(figure, base))


def _without_gaps(figure: Figure, base: Figure) -> tuple[Text | None, tuple[str, ...]]:
    """Where a hand-over is missing on either side, like is compared with like: the sources that have none missing."""
    why = why_not_whole(figure, base)
    if why is None:
        return None, ()
    silent = {missing.source for one in (figure, base) for missing in one.gaps.silent}
    return why, tuple(source for source in reference_list("sources").names if source not in silent)
