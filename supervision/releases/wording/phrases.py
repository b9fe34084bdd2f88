"""Phrases out of which sentences are made; each says one claim, or nothing where it may not be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from supervision.figures.period import month_text
from supervision.ledgers.reference import name_of
from supervision.metrics.declaration import Unit
from supervision.releases.document import Document, Of, Told
from supervision.releases.wording.claims import (
    Pair,
    compared,
    like_for_like,
    points_of,
    rate,
    share,
    whole_number,
)
from supervision.releases.wording.opening import before_called
from supervision.text import Text

NOTHING = Text(zh="", en="")


def counted(number: int | Decimal, unit: Unit) -> Text:
    """2074件, 2,074 leads."""
    one = f" {unit.of(number).en}" if unit.of(number).en else ""
    return Text(zh=f"{number}{unit.sign}", en=f"{number:,}{one}")


def listed(parts: Iterable[Text], zh: str = "，", en: str = ", ") -> Text:
    told = [part for part in parts if part.zh]
    return Text(zh=zh.join(part.zh for part in told), en=en.join(part.en for part in told))


def sentence(*parts: Text) -> Text:
    """Phrases as one sentence, with its full stop and its capital."""
    told = listed(parts)
    return Text(zh=f"{told.zh}。", en=f"{told.en[:1].upper()}{told.en[1:]}.")


def moved(by: Decimal, exact_change: int) -> Text:
    """上升12.3%, 下降5.0%, 持平; a change too small to show is not called none."""
    if exact_change == 0:
        return Text(zh="持平", en="unchanged")
    if by == 0:
        return Text(zh="基本持平", en="nearly unchanged")
    return Text(zh=f"{'上升' if by > 0 else '下降'}{abs(by)}%", en=f"{'up' if by > 0 else 'down'} {abs(by)}%")


def against(document: Document, told: Told, of: Of, at: tuple[tuple[str, str], ...] = ()) -> Text:
    """比上年同期（524件）上升12.3%; nothing where nothing may be said."""
    than = _than(document, of)
    pair = compared(told, of, at)
    if than is None or pair is None:
        return NOTHING
    return _change(document, told, pair, than)


def _than(document: Document, of: Of) -> Text | None:
    if of == "year_before":
        return Text(zh="上年同期", en="the year before")
    return before_called(document.period)


def _change(document: Document, told: Told, pair: Pair, than: Text) -> Text:
    unit, base = told.unit, counted(pair.base, told.unit)
    by = rate(pair.now, pair.base, document.protection.least_denominator)
    if pair.base == 0:
        return Text(zh=f"{than.zh}为0{unit.sign}", en=f"none {than.en}")
    if by is None:
        return Text(zh=f"{than.zh}为{base.zh}", en=f"{base.en} {than.en}")
    change = moved(by, pair.now - pair.base)
    if pair.now == pair.base:
        return Text(zh=f"与{than.zh}持平", en=f"unchanged on {than.en}")
    return Text(zh=f"比{than.zh}（{base.zh}）{change.zh}", en=f"{change.en} on {than.en} ({base.en})")


def like_with_like(document: Document, told: Told, of: Of) -> Text:
    """Where a source is missing: the others together, against the same sources."""
    base, pair, than = told.bases.get(of), like_for_like(told, of), _than(document, of)
    if base is None or base.why_not is None or pair is None or than is None:
        return NOTHING
    change = _change(document, told, pair, than)
    return Text(
        zh="{why}，总数不作比较；两期均已报送的{sources}同口径为{now}，{change}",
        en="{why}, so the totals are not compared; {sources}, which handed over in both, brought {now}, {change}",
    ).with_values(
        why=base.why_not,
        sources=listed((name_of(source) for source in base.whole), zh="、"),
        now=counted(pair.now, told.unit),
        change=change,
    )


def parts_of(document: Document, told: Told, breakdown: str, *, with_shares: bool = True) -> Text:
    """12345平台1020件，占49.2%；… , the largest first."""
    whole = whole_number(told)
    least = document.protection.least_denominator
    phrases = []
    for member, count in largest(told, breakdown):
        part = share(count, whole, least) if with_shares else None
        name = member_text(breakdown, member)
        phrases.append(
            Text(
                zh=f"{name.zh}{counted(count, told.unit).zh}" + (f"，占{part}%" if part is not None else ""),
                en=f"{name.en} {count:,}" + (f" ({part}%)" if part is not None else ""),
            )
        )
    return listed(phrases, zh="；" if with_shares else "、", en="; " if with_shares else ", ")


def member_text(breakdown: str, member: str) -> Text:
    """A member as it is read."""
    return month_text(member) if breakdown == "month" else name_of(member)


def largest(told: Told, breakdown: str) -> Sequence[tuple[str, int]]:
    """The members that are shown, the largest first; equals in the order of their list, and months in theirs."""
    shown = [
        (member, number.shown)
        for member, number in told.members(breakdown)
        if isinstance(number.shown, int) and (number.shown or breakdown == "source")
    ]
    return shown if breakdown == "month" else sorted(shown, key=lambda pair: -pair[1])


def share_moved(document: Document, told: Told, breakdown: str, member: str) -> Text:
    """占比比上年同期提高2.1个百分点."""
    by = points_of(told, "year_before", ((breakdown, member),), document.protection.least_denominator)
    if by is None:
        return NOTHING
    if by == 0:
        return Text(zh="所占比重与上年同期基本持平", en="its share much as the year before")
    way = Text(zh="提高", en="up") if by > 0 else Text(zh="降低", en="down")
    return Text(
        zh=f"所占比重比上年同期{way.zh}{abs(by)}个百分点",
        en=f"its share {way.en} {abs(by)} percentage {'point' if abs(by) == 1 else 'points'} on the year before",
    )


def joined(*parts: Text) -> Text:
    """Phrases one after the other, with nothing between them."""
    return Text(zh="".join(part.zh for part in parts), en="".join(part.en for part in parts))
