"""Which month's file carries what a source received, and what goes wrong with it: late, missing, silent."""

from datetime import date

from .days import FIRST_DAY, months_between
from .lists import BUSINESS, COMMISSION, CYBERSPACE, DISCIPLINE, PETITION

# A zero report: the source hands over headings and no row.
NOTHING_TO_REPORT = {(CYBERSPACE, "2021-02"), (CYBERSPACE, "2022-07")}
# Nothing handed over; the next file carries what was left. The first is not even in the register.
NOT_WRITTEN_DOWN = {(DISCIPLINE, "2021-08")}
NOT_HANDED_OVER = {(BUSINESS, "2021-11"), (PETITION, "2022-05"), (BUSINESS, "2022-12")}
# Still silent in January, so what it received in its last weeks is in no file and in no figure.
SILENT_FROM = {BUSINESS: date(2022, 11, 26)}
DAYS_LATE = {
    (DISCIPLINE, "2021-02"): 6, (COMMISSION, "2021-07"): 4, (PETITION, "2021-10"): 3,
    (CYBERSPACE, "2022-01"): 7, (COMMISSION, "2022-03"): 1, (BUSINESS, "2022-06"): 3,
    (CYBERSPACE, "2022-08"): 4, (DISCIPLINE, "2022-09"): 5, (CYBERSPACE, "2022-12"): 2,
}  # fmt: skip

COLLECTED_IN = months_between(FIRST_DAY, date(2023, 1, 25))  # the last week of 2022 is handed over in January


def due_day(month: str) -> date:
    """The 25th, weekend or not."""
    return date(int(month[:4]), int(month[5:]), 25)


def hands_over(source: str, month: str) -> bool:
    """Whether there is a file of the source for that month, if only a zero report."""
    if (source, month) in NOT_HANDED_OVER | NOT_WRITTEN_DOWN:
        return False
    return due_day(month) < SILENT_FROM.get(source, date.max)


def handed_over_in(source: str, day: date) -> str | None:
    """The month whose file carries what the source received that day: what comes after the 25th waits."""
    for month in COLLECTED_IN:
        if day <= due_day(month) and hands_over(source, month):
            return month
    return None


def may_send_rows(source: str, month: str) -> bool:
    """Whether the source's file of that month has rows at all."""
    return hands_over(source, month) and (source, month) not in NOTHING_TO_REPORT
