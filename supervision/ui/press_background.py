"""What the press officer has at hand beside a release: answers to likely questions, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby

import pandas as pd
import streamlit as st

from supervision.exports.releases.formats import FORMATS, question_sheet
from supervision.exports.releases.revised_rows import rows_csv
from supervision.releases.life import Release
from supervision.releases.revising import FigureRevised, Revisions, revisions
from supervision.releases.revision_words import (
    cause_said,
    figure_said,
    head_said,
    numbers_said,
    place_said,
)
from supervision.releases.wording.questions import questions
from supervision.store.database import Database
from supervision.text import Text
from supervision.ui.asking import hand_over
from supervision.ui.choices import chosen
from supervision.ui.holding import fold
from supervision.ui.literal import literal
from supervision.ui.press_releases import standing
from supervision.ui.session import language, remembered, said


def offer_questions(release: Release) -> None:
    """Question and answer, figure by figure; the Word file holds them all."""
    with fold(Text(zh="问答口径", en="Question sheet"), f"questions of {release.number}") as folded:
        if not folded.open:
            return
        st.caption(
            said(Text(zh="供发言人备答，不对外分发。", en="For the spokesperson; not to be handed out."))
        )
        hand_over(
            "take releases away",
            said(Text(zh="下载问答口径（Word）", en="Download as Word")),
            partial(question_sheet, release, language()),
            file_name=f"release_{release.number}_questions.docx",
            mime=FORMATS["docx"].mime,
            key=f"questions {release.number} {language()}",
            told={"release": release.number},
        )
        for figure, group in groupby(questions(release.document), key=lambda one: one.figure):
            told = release.document.figure(figure)
            heading = said(told.title) if told else said(Text(zh="本次发布", en="The release"))
            lines = [f"**{literal(said(one.asked))}**  \n{literal(said(one.answer))}" for one in group]
            st.markdown(f"##### {literal(heading)}\n\n" + "\n\n".join(lines))


def offer_revisions(database: Database, release: Release) -> None:
    """Counted again now: which numbers differ, and the batches and rows that did it."""
    with fold(
        Text(zh="发布后的变化", en="What has changed since"), f"revisions of {release.number}"
    ) as folded:
        if not folded.open:
            return
        st.caption(
            said(
                Text(
                    zh="用现有台账重新统计同一期间，与发布的数字逐个对照。仅供内部核对；对外更正请另行起草更正发布。",
                    en="The same period counted with the ledgers of today, number by number. For the office only: to "
                    "correct in public, draft a correction.",
                )
            )
        )
        with st.spinner(said(Text(zh="正在统计…", en="Counting…"))):
            view = replace(chosen().view, known_at=database.newest_batch)
            key = f"revisions {database.path} {release.number} {view.known_at} {view.as_of} {standing(database)}"
            found = remembered(key, lambda: revisions(release, view))
        _show(found)


def _show(found: Revisions) -> None:
    st.markdown(f"**{literal(said(head_said(found)))}**")
    if not found.figures:
        return
    spoken = language()
    hand_over(
        "take rows away",
        said(Text(zh="下载涉及的行（CSV）", en="Download the rows concerned (CSV)")),
        lambda: rows_csv(found, spoken),
        file_name=f"release_{found.release.number}_revisions.csv",
        mime="text/csv",
        key=f"revised rows {found.release.number}",
        told={"release": found.release.number},
    )
    for figure in found.figures:
        st.markdown(f"##### {literal(said(figure.told.title))}")
        st.markdown(literal(said(figure_said(figure))))
        st.markdown("\n".join(f"- {literal(said(cause_said(cause)))}" for cause in figure.causes))
        _show_numbers(figure)


def _show_numbers(figure: FigureRevised) -> None:
    words = (Text(zh="分组", en="Where"), Text(zh="发布", en="Released"), Text(zh="现在", en="Now"))
    st.dataframe(
        pd.DataFrame(
            [[said(text) for text in (place_said(one), *numbers_said(one))] for one in figure.numbers],
            columns=[said(word) for word in words],
        ),
        hide_index=True,
        key=f"revised {figure.told.figure}",
    )
