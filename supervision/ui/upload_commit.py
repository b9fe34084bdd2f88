"""The one button that writes, and what it has done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import held_back
from supervision.store.loads import LoadResult, load
from supervision.text import Refusal, Text
from supervision.ui.asking import acting, person
from supervision.ui.basket import Loaded, basket, seen_of
from supervision.ui.changes import changes_listed, real_changes
from supervision.ui.literal import literal
from supervision.ui.page import place_of
from supervision.ui.seen import seen_at
from supervision.ui.session import own_ledger, said
from supervision.ui.upload_kept import drop_preview, say_not_written, to_forget
from supervision.ui.upload_report import counts_of, sum_said

_NOTHING_CHANGES = Text(
    zh="台账里已经有这些内容，录入不会改变任何数字。",
    en="The ledger holds all of this already; loading changes no number.",
)


def offer_commit(files: Sequence[CheckedFile | RefusedFile], rehearsed: LoadResult) -> None:
    """A note and the button; nothing is written until it is pressed, and then all of it or nothing."""
    if not any(isinstance(file, CheckedFile) for file in files):
        return
    seen = seen_at(seen_of(files), own_ledger().newest_batch)
    with st.container(border=True):
        _say_what_would_change(rehearsed)
        note = st.text_input(
            said(Text(zh="备注（可不填）", en="Note (optional)")), max_chars=200, key=f"note {basket().token}"
        )
        say_not_written()
        with st.container(horizontal=True):
            is_pressed = st.button(
                said(Text(zh="录入为一个批次", en="Load as one batch")), type="primary", key="commit"
            )
            if st.button(said(Text(zh="放弃", en="Discard")), key="discard"):
                drop_preview()
                basket().empty(None)
                st.rerun()
        if is_pressed:
            try:
                _commit(files, note.strip() or None, seen)
            except Refusal as refusal:
                # What is shown above was compared anew on this very run.
                st.warning(literal(said(refusal.sentence)))
                return
            st.rerun()


def _say_what_would_change(rehearsed: LoadResult) -> None:
    changes = real_changes(rehearsed.changes)
    waits = any(counts_of(entry)["quarantined"] for entry in rehearsed.files)
    if changes:
        st.markdown(
            said(Text(zh="**将要改变**", en="**What would change**")) + "\n\n" + changes_listed(changes)
        )
    elif not waits:
        st.info(said(_NOTHING_CHANGES))
    else:
        st.info(
            said(
                Text(
                    zh="台账不会改变；待更正的行会留存，等待更正。",
                    en="No ledger would change; the rows in quarantine are kept until mended.",
                )
            )
        )


def _commit(files: Sequence[CheckedFile | RefusedFile], note: str | None, seen: int) -> None:
    held = basket()
    forget = to_forget()
    files = [held_back(file, person()) for file in files]
    with st.spinner(said(Text(zh="正在录入……", en="Loading …"))):
        result = load(own_ledger(), files, by=acting("load"), note=note, after=seen)
        # No touch of Streamlit between the load and this: a second press must find an empty basket.
        held.empty(
            Loaded(
                result.batch,
                result.changes,
                tuple(counts_of(entry) for entry in result.files),
                tuple(file.reason for file in files if isinstance(file, RefusedFile)),
            )
        )
        forget()


def show_loaded() -> None:
    """What the last load of this tab did, where to look at it and how to take it back."""
    loaded = basket().loaded
    if loaded is None:
        return
    waits = sum(counts["quarantined"] for counts in loaded.counts)
    told = [said(Text(zh=f"**已录入为批次{loaded.batch}。**", en=f"**Loaded as batch {loaded.batch}.**"))]
    told.append(sum_said(loaded.counts))
    told.append(changes_listed(loaded.changes))
    st.success("\n\n".join(told))
    if loaded.refused:
        st.warning("\n".join(f"- {literal(said(reason))}" for reason in loaded.refused))
    if waits:
        st.warning(
            said(
                Text(
                    zh=f"有{waits:,}行待更正，没有进入台账；请到“待更正”页更正。",
                    en=f"{waits:,} rows wait in quarantine outside the ledgers; mend them on the Quarantine page.",
                )
            )
        )
    with st.container(horizontal=True):
        for stem in ("overview", *(["quarantine"] if waits else []), "history"):
            place = place_of(stem)
            st.page_link(place.file, label=f"→ {literal(said(place.title))}")
    st.caption(
        said(
            Text(
                zh=f"录错了？在“批次与撤销”页撤销批次{loaded.batch}；撤销本身也可以再撤销，什么都不会丢失。",
                en=f"Loaded by mistake? Undo batch {loaded.batch} on the History page; an undo can be undone too, "
                "nothing is lost.",
            )
        )
    )
