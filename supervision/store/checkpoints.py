"""Checkpoints that may be killed: what DuckDB overwrites in place is kept beside the file until it is through.

DuckDB writes new rows to free blocks and then turns to them by writing one small header, so that a kill in between
leaves the old ledger. But the blocks that hold its own catalogue are shared by old and new and written over in place:
one of them half written, and the file opens no more. So these are copied to `NAME.blocks` first, and put back by the
next start when the header still is the old one. DuckDB's own moments for checkpoints are switched off.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import duckdb

from supervision.store.connecting import Busy

HEADERS = 3 * 4096
"""Bytes before the first block: one header that never changes, and two that take turns."""
DUE = 16 * 1024 * 1024
"""Bytes of the log after which a checkpoint is worth its time."""
_NUMBERS = struct.Struct("<qq")


def log_of(path: Path) -> Path:
    """What was committed and is not yet in the ledger file itself."""
    return path.with_name(f"{path.name}.wal")


def kept_blocks(path: Path) -> Path:
    return path.with_name(f"{path.name}.blocks")


def files_of(path: Path) -> tuple[Path, Path, Path]:
    """All that belongs to one ledger: its file, its log and what a checkpoint keeps; the last two may be missing."""
    return path, log_of(path), kept_blocks(path)


def logged(path: Path) -> int:
    """Bytes in the log."""
    log = log_of(path)
    return log.stat().st_size if log.exists() else 0


def checkpoint(connection: duckdb.DuckDBPyConnection, path: Path, file: IO[bytes]) -> None:
    """Bring the log into the ledger file.

    `file` is the ledger file, opened before and closed after the connection: closing it any sooner would drop the
    lock by which DuckDB keeps other programs out.
    """
    kept = kept_blocks(path)
    (size,) = {row[2] for row in connection.execute("pragma database_size").fetchall()}
    blocks = [int(row[0]) for row in connection.execute("pragma metadata_info").fetchall()]
    told = hashlib.sha256()
    with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as keeping:
        for piece in _pieces(file.fileno(), blocks, size):
            told.update(piece)
            keeping.write(piece)
        keeping.write(told.digest())
        keeping.flush()
        os.fsync(keeping.fileno())
    sync_folder(path)
    connection.execute("checkpoint")
    kept.unlink()


def _pieces(file: int, blocks: list[int], size: int) -> Iterator[bytes]:
    yield os.pread(file, HEADERS, 0)
    for block in blocks:
        content = os.pread(file, size, HEADERS + block * size)
        if len(content) == size:  # else it is not on the disk yet
            yield _NUMBERS.pack(block, size)
            yield content


def mend(path: Path) -> None:
    """Undo what a checkpoint that was killed has left half done; the log still holds all that it was to bring."""
    kept = kept_blocks(path)
    if not kept.exists():
        return
    with held(path) as file:
        told = kept.read_bytes()
        content, seal = told[:-32], told[-32:]
        # A broken seal: killed while the blocks were still being kept, before any was written over.
        if hashlib.sha256(content).digest() == seal and file.read(HEADERS) == content[:HEADERS]:
            at = HEADERS
            while at < len(content):
                block, size = _NUMBERS.unpack_from(content, at)
                at += _NUMBERS.size
                file.seek(HEADERS + block * size)
                file.write(content[at : at + size])
                at += size
            file.flush()
            os.fsync(file.fileno())
        kept.unlink()


@contextmanager
def held(path: Path) -> Iterator[IO[bytes]]:
    """The file, locked as DuckDB locks it: until the end no program of whatever version opens it."""
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(path) from None
        if not (path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())):
            raise Busy(path)  # another program came between
        yield file


def clear(*left: Path) -> None:
    """What is not to stay goes, at the end of something. Where even that fails, what failed before it is the one to tell."""
    for path in left:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Make sure that what this file holds, or the names in this folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Make sure that the disk knows the names in the folder that this file lies in."""
    sync(path.parent)


def give_to(owner: os.stat_result, file: int | Path) -> None:
    """What comes in the place of a file belongs to whom that belonged to; OSError where it can't be given away."""
    found = os.stat(file)
    try:
        if (found.st_uid, found.st_gid) != (owner.st_uid, owner.st_gid):
            os.chown(file, owner.st_uid, owner.st_gid)
    except PermissionError:
        if found.st_uid != owner.st_uid:  # the group may do nothing with it anyway
            raise


def write_down(place: Path, words: str) -> None:
    """A small file of its own account's, on the disk when this returns; FileExistsError where there is one."""
    with os.fdopen(
        os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(place)


def put_in_place(made: Path, place: Path) -> None:
    """By one rename, of what is on the disk already; and then the name is."""
    sync(made)
    os.replace(made, place)
    sync_folder(place)
