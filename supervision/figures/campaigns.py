"""The visiting campaigns, each with its first and last day."""

from __future__ import annotations

from datetime import date

from supervision.figures.period import Period
from supervision.ledgers.reference import rows


def campaign_at(day: date) -> Period | None:
    """The visiting campaign of that day's year, if there is one."""
    for row in rows("campaigns.csv"):
        campaign = Period(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]))
        if campaign.first.year == day.year:
            return campaign
    return None
