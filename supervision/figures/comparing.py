"""Against last year and the period before: only where they were wholly counted, and never as a rate on nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.metrics.declaration import PER_CENT, Metric
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


def period_before(period: Period) -> Period:
    """As many whole months, where the period is whole months; else as many days: what 环比 compares with."""
    last = period.first - timedelta(days=1)
    if period.first.day == 1 and period.until.day == 1:
        until, first = period.until, period.first
        months = (
            first.year * 12 + first.month - 1 - (until.year - first.year) * 12 - (until.month - first.month)
        )
        return Period(date(months // 12, months % 12 + 1, 1), last)
    return Period(period.first - (period.until - period.first), last)


NOT_WHOLE = Text(zh="本期有来源未报送", en="a source has not handed over for the period")
LAST_DAYS_TO_COME = Text(
    zh="本期最后几天的线索尚未报来", en="leads of the period's last days have not been handed over yet"
)
BASE_NOT_WHOLE = Text(zh="对比期有来源未报送", en="a source did not hand over for the period compared with")
ON_YEAR = Text(zh="同比", en="on a year before")
ON_PERIOD = Text(zh="环比", en="on the period before")


def against_last_year(figure: Figure, view: View) -> Text:
    """同比 as it may be said; why there is none where there is none."""
    none_before = Text(zh=f"上年同期为0{figure.metric.unit.sign}", en="none a year before")
    return _against(figure, view, year_before(figure.period), ON_YEAR, none_before)


def against_period_before(figure: Figure, view: View) -> Text:
    """环比 as it may be said; why there is none where there is none."""
    none_before = Text(zh=f"上期为0{figure.metric.unit.sign}", en="none in the period before")
    return _against(figure, view, period_before(figure.period), ON_PERIOD, none_before)


def headline_changes(figure: Figure, view: View) -> Text:
    """同比 and 环比 in one line, for a number that stands alone; said once where neither can be."""
    on_year, on_period = against_last_year(figure, view), against_period_before(figure, view)
    told = [change for change in (on_year, on_period) if change is not NOTHING_TO_COMPARE]
    if not told:
        return NOTHING_TO_COMPARE
    for why, wholly in _OF_THE_PERIOD.items():
        if len(told) == 2 and on_year == _refused(why, ON_YEAR):
            return wholly.with_values(on=Text(zh="比较", en=""))
    if [on_year, on_period] == [_refused(BASE_NOT_WHOLE, ON_YEAR), _refused(BASE_NOT_WHOLE, ON_PERIOD)]:
        return Text(
            zh="对比期有来源未报送，不作比较",
            en="not compared: hand-overs are missing from the periods compared with",
        )
    return Text(zh="，".join(change.zh for change in told), en=", ".join(change.en for change in told))


FirstDays = Mapping[str, date | None]


def first_days(view: View) -> FirstDays:
    """The first day on which each ledger that has one has anything."""
    return {row["ledger"]: row["first_day"] for row in view.ask("completeness/first_days")}


def has_begun(metric: Metric, began: FirstDays, day: date) -> bool:
    """Before a ledger began nothing was counted, which is not the same as zero."""
    days = [began[ledger] for ledger in metric.ledgers if ledger in began]
    return all(first is not None and first <= day for first in days)


def reaches_back(metric: Metric, began: FirstDays, period: Period) -> bool:
    """Whether the ledgers cover a period from its first day; no where none of them tells its days."""
    return has_begun(metric, began, period.first) and any(ledger in began for ledger in metric.ledgers)


def _against(figure: Figure, view: View, base_period: Period, on: Text, none_before: Text) -> Text:
    if figure.value is None or figure.period.last > figure.as_of:
        return NOTHING_TO_COMPARE
    if not reaches_back(figure.metric, first_days(view), base_period):
        return NOTHING_TO_COMPARE
    before = measure(figure.metric, base_period, view)
    if (why := why_not_whole(figure, before)) is not None:
        return _refused(why, on)
    if before.value is None:
        return NOTHING_TO_COMPARE
    if figure.metric.unit == PER_CENT:
        return _moved_by_points(figure.value, before.value, on)
    return _changed(figure.value, before.value, on) if before.value else none_before


def why_not_whole(figure: Figure, base: Figure) -> Text | None:
    """Why two totals of leads may not be compared: what a source has not handed over would read as a rise or a fall."""
    if not figure.metric.counts_leads:
        return None
    if figure.gaps.silent:
        return NOT_WHOLE if any(one.was_due for one in figure.gaps.silent) else LAST_DAYS_TO_COME
    return BASE_NOT_WHOLE if base.gaps.silent else None


_OF_THE_PERIOD = {
    NOT_WHOLE: Text(zh="本期有来源未报送，不作{on}", en="not compared{on}: a hand-over is missing"),
    LAST_DAYS_TO_COME: Text(
        zh="本期最后几天的线索尚未报来，不作{on}",
        en="not compared{on}: leads of the last days have not been handed over yet",
    ),
}
"""What is said of one comparison, or of both at once, where the period itself is not whole."""


def _refused(why: Text, on: Text) -> Text:
    told = {
        (BASE_NOT_WHOLE, ON_YEAR): Text(
            zh="上年同期有来源未报送，不作同比",
            en="not compared on a year before: a hand-over is missing then",
        ),
        (BASE_NOT_WHOLE, ON_PERIOD): Text(
            zh="上期有来源未报送，不作环比",
            en="not compared on the period before: a hand-over is missing then",
        ),
    }
    return told.get((why, on)) or _OF_THE_PERIOD[why].with_values(on=Text(zh=on.zh, en=f" {on.en}"))


def _changed(value: int | Decimal, base: int | Decimal, on: Text) -> Text:
    change = Decimal(value - base) * 100 / Decimal(base)
    rounded = change.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if rounded == 0:
        return Text(zh="{on}持平", en="unchanged {on}").with_values(on=on)
    way = Text(zh="上升", en="up") if rounded > 0 else Text(zh="下降", en="down")
    return Text(zh="{on}{way}{by}%", en="{way} {by}% {on}").with_values(on=on, way=way, by=abs(rounded))


def _moved_by_points(value: int | Decimal, base: int | Decimal, on: Text) -> Text:
    """A share changes by percentage points."""
    points = Decimal(value - base).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if points == 0:
        return Text(zh="{on}持平", en="unchanged {on}").with_values(on=on)
    way = Text(zh="提高", en="up") if points > 0 else Text(zh="降低", en="down")
    return Text(zh="{on}{way}{by}个百分点", en="{way} {by} percentage points {on}").with_values(
        on=on, way=way, by=abs(points)
    )


def share(part: int | None, whole: int | None) -> str:
    """A percentage with one decimal, half up; — where there is nothing to divide by."""
    if not whole or part is None:
        return "—"
    return f"{(Decimal(part) * 100 / Decimal(whole)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
