"""The record of access on screen: the newest first, narrowed by who and what."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from supervision.access.people import ROLES
from supervision.access.rules import RULES
from supervision.ledgers.catalogue import LEDGERS
from supervision.releases.life import STATES
from supervision.store.audit import audit_faults, entries, head, those_noted
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.page import PAGES
from supervision.ui.session import language, record, said

LEAF = 200
"""Entries on one page."""
HIGHEST = 640
"""Pixels of the table."""

WHAT = {
    "sign in": Text(zh="登录", en="sign in"),
    "sign out": Text(zh="退出登录", en="sign out"),
    "refused": Text(zh="被拒绝", en="refused"),
    "dismiss": Text(zh="不予更正", en="dismiss rows"),
    "back up": Text(zh="备份", en="back up"),
    "restore": Text(zh="恢复备份", en="restore"),
}
TOLD = {
    "action": Text(zh="操作", en="action"),
    "person": Text(zh="人员", en="person"),
    "roles": Text(zh="角色", en="roles"),
    "held_to": Text(zh="只负责", en="held to"),
    "ledger": Text(zh="台账", en="ledger"),
    "page": Text(zh="页面", en="page"),
    "rows": Text(zh="行数", en="rows"),
    "of": Text(zh="共有行", en="rows in all"),
    "key": Text(zh="行", en="row"),
    "leaf": Text(zh="页", en="page"),
    "batch": Text(zh="批次", en="batch"),
    "undoes": Text(zh="撤销批次", en="undoes batch"),
    "release": Text(zh="发布", en="release"),
    "edition": Text(zh="版次", en="edition"),
    "state": Text(zh="状态", en="state"),
    "figure": Text(zh="指标", en="figure"),
    "format": Text(zh="格式", en="format"),
    "file": Text(zh="文件", en="file"),
    "bytes": Text(zh="字节", en="bytes"),
    "session": Text(zh="会话", en="session"),
}
"""In this order: first what was done to what, last what tells one file or session from another."""

_TITLES: Mapping[str, Mapping[str, Text]] = {
    "action": {name: rule.title for name, rule in RULES.items()},
    "ledger": {ledger.name: ledger.title for ledger in LEDGERS},
    "page": {place.stem: place.title for place in PAGES},
    "roles": {str(name): word for name, word in ROLES.items()},
    "state": {str(name): word for name, word in STATES.items()},
}
_HEADINGS = (
    Text(zh="序号", en="Entry"),
    Text(zh="时间", en="When"),
    Text(zh="谁", en="Who"),
    Text(zh="途径", en="Through"),
    Text(zh="做了什么", en="What"),
    Text(zh="编号和数量", en="Ids and counts"),
)
_THROUGH = {"browser": Text(zh="网页", en="browser"), "terminal": Text(zh="命令行", en="command line")}


def what_said(what: str) -> str:
    if what in WHAT:
        return said(WHAT[what])
    return said(RULES[what].title) if what in RULES else what


def told_said(told: str) -> str:
    """Ids and counts with their names in the reader's language."""
    colon, joint = ("：", "；") if language() == "zh" else (": ", "; ")
    values = json.loads(told)
    known = [name for name in TOLD if name in values]
    return joint.join(
        f"{said(TOLD[name]) if name in TOLD else name}{colon}{_value_said(name, values[name])}"
        for name in dict.fromkeys((*known, *values))
    )


def _value_said(name: str, value: object) -> str:
    if isinstance(value, list):
        return ("、" if language() == "zh" else ", ").join(_value_said(name, one) for one in value)
    title = _TITLES.get(name, {}).get(str(value))
    return said(title) if title else str(value)


def show_record() -> None:
    """One page of it."""
    ledger = record()
    everybody, everything = those_noted(ledger)
    all_of_them = said(Text(zh="全部", en="All"))
    left, middle, right = st.columns(3)
    who = left.selectbox(
        said(Text(zh="谁", en="Who")), ["", *everybody], format_func=lambda name: name or all_of_them
    )
    what = middle.selectbox(
        said(Text(zh="做了什么", en="What")),
        ["", *everything],
        format_func=lambda one: what_said(one) if one else all_of_them,
        key=f"what {language()}",
    )
    newest, _ = head(ledger)
    before = right.number_input(
        said(Text(zh="从第几条往前", en="Entries up to")),
        min_value=0,
        value=newest,
        step=LEAF,
        key=f"to {newest}",
    )
    found = entries(ledger, most=LEAF, before=int(before) + 1, who=who, what=what)
    rows = [
        [
            entry.entry,
            f"{entry.at:%Y-%m-%d %H:%M:%S}",
            entry.who,
            said(_THROUGH[entry.through]),
            what_said(entry.what),
            told_said(entry.told),
        ]
        for entry in found
    ]
    told = said(_HEADINGS[-1])
    st.dataframe(
        pd.DataFrame(rows, columns=[said(word) for word in _HEADINGS]),
        hide_index=True,
        height=min(36 * (len(rows) + 1), HIGHEST),
        column_config={told: st.column_config.Column(width="large")},
        key=f"record {language()}",
    )


def say_whether_whole() -> None:
    """Whether the chain holds, asked when somebody presses: it reads every entry."""
    if not st.button(said(Text(zh="检查记录是否被改动", en="Check that nothing was tampered with"))):
        return
    ledger = record()
    faults = list(audit_faults(ledger))
    for fault in faults:
        st.error(said(fault))
    if not faults:
        number, link = head(ledger)
        says = Text(
            zh="共{n}条，条条相连。末条校验值 {link}，另存此值可发现整条记录被重写。",
            en="{n} entries, each chained to the one before. The last link is {link}; kept elsewhere, it tells a record "
            "made anew.",
        )
        st.success(literal(said(says.with_values(n=number, link=link[:16] or "—"))))
