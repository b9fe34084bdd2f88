"""Copies a ledger file that another process has open and holds still; a process of its own, started by that one.

Only another process may read the file: closing it once would give up the lock by which the first one keeps it.
Says `ready` once it could begin, waits for a line, says `copied` once the first may write again, then what it made; or
`failed` with the system's number for what it ran into.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from supervision.store.answers import sha256_of_file
from supervision.store.checkpoints import log_of
from supervision.store.copies.label import state_of
from supervision.store.database import open_database

UNSUMMED = "unsummed"
"""Said by whoever sums the copy up later, when it has become something else."""
_LITTLE = 1 << 20
"""Bytes left on a disk that is full."""


def main(ledger: Path, copy: Path, *, is_summed: bool = True) -> None:
    os.umask(0o077)
    try:
        _copy(ledger, copy, is_summed=is_summed)
    except Exception as error:  # its words would name files
        lack = error.errno if isinstance(error, OSError) else None
        if lack is None and shutil.disk_usage(copy.parent).free < _LITTLE:
            lack = errno.ENOSPC  # DuckDB tells no number
        print(f"failed {lack or errno.EIO}", flush=True)


def _copy(ledger: Path, copy: Path, *, is_summed: bool) -> None:
    print("ready", flush=True)
    if not sys.stdin.readline():
        return
    _copy_bytes(ledger, copy)
    print("copied", flush=True)
    with suppress(OSError):  # a service may be forbidden to say so
        os.nice(10)  # from here on nobody waits for this, and whoever reads pages comes first
    database = open_database(copy, create=False)  # takes in what the log holds
    try:
        with database.cursor() as cursor:
            cursor.execute("checkpoint")
            state = state_of(cursor)
    finally:
        database.close()
    os.chmod(copy, 0o440)
    told = {"state": state, "size": copy.stat().st_size}
    if is_summed:
        told["sha256"] = sha256_of_file(copy)
    print(json.dumps(told), flush=True)


def _copy_bytes(ledger: Path, copy: Path) -> None:
    """The file and its log, as they would be found after a crash at this moment."""
    shutil.copyfile(ledger, copy)
    if log_of(ledger).exists():
        shutil.copyfile(log_of(ledger), log_of(copy))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), is_summed=UNSUMMED not in sys.argv[3:])
