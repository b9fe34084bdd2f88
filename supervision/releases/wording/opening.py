"""How a period is called when it is read aloud, and what the period before it is called."""

from __future__ import annotations

from datetime import date

from supervision.figures.period import Period, day_text
from supervision.text import Text

_QUARTERS = Text(zh="第一 第二 第三 第四", en="first second third fourth")


def opening(period: Period, as_of: date) -> Text:
    """2022年第二季度, 2022年上半年, 今年以来（截至6月30日） … ; both days where no shorter name fits."""
    first, last = period.first, period.last
    if first == date(as_of.year, 1, 1) and last >= as_of:
        return Text(
            zh=f"今年以来（截至{as_of.month}月{as_of.day}日）",
            en=f"So far this year (up to {day_text(as_of).en})",
        )
    if first.day != 1 or period.until.day != 1 or first.year != last.year:
        return Text(zh=period.text.zh, en=f"From {period.text.en}")
    return _whole_months(first, last)


def _whole_months(first: date, last: date) -> Text:
    year, months = first.year, (first.month, last.month)
    if months == (1, 12):
        return Text(zh=f"{year}年", en=f"In {year}")
    if months in ((1, 6), (7, 12)):
        half = Text(zh="上", en="first") if months == (1, 6) else Text(zh="下", en="second")
        return Text(zh=f"{year}年{half.zh}半年", en=f"In the {half.en} half of {year}")
    if first.month == last.month:
        return Text(zh=f"{year}年{first.month}月", en=f"In {first:%B} {year}")
    if is_quarter(first, last):
        place = first.month // 3
        quarter = Text(zh=_QUARTERS.zh.split()[place], en=_QUARTERS.en.split()[place])
        return Text(zh=f"{year}年{quarter.zh}季度", en=f"In the {quarter.en} quarter of {year}")
    return Text(zh=f"{year}年{first.month}月至{last.month}月", en=f"From {first:%B} to {last:%B} {year}")


def is_quarter(first: date, last: date) -> bool:
    return first.year == last.year and first.month % 3 == 1 and last.month == first.month + 2


def is_year(period: Period) -> bool:
    """Of a year the period before is the year before: 环比 would say the same twice."""
    return (period.until - period.first).days >= 365


def before_called(period: Period) -> Text | None:
    """上月, 上季度, 上半年 …; None where 环比 has no plain name and is better left unsaid."""
    first, last = period.first, period.last
    if first.day != 1 or period.until.day != 1 or is_year(period):
        return None
    if (first.year, first.month) == (last.year, last.month):
        return Text(zh="上月", en="the month before")
    if is_quarter(first, last):
        return Text(zh="上季度", en="the quarter before")
    if (first.month, last.month) in ((1, 6), (7, 12)):
        return Text(zh="上一个半年", en="the half-year before")
    return None
