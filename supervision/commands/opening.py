"""Who sits at the terminal, what they may do there, and the ledger that a command is about.

Whoever can open the ledger file could read and write it with any other program as well, so the file's own
permissions are the wall; the roster holds accounts that it names to their roles, and everything is noted.
"""

from __future__ import annotations

import getpass
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from supervision.access.people import Person, local_person
from supervision.access.rules import NotAllowed, check_may
from supervision.commands.saying import complain
from supervision.store.audit import note
from supervision.store.database import Database, open_database
from supervision.store.people import enrolled
from supervision.store.schema import VERSION
from supervision.text import Text

FOR_HELD = ("load",)
"""What somebody held to one source or district may do here: commands count and list all rows, and narrow nothing."""


_ALL_ROWS = Text(
    zh="您只负责{scope}的数据，而命令行给出的是全部数据。请在网页上查看和下载。",
    en="You look after {scope} only, and commands speak of all rows. Read and download yours in the browser.",
)


def who(given: str | None) -> str:
    """Who acts: as said, else the account on this machine."""
    return given or getpass.getuser()


def person_at_terminal(database: Database) -> Person:
    """The account on this machine: with the roles that the roster gives it, else with all."""
    account = getpass.getuser()
    return enrolled(database, account) or local_person(account)


@contextmanager
def opened(
    asked: Namespace, action: str, *, create: bool = False, memory: str | None = None
) -> Iterator[Database]:
    """The ledger that is asked of, for that action, closed again at the end; NotAllowed when the roster forbids it."""
    database = open_database(asked.database, create=create, memory=memory)
    _say_upgraded(database)
    try:
        ask_may(database, action)
        yield database
    finally:
        database.close()


def _say_upgraded(database: Database) -> None:
    if database.upgraded_from is not None:
        complain(
            Text(
                zh="台账文件已升级到第{version}版，升级前的文件留在 {kept}。",
                en="The ledger file was upgraded to schema {version}; as it was before, it is kept as {kept}.",
            ).with_values(version=VERSION, kept=database.upgraded_from)
        )


def ask_may(database: Database, action: str) -> None:
    """NotAllowed, which is noted, unless whoever sits here may do that."""
    person = person_at_terminal(database)
    try:
        check_may(person, action)
        if person.only and action not in FOR_HELD:
            raise NotAllowed(action, _ALL_ROWS.with_values(scope="、".join(person.only.values())))
    except NotAllowed:
        note(database, person.name, "refused", action=action)
        raise


def note_taken(database: Database, action: str, by: str | None = None, **told: object) -> None:
    """Note that something was written into a file and taken out of the ledger."""
    note(database, who(by), action, **told)
