"""What a machine that has run out of something is told as: the disk, memory or open files. Nothing else is hidden here."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from supervision.text import Refusal, Text

_FULL = (
    "No space left",
    "File too large",
    "Disk quota exceeded",
    "ould not write",
    "out of disk",
    "sync failed",
    "max_temp_directory_size",  # by itself nine tenths of what was free on the disk
)
_FORBIDDEN = ("Permission denied", "Read-only file system", "Operation not permitted")


def is_given_up(error: BaseException) -> bool:
    """Whether DuckDB will answer nothing more until the file is opened anew."""
    return isinstance(error, duckdb.FatalException | duckdb.InternalException) or "invalidated" in str(error)


class OutOfMemory(Refusal):
    """Nothing was written, and more memory might have done."""


def refusal_for(path: Path, error: BaseException, *, is_commit: bool = False) -> Refusal | None:
    """The sentence for what the machine lacks; None when something else is wrong, which is a fault of the program.

    A commit fails for the machine's sake alone: there is one writer.
    """
    reason = lacking(error)
    if reason is None and (is_commit or isinstance(error, duckdb.IOException) or is_given_up(error)):
        reason = _ANEW.with_values(said=_words(error))
    if reason is None:
        return None
    told = _UNSURE if is_commit else _NOTHING
    kind = OutOfMemory if reason == _MEMORY and not is_commit else Refusal
    return kind(
        Text(zh="台账文件 {path}：{reason}{told}", en="The ledger file {path}: {reason} {told}").with_values(
            path=path, reason=reason, told=told
        )
    )


_NOTHING = Text(
    zh="这次操作没有写入任何内容，原有数据完好。",
    en="Nothing of this was written; what was there before is whole.",
)
_UNSURE = Text(
    zh="这次操作要么全部写入，要么全未写入：请先看“批次与撤销”页（或 batches 命令），再决定是否重做。",
    en="All of this was written or none of it: look at the History page (or `batches`) before you do it again.",
)
_DISK = Text(
    zh="磁盘写不进去（空间已满、超出限额或磁盘故障）。请腾出空间或检查磁盘后重试。",
    en="the disk takes no more (full, over a quota, or failing). Make room or check the disk, then try again.",
)
_MEMORY = Text(
    zh="内存不够。请缩小范围或分几次进行，或用 SUPERVISION_MEMORY 放宽上限（如 4GB）后重启。",
    en="there is not enough memory. Ask for less at a time, or raise SUPERVISION_MEMORY (4GB, say) and restart.",
)
_OPEN = Text(
    zh="打开的文件过多。请稍后重试；常出现时请提高系统的文件数上限（ulimit -n）。",
    en="too many files are open. Try again in a moment; if it stays, raise the system's limit (ulimit -n).",
)
_READ_ONLY = Text(
    zh="不能写入这个文件或它所在的文件夹。请检查权限，以及磁盘是否被设为只读。",
    en="the file, or the folder it lies in, can't be written to. Check the permissions, and whether the disk is read-only.",
)
_ANEW = Text(
    zh="磁盘读写出错（{said}）。请重试；再次出现时请检查磁盘。",
    en="the disk could not be read or written ({said}). Try again; if it happens again, check the disk.",
)


def _words(error: BaseException) -> str:
    """Which error it was: DuckDB's own words where it speaks of files, for elsewhere they may hold what stands in rows."""
    return str(error).splitlines()[0] if isinstance(error, duckdb.IOException) else type(error).__name__


def lacking(error: BaseException) -> Text | None:
    """What the machine has run out of, if the error says so."""
    if not isinstance(error, OSError | MemoryError | duckdb.Error):
        return None
    said = os.strerror(error.errno or 0) if isinstance(error, OSError) else str(error)
    if "Too many open files" in said:
        return _OPEN
    if any(word in said for word in _FORBIDDEN):
        return _READ_ONLY
    if any(word in said for word in _FULL):
        return _DISK
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException) or "could not allocate" in said.lower():
        return _MEMORY
    return None
