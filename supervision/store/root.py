"""The root connection of one open ledger file, which is opened anew by itself when DuckDB has given it up."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from supervision.events import tell
from supervision.store import schema
from supervision.store.checkpoints import DUE, checkpoint, logged, mend
from supervision.store.connecting import connect
from supervision.store.settled import Lent, Settled
from supervision.store.troubles import is_given_up
from supervision.text import Refusal, Text

PATIENCE = 20
"""Seconds that others get to finish what they are asking before a file is opened anew."""

_SOON = Text(
    zh="磁盘出错后正在重新打开台账文件。请过一会儿再试。",
    en="After an error on the disk the ledger file is being opened anew. Try again in a moment.",
)


class Root:
    """From here cursors come; after an error on the disk that DuckDB can't go on from, from a new connection."""

    def __init__(
        self, path: Path, reaches: Path | None, *, read_only: bool = False, memory: str | None = None
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._memory = memory
        self._reaches = reaches
        self._lending = threading.Condition()
        self._lent = 0
        self._settled = Settled()
        self._is_given_up = self._is_closed = False
        # Closed last: closing a file drops the process's locks on it, DuckDB's own among them.
        self._file = path.open("rb")
        try:
            self._connection = self._connected()
        except BaseException:
            self._file.close()
            raise

    def _connected(self) -> duckdb.DuckDBPyConnection:
        connection = connect(self.path, read_only=self.read_only, memory=self._memory)
        try:
            if not self.read_only:
                _refresh(connection)
            _close_off(connection, self._reaches)
        except BaseException:
            connection.close()
            raise
        return connection

    @property
    def is_of_this_program(self) -> bool:
        """Whether the lists and views in it are those of this program."""
        return schema.facts(self._connection).get("fingerprint") == schema.fingerprint()

    @contextmanager
    def lent(
        self, settle: Callable[[duckdb.DuckDBPyConnection], None], view: Hashable | None = None
    ) -> Iterator[Lent]:
        """A cursor of the open file that was settled, closed again at the end; one that shows a `view` is kept for the
        next who asks for the same, unless something went wrong."""
        lent, is_settled = self._lend(view)
        shows: Hashable | None = None
        try:
            if not is_settled:
                settle(lent.cursor)
            yield lent
            shows = view
        finally:
            self._take_back(shows, lent)

    def _lend(self, view: Hashable | None) -> tuple[Lent, bool]:
        with self._lending:
            if self._is_given_up:
                self._open_anew()
            settled = self._settled.take(view)
            lent = settled or Lent(self._connection.cursor())
            self._lent += 1
            return lent, settled is not None

    def _take_back(self, shows: Hashable | None, lent: Lent) -> None:
        if shows is None:
            lent.cursor.close()
        with self._lending:
            if shows is not None and (self._is_given_up or self._is_closed):
                lent.cursor.close()
            elif shows is not None:
                self._settled.put_back(shows, lent)
            self._lent -= 1
            self._lending.notify_all()

    def forget(self) -> None:
        """Close the cursors that lie idle, with all that they were told."""
        with self._lending:
            self._settled.close()

    def give_up(self, error: BaseException) -> None:
        """Nothing more is to be asked of this connection: DuckDB says so itself, or a commit has failed, after which
        it was seen to answer with half of what was never committed."""
        tell("the ledger file has to be opened anew", level=logging.ERROR, kind=type(error).__name__)
        self._is_given_up = True

    def _open_anew(self) -> None:
        """What was committed comes back from the log. Waits for those who still hold a cursor: while one does,
        DuckDB would hand out the old state again."""
        if not self._lending.wait_for(lambda: self._lent == 0, PATIENCE):
            raise Refusal(_SOON)
        if not self._is_given_up:
            return
        self._settled.close()
        with suppress(duckdb.Error):
            self._connection.close()
        if not self.read_only:
            mend(self.path)
        self._connection, self._is_given_up = self._connected(), False
        tell("the ledger file was opened anew", level=logging.WARNING)

    def bring_in(self, least: int = DUE) -> None:
        """Bring the log into the file once it is that long; where that fails the log is kept and nothing is lost."""
        if self.read_only or self._is_given_up or logged(self.path) < least:
            return
        try:
            checkpoint(self._connection, self.path, self._file)
        except (duckdb.Error, OSError) as error:
            tell(
                "the log could not be brought into the ledger file",
                level=logging.ERROR,
                kind=type(error).__name__,
            )
            if is_given_up(error):
                self.give_up(error)

    def close(self) -> None:
        with self._lending:
            self._is_closed = True
            self._settled.close()
        self.bring_in(1)
        with suppress(duckdb.Error):
            self._connection.close()
        self._file.close()


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
