"""Opening the ledger file: one root connection, a cursor for every question, one writer at a time."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from supervision.ledgers.narrowing import FILTERS
from supervision.store import schema
from supervision.store.answers import first_row
from supervision.text import Refusal, Text

LOCAL = ZoneInfo("Asia/Shanghai")
STORAGE = "v1.5.0"
"""Written so that the DuckDB 1.5 line can open the file too."""

MEMORY, MOST_THREADS = "50%", 8
"""Of the machine's memory; SUPERVISION_MEMORY names another limit, like 2GB. More is written to disk and read back."""

NOTHING: Mapping[str, str] = MappingProxyType({})


def local_now() -> datetime:
    """The wall clock in Asia/Shanghai, without its zone: every day and time in the ledgers is local."""
    return datetime.now(LOCAL).replace(tzinfo=None, microsecond=0)


class Database:
    """One open ledger file.

    Sharing one connection between threads mixes up their results, so every question gets a cursor
    of its own from the root; writing waits for the one lock and happens in one transaction.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._root = connection
        self._writing = threading.Lock()

    @contextmanager
    def cursor(
        self, known_at: int | None = None, as_of: date | None = None, only: Mapping[str, str] = NOTHING
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose views show the ledgers as known at that batch and reckoned on that day, or now.

        `only` narrows every ledger that has such a column: {"source": "12345平台"}.
        """
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
        """All of what is written inside, or none of it; one writer at a time."""
        with self._writing, self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    def rows(
        self, sql: str, values: Sequence[Any] = (), known_at: int | None = None
    ) -> list[tuple[Any, ...]]:
        """A small result of the store's own bookkeeping; the figures' questions go through `ask`."""
        with self.cursor(known_at) as cursor:
            return cursor.execute(sql, list(values)).fetchall()

    @property
    def newest_batch(self) -> int:
        """The data version: 0 for an empty ledger, one more with every batch."""
        return int(self.rows("select coalesce(max(batch), 0) from history.batches")[0][0])

    @property
    def is_sample(self) -> bool:
        return bool(self.rows("select 1 from history.facts where name = 'sample'"))

    def mark_as_sample(self) -> None:
        """From now on every page and export says 示例数据."""
        with self.transaction() as cursor:
            cursor.execute("insert into history.facts values ('sample', 'yes')")

    def close(self) -> None:
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
        _make_folder(path)
    connection = _connect(path)
    try:
        _bring_up(connection, path)
        _close_off(connection, reaches)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(_cannot(path, error.strerror or str(error))) from None


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    is_new = not path.exists()
    try:
        connection = duckdb.connect(
            str(path),
            config={
                "storage_compatibility_version": STORAGE,
                "memory_limit": os.environ.get("SUPERVISION_MEMORY") or MEMORY,
                "threads": min(os.cpu_count() or 1, MOST_THREADS),
            },
        )
        connection.execute("set global TimeZone = 'Asia/Shanghai'")
    except duckdb.IOException as error:
        raise Refusal(_busy_or_broken(path, str(error))) from None
    except duckdb.Error as error:
        raise Refusal(_cannot(path, str(error).splitlines()[0])) from None
    if is_new:
        os.chmod(path, 0o600)
    return connection


def _close_off(connection: duckdb.DuckDBPyConnection, reaches: Path | None) -> None:
    """From here on no SQL reaches files, the network, extensions or this program's variables, nor undoes that."""
    if reaches is not None:
        folder = str(reaches.resolve()).replace("'", "''")
        connection.execute(f"set global allowed_directories = ['{folder}/']")
    connection.execute("set global enable_external_access = false")
    connection.execute("set global python_enable_replacements = false")
    connection.execute("set global lock_configuration = true")


def _busy_or_broken(path: Path, said: str) -> Text:
    if "lock" not in said:
        return _cannot(path, said.splitlines()[0])
    holder = re.search(r"PID (\d+)", said)
    who = f"(PID {holder.group(1)})" if holder else ""
    return Text(
        zh=f"台账文件 {path} 正被另一个程序使用{who}，多半是看板。请在看板页面上操作，或先停止它。",
        en=f"The ledger file {path} is open in another program {who}, most likely the dashboard. "
        "Use its pages, or stop it first.",
    )


def _cannot(path: Path, reason: str) -> Text:
    return Text(
        zh=f"打不开台账文件 {path}：{reason}。请检查路径、权限和磁盘。",
        en=f"The ledger file {path} can't be opened: {reason}. Check the path, its permissions and the disk.",
    )


def _bring_up(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Tables, lists and views of this program; a file from a newer program is refused untouched."""
    has_books = first_row(
        connection,
        "select count(*) from duckdb_tables() where schema_name = 'history' and table_name = 'facts'",
    )
    facts: dict[str, str] = {}
    if has_books and has_books[0]:
        facts = dict(connection.execute("select name, value from history.facts").fetchall())
    if int(facts.get("schema", "0")) > schema.VERSION:
        raise Refusal(
            Text(
                zh=f"台账文件 {path} 由更新版本的程序写成，请先升级本程序。",
                en=f"The ledger file {path} was written by a newer version of this program; upgrade first.",
            )
        )
    wanted = schema.fingerprint()
    if facts.get("fingerprint") == wanted:
        return
    connection.begin()
    schema.create(connection)
    connection.execute("delete from history.facts where name = 'fingerprint'")
    connection.execute("insert into history.facts values ('fingerprint', $1)", [wanted])
    connection.commit()
