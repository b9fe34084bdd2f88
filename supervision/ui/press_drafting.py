"""From figures on the screen to a draft: measured, protected and worded once, then written down as they stood."""

from __future__ import annotations

from typing import Any

import streamlit as st

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import all_releases, keep_draft
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting, acting_as, ask_name, may_now, person
from supervision.ui.choices import Choice
from supervision.ui.literal import literal
from supervision.ui.page import place_of
from supervision.ui.press_releases import point_to, standing
from supervision.ui.session import language, said

NOT_OF_SAMPLE = Text(
    zh="示例数据不能起草发布。请先在“录入数据”页录入自己的文件。",
    en="No release can be drafted from sample data. Upload files of your own first.",
)


def choose_figures() -> tuple[str, ...]:
    """The figures to be told, all of them unless some are left out; in the order in which they are read out."""
    titles = {metric.name: said(metric.title) for metric in PUBLISHED}
    with st.expander(said(Text(zh="选择指标（默认全部）", en="Choose figures (all by default)"))):
        left_out = st.multiselect(
            said(Text(zh="不公布的指标", en="Figures left out")),
            list(titles),
            format_func=titles.__getitem__,
            key=f"left out {language()}",
            placeholder=said(Text(zh="没有", en="None")),
        )
    return tuple(name for name in titles if name not in left_out)


def drafted(choice: Choice, names: tuple[str, ...]) -> Document:
    """The document as a draft made now would hold it."""
    view = choice.view
    database = view.database
    key = (str(database.path), database.newest_batch, view.known_at, view.as_of, standing(database))
    with st.spinner(said(Text(zh="正在计算并检查小数…", en="Counting, and looking for small counts…"))):
        return _drafted(view, key, choice.period, names, person().name)


@st.cache_resource(max_entries=16, show_spinner=False)
def _drafted(_view: View, key: tuple[Any, ...], period: Period, names: tuple[str, ...], by: str) -> Document:
    del key  # of the cache
    return draft(period, _view, by=by, metrics=_metrics(names))


def _metrics(names: tuple[str, ...]) -> tuple[Metric, ...]:
    return tuple(metric for metric in PUBLISHED if metric.name in names)


def offer_draft(choice: Choice, document: Document) -> None:
    """Who drafts it, whether it corrects a release, and the press that writes it down."""
    database = choice.view.database
    if not may_now("draft"):
        return
    st.subheader(said(Text(zh="起草发布", en="Draft a release")), anchor=False)
    if database.is_sample:
        st.caption(said(NOT_OF_SAMPLE))
        return
    names = tuple(told.figure for told in document.told)
    published: dict[int | None, str] = {None: said(Text(zh="不是更正", en="None"))}
    published |= {
        release.number: said(release.title) for release in all_releases(database) if release.was_published
    }
    with st.form("draft"):
        by = ask_name(said(Text(zh="起草人", en="Drafted by")))
        corrects = st.selectbox(
            said(Text(zh="更正哪一次发布", en="Corrects which release")),
            list(published),
            format_func=published.__getitem__,
        )
        why = st.text_input(said(Text(zh="更正理由", en="Reason for the correction")), max_chars=200)
        unprotected = st.text_input(
            said(
                Text(
                    zh="不隐去小数的理由（一般不填；填写后件上注明“内部使用”）",
                    en="Reason for showing small counts (leave empty; else every page is marked INTERNAL)",
                )
            ),
            max_chars=200,
        )
        if st.form_submit_button(said(Text(zh="起草", en="Draft")), type="primary"):
            _keep(choice, names, by=by, corrects=corrects, why=why, unprotected_because=unprotected)


def _keep(
    choice: Choice,
    names: tuple[str, ...],
    *,
    by: str,
    corrects: int | None,
    why: str,
    unprotected_because: str,
) -> None:
    database: Database = choice.view.database
    try:
        by = acting_as("draft", by)
        if unprotected_because.strip():
            acting("show small counts")
        document = draft(
            choice.period,
            choice.view,
            by=by,
            metrics=_metrics(names),
            corrects=corrects,
            why=why.strip() or None,
            unprotected_because=unprotected_because.strip() or None,
        )
        release = keep_draft(database, document, by=by)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    point_to(release.number)
    st.switch_page(place_of("releases").file)
