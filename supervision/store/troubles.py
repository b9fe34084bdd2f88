"""What a machine that has run out of something is told as: the disk, memory or open files. Nothing else is hidden here."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb

from supervision.text import Refusal, Text

_FULL = ("No space left", "File too large", "Disk quota exceeded", "ould not write", "out of disk")
_FILES = "Too many open files"
_NUMBERS = {errno.ENOSPC: _FULL[0], errno.EFBIG: _FULL[1], errno.EDQUOT: _FULL[2], errno.EMFILE: _FILES, errno.ENFILE: _FILES}  # fmt: skip


def is_given_up(error: BaseException) -> bool:
    """Whether DuckDB will answer nothing more until the file is opened anew."""
    return isinstance(error, duckdb.FatalException | duckdb.InternalException) or "invalidated" in str(error)


def refusal_for(path: Path, error: BaseException, *, is_commit: bool = False) -> Refusal | None:
    """The sentence for what the machine lacks; None when something else is wrong, which is a fault of the program."""
    reason = _reason(error)
    if reason is None:
        return None
    told = _UNSURE if is_commit else _NOTHING
    return Refusal(
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
_ANEW = Text(
    zh="读写出错，文件已重新打开。请重试；再次出现时请检查磁盘。",
    en="reading or writing failed, and the file was opened anew. Try again; if it happens again, check the disk.",
)


def _reason(error: BaseException) -> Text | None:
    said = str(error)
    if isinstance(error, OSError):
        said = _NUMBERS.get(error.errno or 0, "")
    elif not isinstance(error, duckdb.Error | MemoryError):
        return None
    if _FILES in said:
        return _OPEN
    if any(word in said for word in _FULL):
        return _DISK
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException) or "could not allocate" in said.lower():
        return _MEMORY
    return _ANEW if isinstance(error, duckdb.IOException) or (said and is_given_up(error)) else None
