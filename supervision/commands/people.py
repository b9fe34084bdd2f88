"""Commands of access: who has which roles, and the record of who did what."""

from __future__ import annotations

from argparse import Namespace

from supervision.access.people import ROLES, SCOPES, read_roles
from supervision.commands.opening import opened, who
from supervision.commands.saying import ALL_WELL, said, say_json, say_table
from supervision.store.audit import entries
from supervision.store.database import Database
from supervision.store.people import Enrolled, enrol, roster
from supervision.text import Refusal, Text

_PEOPLE = (
    Text(zh="登录名", en="name"),
    Text(zh="角色", en="roles"),
    Text(zh="只负责", en="held to"),
    Text(zh="设置人", en="set by"),
    Text(zh="设置时间", en="set at"),
)
_ENTRIES = (
    Text(zh="序号", en="entry"),
    Text(zh="时间", en="at"),
    Text(zh="谁", en="who"),
    Text(zh="途径", en="through"),
    Text(zh="做了什么", en="what"),
    Text(zh="编号和数量", en="ids and counts"),
)


def people_command(asked: Namespace) -> int:
    if not asked.set and (asked.roles or asked.only):
        raise Refusal(
            Text(zh="--roles 和 --only 要与 --set 一起用。", en="--roles and --only go with --set NAME.")
        )
    with opened(asked, "change roles", create=bool(asked.set)) as database:
        if asked.set:
            _set(database, asked)
        told = roster(database)
    if asked.json:
        say_json([_person_json(one) for one in told])
    else:
        say_table([said(word) for word in _PEOPLE], (_row(one) for one in told))
    return ALL_WELL


def _set(database: Database, asked: Namespace) -> None:
    scope, is_held, member = (asked.only or "").partition("=")
    if asked.only and (scope not in SCOPES or not is_held):
        raise Refusal(
            Text(
                zh="--only 写作 source=来源 或 district=区县。",
                en="--only is written source=NAME or district=NAME.",
            )
        )
    enrol(
        database,
        asked.set,
        read_roles(asked.roles.split(",")),
        by=who(asked.by),
        scope=scope or None,
        member=member or None,
    )


def _row(one: Enrolled) -> list[object]:
    roles = "、".join(said(ROLES[role]) for role in ROLES if role in one.person.roles) or "—"
    held = "、".join(one.person.only.values()) or "—"
    return [one.person.name, roles, held, one.set_by, one.set_at]


def _person_json(one: Enrolled) -> dict[str, object]:
    return {
        "name": one.person.name,
        "roles": [role for role in ROLES if role in one.person.roles],
        "only": dict(one.person.only),
        "set_by": one.set_by,
        "set_at": one.set_at,
    }


def audit_command(asked: Namespace) -> int:
    with opened(asked, "look at the record") as database:
        told = entries(database, most=max(asked.most, 1))
    if asked.json:
        say_json([vars(entry) for entry in told])
        return ALL_WELL
    say_table(
        [said(word) for word in _ENTRIES], ([e.entry, e.at, e.who, e.through, e.what, e.told] for e in told)
    )
    return ALL_WELL
