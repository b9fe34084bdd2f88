"""Against last year: only where the same days of it were wholly counted, and never as a rate on nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.text import Text

NOTHING_TO_COMPARE = Text(zh="无可比数据", en="nothing to compare")


def year_before(period: Period) -> Period:
    """The same days of the year before; a period that ends on the last of February ends so there too."""
    ends_a_month = period.until.day == 1
    last = _a_year_earlier(period.until) - timedelta(days=1) if ends_a_month else _a_year_earlier(period.last)
    return Period(_a_year_earlier(period.first), last)


def _a_year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def against_last_year(figure: Figure, view: View) -> Text:
    """同比 as it may be said; why there is none where there is none."""
    base_period = year_before(figure.period)
    known_from = view.ask("completeness/first_lead")[0]["first_day"]
    if figure.value is None or figure.period.last > figure.as_of or known_from is None:
        return NOTHING_TO_COMPARE
    if known_from > base_period.first:
        return NOTHING_TO_COMPARE
    base = measure(figure.metric, base_period, view).value
    if not base:
        return Text(zh=f"上年同期为0{figure.metric.unit.sign}", en="none a year before")
    change = Decimal(figure.value - base) * 100 / Decimal(base)
    rounded = change.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if rounded == 0:
        return Text(zh="同比持平", en="unchanged on a year before")
    way = Text(zh="上升", en="up") if rounded > 0 else Text(zh="下降", en="down")
    return Text(zh="同比{way}{by}%", en="{way} {by}% on a year before").with_values(way=way, by=abs(rounded))


def share(part: int | None, whole: int | None) -> str:
    """A percentage with one decimal, half up; — where there is nothing to divide by."""
    if not whole or part is None:
        return "—"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
