"""Shares of a whole and how they have changed, as they may be said: rounded once, and never a rate on nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from supervision.figures.comparing import NOTHING_TO_COMPARE
from supervision.figures.measuring import Figure
from supervision.metrics.shapes import Shares
from supervision.text import Text

TENTH = Decimal("0.1")
ROUNDED = Text(
    zh="部分数据因四舍五入的原因，存在总计与分项合计不等的情况。",
    en="Shares may not add up to 100.0% because each is rounded.",
)


def tenths(exact: Fraction) -> Decimal:
    """One decimal, half up by magnitude: rounded here and nowhere before."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(TENTH, ROUND_HALF_UP)


def _share(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(100 * part, whole) if part is not None and whole else None


@dataclass(frozen=True)
class Change:
    """One number, and its share of a whole, against another period's."""

    value: int
    base: int | None
    """None where nothing can be compared."""
    whole: int
    base_whole: int | None

    @property
    def more(self) -> int | None:
        return None if self.base is None else self.value - self.base

    @property
    def rate(self) -> Decimal | None:
        """Per cent; None on no base and on a base of nothing."""
        return tenths(Fraction(100 * (self.value - self.base), self.base)) if self.base else None

    @property
    def points(self) -> Decimal | None:
        """百分点: the difference of the exact shares, not of the rounded ones."""
        now, before = _share(self.value, self.whole), _share(self.base, self.base_whole)
        return None if now is None or before is None else tenths(now - before)

    def text(self, none_before: Text) -> Text:
        """+12.3%; the words where there is no rate."""
        if self.base is None:
            return NOTHING_TO_COMPARE
        return none_before if self.rate is None else Text.same(f"{signed(self.rate)}%")


@dataclass(frozen=True)
class Part:
    """One member of a breakdown: its number, its share, and both against the two periods compared with."""

    row: Mapping[str, Any]
    value: int
    share: Decimal | None
    on_year: Change
    on_period: Change


def parts(figure: Figure) -> list[Part]:
    """Every member of the figure's breakdown, in the order of the query."""
    shape = figure.metric.shape
    assert isinstance(shape, Shares)
    whole = next(row for row in figure.rows if row["breakdown"] is None)
    return [_part(row, whole) for row in figure.rows if row["breakdown"] == shape.breakdown]


def total(figure: Figure) -> Part:
    """The whole, against the two periods."""
    whole = next(row for row in figure.rows if row["breakdown"] is None)
    return _part(whole, whole)


def _part(row: Mapping[str, Any], whole: Mapping[str, Any]) -> Part:
    share = _share(row["value"], whole["value"])
    return Part(
        row,
        row["value"],
        None if share is None else tenths(share),
        *(
            Change(row["value"], row[base], whole["value"], whole[base])
            for base in ("year_before", "period_before")
        ),
    )


def rounding_note(figure: Figure) -> Text | None:
    """Said only where the printed shares really don't add up."""
    shares = [part.share for part in parts(figure)]
    printed = sum((share for share in shares if share is not None), Decimal(0))
    return ROUNDED if total(figure).value and printed != 100 else None


def signed(number: int | Decimal | None) -> str:
    """+12.3, −4, 0: a true minus sign, and none before nothing."""
    if number is None:
        return "—"
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{abs(number):,}"
