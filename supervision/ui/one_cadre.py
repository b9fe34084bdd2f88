"""One cadre: when on duty, which months kept or missed, where they went, what was raised there."""

from __future__ import annotations

from typing import Any

import streamlit as st

from supervision.figures.period import month_text
from supervision.metrics.duty import CADRE_STATES
from supervision.text import Text
from supervision.ui.choices import Choice
from supervision.ui.counting import asked_of_one
from supervision.ui.one_enterprise import NEED_COLUMNS
from supervision.ui.one_thing import choose_one, facts, headed, number_asked, table
from supervision.ui.session import language, said

VISIT_COLUMNS = {
    "visited_on": Text(zh="走访日期", en="Visited on"),
    "enterprise": Text(zh="企业", en="Enterprise"),
    "kind": Text(zh="类别", en="Kind"),
    "policies": Text(zh="宣传政策", en="Policies explained"),
    "number": Text(zh="走访编号", en="Visit"),
}


def show_cadre(choice: Choice) -> None:
    """The one that the address names; a chooser until it names one."""
    view, number = choice.view, number_asked()
    if number is None or not (found := view.ask("cadres/one", number=number)):
        choose_one(Text(zh="干部", en="Cadre"), view.ask("cadres/all"), ("number", "name", "unit"), "cadre")
        return
    (one,) = found
    # What takes longest first.
    needs, visits, months = asked_of_one(choice, number, ("cadres/needs", "cadres/visits", "cadres/months"))
    _say_who(one)
    _say_months(choice, months)
    table(
        Text(zh="去过哪些企业？", en="Which enterprises did they visit?"),
        visits,
        VISIT_COLUMNS,
        Text(zh="期内没有走访。", en="No visit in the period."),
        leads_to=("enterprise", "unit"),
    )
    table(
        Text(zh="走访中提出了什么，办得怎样？", en="What was raised on these visits, and what became of it?"),
        needs,
        {"enterprise": Text(zh="企业", en="Enterprise"), **NEED_COLUMNS},
        Text(zh="至期末没有提出诉求。", en="Nothing raised by the period's end."),
    )


def _say_who(one: dict[str, Any]) -> None:
    headed(one["name"], Text(zh="换一名干部", en="Another cadre"), "cadre")
    facts(
        [
            (Text(zh="编号", en="Number"), one["number"]),
            (Text(zh="所在单位", en="Unit"), one["unit"]),
            (Text(zh="职级", en="Rank"), one["rank"]),
            (Text(zh="参加走访起始日期", en="On duty from"), one["on_duty_from"]),
            (Text(zh="截止日期", en="until"), one["on_duty_until"]),
        ]
    )


def _say_months(choice: Choice, months: list[dict[str, Any]]) -> None:
    """Each month with its sign and word, after the sum of them."""
    owed = [row for row in months if row["state"] != "not_on_duty"]
    missed = [row for row in owed if row["state"] == "missed"]
    kept = sum(row["state"] == "kept" for row in owed)
    told = Text(
        zh=f"期内应走访**{len(owed)}**个月，已走访**{kept}**个月，未走访**{len(missed)}**个月。",
        en=f"Owed **{len(owed)}** month{'' if len(owed) == 1 else 's'}: kept **{kept}**, missed **{len(missed)}**.",
    )
    (st.error if missed else st.success)(said(told))
    signs = [
        f"{said(month_text(row['month']))} {CADRE_STATES[row['state']].sign} {said(CADRE_STATES[row['state']].word)}"
        for row in months
    ]
    st.markdown(("　" if language() == "zh" else " · ").join(signs))
    st.caption(said(choice.period.text))
