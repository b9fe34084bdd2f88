"""People and the roles they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

from supervision.text import Refusal, Text

Role = Literal["leader", "analyst", "press", "checker", "administrator"]

ROLES: dict[Role, Text] = {
    "leader": Text(zh="领导", en="Leader"),
    "analyst": Text(zh="数据员", en="Analyst"),
    "press": Text(zh="新闻发布", en="Press"),
    "checker": Text(zh="复核", en="Checker"),
    "administrator": Text(zh="管理员", en="Administrator"),
}
EVERY_ROLE: frozenset[Role] = frozenset(get_args(Role))

SCOPES = ("source", "district")
"""The filters to one member of which a person can be held."""

NOT_HELD: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Person:
    """Whoever asks for something, as known at this moment."""

    name: str
    roles: frozenset[Role]
    only: Mapping[str, str] = field(default_factory=lambda: NOT_HELD, hash=False)
    """{"source": "12345平台"}: sees and loads rows of that source alone. Empty: all rows."""
    is_local: bool = False
    """Sits at this machine; nobody signed in."""
    reads_copy: bool = False
    """Is shown a copy of the ledger, in which nobody can change anything."""


def local_person(account: str) -> Person:
    """The one person of one machine."""
    return Person(account, EVERY_ROLE, is_local=True)


def read_roles(written: Iterable[str]) -> frozenset[Role]:
    """The roles of these names; Refusal names one that there is not."""
    told = [word.strip() for word in written if word.strip()]
    for word in told:
        if word not in EVERY_ROLE:
            raise Refusal(
                Text(
                    zh="没有角色“{word}”，可以是 {known}。",
                    en="There is no role “{word}”; there are {known}.",
                ).with_values(word=word, known=", ".join(ROLES))
            )
    return frozenset(role for role in ROLES if role in told)
