"""Backups by the dashboard itself, every night: it holds the ledger file, so nobody else could without stopping it."""

from __future__ import annotations

import logging
import os
import re
import threading
import time as clock
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from supervision.events import LOG, tell
from supervision.store.audit import note
from supervision.store.backup_keys import check_public
from supervision.store.backups import Keep, back_up_into, clear_left, moments_in, read_keep
from supervision.store.database import Database, local_now
from supervision.store.how_far import HowFar
from supervision.store.troubles import lacking
from supervision.text import Refusal, Text

LONGEST_SLEEP = 300.0
"""Seconds: a machine that slept, or whose clock was set, is so late at most."""
AGAIN_AFTER = 900.0
"""Seconds after a backup that failed."""
TOLD_EVERY = 60.0
"""Seconds between two words in the log on a backup that is being made."""
BY = "nightly backup"


@dataclass(frozen=True)
class Schedule:
    """Where backups go, when, for whom, and how long they stay."""

    folder: Path
    at: time
    keep: Keep
    public: str | None

    def due_at(self, now: datetime) -> datetime:
        """The last moment at which one was due."""
        today = datetime.combine(now.date(), self.at)
        return today if today <= now else today - timedelta(days=1)

    def is_due(self, now: datetime) -> bool:
        """Whether none was made since; one that a clock set wrong has dated in the future does not count."""
        due = self.due_at(now)
        return not any(due <= made <= now for made in moments_in(self.folder).values())


def schedule_named() -> Schedule | None:
    """As the environment says; None where SUPERVISION_BACKUPS names no folder."""
    folder = os.environ.get("SUPERVISION_BACKUPS")
    if not folder:
        return None
    if not Path(folder).is_dir():
        raise Refusal(
            Text(
                zh="SUPERVISION_BACKUPS 指的文件夹 {folder} 不存在。请先建立它。",
                en="SUPERVISION_BACKUPS names {folder}, which is no folder. Make it first.",
            ).with_values(folder=folder)
        )
    at = os.environ.get("SUPERVISION_BACKUP_AT", "03:10")
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", at):
        raise Refusal(
            Text(
                zh="SUPERVISION_BACKUP_AT“{at}”不对：应写成 03:10。",
                en="SUPERVISION_BACKUP_AT “{at}” won’t do: write it as 03:10.",
            ).with_values(at=at)
        )
    public = os.environ.get("SUPERVISION_BACKUP_FOR") or None
    return Schedule(
        Path(folder),
        time.fromisoformat(at),
        read_keep(os.environ.get("SUPERVISION_BACKUP_KEEP", "7,5,12")),
        check_public(public) if public else None,
    )


_FAULT = Text(
    zh="程序或备份文件夹出错，详见服务日志。",
    en="a fault of the program or of the folder, which the service’s log tells.",
)


def now_and_then(seconds: float = TOLD_EVERY) -> HowFar:
    """The log hears of what takes long, once a minute and not of what takes less."""
    last = clock.monotonic()

    def log(what: Text, done: int, of: int) -> None:
        nonlocal last
        if clock.monotonic() - last >= seconds:
            last = clock.monotonic()
            tell("backup under way", step=what.en, done=done, of=of)

    return log


class Nightly:
    """Makes a backup whenever one is due, also one that was missed while the dashboard was away."""

    def __init__(self, ledger: Callable[[], Database], schedule: Schedule) -> None:
        self._ledger = ledger
        self.schedule = schedule
        self.failed: Text | None = None
        """Why the last one did not come about; None while all is well."""
        self._thread = threading.Thread(target=self._go_on, name="backups", daemon=True)
        self._stopped = threading.Event()

    def start(self) -> None:
        """From now on by itself, beginning with what one that was killed has left."""
        self._thread.start()

    def stop(self) -> None:
        """After the backup that is being written, if any."""
        self._stopped.set()
        self._thread.join()

    def _go_on(self) -> None:
        with suppress(OSError, Refusal):  # told when the first is due
            clear_left(self._ledger(), self.schedule.folder)
        while not self._stopped.is_set():
            self.make_if_due(local_now())
            self._stopped.wait(AGAIN_AFTER if self.failed else LONGEST_SLEEP)

    def make_if_due(self, now: datetime) -> Path | None:
        """The new backup, if one was due and came about."""
        try:
            database = self._ledger()
            if database.newest_batch == 0 or not self.schedule.is_due(now):
                self.failed = None
                return None
            copy, gone = back_up_into(
                database,
                self.schedule.folder,
                now,
                keep=self.schedule.keep,
                public=self.schedule.public,
                how_far=now_and_then(),
            )
            note(database, BY, "back up", file=copy.name, gone=len(gone))
        except Refusal as refusal:
            self.failed = refusal.sentence
            tell("no backup was made", level=logging.ERROR, kind="Refusal")
            return None
        except Exception as error:
            # Whatever it is, the pages go on being served; the next try is soon.
            self.failed = lacking(error) or _FAULT
            LOG.exception("no backup was made")
            return None
        self.failed = None
        return copy
