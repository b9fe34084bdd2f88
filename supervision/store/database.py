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

from supervision.ledgers.narrowing import FILTERS
from supervision.store import schema
from supervision.store.connecting import cannot_open, connect
from supervision.store.remembering import Remembered
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

    def __init__(
        self,
        path: Path,
        connection: duckdb.DuckDBPyConnection,
        upgraded_from: Path | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.upgraded_from = upgraded_from
        """Where the file of an earlier schema is kept, if this opening upgraded it."""
        self.read_only = read_only
        self.changed = threading.Event()
        """Set with every transaction that is written; whoever waits for changes clears it."""
        self._root: duckdb.DuckDBPyConnection | None = connection
        self._writing = threading.Lock()
        self.writes = 0
        """How often something was written since it was opened: no other program writes to an open file."""
        self.remembered = Remembered()
        self._newest = (-1, 0)

    @contextmanager
    def cursor(
        self, known_at: int | None = None, as_of: date | None = None, only: Mapping[str, str] = NOTHING
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose views show the ledgers as known at that batch and reckoned on that day, or now.

        `only` narrows every ledger that has such a column: {"source": "12345平台"}.
        """
        if self._root is None:
            raise Refusal(_REPLACED)
        cursor = self._root.cursor()
        try:
            cursor.execute("set variable as_of = $1", [as_of or local_now().date()])
            for name in FILTERS:
                if name in only:
                    cursor.execute(f"set variable only_{name} = $1", [only[name]])
            if known_at is not None:
                cursor.execute(f"set variable known_at = {int(known_at)}")
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """All of what is written inside, or none of it; one writer at a time. Refusal for a copy."""
        if self.read_only:
            raise Refusal(COPY)
        with self._writing, self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            try:
                cursor.commit()
            finally:
                self.writes += 1
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
        with self.cursor(known_at) as cursor:
            return cursor.execute(sql, list(values)).fetchall()

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
        return bool(self.rows("select 1 from history.facts where name = 'sample'"))

    def mark_as_sample(self) -> None:
        """From now on every page and export says 示例数据."""
        with self.transaction() as cursor:
            cursor.execute("insert into history.facts values ('sample', 'yes')")

    def release(self) -> None:
        """From now on a question is a Refusal; what is being answered is, and then the file is closed."""
        self._root = None

    def close(self) -> None:
        if self._root is not None:
            self._root.close()


def open_database(path: Path, *, create: bool = True, reaches: Path | None = None) -> Database:
    """Open a ledger file, made on first use when `create`; Refusal says why one can't be opened.

    Nothing asked of it can read or write any other file, except below the folder that it `reaches`.
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
        connection = connect(path)
        try:
            _refresh(connection)
            _close_off(connection, reaches)
        except BaseException:
            connection.close()
            raise
    return Database(path, connection, upgraded_from=kept)


def open_copy(path: Path) -> Database:
    """Open a copy that was handed out, read-only: it has to be of this program's version, for nothing is brought up."""
    connection = connect(path, read_only=True)
    try:
        if schema.facts(connection).get("fingerprint") != schema.fingerprint():
            raise Refusal(_OF_ANOTHER_VERSION)
        _close_off(connection, None)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection, read_only=True)


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
        finally:
            connection.close()
        with suppress(FileExistsError):  # somebody else was quicker
            os.link(unfinished, path)
    except OSError as error:
        raise Refusal(cannot_open(path, error.strerror or str(error))) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _close_off(connection: duckdb.DuckDBPyConnection, reaches: Path | None) -> None:
    """From here on no SQL reaches files, the network, extensions or this program's variables, nor undoes that."""
    if reaches is not None:
        folder = str(reaches.resolve()).replace("'", "''")
        connection.execute(f"set global allowed_directories = ['{folder}/']")
    connection.execute("set global enable_external_access = false")
    connection.execute("set global python_enable_replacements = false")
    connection.execute("set global lock_configuration = true")


def _refresh(connection: duckdb.DuckDBPyConnection) -> None:
    """The lists and views of this program in a file whose last program had others."""
    if schema.facts(connection).get("fingerprint") == schema.fingerprint():
        return
    connection.begin()
    schema.refresh(connection)
    connection.commit()
