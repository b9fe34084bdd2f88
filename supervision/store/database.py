"""Opening the ledger file: one root connection, a cursor for every question, one writer at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from supervision.events import kept_back
from supervision.ledgers.narrowing import FILTERS
from supervision.store import schema
from supervision.store.chain import link
from supervision.store.checkpoints import clear, files_of, sync, sync_folder
from supervision.store.connecting import connect, why_not
from supervision.store.kept_words import KeptWords, Period
from supervision.store.remembering import Remembered
from supervision.store.root import Root
from supervision.store.troubles import is_given_up, refusal_for
from supervision.store.upgrading import bring_up
from supervision.text import Refusal, Text

LOCAL = ZoneInfo("Asia/Shanghai")
_OPENING = threading.Lock()
"""Two threads that open one old file must not both upgrade it."""

COPY = Text(
    zh="这里显示的是分发的副本，只能查看，不能修改。请在主看板上操作。",
    en="This is a copy that was handed out: it can be read and not changed. Use the office's own dashboard.",
)

_REPLACED = Text(
    zh="这里显示的副本已被更新的取代。请刷新本页。",
    en="The copy shown here has been replaced by a newer one. Reload this page.",
)

NOTHING: Mapping[str, str] = MappingProxyType({})


def local_now() -> datetime:
    """The wall clock in Asia/Shanghai, without its zone: every day and time in the ledgers is local."""
    return datetime.now(LOCAL).replace(tzinfo=None, microsecond=0)


class Database:
    """One open ledger file.

    Sharing one connection between threads mixes up their results, so every question gets a cursor
    of its own from the root; writing waits for the one lock and happens in one transaction.
    """

    def __init__(self, root: Root, upgraded_from: Path | None = None) -> None:
        self.path = root.path
        self.upgraded_from = upgraded_from
        """Where the file of an earlier schema is kept, if this opening upgraded it."""
        self.read_only = root.read_only
        self.changed = threading.Event()
        """Set with every transaction that changes an answer; whoever waits for changes clears it."""
        self._root: Root | None = root
        self._writing = threading.Lock()
        self.writes = 0
        """How often an answer was changed since it was opened: no other program writes to an open file."""
        self.remembered = Remembered()
        self._kept_words = KeptWords()
        self._newest = (-1, 0)

    @contextmanager
    def cursor(
        self,
        known_at: int | None = None,
        as_of: date | None = None,
        only: Mapping[str, str] = NOTHING,
        *,
        is_read_out: bool = False,
        words: tuple[str, ...] = (),
        period: Period | None = None,
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose views show the ledgers as known at that batch and reckoned on that day, or now.

        `only` narrows every ledger that has such a column: {"source": "12345平台"}. What is only asked of it, and read
        out to the end, leaves it as it was: then others are lent it. It is told what kept `words` say, of a
        `period` where they hang on one, which a batch that is there can't change any more.
        """
        root = self._root
        if root is None:
            raise Refusal(_REPLACED)
        day = as_of or local_now().date()

        def settle(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("set variable as_of = $1", [day])
            for name in FILTERS:
                if name in only:
                    cursor.execute(f"set variable only_{name} = $1", [only[name]])
            if known_at is not None:
                cursor.execute(f"set variable known_at = {int(known_at)}")

        state = (known_at, day, self.writes)
        view = (*state, tuple(sorted(only.items()))) if is_read_out else None
        with _told(root), root.lent(settle, view) as lent:
            if known_at is not None:
                self._kept_words.tell(lent, words, state, only, period)
            yield lent.cursor

    @contextmanager
    def transaction(self, *, only_notes: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of what is written inside, or none of it; one writer at a time. Refusal for a copy.

        What `only_notes` who did what changes no answer, so answers that are remembered stay.
        """
        root = self._root
        if self.read_only or root is None:
            raise Refusal(COPY)
        with kept_back(), self._writing:
            with self.cursor() as cursor:
                cursor.begin()
                try:
                    yield cursor
                except BaseException:
                    with suppress(duckdb.Error):  # the first error is the one to tell
                        cursor.rollback()
                    raise
                try:
                    with _told(root, is_commit=True):
                        cursor.commit()
                finally:
                    self.writes += not only_notes
            root.bring_in()
        if not only_notes:
            self.changed.set()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes meanwhile: the file and its log on the disk stay as they are."""
        with self._writing:
            yield

    def rows(
        self, sql: str, values: Sequence[Any] = (), known_at: int | None = None
    ) -> list[tuple[Any, ...]]:
        """A small result of the store's own bookkeeping; the figures' questions go through `ask`."""
        with self.cursor(known_at, is_read_out=True) as cursor:
            return cursor.execute(sql, list(values)).fetchall()

    def kept(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The same, asked once until an answer changes: for what every click asks many times over."""
        told = self.remembered.answer(
            self.writes, (sql, *values), lambda: [{"row": row} for row in self.rows(sql, values)]
        )
        return [row["row"] for row in told]

    def forget(self) -> None:
        """All that was answered and is kept, so that the next question is asked anew."""
        self.remembered.forget()
        self._kept_words.forget()
        if self._root is not None:
            self._root.forget()

    @property
    def newest_batch(self) -> int:
        """The data version: 0 for an empty ledger, one more with every batch."""
        writes, newest = self._newest
        if writes != self.writes:
            writes = self.writes  # looked at first: a batch that comes meanwhile is looked for again
            newest = int(self.rows("select coalesce(max(batch), 0) from history.batches")[0][0])
            self._newest = writes, newest
        return newest

    @property
    def is_sample(self) -> bool:
        return bool(self.kept("select 1 from history.facts where name = 'sample'"))

    def mark_as_sample(self) -> None:
        """From now on every page and export says 示例数据."""
        with self.transaction() as cursor:
            cursor.execute("insert into history.facts values ('sample', 'yes')")
            link(cursor, "sample", 1)

    def release(self) -> None:
        """From now on a question is a Refusal; what is being answered is, and then the file is closed."""
        self._root = None

    def close(self) -> None:
        if self._root is not None:
            with self._writing:
                self._root.close()


@contextmanager
def _told(root: Root, *, is_commit: bool = False) -> Iterator[None]:
    """A Refusal in place of DuckDB's error where the machine lacks something."""
    try:
        yield
    except (duckdb.Error, MemoryError, OSError) as error:
        if is_commit or is_given_up(error):
            root.give_up(error)
        if refusal := refusal_for(root.path, error, is_commit=is_commit):
            raise refusal from None
        raise


def open_database(
    path: Path, *, create: bool = True, reaches: Path | None = None, memory: str | None = None
) -> Database:
    """Open a ledger file, made on first use when `create`; Refusal says why one can't be opened.

    Nothing asked of it can read or write any other file, except below the folder that it `reaches`. DuckDB takes so much
    `memory` at most, where nobody has chosen another bound.
    """
    if not path.exists():
        if not create:
            raise Refusal(
                Text(
                    zh=f"没有台账文件 {path}。请先用 load 录入，或用 --database 指明文件。",
                    en=f"There is no ledger file {path}. Load something first, or name one with --database.",
                )
            )
        _make(path)
    with _OPENING:
        kept = bring_up(path, local_now())
        return Database(_rooted(path, reaches, memory=memory), upgraded_from=kept)


def open_copy(path: Path) -> Database:
    """Open a copy that was handed out, read-only: it has to be of this program's version, for nothing is brought up."""
    root = _rooted(path, None, read_only=True)
    if not root.is_of_this_program:
        root.close()
        raise Refusal(_OF_ANOTHER_VERSION)
    return Database(root)


def _rooted(path: Path, reaches: Path | None, *, read_only: bool = False, memory: str | None = None) -> Root:
    try:
        return Root(path, reaches, read_only=read_only, memory=memory)
    except (duckdb.Error, MemoryError, OSError) as error:
        raise why_not(path, error) from None


_OF_ANOTHER_VERSION = Text(
    zh="副本由本程序的另一版本写成。请把分发副本的看板和查看副本的看板升级到同一版本。",
    en="The copy was written by another version of this program. Bring the dashboard that hands out copies and those "
    "that show them to the same version.",
)


def _make(path: Path) -> None:
    """A new ledger file, under another name until it is whole: killed on the way, it leaves nothing in that place."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(unfinished)
        try:
            connection.begin()
            schema.create(connection)
            connection.commit()
            connection.execute("checkpoint")
        finally:
            connection.close()
        sync(unfinished)
        with suppress(FileExistsError):  # somebody else was quicker
            os.link(unfinished, path)
        sync_folder(path)
    except (duckdb.Error, MemoryError, OSError) as error:
        raise why_not(path, error) from None
    finally:
        clear(*files_of(unfinished))
