"""A restore proves a backup before it replaces anything, and keeps what it replaces."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from supervision.store.answers import sha256_of_file
from supervision.store.backup_keys import ENDING, unlock
from supervision.store.backup_label import BackupLabel, read_label, rows_of
from supervision.store.checkpoints import (
    clear,
    files_of,
    give_to,
    held,
    logged,
    sync,
    sync_folder,
)
from supervision.store.connecting import Busy, Damaged
from supervision.store.database import Database, local_now, open_database
from supervision.store.how_far import HowFar, untold
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text

Proofs = Callable[[Database], Sequence[Text]]
"""Whatever else must hold of a ledger; the sentences of what does not."""


def nothing_more(_: Database) -> Sequence[Text]:
    return ()


def restore(
    copy: Path,
    ledger: Path,
    *,
    key: Path | None = None,
    proofs: Proofs = nothing_more,
    how_far: HowFar = untold,
) -> list[Path]:
    """Put a backup in a ledger's place once it has proved whole; where what stood there is kept, if anything did.

    The ledger that stands there may be damaged: it is not opened if that can't be done, only moved.
    """
    if not copy.is_file():
        raise Refusal(Text(zh=f"找不到备份 {copy}。", en=f"There is no backup {copy}."))
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with _alone(ledger), _arriving(ledger) as arriving:
        how_far(_FETCHING, 0, 1)
        label = _fetch(copy, arriving, key)
        proved = _prove(arriving, copy, label, proofs, how_far)
        return _put_in_place(arriving, proved, ledger)


@contextmanager
def _alone(ledger: Path) -> Iterator[None]:
    """Nobody else restores to that place meanwhile; Refusal where somebody does."""
    place = ledger.with_name(f"{ledger.name}.restoring")
    lock = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = os.path.samestat(
                os.fstat(lock), place.stat()
            )  # and not one that its holder has just removed
        except (BlockingIOError, FileNotFoundError):
            is_ours = False
        if not is_ours:
            raise Refusal(_OTHER_RESTORE.with_values(path=ledger))
        try:
            yield
        finally:
            clear(place)
    finally:
        os.close(lock)


@contextmanager
def _arriving(ledger: Path) -> Iterator[Path]:
    """Where the backup is proved: in a folder of this restore alone, beside the ledger, gone at the end.

    Those of restores that were killed go, too: whoever asks is alone.
    """
    name = f"{ledger.name}.arriving"
    for left in ledger.parent.glob(f"{escape(name)}*"):
        _remove(left)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=ledger.parent))
    try:
        yield folder / ledger.name
    finally:
        _remove(folder)


def _remove(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        clear(left)


def _fetch(copy: Path, arriving: Path, key: Path | None) -> BackupLabel | None:
    """The backup's bytes beside the ledger, decrypted, once their sum is the one on the label."""
    try:
        label = read_label(copy)
    except (ValueError, KeyError, TypeError):
        raise Refusal(_not_whole(copy, _ALTERED)) from None
    if label is not None and label.sha256 != sha256_of_file(copy):
        raise Refusal(_not_whole(copy, _OTHER_SUM))
    os.close(os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    if copy.suffix == ENDING:
        unlock(copy, arriving, key)
    else:
        shutil.copyfile(copy, arriving)
    os.chmod(arriving, 0o600)
    return label


def _prove(
    arriving: Path, copy: Path, label: BackupLabel | None, proofs: Proofs, how_far: HowFar
) -> os.stat_result:
    """Which file has proved whole, by what the system knows it."""
    try:
        database = open_database(arriving, create=False)
    except Damaged:
        raise Refusal(_not_whole(copy, _UNREADABLE)) from None
    opened = arriving.stat()
    try:
        found = [*faults(database, how_far), *proofs(database)]
        rows = rows_of(database)
    finally:
        database.close()
    proved = arriving.stat()
    if found:
        raise Refusal(_not_whole(copy, found[0]))
    if label is not None and any(rows.get(table, told) != told for table, told in label.rows.items()):
        raise Refusal(_not_whole(copy, _OTHER_ROWS))
    if not os.path.samestat(opened, proved):
        raise Refusal(_EXCHANGED)
    return proved


def _not_whole(copy: Path, fault: Text) -> Text:
    return Text(
        zh="备份 {copy} 不完好，未恢复：{fault}",
        en="The backup {copy} is not whole and was not restored: {fault}",
    ).with_values(copy=copy, fault=fault)


_FETCHING = Text(zh="读取备份并核对其校验值", en="Reading the backup and comparing its sum")
_ALTERED = Text(zh="旁边的 .json 说明被改动过", en="the .json beside it was altered")
_UNREADABLE = Text(zh="文件已损坏，或者不是台账的备份", en="the file is damaged, or no backup of a ledger")
_OTHER_SUM = Text(
    zh="文件的校验值与旁边的 .json 说明不符", en="its sum is not the one in the .json beside it"
)
_OTHER_ROWS = Text(
    zh="行数与旁边的 .json 说明不符", en="it does not hold as many rows as the .json beside it says"
)
_OTHER_RESTORE = Text(
    zh="另一个恢复正在进行，目标同为 {path}；本次没有恢复，台账未动。请等它结束，看清结果后再决定是否重做。",
    en="Another restore to {path} is going on; this one has restored nothing and the ledger is as it was. Wait for the "
    "other to end and see what it says before you try again.",
)
_OTHER_OWNER = Text(
    zh="台账文件 {path} 属于另一个账户，恢复后那个账户会打不开；没有恢复，台账未动。请用那个账户或 root 恢复。",
    en="The ledger file {path} belongs to another account, which could not open what you restore; nothing was restored and "
    "the ledger is as it was. Restore as that account or as root.",
)
_EXCHANGED = Text(
    zh="核验过的文件在放到位之前被换掉或改动，没有恢复，台账未动。请确认没有其他程序动这个文件夹，再重试。",
    en="The file that had proved whole was exchanged or altered before it was put in place; nothing was restored and the "
    "ledger is as it was. See that no other program touches the folder, then try again.",
)


def _put_in_place(arriving: Path, proved: os.stat_result, ledger: Path) -> list[Path]:
    """By one name given at once, to the very file that was proved: at every moment the old one stands there or this one.

    Where the ledger is gone its log may have stayed, which DuckDB would play into the restored file.
    """
    _give_to_its_owner(arriving, ledger)
    sync(arriving)
    _refuse_another(arriving, proved)
    kept = _free_name(ledger)
    if not ledger.exists():
        aside = _set_aside(ledger, kept)
        sync_folder(ledger)  # the log is gone from there before anything comes that it could be played into
        _take_the_free_place(arriving, ledger)
        return aside
    _fold_log(ledger)
    with held(ledger):
        os.link(ledger, kept)
        aside = _set_aside(ledger, kept)  # of a ledger that can't be opened
        _refuse_another(arriving, proved)
        os.replace(arriving, ledger)
        sync_folder(ledger)
    return [kept, *aside]


def _give_to_its_owner(arriving: Path, ledger: Path) -> None:
    """Whoever restores, the account that served the ledger opens it: the owner of the old file, else of the folder."""
    try:
        if ledger.exists():
            give_to(ledger.stat(), arriving)
        elif os.geteuid() == 0:
            give_to(ledger.parent.stat(), arriving)
    except PermissionError:
        raise Refusal(_OTHER_OWNER.with_values(path=ledger)) from None


def _set_aside(ledger: Path, kept: Path) -> list[Path]:
    """What lies beside a ledger goes beside the name under which that is kept, or would be."""
    aside = []
    for old, name in zip(files_of(ledger)[1:], files_of(kept)[1:], strict=True):
        if old.exists():
            os.replace(old, name)
            aside.append(name)
    return aside


def _take_the_free_place(arriving: Path, ledger: Path) -> None:
    try:
        os.link(arriving, ledger)
    except FileExistsError:  # another program came between
        raise Busy(ledger) from None
    sync_folder(ledger)


def _refuse_another(arriving: Path, proved: os.stat_result) -> None:
    found = arriving.stat()
    is_that = os.path.samestat(found, proved)
    if not is_that or (found.st_size, found.st_mtime_ns) != (proved.st_size, proved.st_mtime_ns):
        raise Refusal(_EXCHANGED)


def _fold_log(ledger: Path) -> None:
    """What the old ledger's log holds goes into its file, so that one file is kept; one that is damaged keeps its log."""
    if logged(ledger):
        try:
            open_database(ledger, create=False).close()
        except Refusal:
            return


def _free_name(ledger: Path) -> Path:
    kept = ledger.with_name(f"{ledger.stem}.before-{local_now():%Y%m%dT%H%M%S}{ledger.suffix}")
    number = 1
    while any(part.exists() for part in files_of(kept)):
        number += 1
        kept = kept.with_name(f"{ledger.stem}.before-{local_now():%Y%m%dT%H%M%S}-{number}{ledger.suffix}")
    return kept
