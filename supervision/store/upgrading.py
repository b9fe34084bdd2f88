"""A ledger file of an earlier schema is upgraded in a copy, which takes its place only when it is done.

So whatever fails or is killed on the way, the old file stays where and as it was; after an upgrade it lies beside the
new one as `NAME.schema5-20261127T101500.duckdb`. A file of a newer schema is looked at read-only and left alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

import duckdb

from supervision.store import rollups, schema
from supervision.store.chain import link_counts_anew, link_what_is_not
from supervision.store.checkpoints import (
    checkpoint,
    clear,
    files_of,
    give_to,
    held,
    log_of,
    logged,
    mend,
    sync,
    sync_folder,
)
from supervision.store.coarser import (
    LEAD_SOURCE_MONTHS,
    NEEDS_RAISED,
    OWN_BODIES,
    PATH_TURN_MONTHS,
    PATH_TURNS,
    fill_coarser,
)
from supervision.store.connecting import Busy, connect, why_not
from supervision.store.handed_recount import fill_handed, has_mended_leads, has_second_readings
from supervision.store.migrations import steps_after
from supervision.text import Refusal, Text

Steps = Mapping[int, Sequence[str]]
COUNTED = 8
"""The schema from which on leads and hand-overs are kept counted as they are today: what a file holds of them stays."""
COARSENED = 9
"""The schema from which on days of the other ledgers and the coarser logs are kept too."""
BODIES_KEPT = 10
"""The schema from which on what leads complain of is kept for those that a review has named."""
READ_AGAIN = 11
"""The schema from which on rows that only a second reading of some bytes brought are counted as handed over."""
MENDED = 12
"""The schema from which on mended rows are counted as handed over where they had waited, whatever brings them again."""
OWN_BODIES_KEPT = 13
"""The schema from which on it is kept who reviews cases of the body that they come from, and months of leads by source alone."""
NEEDS_KEPT = 14
"""The schema from which on needs are kept with what their visit says."""
PATHS_KEPT = 15
"""The schema from which on it is kept when reviewed leads came how far."""
CHAINED = 7
"""The schema from which on everything that is only added is chained."""


def bring_up(path: Path, now: datetime) -> Path | None:
    """Upgrade the ledger file at that path if it is of an earlier schema; where the old file is kept."""
    mend(path)
    found = schema_of(path)
    if found == 0:
        raise Refusal(
            Text(
                zh=f"{path} 不是本程序的台账文件，未作任何改动。请用 --database 指明台账文件，或换一个新文件名。",
                en=f"{path} is no ledger file of this program and was left as it is. Name one with --database, or "
                "choose the name of a new file.",
            )
        )
    if found > schema.VERSION:
        raise Refusal(
            Text(
                zh=f"台账文件 {path} 由更新版本的程序写成，未作任何改动。请先升级本程序。",
                en=f"The ledger file {path} was written by a newer version of this program and was left as it is; "
                "upgrade the program first.",
            )
        )
    if found == schema.VERSION:
        return None
    return upgrade(path.resolve(), found, now, steps_after(found))


def schema_of(path: Path) -> int:
    """The schema of a file, which is not touched; 0 for one without our tables. An open one is of today's."""
    try:
        looked_at = duckdb.connect(str(path), read_only=True)
    except duckdb.ConnectionException:  # open in this very program, which has brought it up
        return schema.VERSION
    except duckdb.Error as error:
        raise why_not(path, error) from None
    try:
        return schema.version_told(looked_at)
    finally:
        looked_at.close()


def upgrade(path: Path, found: int, now: datetime, steps: Steps) -> Path:
    """Take a file of schema `found` through these steps; where the old one is kept."""
    kept = path.with_name(f"{path.stem}.schema{found}-{now:%Y%m%dT%H%M%S}{path.suffix}")
    arriving = path.with_name(f"{path.name}.upgrading")
    try:
        _fold_log(path)
        with held(path) as old:
            if logged(path):
                raise Busy(path)  # another program came between
            _copy(old, arriving)
            _take_steps(arriving, steps)
            _put_in_place(arriving, path, kept)
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0]
        raise Refusal(
            Text(
                zh=f"台账文件 {path} 未能从第{found}版升级到第{schema.VERSION}版：{reason}。原文件未动。"
                "请检查磁盘空间和文件夹权限后重试；仍不行时继续用原来的程序。",
                en=f"The ledger file {path} could not be upgraded from schema {found} to {schema.VERSION}: {reason}. "
                "The file is as it was. Check the space on the disk and the folder's permissions and try again; if it "
                "stays, go on with the program that wrote it.",
            )
        ) from None
    finally:
        clear(*files_of(arriving))
    return kept


def _fold_log(path: Path) -> None:
    """What its last program had yet to write into it is now in the one file."""
    if not logged(path):
        return
    with path.open("rb") as file:
        connection = connect(path)
        try:
            checkpoint(connection, path, file)
        finally:
            connection.close()


def _copy(old: IO[bytes], arriving: Path) -> None:
    """The same bytes, for the same account alone."""
    arriving.unlink(missing_ok=True)
    log_of(arriving).unlink(missing_ok=True)
    with os.fdopen(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
        shutil.copyfileobj(old, new, 1024 * 1024)
        give_to(os.fstat(old.fileno()), new.fileno())


def _take_steps(arriving: Path, steps: Steps) -> None:
    """Every step, the rollups counted anew, and today's lists and views, in one transaction."""
    connection = connect(arriving)
    try:
        connection.begin()
        for number, statements in sorted(steps.items()):
            for statement in statements:
                connection.execute(statement)
            schema.note_version(connection, number)
        if CHAINED in steps:
            link_what_is_not(connection)
        schema.refresh(connection)
        if min(steps, default=COUNTED) <= COUNTED:
            rollups.fill(connection)
            fill_handed(connection)
            link_counts_anew(connection)
        else:
            if COARSENED in steps:
                rollups.fill(connection, [rollups.LEDGER_DAYS])
                fill_coarser(connection)
            if BODIES_KEPT in steps:
                rollups.fill(connection, [rollups.REVIEWED_BODIES])
            if (READ_AGAIN in steps and has_second_readings(connection)) or (
                MENDED in steps and has_mended_leads(connection)
            ):
                fill_handed(connection)
                link_counts_anew(connection)
            if OWN_BODIES_KEPT in steps:
                fill_coarser(connection, [OWN_BODIES, LEAD_SOURCE_MONTHS])
            if NEEDS_KEPT in steps:
                fill_coarser(connection, [NEEDS_RAISED])
            if PATHS_KEPT in steps:
                fill_coarser(connection, [PATH_TURNS, PATH_TURN_MONTHS])
        connection.commit()
        connection.execute("checkpoint")
    finally:
        connection.close()


def _put_in_place(arriving: Path, path: Path, kept: Path) -> None:
    """At every moment one of the two stands at the path, whole and on the disk."""
    sync(arriving)
    os.link(path, kept)
    os.replace(arriving, path)
    sync_folder(path)
