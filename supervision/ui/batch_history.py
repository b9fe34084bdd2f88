"""Every batch: what was done, what it brought and what it changed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.reference import name_of
from supervision.store.batches import Batch, batches
from supervision.store.database import Database
from supervision.store.received import Received, files_of, first_brought
from supervision.text import Text
from supervision.ui.batch_undo import show_undone, undos_made
from supervision.ui.changes import change_said, changes_listed, real_changes
from supervision.ui.literal import literal
from supervision.ui.session import language, said
from supervision.ui.upload_report import PARTS, encoding_said, heading

_COLUMNS = (
    Text(zh="批次", en="Batch"),
    Text(zh="操作", en="What"),
    Text(zh="经手人", en="Who"),
    Text(zh="时间", en="When"),
    Text(zh="文件", en="Files"),
    Text(zh="记录", en="Records"),
    Text(zh="待更正", en="In quarantine"),
    Text(zh="台账变化", en="Changes"),
    Text(zh="备注", en="Note"),
)
_FILE_COLUMNS = (
    Text(zh="文件", en="File"),
    Text(zh="结果", en="Outcome"),
    Text(zh="台账", en="Ledger"),
    Text(zh="来源单位", en="Source"),
    Text(zh="记录", en="Records"),
    *PARTS.values(),
    Text(zh="报送月份", en="Handed over for"),
    Text(zh="编码", en="Encoding"),
    Text(zh="校验码", en="SHA-256"),
    Text(zh="相同文件曾在批次", en="Same bytes as batch"),
)
_STATUS = {
    "loaded": Text(zh="已录入", en="Loaded"),
    "unchanged": Text(zh="没有变化", en="Nothing new"),
    "refused": Text(zh="未录入", en="Refused"),
}


def show_batches(database: Database) -> list[Batch]:
    """The books, newest first."""
    show_undone()
    told = batches(database)[::-1]
    if not told:
        st.info(
            said(
                Text(zh="还没有批次。请先录入数据。", en="There are no batches yet. Upload something first.")
            )
        )
        return told
    rows = [
        [
            batch.batch,
            said(batch.done),
            batch.made_by,
            f"{batch.made_at:%Y-%m-%d %H:%M}",
            batch.files,
            batch.records,
            batch.quarantined,
            ("；" if language() == "zh" else "; ").join(
                change_said(change) for change in real_changes(batch.changes)
            )
            or "—",
            batch.note or "—",
        ]
        for batch in told
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=[said(word) for word in _COLUMNS]),
        hide_index=True,
        key="batches",
    )
    return told


def choose_batch(told: Sequence[Batch]) -> Batch | None:
    """One batch to look into; the newest unless another is chosen."""
    if not told:
        return None
    by_number = {batch.batch: batch for batch in told}
    labels = {batch.batch: _label(batch) for batch in told}
    number = st.selectbox(
        said(Text(zh="查看批次", en="Look into batch")),
        list(labels),
        format_func=labels.__getitem__,
        # What somebody else loads meanwhile must not take the chosen batch from under a reader's finger.
        key=f"batch {undos_made()} {language()}",
    )
    return by_number.get(number)


def _label(batch: Batch) -> str:
    return f"{batch.batch} · {said(batch.done)} · {batch.made_at:%Y-%m-%d %H:%M} · {batch.made_by}"


def show_batch(database: Database, batch: Batch) -> None:
    """What one batch changed and the files that it brought."""
    st.markdown(changes_listed(batch.changes))
    if batch.note:
        st.markdown(f"{said(_COLUMNS[-1])}{'：' if language() == 'zh' else ': '}{literal(batch.note)}")
    files = files_of(database, batch.batch)
    if not files:
        return
    refused = [file for file in files if file.reason]
    if refused:
        st.error("\n".join(f"- {literal(said(file.reason))}" for file in refused if file.reason))
    earlier = first_brought(database, batch.batch)
    rows = [[*_file_row(file), str(earlier.get(file.sha256, "—"))] for file in files]
    st.dataframe(
        pd.DataFrame(rows, columns=[heading(word) for word in _FILE_COLUMNS]),
        hide_index=True,
        key=f"files of {batch.batch}",
    )


def _file_row(file: Received) -> list[object]:
    return [
        file.name.replace("\\", "/").rsplit("/", 1)[-1],
        said(_STATUS[file.status]),
        said(ledger_named(file.ledger).title) if file.ledger else "—",
        said(name_of(file.source)) if file.source else "—",
        *(getattr(file, name) for name in ("records", *PARTS)),
        f"{file.handed_for:%Y-%m}" if file.handed_for else "—",
        encoding_said(file.encoding) if file.encoding else "—",
        file.sha256[:12] or "—",
    ]
