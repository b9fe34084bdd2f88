"""A backup is a consistent copy of the ledger file; a restore proves itself before it replaces anything."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from supervision.store.answers import first_row
from supervision.store.connecting import STORAGE
from supervision.store.database import local_now, open_database
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text


def backup(ledger: Path, copy: Path) -> int:
    """Copy a ledger into a new file, all of one moment; the size of the copy in bytes."""
    if copy.exists():
        raise Refusal(
            Text(
                zh=f"{copy} 已存在，不会覆盖。请换一个文件名。",
                en=f"{copy} exists and will not be overwritten. Choose another name.",
            )
        )
    if not copy.parent.is_dir() or not os.access(copy.parent, os.W_OK):
        raise Refusal(
            Text(
                zh=f"不能写入文件夹 {copy.parent}。请换一个已有的、可写的文件夹。",
                en=f"The folder {copy.parent} can't be written to. Choose one that exists and can.",
            )
        )
    database = open_database(ledger, create=False, reaches=copy.parent)
    unfinished = copy.with_name(copy.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        with database.cursor() as cursor:
            _copy_into(cursor, unfinished)
        os.chmod(unfinished, 0o600)
        os.replace(unfinished, copy)
    except duckdb.Error as error:
        raise Refusal(
            Text(
                zh=f"备份到 {copy} 未成：{str(error).splitlines()[0]}。请检查路径和磁盘空间。",
                en=f"The backup to {copy} failed: {str(error).splitlines()[0]}. Check the path and the disk.",
            )
        ) from None
    finally:
        database.close()
        unfinished.unlink(missing_ok=True)
    return copy.stat().st_size


def _copy_into(cursor: duckdb.DuckDBPyConnection, copy: Path) -> None:
    (source,) = first_row(cursor, "select current_database()") or ("",)
    path = str(copy).replace("'", "''")
    cursor.execute(f"attach '{path}' as backup_copy (storage_version '{STORAGE}')")
    try:
        cursor.execute(f'copy from database "{source}" to backup_copy')
        cursor.execute("checkpoint backup_copy")
    finally:
        cursor.execute("detach backup_copy")


def restore(copy: Path, ledger: Path) -> Path | None:
    """Put a backup in a ledger's place once it has proved whole; where the old ledger is kept, if any."""
    if not copy.is_file():
        raise Refusal(Text(zh=f"找不到备份 {copy}。", en=f"There is no backup {copy}."))
    if ledger.exists():
        open_database(ledger, create=False).close()  # refuses while another program holds it
    arriving = ledger.with_name(ledger.name + ".arriving")
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        arriving.write_bytes(copy.read_bytes())
        os.chmod(arriving, 0o600)
        _prove(arriving, copy)
        kept = None
        if ledger.exists():
            kept = ledger.with_name(f"{ledger.stem}.before-{local_now():%Y%m%dT%H%M%S}{ledger.suffix}")
            os.link(ledger, kept)  # at every moment one of the two stands in its place
        os.replace(arriving, ledger)
        return kept
    finally:
        arriving.unlink(missing_ok=True)


def _prove(arriving: Path, copy: Path) -> None:
    database = open_database(arriving, create=False)
    try:
        found = faults(database)
    finally:
        database.close()
    if found:
        raise Refusal(
            Text(
                zh="备份 {copy} 不完好，未恢复：{fault}",
                en="The backup {copy} is not whole and was not restored: {fault}",
            ).with_values(copy=copy, fault=found[0])
        )
