"""The roster on screen: who may do what, and the form that changes it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.access.people import ROLES, SCOPES, read_roles
from supervision.access.rules import RULES
from supervision.ledgers.narrowing import FILTERS, WORDS
from supervision.ledgers.reference import name_of, reference_list
from supervision.store.people import LONGEST_NAME, enrol, roster
from supervision.text import Refusal, Text
from supervision.ui.asking import acting, settings
from supervision.ui.literal import literal
from supervision.ui.session import language, own_ledger, said

_DONE = "roles just changed"
_HEADINGS = (
    Text(zh="登录名", en="Sign-in name"),
    Text(zh="角色", en="Roles"),
    Text(zh="只负责", en="Held to"),
    Text(zh="设置人", en="Set by"),
    Text(zh="设置时间", en="Set at"),
)
_NO_SIGN_IN = Text(
    zh="还没有设置登录：现在只有本机一人使用，拥有全部权限，下面的名单要到设置登录后才起作用。设置方法见 docs/deploying.md。",
    en="No sign-in is set: one local person with every role uses this machine, and the roster below counts only once "
    "there is one. docs/deploying.md says how.",
)


def show_roster() -> None:
    """Everybody ever enrolled, and whom the settings make administrators."""
    if not settings().has_sign_in:
        st.info(said(_NO_SIGN_IN))
    if message := st.session_state.pop(_DONE, None):
        st.success(literal(message))
    told = roster(own_ledger())
    if named := sorted(settings().administrators):
        says = Text(zh="由设置文件指定的管理员：{names}", en="Administrators by the settings file: {names}")
        st.caption(literal(said(says.with_values(names="、".join(named)))))
    if not told:
        st.markdown(said(Text(zh="名单还是空的。", en="The roster is empty.")))
        return
    rows = [
        [
            one.person.name,
            _roles_said(one.person.roles),
            "、".join(said(name_of(member)) for member in one.person.only.values()) or "—",
            one.set_by,
            f"{one.set_at:%Y-%m-%d %H:%M}",
        ]
        for one in told
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=[said(word) for word in _HEADINGS]),
        hide_index=True,
        height="content",
        key="roster",
    )


def _roles_said(roles: frozenset[str]) -> str:
    joint = "、" if language() == "zh" else ", "
    return joint.join(said(ROLES[role]) for role in ROLES if role in roles) or said(
        Text(zh="（无）", en="(none)")
    )


def offer_change() -> None:
    """One person at a time gets exactly the roles chosen."""
    with st.form("roles", clear_on_submit=True):
        st.markdown(f"**{said(Text(zh='设置一个人的角色', en='Set the roles of one person'))}**")
        name = st.text_input(
            said(
                Text(zh="登录名（与登录服务给出的一致）", en="Sign-in name, as the sign-in service gives it")
            ),
            max_chars=LONGEST_NAME,
        )
        roles = st.multiselect(
            said(Text(zh="角色（不选即收回全部权限）", en="Roles (none takes everything away)")),
            list(ROLES),
            format_func=lambda role: said(ROLES[role]),
            placeholder=said(Text(zh="请选择", en="Choose")),
        )
        scope = st.selectbox(
            said(Text(zh="只负责（来源或区县，可不选）", en="Held to (a source or district, optional)")),
            [None, *((scope, member) for scope in SCOPES for member in reference_list(FILTERS[scope]).names)],
            format_func=_scope_said,
        )
        if st.form_submit_button(said(Text(zh="保存", en="Save")), type="primary"):
            _change(name, roles, scope)


def _scope_said(scope: tuple[str, str] | None) -> str:
    if scope is None:
        return said(Text(zh="不限", en="Not held"))
    colon = "：" if language() == "zh" else ": "
    return f"{said(WORDS[scope[0]])}{colon}{said(name_of(scope[1]))}"


def _change(name: str, roles: Sequence[str], scope: tuple[str, str] | None) -> None:
    held, member = scope or (None, None)
    try:
        enrol(own_ledger(), name, read_roles(roles), by=acting("change roles"), scope=held, member=member)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    says = Text(zh="{name}：已保存，下次点击起生效。", en="{name}: saved; it holds from their next click.")
    st.session_state[_DONE] = said(says.with_values(name=name.strip()))
    st.rerun()


def tell_roles() -> None:
    """The table of rules itself, so that nobody has to guess what a role gives."""
    with st.expander(said(Text(zh="各角色能做什么", en="What each role may do"))):
        rows = [
            [said(rule.title), *("✓" if role in rule.roles else "" for role in ROLES)]
            for rule in RULES.values()
        ]
        st.dataframe(
            pd.DataFrame(rows, columns=[said(Text(zh="操作", en="Action")), *map(said, ROLES.values())]),
            hide_index=True,
            height="content",
            key="rules",
        )
