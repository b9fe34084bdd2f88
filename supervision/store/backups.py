"""A backup is a copy of the ledger, all of one moment, made while others read and write, that has proved whole."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from supervision.store import schema
from supervision.store.backup_keys import ENDING, check_public, lock
from supervision.store.backup_label import label_of, place_of
from supervision.store.checkpoints import clear, files_of, put_in_place, write_down
from supervision.store.connecting import PROVING, is_memory_chosen
from supervision.store.copies.making import copied
from supervision.store.database import Database, open_database
from supervision.store.how_far import HowFar, untold
from supervision.store.troubles import lacking
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text

_NAME = re.compile(r"ledger-(\d{8}-\d{6})\.duckdb(\.age)?")
_LEFT = re.compile(_NAME.pattern + r"(\.json)?\.unfinished(\.\w+)*")
_MOMENT = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Keep:
    """Of how many days, weeks and months the newest backup each is kept; the newest of all always is."""

    days: int = 7
    weeks: int = 5
    months: int = 12


def read_keep(told: str) -> Keep:
    """`7,5,12`: days, weeks, months."""
    found = re.fullmatch(r"\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*", told)
    if found is None:
        raise Refusal(
            Text(
                zh="“{told}”不对：应写成 7,5,12，即保留多少天、多少周、多少月的备份。",
                en="“{told}” won’t do: write 7,5,12 for how many days, weeks and months keep a backup.",
            ).with_values(told=told)
        )
    return Keep(*map(int, found.groups()))


def back_up(database: Database, copy: Path, public: str | None = None, how_far: HowFar = untold) -> int:
    """Copy an open ledger into a new file, encrypted for the owner of a key when one is given; its size in bytes.

    Killed at any moment it leaves no file of that name, or the whole of it.
    """
    _refuse_place(copy)
    if public is not None:
        check_public(public)
    plain = _beside_the_ledger(database) if public else copy.with_name(f"{copy.name}.unfinished")
    locked = copy.with_name(f"{copy.name}.unfinished") if public else None
    try:
        with _unfinished(plain, *filter(None, (locked, _label_aside(copy)))):
            how_far(_COPYING, 0, 1)
            copied(database, plain, is_summed=False, parts=lambda done, of: how_far(_COPYING, done, of))
            os.chmod(plain, 0o600)
            _prove(plain, copy, how_far)
            if locked is not None and public is not None:
                how_far(_LOCKING, 0, 1)
                lock(plain, locked, public)
                os.chmod(locked, 0o600)
            made = locked or plain
            how_far(_SUMMING, 0, 1)
            write_down(_label_aside(copy), label_of_made(made, plain))
            put_in_place(_label_aside(copy), place_of(copy))
            put_in_place(made, copy)
    except OSError as error:  # of clearing up as well: what is left there may not be encrypted
        raise Refusal(_failed(copy, error)) from None
    return copy.stat().st_size


_COPYING = Text(zh="复制台账（兆字节）", en="Copying the ledger (megabytes)")
_LOCKING = Text(zh="加密备份", en="Encrypting the backup")
_SUMMING = Text(zh="计算备份的校验值", en="Summing up the backup")


def _failed(copy: Path, error: OSError) -> Text:
    if (lack := lacking(error)) is not None:
        return Text(zh="备份到 {copy} 未成：{lack}", en="The backup to {copy} failed: {lack}").with_values(
            copy=copy, lack=lack
        )
    return Text(
        zh="备份到 {copy} 未成：{reason}。请检查路径和磁盘空间。",
        en="The backup to {copy} failed: {reason}. Check the path and the room on the disk.",
    ).with_values(copy=copy, reason=error.strerror or str(error))


def _beside_the_ledger(database: Database) -> Path:
    """Where a copy waits that is not encrypted yet: on the disk where the ledger itself is not either."""
    return database.path.with_name(f"{database.path.name}.backup")


def _label_aside(copy: Path) -> Path:
    return place_of(copy).with_name(f"{place_of(copy).name}.unfinished")


def clear_left(database: Database, folder: Path) -> None:
    """What backups that were killed have left: beside the ledger, and in the folder where they were to go."""
    clear(*files_of(_beside_the_ledger(database)))
    names = [path for path in folder.iterdir() if _LEFT.fullmatch(path.name)]
    labels = [path for path in folder.glob("ledger-*.json") if _NAME.fullmatch(path.stem)]
    clear(*names, *(label for label in labels if not label.with_suffix("").exists()))


def _refuse_place(copy: Path) -> None:
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


@contextmanager
def _unfinished(*files: Path) -> Iterator[None]:
    """Files that are not done yet; whatever is left of them, before and at the end, goes."""
    left = [name for file in files for name in files_of(file)]
    for path in left:
        path.unlink(missing_ok=True)
    try:
        yield
    finally:
        for path in left:
            path.unlink(missing_ok=True)


def _prove(plain: Path, copy: Path, how_far: HowFar) -> None:
    """Refusal unless the copy passes every check of a ledger.

    Within a bound of its own, for the dashboard whose ledger it is takes memory as well; and without where anything was found,
    which may be that the bound was too low.
    """
    found = _faults(plain, how_far, PROVING)
    if found and not is_memory_chosen():
        found = _faults(plain, how_far, None)
    if found:
        raise Refusal(
            Text(
                zh="没有备份到 {copy}：台账文件本身不完好：{fault}。请先用 check 查看。",
                en="Nothing was backed up to {copy}: the ledger file itself is not whole: {fault}. See `check` first.",
            ).with_values(copy=copy, fault=found[0])
        )


def _faults(plain: Path, how_far: HowFar, memory: str | None) -> list[Text]:
    database = open_database(plain, create=False, memory=memory)
    try:
        return faults(database, how_far)
    finally:
        database.close()


def label_of_made(made: Path, plain: Path) -> str:
    """What will lie beside it."""
    database = open_database(plain, create=False)
    try:
        return label_of(made, database, schema.VERSION).text
    finally:
        database.close()


def back_up_into(
    database: Database,
    folder: Path,
    now: datetime,
    *,
    keep: Keep,
    public: str | None = None,
    how_far: HowFar = untold,
) -> tuple[Path, list[Path]]:
    """One more backup in a folder, named by its moment; it, and those that went by the rule."""
    clear_left(database, folder)
    copy = folder / f"ledger-{now:{_MOMENT}}.duckdb{ENDING if public else ''}"
    back_up(database, copy, public, how_far)
    # By a clock set wrong others may bear a day to come: they take nobody's place.
    dated = {path: made for path, made in moments_in(folder).items() if made <= now}
    gone = superfluous(dated, keep)
    for path in gone:
        path.unlink(missing_ok=True)
        place_of(path).unlink(missing_ok=True)
    return copy, gone


def moments_in(folder: Path) -> dict[Path, datetime]:
    """The backups of that folder by their names; nothing else in it is ever touched."""
    found = {path: _NAME.fullmatch(path.name) for path in folder.iterdir() if path.is_file()}
    return {
        path: datetime.strptime(name.group(1), _MOMENT)  # noqa: DTZ007 - local, as all times here
        for path, name in found.items()
        if name
    }


def superfluous(moments: dict[Path, datetime], keep: Keep) -> list[Path]:
    """Those that no day, week or month needs, the oldest first."""
    newest_first = sorted(moments, key=lambda path: (moments[path], path.name), reverse=True)
    kept = set(newest_first[:1])
    for most, unit in (
        (keep.days, "%Y-%m-%d"),
        (keep.weeks, "%G-%V"),
        (keep.months, "%Y-%m"),
    ):
        newest_of: dict[str, Path] = {}
        for path in newest_first:
            newest_of.setdefault(moments[path].strftime(unit), path)
        kept |= set(list(newest_of.values())[:most])
    return [path for path in reversed(newest_first) if path not in kept]
