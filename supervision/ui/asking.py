"""Who is reading, and what they may do: asked anew with every click, so that a role taken away is gone at the next.

A name to sign a change with is handed out by `acting` alone, which asks the rules first; what a button offers is
asked of the same rules by `may_now`. So the two cannot disagree, and nothing is changed by somebody who may not.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from supervision.access.people import Person, local_person, read_roles
from supervision.access.rules import NotAllowed, check_may, may
from supervision.access.settings import Settings, read_settings
from supervision.access.signed_in import SignedOut, SignIn, Watch, sign_in_told
from supervision.exports.marking import marked, named_for
from supervision.store.audit import note
from supervision.store.database import local_now
from supervision.store.people import enrolled
from supervision.text import Refusal, Text
from supervision.ui.session import copies, has_signed_out, own_ledger, record
from supervision.ui.standing import standing

_CHANGED = Text(
    zh="您的权限已变更，请刷新本页后再下载。",
    en="What you may do has changed. Reload this page, then download.",
)
_UNGUARDED = Text(
    zh="已设置登录，但本看板不是用 python -m supervision serve 启动的，任何人都能冒充他人，因此什么也不显示。请用该命令启动。",
    en="Sign-in is set, but this dashboard was not started by python -m supervision serve, so anybody could pass for "
    "somebody else and nothing is shown. Start it by that command.",
)
NOBODY = Text(zh="请通过单位的登录入口打开本看板。", en="Open this dashboard through your office's sign-in.")


class _Door:
    """Whether requests come through the guard, which alone tells a proxy's header from anybody's."""

    is_guarded = False


def stand_guard() -> None:
    """From now on this process serves through the guard."""
    _Door.is_guarded = True


@standing
def settings() -> Settings:
    """As they stood when the dashboard was started."""
    return read_settings()


@standing
def _watch() -> Watch:
    return Watch()


def person() -> Person:
    """Whoever clicked, as the roster knows them at this moment; SignedOut when nobody is signed in any more."""
    return _asker()()


def may_now(action: str) -> bool:
    return may(person(), action)


def acting(action: str) -> str:
    """The name to sign with, for somebody who may do that; NotAllowed, which is noted, for anybody else."""
    return _allowed(person(), action)


def acting_as(action: str, typed: str) -> str:
    """The same for a step that somebody signs by name: two people at one machine say who they are."""
    name = acting(action)
    return typed if person().is_local else name


def ask_name(label: str, *, key: str | None = None) -> str:
    """A field for that name; whoever signed in can't be somebody else."""
    reader = person()
    return st.text_input(label, value=reader.name, max_chars=40, disabled=not reader.is_local, key=key)


def _allowed(asks: Person, action: str) -> str:
    try:
        check_may(asks, action)
    except NotAllowed:
        note(record(), asks.name, "refused", action=action)
        raise
    return asks.name


def note_arrival() -> None:
    """Where a proxy signs people in, all that can be noted of it is who opened a tab, and when."""
    rules = settings()
    if rules.proxy is not None and st.session_state.get("arrived") != (name := person().name):
        st.session_state["arrived"] = name
        note(record(), name, "sign in")


def note_now(what: str, **told: Any) -> None:
    """Into the record: what whoever clicked has just looked at. Once for each thing, however often it is redrawn."""
    done = (what, *sorted((name, str(value)) for name, value in told.items()))
    if st.session_state.get("noted last") != done:
        st.session_state["noted last"] = done
        note(record(), person().name, what, **told)


def _asker() -> Callable[[], Person]:
    """A question that can be asked again later, outside the page's run: who is it that clicked here?"""
    rules = settings()
    if not rules.has_sign_in:
        return lambda: _as_served(local_person(getpass.getuser()))
    if not _Door.is_guarded:
        raise Refusal(_UNGUARDED)
    if rules.proxy is not None:
        name = (st.context.headers.get(rules.proxy.header) or "").strip()
        return lambda: by_proxy(name, rules)
    claims: Mapping[str, Any] = st.user.to_dict()
    return lambda: by_sign_in(claims, rules)


def by_proxy(name: str, rules: Settings) -> Person:
    if not name:
        raise SignedOut(NOBODY)
    return _with_roles(name, (), rules)


def by_sign_in(claims: Mapping[str, Any], rules: Settings) -> Person:
    if not claims.get("is_logged_in"):
        raise SignedOut(Text(zh="请用单位账号登录。", en="Sign in with your office account."))
    told: SignIn = sign_in_told(claims, rules)
    if has_signed_out(told.session):
        raise SignedOut(Text(zh="您已退出登录。", en="You have signed out."))
    if _watch().check(told, rules, datetime.now(UTC)):
        note(record(), told.name, "sign in", session=told.session[:12])
    return _with_roles(told.name, told.roles, rules)


def _with_roles(name: str, claimed: tuple[str, ...], rules: Settings) -> Person:
    """Whoever stands in the roster has the roles that stand there; the provider's word counts for others only."""
    known = _as_served(enrolled(own_ledger(), name) or Person(name, _claimed(claimed)))
    if name.lower() in {named.lower() for named in rules.administrators}:
        return replace(known, roles=known.roles | {"administrator"})
    return known


def _as_served(known: Person) -> Person:
    """Whoever is shown copies can change nothing, whatever their roles."""
    return replace(known, reads_copy=copies() is not None)


def _claimed(words: tuple[str, ...]) -> frozenset[Any]:
    """The provider may speak of roles of other programs as well."""
    known: list[Any] = []
    for word in words:
        try:
            known += read_roles([word])
        except Refusal:
            continue
    return frozenset(known)


def hand_over(
    action: str,
    label: str,
    make: Callable[[], bytes] | bytes,
    *,
    file_name: str,
    mime: str,
    key: str,
    place: Any = st,
    told: Mapping[str, Any] | None = None,
    **look: Any,
) -> None:
    """A download for those who may have it: asked for again, made and noted when pressed. Others see no button."""
    asker = _asker()
    reader = asker()
    if not may(reader, action):
        return
    if not reader.is_local:
        file_name = named_for(file_name, reader.name, local_now())

    def given() -> bytes:
        now = asker()
        name = _allowed(now, action)
        if now != reader:  # what was offered then may hold rows and columns that are no longer theirs
            raise Refusal(_CHANGED)
        held = make() if callable(make) else make
        if not reader.is_local:
            held = marked(held, file_name, name, local_now())
        note(record(), name, action, file=file_name, bytes=len(held), **(told or {}))
        return held

    place.download_button(label, given, file_name=file_name, mime=mime, key=key, on_click="ignore", **look)
