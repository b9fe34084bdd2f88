"""How every page begins and what stands around it.

A page is `pages/<audience>/<stem>.py`. Its first call is `begin(title, audience="<audience>")`; then it
shows metrics:

    begin(Text(zh="问题线索", en="Leads"), audience="leaders")
    choice = choose()
    tiles([leads.received, leads.late], choice)
    show(leads.by_month, choice)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from supervision.store.database import Database
from supervision.text import Text
from supervision.ui.choices import carry_over, kept, put
from supervision.ui.paper import begin_noting
from supervision.ui.print_look import look_on_paper
from supervision.ui.session import language, reader, said, shown_ledger
from supervision.ui.streamlit_words import style

ROOT = Path(__file__).resolve().parents[2]
Audience = Literal["leaders", "analysts", "press"]

AUDIENCES: dict[Audience, Text] = {
    "leaders": Text(zh="领导", en="Leaders"),
    "analysts": Text(zh="数据", en="Analysts"),
    "press": Text(zh="发布", en="Press"),
}


@dataclass(frozen=True)
class PagePlace:
    audience: Audience
    stem: str
    title: Text

    @property
    def file(self) -> Path:
        return ROOT / "pages" / self.audience / f"{self.stem}.py"


PAGES = (
    PagePlace("leaders", "overview", Text(zh="总览", en="Overview")),
    PagePlace("leaders", "leads", Text(zh="问题线索", en="Leads")),
    PagePlace("leaders", "reviews", Text(zh="案件评查", en="Reviews")),
    PagePlace("leaders", "referrals", Text(zh="函转移送", en="Referrals")),
    PagePlace("leaders", "visits", Text(zh="入企走访", en="Visits")),
    PagePlace("leaders", "enterprise", Text(zh="企业", en="Enterprise")),
    PagePlace("leaders", "cadre", Text(zh="干部", en="Cadre")),
    PagePlace("leaders", "quality", Text(zh="数据质量", en="Data quality")),
    PagePlace("analysts", "upload", Text(zh="录入数据", en="Upload")),
    PagePlace("analysts", "quarantine", Text(zh="待更正", en="Quarantine")),
    PagePlace("analysts", "matters", Text(zh="同一事项", en="Same matter")),
    PagePlace("analysts", "ledgers", Text(zh="台账", en="Ledgers")),
    PagePlace("analysts", "annotations", Text(zh="标注", en="Annotations")),
    PagePlace("analysts", "profiles", Text(zh="来源配置", en="Profiles")),
    PagePlace("analysts", "history", Text(zh="批次与撤销", en="History")),
    PagePlace("press", "figures", Text(zh="公布指标", en="Press figures")),
    PagePlace("press", "releases", Text(zh="发布管理", en="Releases")),
)


def place_of(stem: str) -> PagePlace:
    return next(place for place in PAGES if place.stem == stem)


def enter() -> None:
    """Called by the front door at the start of every run; a page that began without it stops."""
    st.session_state["entered"] = True
    carry_over()


_LOOK = """
<style>
/* Sentences and big numbers wrap instead of ending in dots; less empty room above the title. */
[data-testid="stPageLink"] p, [data-testid="stMetric"] :is(div, p) {
    white-space: normal; overflow: visible; text-overflow: clip; overflow-wrap: anywhere;
}
[data-testid="stMetricValue"] p {font-size: 1.75rem; line-height: 1.25;}
/* Numbers on charts lead to their rows: they lie in a layer that lets clicks through. */
[data-testid="stPlotlyChart"] .annotation a rect.bg {pointer-events: all !important; cursor: pointer;}
[data-testid="stPlotlyChart"] .annotation:hover a {text-decoration: underline;}
/* Small print is read too: Streamlit's own is paler than 4.5 to 1. */
[data-testid="stCaptionContainer"] {opacity: 0.8;}
[data-testid="stCaptionContainer"]:has(.stMarkdownBadge) {opacity: 1;}
[data-testid="stMain"] :is(a, button, summary, input, [tabindex="0"]):focus-visible {
    outline: 2px solid #0072B2; outline-offset: 2px;
}
[data-testid="stMainBlockContainer"] {padding-top: 3rem; padding-bottom: 3rem;}
</style>
"""


def begin(title: Text, *, audience: Audience) -> Database:
    """Title, language and the marks that every page bears; the ledger it will show."""
    if not st.session_state.pop("entered", False):
        st.error(said(Text(zh="请从首页进入。", en="Please enter through the front page.")))
        st.stop()
    database = shown_ledger()
    st.html(_LOOK + style(language()))
    look_on_paper()
    speak_the_language()
    heading, switch = st.columns([4, 1], vertical_alignment="center")
    heading.title(said(title), anchor=False)
    with switch:
        _switch_language()
        begin_noting(title, offers_paper=audience == "leaders")
    if database.is_sample:
        st.warning(
            said(
                Text(
                    zh="**示例数据** 本页所有数字均为虚构，仅供试用。在“录入数据”页录入自己的文件后不再显示。",
                    en="**SAMPLE DATA** Every number on this page is invented. It goes once you upload files of your own.",
                )
            )
        )
    return database


def speak_the_language() -> None:
    """Tells the browser, and through it whoever reads the page aloud, which language this is."""
    tongue = {"zh": "zh-CN", "en": "en"}[language()]
    st.html(f"<script>document.documentElement.lang = '{tongue}'</script>", unsafe_allow_javascript=True)


def _switch_language() -> None:
    told = st.segmented_control(
        "语言 Language",
        ["zh", "en"],
        default=language(),
        format_func={"zh": "中文", "en": "English"}.__getitem__,
        key=f"language {language()}",
        label_visibility="collapsed",
    )
    if told and told != language():
        put("lang", told)
        st.rerun()


def stand_by(database: Database) -> None:
    """Who reads and what is shown, at the foot of the sidebar."""
    with st.sidebar:
        st.caption(
            said(
                Text(
                    zh="本机使用者 {reader}，拥有全部权限；只在本机可见。",
                    en="Local reader {reader}, with every role; served to this machine only.",
                ).with_values(reader=reader())
            )
        )
        if database.is_sample:
            st.caption(said(Text(zh="当前台账：示例数据", en="Ledger shown: sample data")))
        st.page_link(
            place_of("overview").file,
            label=said(Text(zh="大屏轮播", en="Wall screen")),
            query_params={**kept(), "screen": "wall"},
        )
