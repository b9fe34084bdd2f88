"""One enterprise: what the roster says, who visited it when, what it raised, which leads name it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from supervision.text import Text
from supervision.ui.choices import Choice
from supervision.ui.counting import asked_of_one
from supervision.ui.one_thing import choose_one, facts, headed, names_of, number_asked, table
from supervision.ui.session import said

NEED_COLUMNS = {
    "number": Text(zh="诉求编号", en="Need"),
    "kind": Text(zh="类别", en="Kind"),
    "organ": Text(zh="责任单位类别", en="Organ responsible"),
    "raised_on": Text(zh="提出日期", en="Raised on"),
    "resolved_on": Text(zh="办结日期", en="Resolved on"),
    "days": Text(zh="天数（未办结的计至期末）", en="Days (open ones to the period's end)"),
}
VISIT_COLUMNS = {
    "visited_on": Text(zh="走访日期", en="Visited on"),
    "cadre": Text(zh="干部", en="Cadre"),
    "cadre_unit": Text(zh="所在单位", en="Unit"),
    "policies": Text(zh="宣传政策", en="Policies explained"),
    "number": Text(zh="走访编号", en="Visit"),
}
LEAD_COLUMNS = {
    "received_on": Text(zh="受理日期", en="Received on"),
    "source": Text(zh="来源单位", en="Source"),
    "number": Text(zh="线索编号", en="Lead"),
    "organ": Text(zh="单位类别", en="Kind of organ"),
    "matter": Text(zh="问题类别", en="Matter"),
    "status": Text(zh="办理状态", en="Status"),
}


def show_enterprise(choice: Choice) -> None:
    """The one that the address names; a chooser until it names one."""
    view, number = choice.view, number_asked()
    if number is None or not (found := view.ask("enterprises/one", number=number)):
        choose_one(
            Text(zh="企业", en="Enterprise"),
            view.ask("enterprises/all"),
            ("number", "name", "kind"),
            "enterprise",
        )
        return
    (one,) = found
    # What takes longest first.
    needs, visits, leads = asked_of_one(
        choice, number, ("enterprises/needs", "enterprises/visits", "enterprises/leads")
    )
    _say_who(one)
    _say_whether_visited(choice, len(visits), sum(need["resolved_on"] is None for need in needs))
    table(
        Text(zh="谁在什么时候去过？", en="Who went there, and when?"),
        visits,
        VISIT_COLUMNS,
        Text(zh="期内没有走访。", en="Not visited in the period."),
        leads_to=("cadre", "cadre_number"),
    )
    table(
        Text(zh="提出过什么，办得怎样？", en="What did it raise, and what became of it?"),
        needs,
        NEED_COLUMNS,
        Text(zh="至期末没有提出诉求。", en="Nothing raised by the period's end."),
    )
    table(
        Text(zh="哪些线索提到它？", en="Which leads name it?"),
        leads,
        LEAD_COLUMNS,
        Text(zh="期内没有线索提到它。", en="No lead of the period names it."),
    )


def _say_who(one: dict[str, Any]) -> None:
    headed(one["name"] or one["number"], Text(zh="换一家企业", en="Another enterprise"), "enterprise")
    facts(
        [
            (Text(zh="编号", en="Number"), one["number"]),
            (Text(zh="类别", en="Kind"), names_of([one["kind"]] if one["kind"] else [])),
            (Text(zh="区县", en="District"), names_of([one["district"]] if one["district"] else [])),
            (Text(zh="选取角度", en="Pools"), names_of(one["pools"])),
            (Text(zh="列入日期", en="Joined on"), one["joined_on"]),
            (Text(zh="移出日期", en="Left on"), one["left_on"]),
        ]
    )


def _say_whether_visited(choice: Choice, visits: int, still_open: int) -> None:
    """The answer first, then the tables."""
    if visits:
        told = Text(
            zh=f"期内走访**{visits}**次，未办结诉求**{still_open}**个。",
            en=f"**{visits}** visit{'s' if visits > 1 else ''} in the period, **{still_open}** needs still open.",
        )
        st.success(said(told))
    else:
        st.error(said(Text(zh="期内**一次也没有走访**。", en="**Not visited** in the period.")))
    st.caption(said(choice.period.text))
