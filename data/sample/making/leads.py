"""Leads as they come in: rising over two years, few around Spring Festival, more in spring and autumn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from . import Row
from .chance import dice, pick
from .days import CAMPAIGN_FROM, FIRST_DAY, LAST_DAY, days_between, ends_of, month_of, months_between
from .handovers import NOTHING_TO_REPORT, due_day, handed_over_in
from .lists import (
    BODIES,
    CHANNELS,
    CITES_AN_ENTERPRISE,
    COMMISSION,
    COMPLAINANTS,
    DISCIPLINE,
    DISTRICTS,
    HOTLINE,
    MATTERS,
    ORGANS,
    OTHER_POOLS,
    PETITION,
    PREFIXES,
    SHARES,
)  # fmt: skip
from .rosters import enterprises


@dataclass
class Lead:
    """One complaint, with what became of it day by day and the months whose files it stands in."""

    row: Row
    summary: str
    clock: str
    person: str
    phone: str
    history: list[tuple[date, str]] = field(default_factory=list)
    sent_in: list[str] = field(default_factory=list)

    def status_on(self, day: date) -> str:
        """What a file made on that day says of it."""
        return [status for since, status in sorted(self.history) if since <= day][-1]

    def status_in(self, month: str) -> str:
        """What the file of that month says of it; the sample ends with the year, January's file included."""
        return self.status_on(min(due_day(month), LAST_DAY))


def how_many(month: str) -> int:
    """Leads received in a month; the campaign brings in more from its first day on."""
    season = (0.86, 0.70, 1.06, 1.20, 1.06, 0.96, 0.86, 0.95, 1.14, 1.10, 1.00, 0.95)[int(month[5:]) - 1]
    announced = 1.12 if month >= month_of(CAMPAIGN_FROM) else 1.0
    nth = months_between(FIRST_DAY, LAST_DAY).index(month)
    return round((29 + 1.15 * nth) * season * announced)


def invent_received(chance: Random) -> list[tuple[date, str]]:
    """Day and source of every lead that some file carries, in the order received."""
    received = []
    for month in months_between(FIRST_DAY, LAST_DAY):
        days = days_between(*ends_of(month))
        for _ in range(how_many(month)):
            day = chance.choice(days)
            source = pick(chance, SHARES)
            month_sent = handed_over_in(source, day)
            if (source, month_sent) in NOTHING_TO_REPORT:
                source = HOTLINE
            if month_sent is not None:
                received.append((day, source))
    return sorted(received)


def invent_lead(chance: Random, day: date, source: str, serial: int, phones: Iterator[str]) -> Lead:
    """One lead of a source, with no history yet."""
    organ = pick(chance, ORGANS)
    district = pick(chance, DISTRICTS)
    body = BODIES[organ].format(district.removesuffix("经济区"))
    matter = pick(chance, MATTERS[organ])
    complaining = [unit for unit in enterprises() if OTHER_POOLS[0] in unit["pools"]]
    unit = chance.choice(complaining) if chance.random() < CITES_AN_ENTERPRISE.get(source, 0) else None
    complainant = pick(chance, COMPLAINANTS) if source in (COMMISSION, DISCIPLINE) else None
    if source == COMMISSION:
        complainant = "企业" if unit else "匿名" if complainant == "匿名" else "群众"
    about = (
        f"反映{body}办理{unit['name']}案件时{matter}"
        if unit and matter != "其他"
        else f"反映{body}{matter}问题"
    )
    if chance.random() < 0.3:
        about += f",联系电话{next(phones)}"
    if chance.random() < 0.2:
        about += '\n详见附件,"请予核查"'
    person = chance.choice(("先生", "女士")) if source == HOTLINE else chance.choice("赵王李张刘陈") + "某"
    return Lead(
        row={
            "source": source,
            "number": f"{PREFIXES[source]}{day:%Y%m}{serial:05}",
            "received_on": day,
            "complainant_kind": complainant,
            "channel": pick(chance, CHANNELS[source]) if source in CHANNELS else None,
            "body": body,
            "organ": organ,
            "matter": matter,
            "district": district,
            "enterprise_name": unit["name"] if unit else None,
            "uscc": unit["uscc"] if unit and source != PETITION else None,
        },
        summary=about,
        clock=f"{chance.randrange(7, 22):02}:{chance.randrange(60):02}:{chance.randrange(60):02}",
        person=person,
        phone=next(phones),
    )


def invent_leads() -> list[Lead]:
    """Every lead, in the order received, with telephone numbers counted up from 13900000001."""
    chance = dice("leads")
    phones = (f"139{n:08}" for n in range(1, 100_000))
    serials: Counter[str] = Counter()
    leads = []
    for day, source in invent_received(chance):
        serials[source] += 1
        leads.append(invent_lead(chance, day, source, serials[source], phones))
    return leads
