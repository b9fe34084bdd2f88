"""Who was not visited, how fast the rest must go, and which cadres have not gone this month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from supervision.figures.campaigns import campaign_at
from supervision.figures.concerns.item import Item, until_today
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.text import Text

LISTED_BY_RIGHT = 58
"""What the roster should hold; only ever compared with, never counted."""

UNITS = "visits/units"
"""The question that tells who was not visited."""


def unvisited(view: View) -> Iterator[Item]:
    campaign = campaign_at(view.as_of)
    if campaign is None or view.as_of < campaign.first:
        return
    units = view.ask(UNITS, from_day=campaign.first, until_day=campaign.until)
    if units:
        yield from _coverage(view, campaign, units)
    first = max(view.as_of.replace(day=1), campaign.first)
    if view.as_of <= campaign.last:
        yield from _cadres(view, first)


def _coverage(view: View, campaign: Period, units: list[dict[str, Any]]) -> Iterator[Item]:
    unvisited = sum(not row["visits"] for row in units)
    is_whole = not {"district", "enterprise_kind"} & {name for name, _ in view.only}
    if is_whole and len(units) != LISTED_BY_RIGHT:
        says = Text(
            zh=f"企业名录中的中省属单位为{len(units)}家，应为{LISTED_BY_RIGHT}家",
            en=f"The roster lists {len(units)} central and provincial units; there should be {LISTED_BY_RIGHT}",
        )
        yield Item("middling", says, "visits", (UNITS,))
    if not unvisited:
        done = Text(zh=f"{len(units)}家中省属单位已全部走访", en=f"All {len(units)} units have been visited")
        yield Item("good", done, "visits", (UNITS,))
        return
    months_left = (campaign.last.year - view.as_of.year) * 12 + campaign.last.month - view.as_of.month + 1
    told = Text(
        zh=f"中省属单位还有{unvisited}家未走访",
        en=f"{unvisited} of {len(units)} units {'has' if unvisited == 1 else 'have'} not been visited",
    )
    if view.as_of == campaign.last:
        end = Text(zh="，今天是活动最后一天", en=", and today is the campaign's last day")
    elif view.as_of > campaign.last:
        end = Text(zh="，活动已到期", en=", and the campaign has ended")
    else:
        pace = -(-unvisited // max(months_left, 1))
        end = Text(
            zh=f"，每月须走访{pace}家才能按期完成",
            en=f": {pace} a month {'is' if pace == 1 else 'are'} needed to finish in time",
        )
    yield Item("bad", Text(zh=told.zh + end.zh, en=told.en + end.en), "visits", (UNITS,))


def _cadres(view: View, first: date) -> Iterator[Item]:
    (told,) = view.ask("visits/cadres_owing", from_day=first, **until_today(view))
    owed, owing = told["owed"], told["owing"]
    if owing:
        says = Text(
            zh=f"本月{owed}名应走访的干部中，{owing}名尚未走访",
            en=f"{owing} of {owed} cadres {'has' if owing == 1 else 'have'} made no visit this month",
        )
        yield Item("middling", says, "visits", ("visits/cadres_owing",))
    elif owed:
        says = Text(zh="本月应走访的干部均已走访", en="Every cadre has made this month's visit")
        yield Item("good", says, "visits", ("visits/cadres_owing",))
