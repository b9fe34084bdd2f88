"""Previews outlive the program that made them: what was read of an upload is kept beside the ledger until it is loaded,
discarded or some hours old.

Kept are the checked rows, with everything masked as the ledger would hold it, and what was said of them; never the files
that they were read from. One is found by whoever knows its token and is the person that it is kept for, by nobody else,
and by no program that would read the files otherwise. Half of one, or an altered one, is never taken.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO

from supervision.events import tell
from supervision.intake import profile_texts
from supervision.ledgers import reference
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.ledgers.rows_written import Unreadable, read_written, written
from supervision.store.checkpoints import clear, put_in_place
from supervision.store.database import LOCAL
from supervision.store.troubles import lacking
from supervision.text import Refusal, Text

KEPT_FOR = timedelta(hours=12)
MOST_OF_ONE = 5
"""Previews of one person; the oldest goes when there are more."""
LARGEST = 512 * 1024 * 1024
"""Bytes of one preview, and what is still free on the disk once one is kept."""
_SUFFIX, _UNFINISHED = ".preview", ".unfinished"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")
_SUM = hashlib.sha256().digest_size
_PIECE = 1 << 20

_OF_ANOTHER_VERSION = Text(
    zh="这份预览由本程序的另一版本检查，不能沿用。请重新拖入这些文件。",
    en="This preview was checked by another version of the program and can't be used. Drop its files again.",
)
_NOT_WHOLE = Text(
    zh="保留的预览不完整或被改动过，没有采用。请重新拖入这些文件。",
    en="The preview that was kept is not whole, or was altered, and is not used. Drop its files again.",
)
_NOT_NOW = Text(
    zh="保留的预览现在读不出来（{why}）。它仍然保留着，没有删除：请稍后刷新本页再试，或重新拖入这些文件。",
    en="The preview that was kept can't be read just now ({why}). It is still kept and was not deleted: reload this page in "
    "a while to try again, or drop its files again.",
)
_DISK_FAILS = Text(zh="磁盘读取失败", en="the disk could not be read")
_TOO_LARGE = Text(zh="超过{limit} MB", en="it is over {limit} MB")
_NO_ROOM = Text(zh="磁盘剩余空间不足", en="too little room is left on the disk")
_FAILED = Text(zh="磁盘写入失败", en="the disk could not be written to")


class NotNow(Refusal):
    """The machine lacks something at this moment; the preview is as whole as it was."""


@dataclass(frozen=True)
class Kept:
    """One preview as it is found again."""

    files: tuple[CheckedFile | RefusedFile, ...]
    at: datetime
    batch: int
    """The newest when it was kept."""


class Previews:
    """Those of one ledger."""

    def __init__(self, ledger: Path) -> None:
        self._folder = ledger.with_name(f"{ledger.name}.previews")

    def keep(
        self, token: str, owner: str, files: Sequence[CheckedFile | RefusedFile], now: datetime, batch: int
    ) -> None:
        """In place of what was kept by that token; Refusal, with the reason alone, where it can't be kept."""
        beside = {"program": program(), "at": now.isoformat(), "batch": batch}
        place = self._place(token, owner)
        aside = place.with_suffix(_UNFINISHED)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            clear(aside)
            room = shutil.disk_usage(self._folder).free - LARGEST
            with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                size = _write_summed(file, written(files, beside), room)
            put_in_place(aside, place)
        except (OSError, MemoryError) as error:
            raise Refusal(lacking(error) or _FAILED) from None
        finally:
            clear(aside)
        tell("preview kept", files=len(files), bytes=size)
        clear(*self._of(owner)[:-MOST_OF_ONE])
        self.sweep(now)

    def find(self, token: str, owner: str, now: datetime) -> Kept | None:
        """None where nobody kept one by that token for that person; Refusal for one that can't be used, NotNow for one
        that may be later.

        From now on it is as if it had been kept just now: no other tab takes it over.
        """
        place = self._place(token, owner) if _TOKEN.fullmatch(token) else None
        if place is None or not self._is_fresh(place, now):
            return None
        try:
            with place.open("rb") as file:
                _check_sum(file)
                told = read_written(file)
            os.utime(place)
        except FileNotFoundError:
            return None
        except Unreadable:
            raise Refusal(_NOT_WHOLE) from None
        except (OSError, MemoryError) as error:
            raise NotNow(_NOT_NOW.with_values(why=lacking(error) or _DISK_FAILS)) from None
        if told.beside["program"] != program():
            raise Refusal(_OF_ANOTHER_VERSION)
        tell("preview found", files=len(told.files))
        return Kept(told.files, datetime.fromisoformat(told.beside["at"]), told.beside["batch"])

    def forget(self, token: str, owner: str) -> None:
        clear(self._place(token, owner))

    def take_over(self, token: str, owner: str, began: datetime, now: datetime) -> bool:
        """Give a new token to the newest of a person's that was kept before the program began; whether there is any.

        Whoever had to sign in again may come without the token.
        """
        for place in reversed(self._of(owner)):
            if _kept_at(place) < began and self._is_fresh(place, now):
                try:
                    os.rename(place, self._place(token, owner))
                except FileNotFoundError:  # another tab was quicker
                    continue
                return True
        return False

    def sweep(self, now: datetime, *, is_start: bool = False) -> None:
        """What is too old goes; at a start also what nobody will finish."""
        for place in self._folder.glob(f"*{_SUFFIX}"):
            if not self._is_fresh(place, now):
                clear(place)
        if is_start:
            clear(*self._folder.glob(f"*{_UNFINISHED}"))

    def _place(self, token: str, owner: str) -> Path:
        """Neither can be read from the name."""
        return self._folder / f"{_short(owner)}-{_short(token)}{_SUFFIX}"

    def _of(self, owner: str) -> list[Path]:
        """The oldest first."""
        return sorted(self._folder.glob(f"{_short(owner)}-*{_SUFFIX}"), key=_kept_at)

    def _is_fresh(self, place: Path, now: datetime) -> bool:
        return now - KEPT_FOR < _kept_at(place)


def _kept_at(place: Path) -> datetime:
    """When it was kept or found last, local; the beginning of time for one that is gone, just now for one of which the
    disk does not tell: it may not be too old."""
    try:
        seconds = place.stat().st_mtime
    except FileNotFoundError:
        seconds = 0.0
    except OSError:
        seconds = time.time()
    return datetime.fromtimestamp(seconds, LOCAL).replace(tzinfo=None)


def _short(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:32]


def _write_summed(file: IO[bytes], pieces: Iterator[bytes], room: int) -> int:
    """The pieces, then their sum; how many bytes it all is, which is no more than there is room for."""
    told, size = hashlib.sha256(), _SUM
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise Refusal(_TOO_LARGE.with_values(limit=LARGEST // 2**20))
        if size > room:
            raise Refusal(_NO_ROOM)
        told.update(piece)
        file.write(piece)
    file.write(told.digest())
    return size


def _check_sum(file: IO[bytes]) -> None:
    """Unreadable unless it is to the last byte what was written; it then stands at its beginning."""
    left = max(os.fstat(file.fileno()).st_size - _SUM, 0)
    told = hashlib.sha256()
    while piece := file.read(min(left, _PIECE)):
        told.update(piece)
        left -= len(piece)
    if file.read(_SUM) != told.digest():
        raise Unreadable
    file.seek(0)


@lru_cache(maxsize=1)
def program() -> str:
    """What would read these files otherwise, summed up: the program that reads and checks, its profiles and its lists.

    Asked for at the start, before somebody can put another version in the place of this one.
    """
    here = Path(__file__).parent
    told = hashlib.sha256()
    sources = [Path(__file__), here / "text.py", here / "loading.py"]
    for folder in (here / "intake", here / "ledgers", profile_texts.FOLDER, reference.FOLDER):
        sources += sorted(path for path in folder.iterdir() if path.suffix in (".py", ".toml", ".csv"))
    for path in sources:
        told.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()
