"""The two years the sample tells of, and the few things it asks of a calendar."""

from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2022, 12, 31)
CAMPAIGN_FROM = date(2022, 3, 1)
COMMITTEE_FROM = date(2022, 3, 7)


def month_of(day: date) -> str:
    """2022-03, as folders and figures name it."""
    return f"{day:%Y-%m}"


def months_between(first: date, last: date) -> list[str]:
    """Every calendar month from the first day's to the last day's."""
    return list(dict.fromkeys(month_of(day) for day in days_between(first, last)))


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last; none when the first is the later one."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def workdays(first: date, last: date) -> list[date]:
    """Mondays to Fridays; public holidays are not looked up."""
    return [day for day in days_between(first, last) if day.weekday() < 5]


def ends_of(month: str) -> tuple[date, date]:
    """A month's first and last day."""
    first = date(int(month[:4]), int(month[5:]), 1)
    return first, (first + timedelta(31)).replace(day=1) - timedelta(1)


def done_by_then(day: date) -> date | None:
    """The day, unless it lies after the sample's last: then it has not been done yet."""
    return day if day <= LAST_DAY else None
