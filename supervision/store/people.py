"""The roster of people: who has which roles, and to which source or district they are held. Changes are only added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from supervision.access.people import NOT_HELD, SCOPES, Person, Role, read_roles
from supervision.ledgers.narrowing import FILTERS
from supervision.ledgers.reference import reference_list
from supervision.store.answers import first_row
from supervision.store.audit import note_within
from supervision.store.chain import link
from supervision.store.database import Database, local_now
from supervision.text import Refusal, Text

LONGEST_NAME = 120


@dataclass(frozen=True)
class Enrolled:
    """Somebody in the roster as it stands."""

    person: Person
    set_by: str
    set_at: datetime


_STANDING = (
    "select name, roles, scope, member, set_by, set_at from history.people "
    "qualify row_number() over (partition by lower(name) order by change desc) = 1"
)


def roster(database: Database) -> list[Enrolled]:
    """Everybody who was ever enrolled, those without any role last."""
    rows = database.rows(f"select * from ({_STANDING}) order by roles = '', name")
    return [
        Enrolled(_person(name, roles, scope, member), by, at) for name, roles, scope, member, by, at in rows
    ]


def enrolled(database: Database, name: str) -> Person | None:
    """The person of that name, in large letters or small, with the roles they have at this moment; None for a stranger."""
    rows = database.kept(
        f"select name, roles, scope, member from ({_STANDING}) where lower(name) = lower($1)", [name]
    )
    return _person(*rows[0]) if rows else None


def _person(name: str, roles: str, scope: str | None, member: str | None) -> Person:
    return Person(name, read_roles(roles.split()), {scope: member} if scope and member else NOT_HELD)


def enrol(
    database: Database,
    name: str,
    roles: frozenset[Role],
    *,
    by: str,
    scope: str | None = None,
    member: str | None = None,
) -> None:
    """Give a person exactly these roles from the next click on; none takes everything away."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal(
            Text(
                zh="请写明登录名，最多{n}个字符。", en="Say the sign-in name, at most {n} characters."
            ).with_values(n=LONGEST_NAME)
        )
    if scope is not None:
        _check_scope(scope, member)
    with database.transaction() as cursor:
        change = _add(cursor, name, roles, scope, member, by)
        note_within(cursor, by, "change roles", person=name, roles=sorted(roles), held_to=member)
        link(cursor, "roles", change)


def _check_scope(scope: str, member: str | None) -> None:
    known = reference_list(FILTERS[scope]).names if scope in SCOPES else ()
    if member not in known:
        raise Refusal(
            Text(
                zh="没有“{member}”，可以是：{known}。", en="There is no “{member}”; there are: {known}."
            ).with_values(member=member or "", known="、".join(known))
        )


def _add(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    roles: frozenset[Role],
    scope: str | None,
    member: str | None,
    by: str,
) -> int:
    newest = first_row(cursor, "select coalesce(max(change), 0) from history.people")
    assert newest is not None
    change = int(newest[0]) + 1
    cursor.execute(
        "insert into history.people values ($1, $2, $3, $4, $5, $6, $7)",
        [change, name, " ".join(sorted(roles)), scope, member, by, local_now()],
    )
    return change


def end_sign_in(database: Database, session: str) -> None:
    """From now on the cookie of that sign-in opens nothing, wherever it is kept."""
    with database.transaction() as cursor:
        cursor.execute("insert into history.sign_ins_ended values ($1, $2)", [session, local_now()])


def is_ended(database: Database, session: str) -> bool:
    return bool(database.kept("select 1 from history.sign_ins_ended where session = $1 limit 1", [session]))
