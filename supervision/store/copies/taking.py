"""The reader's side: the newest copy that is whole, opened read-only, and never an older one after it."""

from __future__ import annotations

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from supervision.events import tell
from supervision.store.answers import sha256_of_file
from supervision.store.copies.label import LABEL, Label, Unreadable, read
from supervision.store.copies.shelf import Shelf
from supervision.store.database import Database, open_copy
from supervision.text import Refusal, Text

LOOKS_EVERY = 2.0
"""Seconds between two looks at the shelf."""
AGAIN_AFTER = 30.0
"""Seconds after which a copy that was not whole is looked at again: it may have been on its way."""
PATIENCE = 10.0
"""Seconds that somebody who has just come waits at most for a copy that is being taken."""
STAYS_OPEN = 900.0
"""Seconds that a copy that was replaced answers questions of those who still look at it."""

_NOTHING = Text(
    zh="还没有可以查看的副本。请先在主看板上录入数据并确认它在分发副本；稍后刷新本页。",
    en="There is no copy to show yet. Load something into the office's own dashboard and see that it hands out "
    "copies; then reload this page.",
)


@dataclass(frozen=True)
class Copy:
    """A copy that is open, and what its label says."""

    database: Database
    label: Label


class _NotWhole(Exception):
    """A copy that is not what its label says."""


class Copies:
    """What this process shows. Whoever holds a `Copy` goes on seeing it, whatever comes after."""

    def __init__(self, shelf: Shelf, folder: Path) -> None:
        """`folder` is this process's own: copies lie there until they are open."""
        self._shelf = shelf
        self._folder = folder
        self._copy: Copy | None = None
        self._trouble: Text | None = None
        self._signed_out: frozenset[str] = frozenset()
        self._replaced: list[tuple[float, Database]] = []
        """Since when; the oldest first."""
        self._failed = ("", 0)
        """Of the label that could not be followed: its file, and how many looks ago."""
        self._looking = threading.Lock()
        self._stopped = threading.Event()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.iterdir():
            left.unlink()

    def start(self) -> None:
        """Look at the shelf by itself from now on."""
        self.look()
        threading.Thread(target=self._go_on, name="copies", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def current(self) -> Copy:
        """The newest; Refusal, with the reason, while there is none."""
        if self._copy is None:
            raise Refusal(self._trouble or _NOTHING)
        return self._copy

    @property
    def trouble(self) -> Text | None:
        """Why a newer copy is not shown, for somebody who can see to it."""
        return self._trouble

    def has_signed_out(self, session: str) -> bool:
        """Whether that sign-in was ended in another process."""
        return session in self._signed_out

    def look(self) -> None:
        """Take what is newer. Two who look at once: the second waits for the first."""
        if not self._looking.acquire(timeout=PATIENCE):
            return
        try:
            self._follow()
        finally:
            self._looking.release()

    def _go_on(self) -> None:
        while not self._stopped.wait(LOOKS_EVERY):
            self.look()
            while self._replaced and time.monotonic() - self._replaced[0][0] > STAYS_OPEN:
                self._replaced.pop(0)[1].release()

    def _follow(self) -> None:
        try:
            written = self._shelf.small(LABEL)
            label = read(written) if written is not None else None
        except Unreadable:
            self._tell("label unreadable", _UNREADABLE)
            return
        except OSError as error:
            self._tell(f"shelf not reached: {error.strerror}", _OUT_OF_REACH)
            return
        if label is None:
            return
        shown = self._copy.label if self._copy is not None else None
        if shown is not None and _is_older(label, shown):
            self._tell(
                f"edition {label.edition}, batch {label.batch} is older than the one shown",
                _OLDER,
                label.batch,
            )
            return
        self._signed_out = frozenset(label.signed_out)
        if self._copy is not None and label.sha256 == self._copy.label.sha256:
            self._copy, self._trouble = Copy(self._copy.database, label), None
        elif not self._is_resting(label):
            self._take(label)

    def _is_resting(self, label: Label) -> bool:
        """A copy that failed is not summed up again at every look."""
        file, looks = self._failed
        if file != label.file:
            return False
        self._failed = (file, looks + 1)
        return (looks + 1) % int(AGAIN_AFTER / LOOKS_EVERY) != 0

    def _take(self, label: Label) -> None:
        before = self._copy
        try:
            self._copy = Copy(self._opened(label), label)
        except (_NotWhole, OSError) as error:
            self._failed = self._failed if self._failed[0] == label.file else (label.file, 0)
            why = str(error) if isinstance(error, _NotWhole) else str(error.strerror)
            self._tell(f"edition {label.edition} not taken: {why}", _BROKEN, label.batch)
        except Refusal as refusal:
            self._failed = self._failed if self._failed[0] == label.file else (label.file, 0)
            self._tell(f"edition {label.edition} not opened", refusal.sentence)
        else:
            self._trouble = None
            if before is not None:
                self._replaced.append((time.monotonic(), before.database))
            tell("copy shown", batch=label.batch, edition=label.edition)

    def _opened(self, label: Label) -> Database:
        """Under a name of this process's own, which goes as soon as it is open: a kill leaves nothing behind."""
        own = self._folder / f"{os.getpid()}-{label.file}"
        try:
            self._shelf.take(label.file, own)
            if own.stat().st_size != label.size:
                raise _NotWhole("its size is not what its label says")
            if sha256_of_file(own) != label.sha256:
                raise _NotWhole("its sum is not what its label says")
            database = open_copy(own)
            if database.newest_batch != label.batch:
                database.close()
                raise _NotWhole("it holds another batch than its label says")
            return database
        finally:
            own.unlink(missing_ok=True)

    def _tell(self, said: str, sentence: Text, batch: int | None = None) -> None:
        """In the log once, on the pages until it is over."""
        sentence = sentence.with_values(batch=batch) if batch is not None else sentence
        if sentence != self._trouble:
            tell("copy not taken", level=logging.WARNING, why=said)
        self._trouble = sentence


def _is_older(label: Label, shown: Label) -> bool:
    """Of an earlier batch, or an earlier edition; a shelf begun anew counts from one, but its copies are younger."""
    return label.batch < shown.batch or (label.edition < shown.edition and label.made_at <= shown.made_at)


_BROKEN = Text(
    zh="批次{batch}的副本不完整，没有采用。请管理员检查副本所在的文件夹；主看板下一次分发后会自动恢复。",
    en="The copy of batch {batch} is not whole and is not shown. An administrator should look at the place where copies "
    "lie; the next one that is handed out puts it right.",
)
_UNREADABLE = Text(
    zh="最新副本的标签读不出来，仍显示原来的副本。请管理员检查副本所在的文件夹。",
    en="The label of the newest copy can't be read, so what was shown stays. An administrator should look at the place "
    "where copies lie.",
)
_OUT_OF_REACH = Text(
    zh="读不到副本所在的文件夹，仍显示原来的副本。请管理员检查文件夹和网络。",
    en="The place where copies lie can't be reached, so what was shown stays. An administrator should look at the "
    "folder and the network.",
)
_OLDER = Text(
    zh="分发的副本（批次{batch}）比现在显示的更旧，没有采用。如台账确实恢复到了从前，请管理员重新启动本看板。",
    en="The copy handed out (batch {batch}) is older than the one shown and is not taken. If the ledger was put back on "
    "purpose, an administrator should restart this dashboard.",
)
