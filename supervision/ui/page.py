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

from supervision.access.people import ROLES, Person
from supervision.access.rules import may
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting, note_now, person, settings
from supervision.ui.choices import kept
from supervision.ui.copies_told import tell_backups, tell_copy, tell_handing_out
from supervision.ui.night import BUTTONS
from supervision.ui.paper import begin_noting
from supervision.ui.print_look import look_on_paper
from supervision.ui.session import language, said, shown_ledger
from supervision.ui.sheet import begin_sheet, turned
from supervision.ui.signing_in import offer_sign_out
from supervision.ui.speaking import speak_the_language, switch_language
from supervision.ui.streamlit_words import style

ROOT = Path(__file__).resolve().parents[2]
Audience = Literal["leaders", "analysts", "press", "administrators"]

AUDIENCES: dict[Audience, Text] = {
    "leaders": Text(zh="领导", en="Leaders"),
    "analysts": Text(zh="数据", en="Analysts"),
    "press": Text(zh="发布", en="Press"),
    "administrators": Text(zh="管理", en="Administration"),
}


@dataclass(frozen=True)
class PagePlace:
    audience: Audience
    stem: str
    title: Text
    action: str
    """Of the access rules: what opening it means."""
    for_held: tuple[str, ...] = ()
    """Whoever is held to one source, or one district, may open it too: all that it shows is narrowed to that."""
    has_bar: bool = True
    """Whether readers choose period and batch on it."""

    @property
    def file(self) -> Path:
        return ROOT / "pages" / self.audience / f"{self.stem}.py"


PAGES = (
    PagePlace("leaders", "overview", Text(zh="总览", en="Overview"), "look at figures"),
    PagePlace(
        "leaders",
        "leads",
        Text(zh="问题线索", en="Leads"),
        "look at figures",
        for_held=("source", "district"),
    ),
    PagePlace(
        "leaders", "reviews", Text(zh="案件评查", en="Reviews"), "look at figures", for_held=("district",)
    ),
    PagePlace("leaders", "referrals", Text(zh="函转移送", en="Referrals"), "look at figures"),
    PagePlace("leaders", "visits", Text(zh="入企走访", en="Visits"), "read names"),
    PagePlace("leaders", "enterprise", Text(zh="企业", en="Enterprise"), "look at one"),
    PagePlace("leaders", "cadre", Text(zh="干部", en="Cadre"), "look at one"),
    PagePlace("leaders", "quality", Text(zh="数据质量", en="Data quality"), "look at figures"),
    PagePlace(
        "analysts", "upload", Text(zh="录入数据", en="Upload"), "load", for_held=("source",), has_bar=False
    ),
    PagePlace("analysts", "quarantine", Text(zh="待更正", en="Quarantine"), "mend", has_bar=False),
    PagePlace("analysts", "matters", Text(zh="同一事项", en="Same matter"), "judge"),
    PagePlace(
        "analysts", "ledgers", Text(zh="台账", en="Ledgers"), "look at rows", for_held=("source", "district")
    ),
    PagePlace("analysts", "annotations", Text(zh="标注", en="Annotations"), "annotate"),
    PagePlace("analysts", "profiles", Text(zh="来源配置", en="Profiles"), "change profiles", has_bar=False),
    PagePlace(
        "analysts", "history", Text(zh="批次与撤销", en="History"), "look after ledgers", has_bar=False
    ),
    PagePlace("press", "figures", Text(zh="公布指标", en="Press figures"), "look at releases"),
    PagePlace("press", "releases", Text(zh="发布管理", en="Releases"), "look at releases", has_bar=False),
    PagePlace("administrators", "people", Text(zh="人员与角色", en="People"), "change roles", has_bar=False),
    PagePlace(
        "administrators",
        "record",
        Text(zh="操作记录", en="Record of access"),
        "look at the record",
        has_bar=False,
    ),
)


def place_of(stem: str) -> PagePlace:
    return next(place for place in PAGES if place.stem == stem)


def may_open(person: Person, place: PagePlace) -> bool:
    """Whether a page is offered to that person."""
    return may(person, place.action) and (not person.only or bool(set(person.only) & set(place.for_held)))


def may_choose(person: Person) -> bool:
    """Whether any page with a bar is: it tells of batches."""
    return any(place.has_bar and may_open(person, place) for place in PAGES)


def enter(stem: str) -> None:
    """Called by the front door before a page runs; a page that began without it stops."""
    st.session_state["entered"] = stem


SHOW_ROWS = ("look at one", "mend", "judge", "look after ledgers")
"""Pages whose rows are looked at by opening them; the ledgers' own page notes how many of which."""


def _one_asked_for() -> dict[str, str]:
    """Of the one enterprise or cadre that the address names, the number."""
    return {"key": told} if (told := st.query_params.get("number")) else {}


def _check_may_open(place: PagePlace) -> None:
    """NotAllowed, with the reason, for a page that is not offered but was asked for by its address."""
    if not may_open(person(), place):
        st.title(said(place.title), anchor=False)
    acting(place.action)
    if not may_open(person(), place):
        note_now("refused", action=place.action, page=place.stem)
        raise Refusal(
            Text(
                zh="您只负责{scope}的数据，“{page}”不在其中。如有需要，请联系管理员。",
                en="You look after {scope} only, and “{page}” is not part of that. If you need it, ask an administrator.",
            ).with_values(scope="、".join(person().only.values()), page=place.title)
        )
    if place.action in SHOW_ROWS:
        note_now("look at rows", page=place.stem, **_one_asked_for())


_LOOK = """
<style>
/* Sentences and big numbers wrap instead of ending in dots; less empty room above the title. */
[data-testid="stPageLink"] p, [data-testid="stMetric"] :is(div, p) {
    white-space: normal; overflow: visible; text-overflow: clip; overflow-wrap: anywhere;
}
[data-testid="stMetricValue"] p {font-size: 1.75rem; line-height: 1.25;}
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
    stem = st.session_state.pop("entered", "")
    if not stem or place_of(stem).audience != audience:
        st.error(said(Text(zh="请从首页进入。", en="Please enter through the front page.")))
        st.stop()
    _check_may_open(place_of(stem))
    _turn()
    begin_sheet(stem)
    database = shown_ledger()
    st.html(_LOOK + BUTTONS + style(language()))
    look_on_paper()
    speak_the_language()
    heading, switch = st.columns([4, 1], vertical_alignment="center")
    heading.title(said(title), anchor=False)
    with switch:
        switch_language()
        begin_noting(title, page=stem if audience == "leaders" else "")
    tell_copy()
    if database.is_sample and audience != "administrators":
        st.warning(
            said(
                Text(
                    zh="**示例数据** 本页所有数字均为虚构，仅供试用。在“录入数据”页录入自己的文件后不再显示。",
                    en="**SAMPLE DATA** Every number on this page is invented. It goes once you upload files of your own.",
                )
            )
        )
    return database


def _turn() -> None:
    """To the page whose link in a sheet was pressed, without drawing this one once more."""
    if (told := turned()) is not None and any(place.stem == told[0] for place in PAGES):
        st.switch_page(place_of(told[0]).file, query_params=told[1])


def stand_by(database: Database) -> None:
    """Who reads and what is shown, at the foot of the sidebar."""
    reader = person()
    with st.sidebar:
        st.caption(said(_who_reads(reader)))
        if not reader.is_local and settings().auth is not None:
            offer_sign_out()
        tell_handing_out(reader)
        tell_backups(reader)
        if database.is_sample:
            st.caption(said(Text(zh="当前台账：示例数据", en="Ledger shown: sample data")))
        if may_see_wall(reader):
            st.page_link(
                place_of("overview").file,
                label=said(Text(zh="大屏轮播", en="Wall screen")),
                query_params={**kept(), "screen": "wall"},
            )


def may_see_wall(person: Person) -> bool:
    """It shows figures of every kind, the units that were not visited among them."""
    return may(person, "read names") and not person.only


def _who_reads(person: Person) -> Text:
    if person.is_local:
        return Text(
            zh="本机使用者 {reader}，拥有全部权限；只在本机可见。",
            en="Local reader {reader}, with every role; served to this machine only.",
        ).with_values(reader=person.name)
    roles = [ROLES[role] for role in ROLES if role in person.roles]
    told = Text(
        zh="、".join(role.zh for role in roles) or "没有角色",
        en=", ".join(role.en for role in roles) or "no role",
    )
    held = Text.same("")
    if person.only:
        held = Text(zh="；只看{scope}", en="; {scope} only").with_values(
            scope="、".join(person.only.values())
        )
    return Text(zh="{name}（{roles}{held}）", en="{name} ({roles}{held})").with_values(
        name=person.name, roles=told, held=held
    )
