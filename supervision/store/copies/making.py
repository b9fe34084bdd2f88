"""The writer's side: a copy of the ledger, all of one moment, laid out for others after every change."""

from __future__ import annotations

import json
import logging
import os
import re
import select
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from supervision.events import tell
from supervision.store.copies import copying
from supervision.store.copies.label import LABEL, Label, Unreadable, read, state_of, written
from supervision.store.copies.shelf import UNFINISHED, Shelf
from supervision.store.database import Database, local_now
from supervision.store.how_far import Parts

KEPT = 3
"""Editions that stay on the shelf, so that whoever is slow still finds the one before."""
AGAIN_AFTER = 30.0
"""Seconds after which a copy that failed is tried again, though nothing was written."""

ROOT = Path(__file__).resolve().parents[3]
_NAME = re.compile(r"edition-(\d+)\.duckdb")


def name_of(edition: int) -> str:
    return f"edition-{edition}.duckdb"


class Publisher:
    """Lays out a copy after every change of a ledger, off the way of whoever changed it, one at a time.

    What is changed while a copy is written leads to one more. Killed at any moment, it leaves the label of the last
    whole copy. One publisher to a shelf.
    """

    def __init__(
        self, database: Database, shelf: Shelf, cookies_last: timedelta = timedelta(hours=11)
    ) -> None:
        self._database = database
        self._shelf = shelf
        self._cookies_last = cookies_last
        self._stopped = False
        self._thread = threading.Thread(target=self._go_on, name="publisher", daemon=True)
        self.failed: str | None = None
        """Why the newest state has not been laid out, in the system's words; None while all is well."""
        self.label: Label | None = None
        """Of what was laid out last."""

    def start(self) -> None:
        """From now on by itself."""
        self._thread.start()

    def stop(self) -> None:
        """After the copy that is being written, if any."""
        self._stopped = True
        self._database.changed.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._stopped:
            self._database.changed.clear()
            try:
                self.publish()
                self.failed = None
            except Exception as error:
                # Whatever it is, the ledger goes on being served; the next change is another chance.
                self.failed = getattr(error, "strerror", None) or type(error).__name__
                tell("copy not laid out", level=logging.WARNING, why=self.failed)
            self._database.changed.wait(AGAIN_AFTER if self.failed else None)

    def publish(self) -> Label | None:
        """Lay out what was not laid out yet; the newest label, None for an empty ledger."""
        before = self._laid_out()
        with self._database.cursor() as cursor:
            state = state_of(cursor)
        signed_out = self._signed_out()
        if state[0] == 0:
            return None
        if before is None or before.state != state:
            label = self._lay_out(self._next_edition(before), signed_out)
        elif before.signed_out != signed_out:
            label = replace(before, edition=self._next_edition(before), signed_out=signed_out)
        else:
            return before
        self._shelf.put_small(LABEL, written(label))
        self.label = label
        tell("copy laid out", batch=label.batch, edition=label.edition)
        self._tidy(label)
        return label

    def _laid_out(self) -> Label | None:
        """The label that lies there; one that can't be read counts as none and is replaced."""
        if self.label is None:
            with suppress(Unreadable, FileNotFoundError):
                self.label = read(self._shelf.small(LABEL) or b"")
        return self.label

    def _next_edition(self, before: Label | None) -> int:
        return max([0, *self._editions().values(), before.edition if before else 0]) + 1

    def _editions(self) -> dict[str, int]:
        return {name: int(found.group(1)) for name in self._shelf.names() if (found := _NAME.fullmatch(name))}

    def _signed_out(self) -> tuple[str, ...]:
        since = local_now() - self._cookies_last
        rows = self._database.rows(
            "select distinct session from history.sign_ins_ended where ended_at > $1 order by 1", [since]
        )
        return tuple(session for (session,) in rows)

    def _lay_out(self, edition: int, signed_out: tuple[str, ...]) -> Label:
        spool = self._database.path.with_name(self._database.path.name + ".copies")
        spool.mkdir(mode=0o700, exist_ok=True)
        for left in spool.iterdir():
            left.unlink()
        # Of this process: one that was killed may have left somebody behind who is still writing.
        file, made_at = spool / f"{os.getpid()}-{edition}.duckdb", local_now()
        try:
            told = copied(self._database, file)
            self._shelf.put(name_of(edition), file)
        finally:
            for left in spool.iterdir():
                left.unlink()
        state = tuple(told["state"])
        return Label(
            edition, state[0], made_at, name_of(edition), told["size"], told["sha256"], state, signed_out
        )

    def _tidy(self, label: Label) -> None:
        """Old editions go; whoever has one open keeps it by a name of their own."""
        editions = self._editions()
        kept = {label.file, *sorted(editions, key=editions.__getitem__)[-KEPT:]}
        for name in self._shelf.names():
            if (name in editions and name not in kept) or name.endswith(UNFINISHED):
                self._shelf.drop(name)


def copied(
    database: Database, file: Path, *, is_summed: bool = True, parts: Parts | None = None
) -> dict[str, Any]:
    """Have a copy written; writing to the ledger waits for as long as its bytes take to be read, reading never.

    `parts` is told how many megabytes have been, of how many.
    """
    words = [sys.executable, "-m", copying.__name__, str(database.path.resolve()), str(file.resolve())]
    if not is_summed:
        words.append(copying.UNSUMMED)
    with subprocess.Popen(
        words,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what it ran into it says on the way that is listened to
        text=True,
    ) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            _hear(process.stdout, "ready")
            with database.still():
                process.stdin.write("go\n")
                process.stdin.flush()
                if parts is not None:
                    _look_on(process.stdout, database.path, file, parts)
                _hear(process.stdout, "copied")
            told: dict[str, Any] = json.loads(_heard(process.stdout))
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()
    return told


def _look_on(stream: IO[str], ledger: Path, copy: Path, parts: Parts, seconds: float = 1.0) -> None:
    """Until something is said, how long the copy has become."""
    while not select.select([stream], [], [], seconds)[0]:
        with suppress(FileNotFoundError):
            parts(copy.stat().st_size >> 20, ledger.stat().st_size >> 20)


def _hear(stream: IO[str], word: str) -> None:
    if _heard(stream) != word:
        raise _broken_off()


def _heard(stream: IO[str]) -> str:
    """One line; OSError with the system's own number where that process failed, without one where it was ended."""
    said = stream.readline().strip()
    if not said:
        raise _broken_off()
    if said.startswith("failed "):
        number = int(said.split()[1])
        raise OSError(number, os.strerror(number))
    return said


def _broken_off() -> OSError:
    return OSError(None, "the copy was broken off")
