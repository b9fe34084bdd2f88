"""The wording of a draft, sentence by sentence; what the figures don't bear out is refused with its reason."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from supervision.releases.document import Document, Sentence
from supervision.releases.keeping import keep_wording
from supervision.releases.life import Release
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting_as, ask_name
from supervision.ui.literal import literal
from supervision.ui.session import language, said

ZH, EN = Text(zh="中文", en="Chinese"), Text(zh="英文", en="English")


def offer_wording(database: Database, release: Release) -> None:
    """Of a draft, every sentence in a box of its own; an emptied one is left out."""
    if release.state != "draft":
        return
    document, key = release.document, f"{release.number} {release.edition}"
    with (
        st.expander(said(Text(zh="修改文稿", en="Change the wording"))),
        st.form(f"wording {key}", border=False),
    ):
        st.caption(
            said(
                Text(
                    zh="每句话的数字、比较和单位都要与指标相符，否则不予保存。清空一句即删去。修改人不能再核对本件。",
                    en="Every number, comparison and unit must be what the figures bear out, or nothing is saved. Empty a "
                    "sentence to leave it out. Who changes the wording may not check it.",
                )
            )
        )
        sentences = [_edited(sentence, f"{key} {place}") for place, sentence in enumerate(document.sentences)]
        sentences.append(_added(document, key))
        by = ask_name(said(Text(zh="修改人", en="Changed by")))
        if st.form_submit_button(said(Text(zh="保存文稿", en="Save the wording"))):
            _keep(database, release, [one for one in sentences if one], by)


def _edited(sentence: Sentence, key: str) -> Sentence | None:
    zh = st.text_area(said(ZH), sentence.text.zh, key=f"zh {key}", height="content")
    en = st.text_area(said(EN), sentence.text.en, key=f"en {key}", height="content")
    text = Text(zh=zh.strip(), en=en.strip())
    return replace(sentence, text=text) if text.zh or text.en else None


def _added(document: Document, key: str) -> Sentence | None:
    titles = {told.figure: said(told.title) for told in document.told}
    st.markdown(f"**{said(Text(zh='添加一句', en='Add a sentence'))}**")
    zh = st.text_area(said(ZH), key=f"new zh {key}", height="content")
    en = st.text_area(said(EN), key=f"new en {key}", height="content")
    figures = st.multiselect(
        said(Text(zh="说的是哪些指标", en="Which figures it speaks of")),
        list(titles),
        format_func=titles.__getitem__,
        key=f"new figures {key} {language()}",
    )
    return Sentence(Text(zh=zh.strip(), en=en.strip()), tuple(figures)) if zh.strip() or en.strip() else None


def _keep(database: Database, release: Release, sentences: list[Sentence], by: str) -> None:
    try:
        by = acting_as("reword", by)
        keep_wording(database, release.number, replace(release.document, sentences=tuple(sentences)), by=by)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    st.rerun()
