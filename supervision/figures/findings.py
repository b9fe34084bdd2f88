"""What a figure says in one sentence: computed, never written beforehand."""

from __future__ import annotations

from collections.abc import Iterator

from supervision.figures.changes import parts, rounding_note, signed, total
from supervision.figures.measuring import Figure
from supervision.figures.period import month_text
from supervision.figures.tables import label
from supervision.ledgers.reference import NOT_STATED, name_of
from supervision.metrics.shapes import Band, Shares, Steps
from supervision.text import Text

TOLD = 5
"""Unusual months told one by one, the newest first; the chart marks all of them."""


def findings(figure: Figure) -> list[Text]:
    """The sentences that stand under a figure's title; none for shapes that speak for themselves."""
    match figure.metric.shape:
        case Shares():
            return list(_of_shares(figure))
        case Band():
            return [*_unusual(figure), *_not_judged(figure)]
        case Steps():
            return list(_of_steps(figure))
    return []


def notes(figure: Figure) -> list[Text]:
    """What has to be said of the numbers as they are printed, and only then."""
    note = rounding_note(figure) if isinstance(figure.metric.shape, Shares) else None
    return [note] if note else []


def _of_shares(figure: Figure) -> Iterator[Text]:
    shape = figure.metric.shape
    assert isinstance(shape, Shares)
    told = [part for part in parts(figure) if part.row["member"] != NOT_STATED.zh]
    if not total(figure).value or not told:
        return
    most = max(told, key=lambda part: part.value)
    if not most.value:
        yield Text(zh="期内没有线索注明此项。", en="No lead in the period states one.")
        return
    is_all = len(told) == len(parts(figure))
    yield Text(
        zh="{among}最多的是{member}，{value}件，占全部的{share}%。",
        en="{among}: {member}, {value}, {share}% of all.",
    ).with_values(
        among=Text(zh="", en="Most") if is_all else Text(zh="注明了的各项中，", en="Most, where stated"),
        member=label(shape.breakdown, most.row["member"]),
        value=f"{most.value:,}",
        share=most.share,
    )
    changed = [(part.on_year.more, part) for part in told if part.on_year.more]
    if changed:
        more, part = max(changed, key=lambda pair: abs(pair[0]))
        yield Text(
            zh="与上年同期相比变化最大的是{member}，{more}件。",
            en="Changed most on a year before: {member}, {more}.",
        ).with_values(member=label(shape.breakdown, part.row["member"]), more=signed(more))


def _unusual(figure: Figure) -> Iterator[Text]:
    """The newest first, at most so many; that none is, only where something could be judged."""
    shape = figure.metric.shape
    assert isinstance(shape, Band)
    outside = sorted(
        (row for row in figure.rows if row[shape.state] in ("high", "low")),
        key=lambda row: row[shape.across],
        reverse=True,
    )
    for row in outside[:TOLD]:
        is_high = row[shape.state] == "high"
        yield Text(
            zh="{month}{source}受理{value}{leads}，{way}此前各月的正常波动范围（{lower}–{upper}{leads}）。",
            en="{month}, {source}: {value} {leads}, {way} the usual range of the months before ({lower}–{upper}).",
        ).with_values(
            month=month_text(row[shape.across]),
            source=shape.whole if row[shape.by] is None else name_of(row[shape.by]),
            value=row[shape.value],
            leads=figure.metric.unit.of(row[shape.value]),
            way=Text(zh="高于", en="above") if is_high else Text(zh="低于", en="below"),
            lower=row[shape.lower],
            upper=row[shape.upper],
        )
    if len(outside) > TOLD:
        more = len(outside) - TOLD
        yield Text(zh=f"此外还有{more}处，见图中标记。", en=f"{more} more are marked on the chart.")
    if not outside and any(row[shape.state] == "usual" for row in figure.rows):
        yield Text(
            zh="凡能判断的月份，均在正常波动范围之内。", en="Every month that could be judged was as usual."
        )


def _not_judged(figure: Figure) -> Iterator[Text]:
    """Sources of which no month at all could be judged: silence must not look like calm."""
    shape = figure.metric.shape
    assert isinstance(shape, Band)
    members = dict.fromkeys(row[shape.by] for row in figure.rows)
    silent = [
        shape.whole if member is None else name_of(member)
        for member in members
        if not any(
            row[shape.by] == member and row[shape.state] in ("high", "low", "usual") for row in figure.rows
        )
    ]
    if silent:
        yield Text(
            zh="数据尚不足以判断：" + "、".join(name.zh for name in silent) + "。",
            en="Not enough to tell: " + ", ".join(name.en for name in silent) + ".",
        )


def _of_steps(figure: Figure) -> Iterator[Text]:
    shape = figure.metric.shape
    assert isinstance(shape, Steps)
    reached = {row[shape.across]: row[shape.value] for row in figure.rows}
    if reached["received"]:
        yield Text(
            zh="受理的{received}件中，{reviewed}件进入评查，{concluded}件评查办结，{referred}件移送。",
            en="Of {received} leads received, {reviewed} came to a review, {concluded} to its conclusion, {referred} to a referral.",
        ).with_values(**{step: f"{count:,}" for step, count in reached.items()})
