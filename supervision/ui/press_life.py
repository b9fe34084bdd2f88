"""A release's life on the screen: where it stands, who did what, the steps from here, its files, and the proof."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from supervision.access.rules import may
from supervision.access.rules import why_not as reason_of
from supervision.exports.releases.brief import fact_text, facts_of, warnings_of
from supervision.exports.releases.formats import FORMATS
from supervision.releases.keeping import take_step
from supervision.releases.life import ACTIONS, NEEDS_A_REASON, STATES, Action, Release, steps_from, why_not
from supervision.releases.verifying import verify
from supervision.store.database import Database
from supervision.text import Refusal, Text
from supervision.ui.asking import acting_as, ask_name, hand_over, person
from supervision.ui.literal import literal
from supervision.ui.session import language, said

VERBS: dict[Action, Text] = {
    "check": Text(zh="核对通过", en="Check"),
    "send_back": Text(zh="退回修改", en="Send back"),
    "freeze": Text(zh="定稿", en="Freeze"),
    "withdraw": Text(zh="撤回", en="Withdraw"),
}
_COLOURS = {"draft": "gray", "checked": "blue", "frozen": "green", "withdrawn": "red"}
_DONE = "release step just taken"


def show_head(release: Release) -> None:
    """State, facts, what everybody must know, and every step with who and when."""
    if message := st.session_state.pop(_DONE, None):
        st.success(message)
    st.badge(said(STATES[release.state]), color=_COLOURS[release.state])  # type: ignore[arg-type]
    facts = [literal(said(fact_text(name, told))) for name, told in facts_of(release)]
    st.markdown("　".join(facts) if language() == "zh" else " · ".join(facts))
    for warning in warnings_of(release):
        st.warning(literal(said(warning)))
    words = (
        Text(zh="时间", en="When"),
        Text(zh="步骤", en="Step"),
        Text(zh="经办人", en="By"),
        Text(zh="理由", en="Reason"),
    )
    steps = [
        [f"{step.at:%Y-%m-%d %H:%M}", said(ACTIONS[step.action]), step.by, step.why or "—"]
        for step in release.steps
    ]
    st.dataframe(
        pd.DataFrame(steps, columns=[said(word) for word in words]),
        hide_index=True,
        height="content",
        key=f"steps {release.number}",
    )


def offer_steps(database: Database, release: Release) -> None:
    """The steps that may be taken from here; one that this person may not take says why."""
    offered = [action for action in steps_from(release.state) if action in VERBS]
    if not offered:
        return
    key = f"{release.number} {release.seal[:8]} {release.state}"
    by = ask_name(said(Text(zh="经办人", en="Your name")), key=f"by {key}")
    reason = st.text_input(
        said(Text(zh="理由（退回、撤回必填）", en="Reason (needed to send back or withdraw)")),
        max_chars=200,
        key=f"why {key}",
    )
    refused = {action: _refused(action, release, by) for action in offered}
    with st.container(horizontal=True):
        for place, action in enumerate(offered):
            if st.button(
                said(VERBS[action]),
                key=f"{action} {key}",
                type="primary" if place == 0 and action not in NEEDS_A_REASON else "secondary",
                disabled=refused[action] is not None,
            ):
                _take(database, release, action, by, reason)
    for sentence in dict.fromkeys(filter(None, refused.values())):
        st.caption(literal(said(sentence)))


def _refused(action: Action, release: Release, by: str) -> Text | None:
    """Why this person may not take that step: by their roles, else by what they did to this release before."""
    reader = person()
    if not may(reader, action):
        return reason_of(reader, action)
    return why_not(action, release, by)


def _take(database: Database, release: Release, action: Action, by: str, reason: str) -> None:
    try:
        by = acting_as(action, by)
        with st.spinner(said(Text(zh="正在重算核对…", en="Counting everything again…"))):
            taken = take_step(
                database, release.number, action, by=by, why=reason.strip() or None, seen=release.seal
            )
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    sentence = Text(zh="{title}现为“{state}”。", en="{title} is now: {state}.").with_values(
        title=taken.title, state=STATES[taken.state]
    )
    st.session_state[_DONE] = said(sentence)
    st.rerun()


def offer_files(release: Release) -> None:
    """The release in every format, made when somebody presses."""
    st.markdown(f"**{said(Text(zh='下载', en='Download'))}**")
    with st.container(horizontal=True):
        for name, kind in FORMATS.items():
            hand_over(
                "take releases away",
                said(kind.title),
                partial(kind.make, release, language()),
                file_name=f"release_{release.number}_{release.state}{kind.ending}",
                mime=kind.mime,
                key=f"file {name} {release.number} {language()}",
                told={"release": release.number, "state": release.state},
            )


def offer_verifying(database: Database, release: Release) -> None:
    """Every number counted again, in the words of then and in today's."""
    word = Text(zh="重算验证", en="Verify")
    if not st.button(said(word), key=f"verify {release.number}"):
        return
    with st.spinner(
        said(Text(zh="正在按当时和现行口径重算…", en="Counting by the definitions of then and of now…"))
    ):
        verdict = verify(database, release)
    if verdict.holds:
        st.success(said(verdict.well))
    for fault in verdict.wrong:
        st.error(literal(said(fault)))
