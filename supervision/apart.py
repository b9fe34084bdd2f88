"""A large upload is read and checked in a process of its own, so that readers' pages do not wait for it.

What `check_bytes` gives comes back as it is: sentences and findings whole, rows as the open file in which they wait.
That process has the service's account, a nameless file and nothing else; it steps back for whoever reads pages, and
ends with the one that asked.
"""

from __future__ import annotations

import io
import logging
import os
import pickle
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from supervision.events import tell
from supervision.intake.privacy import masked
from supervision.intake.profiles import Profile
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.declaration import Ledger
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.ledgers.spool import Spool
from supervision.loading import Checked, check_bytes
from supervision.text import Text

ROOT = Path(__file__).resolve().parents[1]
FROM = 1 << 20
"""Bytes; a smaller file is read before another process is awake."""
AT_ONCE = 2
"""Such processes, each with a file in its memory; who comes next waits."""

_ROOM = threading.BoundedSemaphore(AT_ONCE)
_GONE = Text(
    zh="{name}：读取它的进程被系统中止，多半是内存不足；其中的内容都没有录入。请分成几个文件后再上传。",
    en="{name}: the process that read it was ended by the system, most likely for want of memory; nothing of it was "
    "taken. Split it and upload the parts.",
)


class ReadingFailed(Exception):
    """A fault of the program in the other process, which the log tells by its kind and place."""


def check_apart(
    content: bytes, name: str, profile_name: str | None = None, profiles: Sequence[Profile] | None = None
) -> Iterator[Checked]:
    """What `check_bytes` gives, file by file; a small one is read here."""
    if len(content) < FROM:
        yield from check_bytes(content, name, profile_name, profiles)
        return
    ours, theirs = socket.socketpair()
    words = [sys.executable, "-m", __name__, str(theirs.fileno())]
    with (
        _ROOM,
        ours,
        subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
        ) as process,
    ):
        theirs.close()
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                _say(ours, (name, profile_name, profiles))
                ours.sendall(len(content).to_bytes(8, "big"))
                ours.sendall(content)
            yield from _heard(ours, name, len(content))
        finally:
            process.kill()


def _heard(ours: socket.socket, name: str, size: int) -> Iterator[Checked]:
    while (told := _hear(ours)) is not None:
        what, said = told
        if what == "done":
            return
        if what == "fault":
            kind, place = said
            tell("reading in a process of its own failed", level=logging.ERROR, kind=kind, why=place)
            raise ReadingFailed(kind)
        yield said
    yield RefusedFile(masked(name), "", size, _GONE.with_values(name=masked(name)))


class _Pickler(pickle.Pickler):
    """A ledger goes by its name, a spool as an open file."""

    def __init__(self, into: io.BytesIO) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.files: list[int] = []

    def persistent_id(self, thing: Any) -> Any:
        if isinstance(thing, Ledger):
            return "ledger", thing.name
        if isinstance(thing, Spool):
            file, told = thing.handed()
            if file not in self.files:
                self.files.append(file)
            return "spool", self.files.index(file), told
        return None


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, files: Sequence[int]) -> None:
        super().__init__(io.BytesIO(content))
        self._files, self._spools = files, dict[int, Spool]()

    def persistent_load(self, told: Any) -> Any:
        if told[0] == "ledger":
            return ledger_named(told[1])
        _, place, state = told
        if place not in self._spools:
            self._spools[place] = Spool.taken(self._files[place], state)
        return self._spools[place]


def _say(whom: socket.socket, thing: object) -> None:
    into = io.BytesIO()
    pickler = _Pickler(into)
    pickler.dump(thing)
    content = into.getbuffer()
    socket.send_fds(whom, [len(content).to_bytes(8, "big")], pickler.files)
    whom.sendall(content)


def _hear(whom: socket.socket) -> Any:
    """What the other side says next; None once it is gone."""
    try:
        size, files, _, _ = socket.recv_fds(whom, 8, 8)
        size += _exactly(whom, 8 - len(size)) if size else b""
        content = _exactly(whom, int.from_bytes(size, "big")) if len(size) == 8 else b""
    except (EOFError, ConnectionResetError):
        return None
    return _Unpickler(content, files).load() if content else None


def _exactly(whom: socket.socket, size: int) -> bytes:
    content = bytearray(size)
    rest = memoryview(content)
    while rest:
        read = whom.recv_into(rest)
        if not read:
            raise EOFError
        rest = rest[read:]
    return bytes(content)


def _on_disk(file: Checked) -> Checked:
    """The rows of a file read the careful way, laid where those of a regular one lie."""
    if not isinstance(file, CheckedFile) or file.spool is not None:
        return file
    spool = Spool(file.ledger)
    spool.add(file.typed())
    columns = {column.name: spool.column(column.name) for column in file.ledger.columns}
    return replace(file, columns=columns, lines=spool.column("_line"), keys=spool.column("_key"), spool=spool)


def main(socket_number: int) -> None:
    """The other process: one file, then nothing."""
    os.umask(0o077)
    with suppress(OSError):  # a service may be forbidden to say so
        os.nice(10)
    threading.Thread(target=_end_with_asker, daemon=True).start()
    with socket.socket(fileno=socket_number) as theirs:
        try:
            name, profile_name, profiles = _hear(theirs)
            content = _exactly(theirs, int.from_bytes(_exactly(theirs, 8), "big"))
            for file in check_bytes(content, name, profile_name, profiles):
                _say(theirs, ("file", _on_disk(file)))
            _say(theirs, ("done", None))
        except Exception as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            _say(theirs, ("fault", (type(error).__name__, f"{Path(frame.filename).name}:{frame.lineno}")))


def _end_with_asker() -> None:
    sys.stdin.buffer.read(1)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
