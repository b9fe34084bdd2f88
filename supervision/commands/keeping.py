"""Commands that look after the ledger file itself: check, backup, restore."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervision.access.rules import NotAllowed
from supervision.commands.opening import note_taken, opened
from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, say, waited_for
from supervision.releases.keeping import all_releases
from supervision.releases.verifying import verify
from supervision.store.audit import head
from supervision.store.backup_keys import new_key
from supervision.store.backup_label import place_of
from supervision.store.backups import back_up, back_up_into, read_keep
from supervision.store.chain import newest_link
from supervision.store.connecting import Busy
from supervision.store.database import Database, local_now
from supervision.store.restoring import restore
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text

_TO_BE_RESTORED = Text(
    zh="台账文件不完好：在查明之前不要再录入、不要发布；用 restore FILE 恢复最近的备份，现有文件会留存。",
    en="The ledger file is not whole: load and publish nothing until that is cleared up. Put the newest backup in its place "
    "with `restore FILE`; the file that is there is kept.",
)


_STOP_TO_CHECK = Text(
    zh="请先停止它再检查。用 SUPERVISION_BACKUPS 指明文件夹的看板，对自己台账的夜间备份同样逐份检查；显示副本的看板不备份。",
    en="Stop it first, then check. Where SUPERVISION_BACKUPS names a folder, a dashboard checks each nightly backup of its own "
    "ledger in the same way; one that shows copies makes no backups.",
)
_STOP_TO_BACK_UP = Text(
    zh="看板用 SUPERVISION_BACKUPS 指明文件夹时，每夜自行备份自己的台账；显示副本的看板不备份。现在就要一份，请先停止它。",
    en="A dashboard backs up its own ledger every night by itself where SUPERVISION_BACKUPS names a folder; one that shows copies "
    "makes no backups. For one right now, stop it first.",
)
_STOP_TO_RESTORE = Text(
    zh="没有恢复，台账未动。请先停止它再恢复。",
    en="Nothing was restored and the ledger is as it was. Stop it first, then restore.",
)


@contextmanager
def _held(asked: Namespace, instead: Text) -> Iterator[Database]:
    """The ledger, for whoever may keep the file; no page does that, so what to do while it is in use is told here."""
    try:
        with opened(asked, "keep the file") as database:
            yield database
    except Busy as busy:
        raise busy.saying(instead) from None


def check_command(asked: Namespace) -> int:
    with _held(asked, _STOP_TO_CHECK) as database, waited_for() as how_far:
        found = faults(database, how_far)
        batches = database.newest_batch
        entry, link = head(database)
        with database.cursor() as cursor:
            links, last = newest_link(cursor)
    for fault in found:
        complain(fault)
    if found:
        complain(_TO_BE_RESTORED)
        return NEEDS_A_PERSON
    say(
        Text(
            zh=f"台账文件完好：{batches}个批次，键、计数、合计、存量与流量都相符。",
            en=f"The ledger file is whole: {batches} batches; keys, counts, sums, stock and flow agree.",
        )
    )
    if links:
        say(
            Text(
                zh="全部写入连成{links}环，末环校验值 {last}；另存此值，可发现整个文件被重写。",
                en="All that was written is one chain of {links} links and ends in {last}; kept elsewhere, that tells a file "
                "made anew.",
            ).with_values(links=links, last=last[:16])
        )
    if entry:
        say(
            Text(
                zh="操作记录共{entry}条，末条校验值 {link}；另存此值，可发现整条记录被重写。",
                en="The record of access has {entry} entries and ends in {link}; kept elsewhere, that tells a record made anew.",
            ).with_values(entry=entry, link=link[:16])
        )
    return ALL_WELL


def backup_command(asked: Namespace) -> int:
    """A new key, one backup under a name, or one more in a folder whose old ones go by the rule."""
    if asked.new_key:
        return _new_key(Path(asked.new_key))
    public = asked.encrypt_for or os.environ.get("SUPERVISION_BACKUP_FOR") or None
    with _held(asked, _STOP_TO_BACK_UP) as database, waited_for() as how_far:
        if asked.into:
            keep = read_keep(asked.keep)
            copy, gone = back_up_into(
                database, _folder(asked.into), local_now(), keep=keep, public=public, how_far=how_far
            )
        else:
            copy, gone = Path(asked.file), []
            back_up(database, copy, public, how_far)
        note_taken(database, "back up", file=copy.name, gone=len(gone) or None)
    say(
        Text(zh="已备份到 {file}（{bytes}字节）", en="Backed up to {file} ({bytes} bytes)").with_values(
            file=copy, bytes=copy.stat().st_size
        )
    )
    if gone:
        say(
            Text(
                zh="按保留规则删去旧备份{count}份。", en="Old backups removed by the rule: {count}."
            ).with_values(count=len(gone))
        )
    return ALL_WELL


def _folder(told: str) -> Path:
    folder = Path(told)
    if not folder.is_dir():
        raise Refusal(
            Text(
                zh="{folder} 不是文件夹。请换一个已有的、可写的文件夹。",
                en="{folder} is no folder. Choose one that exists and can be written to.",
            ).with_values(folder=folder)
        )
    return folder


def _new_key(file: Path) -> int:
    public = new_key(file)
    say(
        Text(
            zh="密钥已写入 {file}：请移到别处妥善保管，没有它加密的备份就打不开。备份时用它的公开部分：{public}",
            en="The key is in {file}: keep it elsewhere and safe, for without it no encrypted backup opens. Back up with "
            "its public half: {public}",
        ).with_values(file=file, public=public)
    )
    return ALL_WELL


def restore_command(asked: Namespace) -> int:
    """Whoever may keep the file may replace it; one that can't be opened any more asks nobody's leave."""
    if asked.database.exists():
        try:
            with _held(asked, _STOP_TO_RESTORE):
                pass
        except (NotAllowed, Busy):
            raise
        except Refusal as refusal:
            complain(refusal.sentence)
    key = Path(asked.key) if asked.key else None
    is_labelled = place_of(Path(asked.file)).exists()
    with waited_for() as how_far:
        kept = restore(
            Path(asked.file), asked.database, key=key, proofs=_releases_that_differ, how_far=how_far
        )
    with opened(asked, "keep the file") as database:
        note_taken(database, "restore", file=Path(asked.file).name)
    say(Text(zh="已从 {file} 恢复。", en="Restored from {file}.").with_values(file=asked.file))
    if not is_labelled:
        complain(_NO_LABEL)
    if kept:
        say(
            Text(zh="原来在那里的留作 {kept}。", en="What stood there is kept as {kept}.").with_values(
                kept=", ".join(map(str, kept))
            )
        )
    return ALL_WELL


_NO_LABEL = Text(
    zh="备份旁边没有同名的 .json 说明：文件的校验值和行数未能核对；台账自身的检查和每份定稿发布都已通过。",
    en="No .json of its name lies beside the backup: the file's sum and its counts of rows could not be checked. The "
    "checks of a ledger and every frozen release held.",
)


def _releases_that_differ(database: Database) -> list[Text]:
    """Every number of every release that was ever frozen, counted again."""
    published = [release for release in all_releases(database) if release.was_published]
    return [fault for release in published for fault in verify(database, release).wrong]
