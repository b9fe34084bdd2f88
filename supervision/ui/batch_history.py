"""Every batch, what it brought and changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.ledgers.catalogue import ledger_named
from supervision.store.batches import Batch, batches, undo
from supervision.store.database import Database
from supervision.store.received import Received, files_of
from supervision.text import Refusal, Text
from supervision.ui.changes import change_said, changes_listed, real_changes
from supervision.ui.literal import literal
from supervision.ui.session import language, reader, said
from supervision.ui.upload_report import ENCODINGS, PARTS

_DONE = "undone just now"

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
    Text(zh="报送月份", en="Handed over for"),
    Text(zh="编码", en="Encoding"),
    Text(zh="记录", en="Records"),
    *PARTS.values(),
    Text(zh="校验码", en="SHA-256"),
)
_STATUS = {
    "loaded": Text(zh="已录入", en="Loaded"),
    "unchanged": Text(zh="没有变化", en="Nothing new"),
    "refused": Text(zh="未录入", en="Refused"),
}


def what_was_done(batch: Batch) -> Text:
    """Load or undo, and whether it still holds."""
    told = Text(zh="录入", en="Load")
    if batch.undoes is not None:
        told = Text(zh=f"撤销批次{batch.undoes}", en=f"Undo of {batch.undoes}")
    if batch.undone_by is None:
        return told
    return Text(zh="{told}（已被批次{by}撤销）", en="{told} (undone by {by})").with_values(
        told=told, by=batch.undone_by
    )


def show_batches(database: Database) -> list[Batch]:
    """The books, newest first."""
    if message := st.session_state.pop(_DONE, None):
        st.success(message)
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
            said(what_was_done(batch)),
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
        height=min(36 * (len(rows) + 1), 400),
        key="batches",
    )
    return told


def choose_batch(told: Sequence[Batch]) -> Batch | None:
    """One batch to look into; the newest unless another is chosen."""
    if not told:
        return None
    by_number = {batch.batch: batch for batch in told}
    number = st.selectbox(
        said(Text(zh="查看批次", en="Look into batch")),
        list(by_number),
        format_func=lambda number: _label(by_number[number]),
        key=f"batch {told[0].batch} {language()}",
    )
    return by_number.get(number)


def _label(batch: Batch) -> str:
    return f"{batch.batch} · {said(what_was_done(batch))} · {batch.made_at:%Y-%m-%d %H:%M} · {batch.made_by}"


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
    rows = [_file_row(file) for file in files]
    st.dataframe(
        pd.DataFrame(rows, columns=[said(word) for word in _FILE_COLUMNS]),
        hide_index=True,
        height=min(36 * (len(rows) + 1), 400),
        key=f"files of {batch.batch}",
    )


def _file_row(file: Received) -> list[object]:
    encoding = file.encoding or "—"
    return [
        file.name.replace("\\", "/").rsplit("/", 1)[-1],
        said(_STATUS[file.status]),
        said(ledger_named(file.ledger).title) if file.ledger else "—",
        file.source or "—",
        f"{file.handed_for:%Y-%m}" if file.handed_for else "—",
        said(ENCODINGS[encoding]) if encoding in ENCODINGS else encoding.upper(),
        *(getattr(file, name) for name in ("records", *PARTS)),
        file.sha256[:12] or "—",
    ]


def offer_undo(database: Database, batch: Batch) -> None:
    """Take the batch back after a second look; where that can't be, the reason."""
    if database.is_sample:
        _say(Text(zh="示例数据不能撤销。", en="Sample data can't be undone."))
    elif batch.undone_by is not None:
        _say(
            Text(
                zh=f"批次{batch.batch}已被批次{batch.undone_by}撤销。要恢复它，请选择并撤销批次{batch.undone_by}。",
                en=f"Batch {batch.batch} was undone by batch {batch.undone_by}. To bring it back, choose and undo batch "
                f"{batch.undone_by}.",
            )
        )
    else:
        _undo_form(database, batch)


def _say(sentence: Text) -> None:
    st.caption(said(sentence))


def _undo_form(database: Database, batch: Batch) -> None:
    title = Text(zh=f"撤销批次{batch.batch}", en=f"Undo batch {batch.batch}")
    with st.expander(said(title)):
        st.markdown(said(_EFFECT_OF_UNDOING_UNDO if batch.undoes is not None else _EFFECT))
        note = st.text_input(
            said(Text(zh="原因（可不填）", en="Reason (optional)")), max_chars=200, key=f"why {batch.batch}"
        )
        is_sure = st.checkbox(
            said(Text(zh=f"确认撤销批次{batch.batch}", en=f"Yes, undo batch {batch.batch}")),
            key=f"sure {batch.batch}",
        )
        if st.button(said(Text(zh="撤销", en="Undo")), disabled=not is_sure, key=f"undo {batch.batch}"):
            _undo(database, batch, note.strip() or None)


_EFFECT = Text(
    zh="这个批次带来的内容从台账中退出，恢复到没有它的样子；后来的批次再次报送过的行保持不变。"
    "撤销会成为一个新的批次，以后可以再撤销它来恢复。",
    en="What this batch brought leaves the ledgers, as if it had never been; rows that a later batch handed over too stay. "
    "The undo becomes a batch of its own, which can be undone in turn.",
)
_EFFECT_OF_UNDOING_UNDO = Text(
    zh="撤销一次撤销，就是恢复原来的批次。",
    en="To undo an undo is to bring the earlier batch back.",
)


def _undo(database: Database, batch: Batch, note: str | None) -> None:
    try:
        made = undo(database, batch.batch, by=reader(), note=note)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    done = said(
        Text(
            zh=f"批次{made.batch}已撤销批次{batch.batch}。",
            en=f"Batch {made.batch} has undone batch {batch.batch}.",
        )
    )
    st.session_state[_DONE] = f"{done}\n\n{changes_listed(made.changes)}"
    st.rerun()
