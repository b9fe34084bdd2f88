"""The due days as an iCalendar file (RFC 5545), to subscribe to or to take into any calendar.

An event keeps its identity from one file to the next, so that taking in a newer one changes events and
doubles none; the same days give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from supervision.figures.due_days import DueDay
from supervision.text import Language, Text

MIME = "text/calendar"
NAME = Text(zh="执法监督与入企走访：到期日", en="Law-enforcement supervision: due days")


def calendar_bytes(days: Sequence[DueDay], made_on: date, language: Language) -> bytes:
    """One all-day event a due day, its rule as the description."""
    calendar = Calendar()
    calendar.add("prodid", "-//supervision//due days//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME.in_language(language))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for due in days:
        calendar.add_component(_event(due, made_on, language))
    return bytes(calendar.to_ical())


def _event(due: DueDay, made_on: date, language: Language) -> Event:
    event = Event()
    event.add("uid", f"{due.duty}-{due.due_on.isoformat()}@supervision")
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    event.add("dtstart", due.due_on)
    event.add("dtend", due.due_on + timedelta(days=1))
    event.add("summary", due.title.in_language(language))
    event.add("description", due.about.in_language(language))
    event.add("transp", "TRANSPARENT")
    return event
