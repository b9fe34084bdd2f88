"""Commands that look after the ledger file itself: check, backup, restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from supervision.commands.opening import note_taken, opened
from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, say
from supervision.store.audit import head
from supervision.store.backups import backup, restore
from supervision.store.chain import newest_link
from supervision.store.wholeness import faults
from supervision.text import Text


def check_command(asked: Namespace) -> int:
    with opened(asked, "keep the file") as database:
        found = faults(database)
        batches = database.newest_batch
        entry, link = head(database)
        with database.cursor() as cursor:
            links, last = newest_link(cursor)
    for fault in found:
        complain(fault)
    if found:
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
    with opened(asked, "keep the file") as database:
        note_taken(database, "back up", file=Path(asked.file).name)
    told = backup(asked.database, Path(asked.file))
    say(
        Text(zh="已备份到 {file}（{bytes}字节）", en="Backed up to {file} ({bytes} bytes)").with_values(
            file=asked.file, bytes=told
        )
    )
    return ALL_WELL


def restore_command(asked: Namespace) -> int:
    if asked.database.exists():
        with opened(asked, "keep the file"):
            pass
    kept = restore(Path(asked.file), asked.database)
    with opened(asked, "keep the file") as database:
        note_taken(database, "restore", file=Path(asked.file).name)
    say(Text(zh="已从 {file} 恢复。", en="Restored from {file}.").with_values(file=asked.file))
    if kept is not None:
        say(
            Text(
                zh="原来的台账留在 {kept}。", en="The ledger that stood there is kept as {kept}."
            ).with_values(kept=kept)
        )
    return ALL_WELL
