"""A restore proves a backup before it replaces anything, and keeps what it replaces."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from supervision.store.answers import sha256_of_file
from supervision.store.backup_keys import ENDING, unlock
from supervision.store.backup_label import BackupLabel, read_label, rows_of
from supervision.store.checkpoints import clear, held, kept_blocks, log_of, logged, sync, sync_folder
from supervision.store.database import Database, local_now, open_database
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text

Proofs = Callable[[Database], Sequence[Text]]
"""Whatever else must hold of a ledger; the sentences of what does not."""


def nothing_more(_: Database) -> Sequence[Text]:
    return ()


def restore(
    copy: Path, ledger: Path, *, key: Path | None = None, proofs: Proofs = nothing_more
) -> Path | None:
    """Put a backup in a ledger's place once it has proved whole; where the old ledger is kept, if any.

    The ledger that stands there may be damaged: it is not opened if that can't be done, only moved.
    """
    if not copy.is_file():
        raise Refusal(Text(zh=f"找不到备份 {copy}。", en=f"There is no backup {copy}."))
    arriving = ledger.with_name(f"{ledger.name}.arriving")
    left = (arriving, log_of(arriving), kept_blocks(arriving))
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        for path in left:
            path.unlink(missing_ok=True)
        label = _fetch(copy, arriving, key)
        _prove(arriving, copy, label, proofs)
        return _put_in_place(arriving, ledger)
    finally:
        clear(*left)


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


def _prove(arriving: Path, copy: Path, label: BackupLabel | None, proofs: Proofs) -> None:
    database = open_database(arriving, create=False)
    try:
        found = [*faults(database), *proofs(database)]
        rows = rows_of(database)
    finally:
        database.close()
    if database.upgraded_from is not None:
        database.upgraded_from.unlink()  # the backup itself stays what it was
    if found:
        raise Refusal(_not_whole(copy, found[0]))
    if label is not None and any(rows.get(table, told) != told for table, told in label.rows.items()):
        raise Refusal(_not_whole(copy, _OTHER_ROWS))


def _not_whole(copy: Path, fault: Text) -> Text:
    return Text(
        zh="备份 {copy} 不完好，未恢复：{fault}",
        en="The backup {copy} is not whole and was not restored: {fault}",
    ).with_values(copy=copy, fault=fault)


_ALTERED = Text(zh="旁边的 .json 说明被改动过", en="the .json beside it was altered")
_OTHER_SUM = Text(
    zh="文件的校验值与旁边的 .json 说明不符", en="its sum is not the one in the .json beside it"
)
_OTHER_ROWS = Text(
    zh="行数与旁边的 .json 说明不符", en="it does not hold as many rows as the .json beside it says"
)


def _put_in_place(arriving: Path, ledger: Path) -> Path | None:
    """By one rename: at every moment one of the two stands there."""
    sync(arriving)
    if not ledger.exists():
        os.replace(arriving, ledger)
        sync_folder(ledger)
        return None
    _fold_log(ledger)
    with held(ledger):
        kept = _free_name(ledger)
        os.link(ledger, kept)
        for old, name in ((log_of(ledger), log_of(kept)), (kept_blocks(ledger), kept_blocks(kept))):
            if old.exists():  # of a ledger that can't be opened
                os.replace(old, name)
        os.replace(arriving, ledger)
        sync_folder(ledger)
    return kept


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
    while kept.exists():
        number += 1
        kept = kept.with_name(f"{ledger.stem}.before-{local_now():%Y%m%dT%H%M%S}-{number}{ledger.suffix}")
    return kept
