"""Where copies lie for others to take: a folder, or anything else that keeps named files whole."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Protocol

from supervision.store.checkpoints import put_in_place

UNFINISHED = ".unfinished"


class Shelf(Protocol):
    """Named files that are there whole or not at all. OSError says why something can't be done."""

    def put(self, name: str, file: Path) -> None:
        """Take a finished file in under that name; afterwards it may be gone from where it was."""

    def put_small(self, name: str, content: bytes) -> None: ...

    def take(self, name: str, to: Path) -> None:
        """A file of that name as `to`, which then is the taker's own. FileNotFoundError when there is none."""

    def small(self, name: str) -> bytes | None:
        """What lies under that name; None for nothing."""

    def names(self) -> list[str]: ...

    def drop(self, name: str) -> None: ...


class FolderShelf:
    """A folder on this machine, or one that several machines have mounted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, file: Path) -> None:
        """Moved where folder and file lie on one disk, else copied; under its name only once it is on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            put_in_place(file, self.folder / name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            unfinished = self.folder / (name + UNFINISHED)
            shutil.copyfile(file, unfinished)
            os.chmod(unfinished, file.stat().st_mode & 0o777)
            put_in_place(unfinished, self.folder / name)

    def put_small(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / (name + UNFINISHED)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "wb") as file:
            file.write(content)
        put_in_place(unfinished, self.folder / name)

    def take(self, name: str, to: Path) -> None:
        """A second name for the same bytes where that is allowed, for they never change; else a copy."""
        to.unlink(missing_ok=True)
        try:
            os.link(self.folder / name, to)
        except FileNotFoundError:
            raise
        except OSError:
            shutil.copyfile(self.folder / name, to)

    def small(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            # Nothing handed out yet is no fault; a folder that is not there is.
            os.stat(self.folder)
            return None

    def names(self) -> list[str]:
        return sorted(entry.name for entry in self.folder.iterdir()) if self.folder.is_dir() else []

    def drop(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
