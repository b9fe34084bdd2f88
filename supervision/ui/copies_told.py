"""What pages say of copies: which one is shown, and, beside the ledger itself, whether they are being handed out."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from supervision.access.people import Person
from supervision.access.rules import may
from supervision.store.backup_schedule import Nightly, schedule_named
from supervision.store.copies.making import Publisher
from supervision.store.copies.places import publisher_of
from supervision.text import Text
from supervision.ui.asking import settings
from supervision.ui.literal import literal
from supervision.ui.session import copies, label_shown, own_ledger, said
from supervision.ui.standing import standing


@standing
def publisher() -> Publisher | None:
    """Whoever hands out copies of this dashboard's ledger, for as long as it runs."""
    return publisher_of(own_ledger, settings().longest)


@standing
def nightly() -> Nightly | None:
    """Whoever backs this dashboard's ledger up every night, for as long as it runs."""
    schedule = schedule_named() if copies() is None else None
    if schedule is None:
        return None
    at_work = Nightly(own_ledger, schedule)
    at_work.start()
    return at_work


def tell_backups(reader: Person) -> None:
    """Why the last backup did not come about, to those who can see to it."""
    at_work = nightly()
    if at_work is None or at_work.failed is None or not may(reader, "keep the file"):
        return
    told = Text(
        zh="昨夜的备份没有做成：{why} 稍后会再试；请管理员检查。",
        en="Last night's backup did not come about: {why} It is tried again soon; an administrator should look.",
    )
    st.warning(literal(said(told.with_values(why=at_work.failed))))


def copy_said() -> str:
    """Which batch this page holds; nothing where the ledger itself is shown."""
    label = label_shown()
    if label is None:
        return ""
    told = Text(zh="数据截至批次{batch}，于{at}分发", en="As of batch {batch}, published {at}")
    return said(told.with_values(batch=label.batch, at=_moment(label.made_at)))


def tell_copy() -> None:
    """Below the title of every page, with whatever keeps a newer copy from being shown."""
    if told := copy_said():
        st.caption(told)
    held = copies()
    if held is not None and held.trouble is not None:
        st.warning(said(held.trouble))


def tell_handing_out(reader: Person) -> None:
    """Beside the ledger itself, to those who can see to it."""
    at_work = publisher()
    if at_work is None or not (may(reader, "look after ledgers") or may(reader, "keep the file")):
        return
    if at_work.failed is not None:
        st.warning(
            said(
                Text(
                    zh="最新的副本未能分发（{why}），各查看看板仍显示原来的批次。请检查副本文件夹的权限和磁盘空间；"
                    "半分钟后自动重试。",
                    en="The newest copy could not be handed out ({why}); dashboards that show copies stay at the batch "
                    "before. Check the folder's permissions and disk; it is tried again every half minute.",
                ).with_values(why=at_work.failed)
            )
        )
    elif at_work.label is not None:
        told = Text(zh="副本已分发至批次{batch}（{at}）", en="Copies handed out up to batch {batch} ({at})")
        label = at_work.label
        st.caption(said(told.with_values(batch=label.batch, at=_moment(label.made_at))))


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
