"""Periods: both ends shown, half-open in every query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision.text import Refusal, Text


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refusal(
                Text(
                    zh=f"期间的最后一天 {self.last} 早于第一天 {self.first}。请对调。",
                    en=f"The period's last day {self.last} lies before its first day {self.first}. Swap them.",
                )
            )

    @property
    def until(self) -> date:
        """The first day after it."""
        return self.last + timedelta(days=1)

    @property
    def text(self) -> Text:
        return Text(
            zh=f"{self.first.year}年{self.first.month}月{self.first.day}日至{self.last.year}年{self.last.month}月{self.last.day}日",
            en=f"{_day(self.first)} to {_day(self.last)}",
        )

    def is_to_come(self, spell: str, as_of: date) -> bool:
        """Whether what the period holds of a month `2022-03` or a quarter `2022Q1` begins after the day of reckoning.

        Nothing can have been counted there yet, which is not the same as none.
        """
        return max(_first_day(spell), self.first) > as_of


def _first_day(spell: str) -> date:
    year, number = int(spell[:4]), int(spell[5:])
    return date(year, 3 * number - 2 if spell[4] == "Q" else number, 1)


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def day_text(day: date) -> Text:
    """One day as each language writes it."""
    return Text(zh=f"{day.year}年{day.month}月{day.day}日", en=_day(day))


def month_text(month: str) -> Text:
    """`2022-03` as each language writes it on a chart."""
    year, number = (int(part) for part in month.split("-"))
    return Text(zh=f"{year}年{number}月", en=f"{date(year, number, 1):%b} {year}")


def short_month_text(month: str) -> Text:
    """The month alone, where its year is said elsewhere."""
    text = month_text(month)
    return Text(zh=text.zh.partition("年")[2], en=text.en.split()[0])


def read_day(written: str, named: str) -> date:
    """A day written 2022-03-07; Refusal, naming which one, for anything else."""
    try:
        day = date.fromisoformat(written)
        if not 1990 <= day.year <= 2100:
            raise ValueError
        return day
    except ValueError:
        raise Refusal(
            Text(
                zh=f"{named}：“{written}”不是日期。请写成 2022-03-07 的形式。",
                en=f"{named}: “{written}” is not a day. Write it like 2022-03-07.",
            )
        ) from None
