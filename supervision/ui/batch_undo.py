"""Taking a batch back, after a second look; where that can't be, the reason."""

from __future__ import annotations

import streamlit as st

from supervision.store.batches import Batch, undo
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.changes import changes_listed
from supervision.ui.literal import literal
from supervision.ui.session import reader, said

_DONE = "undone just now"


def show_undone() -> None:
    """What the undo just made has changed, said once."""
    if message := st.session_state.pop(_DONE, None):
        st.success(message)


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
