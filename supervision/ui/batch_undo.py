"""Taking a batch back, after a second look; where that can't be, the reason."""

from __future__ import annotations

import streamlit as st

from supervision.store.batches import Batch, undo
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.changes import changes_listed
from supervision.ui.literal import literal
from supervision.ui.seen import seen_at
from supervision.ui.session import said

_DONE = "undone just now"
_MADE = "undos made"


def undos_made() -> int:
    """How many this tab has made; after each the newest batch is the one looked at."""
    return int(st.session_state.get(_MADE, 0))


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
                zh=f"批次{batch.batch}已被批次{batch.undone_by}撤销。",
                en=f"Batch {batch.batch} was undone by batch {batch.undone_by}.",
            )
        )
        _redo_form(database, batch, batch.undone_by)
    else:
        _undo_form(database, batch)


def _redo_form(database: Database, batch: Batch, undone_by: int) -> None:
    st.markdown(
        said(
            Text(
                zh="恢复就是撤销那次撤销：这个批次的内容重新生效，并记为一个新的批次。",
                en="To redo is to undo that undo: what this batch brought holds again, as a batch of its own.",
            )
        )
    )
    seen = seen_at(f"redo {batch.batch}", database.newest_batch)
    word = Text(zh=f"恢复批次{batch.batch}", en=f"Redo batch {batch.batch}")
    if st.button(said(word), key=f"redo {batch.batch}"):
        _undo(
            database,
            undone_by,
            None,
            seen,
            Text(
                zh=f"批次{{new}}已恢复批次{batch.batch}。",
                en=f"Batch {{new}} has restored batch {batch.batch}.",
            ),
        )


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
        seen = seen_at(f"undo {batch.batch}", database.newest_batch)
        if st.button(said(Text(zh="撤销", en="Undo")), disabled=not is_sure, key=f"undo {batch.batch}"):
            _undo(
                database,
                batch.batch,
                note.strip() or None,
                seen,
                Text(
                    zh=f"批次{{new}}已撤销批次{batch.batch}。",
                    en=f"Batch {{new}} has undone batch {batch.batch}.",
                ),
            )


_EFFECT = Text(
    zh="这个批次带来的内容从台账中退出，恢复到没有它的样子；后来的批次再次报送过的行保持不变。"
    "同一个文件（内容完全相同）录入过两次的，只有第一次算数：撤销那一次之后，请再录入一次。"
    "撤销会成为一个新的批次，以后可以再撤销它来恢复。",
    en="What this batch brought leaves the ledgers, as if it had never been; rows that a later batch handed over too stay. "
    "Of the very same file loaded twice only the first load counts: once that is undone, load the file again. "
    "The undo becomes a batch of its own, which can be undone in turn.",
)
_EFFECT_OF_UNDOING_UNDO = Text(
    zh="撤销一次撤销，就是恢复原来的批次。",
    en="To undo an undo is to bring the earlier batch back.",
)


def _undo(database: Database, batch: int, note: str | None, seen: int, done: Text) -> None:
    """`seen`: the newest batch of what was shown when the button was pressed."""
    try:
        made = undo(database, batch, by=acting("undo"), note=note, after=seen)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    sentence = said(done.with_values(new=made.batch))
    st.session_state[_MADE] = undos_made() + 1
    st.session_state[_DONE] = f"{sentence}\n\n{changes_listed(made.changes)}"
    st.rerun()
