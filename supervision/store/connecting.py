"""Connecting to a ledger file, and why that can't be done, in a sentence."""

from __future__ import annotations

import os
import re
from pathlib import Path

import duckdb

from supervision.store.answers import first_row
from supervision.store.troubles import is_given_up, lacking
from supervision.text import Refusal, Text

STORAGE = "v1.5.0"
"""Written so that the DuckDB 1.5 line can open the file too."""

MEMORY, MOST_THREADS = "50%", 8
"""Of the machine's memory; SUPERVISION_MEMORY names another limit, like 2GB. More is written to disk and read back."""
LOADING = "500MB"
"""For whoever opens a file to load and for nothing else: more would hardly be quicker, and grow with what is loaded."""
PROVING = "1GB"
"""For a copy that is proved whole beside the ledger it is of, which takes as much as anybody's: more is hardly quicker."""


def is_memory_chosen() -> bool:
    """Whether somebody has said how much memory may be taken."""
    return bool(os.environ.get("SUPERVISION_MEMORY"))


def connect(path: Path, *, read_only: bool = False, memory: str | None = None) -> duckdb.DuckDBPyConnection:
    """The root connection to a ledger file, which is made when it is not there; Refusal says why not.

    It takes so much `memory` at most where nobody has chosen another bound.
    """
    is_new = not path.exists()
    try:
        connection = duckdb.connect(
            str(path),
            read_only=read_only,
            config={
                "storage_compatibility_version": STORAGE,
                "memory_limit": os.environ.get("SUPERVISION_MEMORY") or MEMORY,
                "threads": min(os.cpu_count() or 1, MOST_THREADS),
                "write_buffer_row_group_count": 1,
                "checkpoint_threshold": "1TB",  # `checkpoints` says when, and keeps what must survive a kill
            },
        )
        if memory and not is_memory_chosen() and _is_less(connection, memory):
            connection.execute("set global memory_limit = $1", [memory])
        connection.execute("pragma disable_checkpoint_on_shutdown")
        connection.execute("set global TimeZone = 'Asia/Shanghai'")
        is_cut_short = path.stat().st_size < _length(connection)
    except duckdb.Error as error:
        raise why_not(path, error) from None
    if is_cut_short:
        connection.close()
        raise Damaged(cannot_open(path, _DAMAGED.with_values(said=_CUT_SHORT)))
    if is_new:
        os.chmod(path, 0o600)
    return connection


def _length(connection: duckdb.DuckDBPyConnection) -> int:
    """Bytes that the file must have at least: DuckDB notices a block that is gone only when it reads it, if ever.

    Free blocks are not counted, for the file may end before the last of them.
    """
    told = first_row(
        connection,
        "select block_size * used_blocks from pragma_database_size() where database_name = current_database()",
    )
    assert told is not None
    return _HEADERS + int(told[0])


def _is_less(connection: duckdb.DuckDBPyConnection, memory: str) -> bool:
    """Whether that is less than what may be taken already."""
    told = first_row(
        connection,
        "select parse_formatted_bytes($1) < parse_formatted_bytes(current_setting('memory_limit'))",
        [memory],
    )
    return told == (True,)


class Damaged(Refusal):
    """A file that no waiting, room or permission will open."""


_CORRUPT = (
    "orrupt",  # DuckDB's own word, and the sums of blocks that differ
    "not a valid DuckDB database file",
    "Could not read enough bytes",
    "WAL checkpoint",
    "WAL file",
    "Failed to load metadata",
    "Serialization Error",
)
_HEADERS = 3 * 4096
"""Bytes before the first block."""
_CUT_SHORT = Text(zh="比它自己记载的短", en="it is shorter than it says itself")
_DAMAGED = Text(
    zh="文件像是已损坏（{said}），或者不是台账文件。请用 restore FILE 恢复最近的备份；现有文件会留存。",
    en="the file seems damaged, or is no ledger file ({said}). Put the newest backup in its place with `restore FILE`; the "
    "file that is there is kept.",
)


def why_not(path: Path, error: Exception) -> Refusal:
    """Why DuckDB would not open that file."""
    said = (getattr(error, "strerror", None) or str(error)).splitlines()[0]
    if isinstance(error, duckdb.IOException) and "lock" in said:
        return Busy(path, said)
    if reason := lacking(error):
        return Refusal(cannot_open(path, reason))
    named = said.replace(str(path), "")
    if isinstance(error, duckdb.Error) and (is_given_up(error) or any(word in named for word in _CORRUPT)):
        return Damaged(cannot_open(path, _DAMAGED.with_values(said=said)))
    return Refusal(cannot_open(path, said))


class Busy(Refusal):
    """Another program has the file open."""

    def __init__(self, path: Path, said: str = "", instead: Text | None = None) -> None:
        holder = re.search(r"PID (\d+)", said)
        self.path, self.said = path, said
        super().__init__(
            Text(
                zh="台账文件 {path} 正被另一个程序使用{who}，多半是看板。{instead}",
                en="The ledger file {path} is open in another program{who}, most likely the dashboard. {instead}",
            ).with_values(
                path=path,
                who=Text(zh=f"(PID {holder[1]})", en=f" (PID {holder[1]})") if holder else "",
                instead=instead or _ON_ITS_PAGES,
            )
        )

    def saying(self, instead: Text) -> Busy:
        """The same, with something else to do about it."""
        return Busy(self.path, self.said, instead)


_ON_ITS_PAGES = Text(zh="请在看板页面上操作，或先停止它。", en="Use its pages, or stop it first.")


def cannot_open(path: Path, reason: str | Text) -> Text:
    """A reason that is a sentence of ours says already what to do."""
    if isinstance(reason, Text):
        told = Text(
            zh="打不开台账文件 {path}：{reason}", en="The ledger file {path} can't be opened: {reason}"
        )
    else:
        told = Text(
            zh="打不开台账文件 {path}：{reason}。请检查路径、权限和磁盘。",
            en="The ledger file {path} can't be opened: {reason}. Check the path, its permissions and the disk.",
        )
    return told.with_values(path=path, reason=reason)
