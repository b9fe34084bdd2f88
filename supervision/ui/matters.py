"""Pairs of leads side by side, to be judged one by one or the surest all at once; and what was linked."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.reference import name_of
from supervision.likeness import DAYS, LIKELY, Lead
from supervision.matching import Likely, Proposals, cells_of, leads_of, likely_pairs
from supervision.metrics import leads
from supervision.store.database import Database
from supervision.store.judging import Pair, judge, linked_now
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.choices import Choice
from supervision.ui.literal import literal
from supervision.ui.session import language, remembered, said
from supervision.ui.sheet import put_down
from supervision.ui.showing import tiles

SHOWN = 20
"""Pairs on the page at once."""
SURE = 60
"""From this score on all pairs of the planted set were right, so they may be linked together."""
_DONE = "judged just now"


def say_what_links_do(choice: Choice) -> None:
    """Both numbers, and what an analyst changes here."""
    if done := st.session_state.pop(_DONE, None):
        st.success(said(done))
    tiles([leads.received, leads.matters], choice)
    put_down()
    st.markdown(
        said(
            Text(
                zh="两个来源可能报来同一件事。这里列出可能的几对，由您判定：判为同一事项后，两条线索都保留，“不同事项”只计一项。",
                en="Two sources may hand over the same matter. Judge the likely pairs here: linked leads both stay in the "
                "ledger, and “distinct matters” counts them once.",
            )
        )
    )


def propose_pairs(database: Database, choice: Choice) -> None:
    """The likeliest pairs first; whoever judges sees why they are proposed."""
    proposals = _proposals(database, choice)
    count = len(proposals.pairs)
    st.subheader(said(Text(zh=f"待判定（{count:,}对）", en=f"To judge ({count:,})")), anchor=False)
    st.caption(
        said(
            Text(
                zh=f"来源不同、受理相隔不超过{DAYS}天、单位或企业相同，且摘要用词相近（{LIKELY}分以上，满分100）。",
                en=f"Different sources, received at most {DAYS} days apart, about the same body or enterprise, and alike in "
                f"rare wording (a score of {LIKELY} or more out of 100).",
            )
        )
        + (said(_CAPPED) if proposals.is_capped else "")
    )
    if not count:
        st.markdown(said(Text(zh="没有待判定的线索。", en="Nothing to judge.")))
    if database.is_sample:
        st.caption(
            said(Text(zh="示例数据只供查看，不能判定。", en="Sample data can be looked at but not judged."))
        )
    else:
        _link_the_sure(database, proposals.pairs)
    for pair in proposals.pairs[:SHOWN]:
        _show_pair(database, pair)
    if count > SHOWN:
        st.caption(
            said(
                Text(
                    zh=f"这里显示前{SHOWN}对，判定后接着显示。",
                    en=f"The first {SHOWN} are shown; the next follow as you judge.",
                )
            )
        )


_CAPPED = Text(
    zh="对数过多，只比较了相隔最短的，其中先比较最新的。",
    en=" There were too many pairs; only those nearest in time were compared, the newest of them first.",
)


def _proposals(database: Database, choice: Choice) -> Proposals:
    period = choice.period
    key = f"matters {database.path} {database.newest_batch} {period.first} {period.until}"
    with st.spinner(said(Text(zh="正在比对……", en="Comparing …"))):
        return remembered(key, lambda: likely_pairs(database, period.first, period.until))


def _link_the_sure(database: Database, pairs: Sequence[Likely]) -> None:
    sure = [pair for pair in pairs if pair.score >= SURE]
    if len(sure) < 2:
        return
    with st.expander(
        said(
            Text(
                zh=f"一次判定{SURE}分以上的{len(sure)}对",
                en=f"Judge the {len(sure)} pairs from {SURE} on at once",
            )
        )
    ):
        is_sure = st.checkbox(
            said(Text(zh="我已看过，都是同一事项", en="I have looked: each pair is the same matter")),
            key="sure of all",
        )
        if st.button(
            said(Text(zh="全部判为同一事项", en="Link them all")), disabled=not is_sure, key="link all"
        ):
            _judge(database, {pair.pair: True for pair in sure})


def _show_pair(database: Database, pair: Likely) -> None:
    key = " ".join(pair.pair)
    with st.container(border=True):
        apart = abs((pair.one.received_on - pair.other.received_on).days)
        told = Text(
            zh="**{score}分** · 相隔{apart}天", en="**Score {score}** · {apart} {word} apart"
        ).with_values(score=pair.score, apart=apart, word="day" if apart == 1 else "days")
        st.markdown(said(told))
        for place, lead in zip(st.columns(2), (pair.one, pair.other), strict=True):
            with place:
                _show_lead(lead)
        if not database.is_sample:
            with st.container(horizontal=True):
                if st.button(
                    said(Text(zh="是同一事项", en="Same matter")), key=f"same {key}", type="primary"
                ):
                    _judge(database, {pair.pair: True})
                if st.button(said(Text(zh="不是", en="Not the same")), key=f"different {key}"):
                    _judge(database, {pair.pair: False})


def _show_lead(lead: Lead) -> None:
    ledger, colon = ledger_named("leads"), "：" if language() == "zh" else ": "
    lines = []
    for name, cell in cells_of(lead).items():
        shown = said(name_of(str(cell))) if name in ("source", "matter") else str(cell)
        lines.append(f"- {said(ledger.column(name).title)}{colon}{literal(shown or '—')}")
    st.markdown("\n".join(lines))


def _judge(database: Database, verdicts: dict[Pair, bool]) -> None:
    try:
        batch = judge(database, verdicts, by=acting("judge"))
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    linked = sum(verdicts.values())
    st.session_state[_DONE] = Text(
        zh=f"已记为批次{batch}：{linked}对判为同一事项，{len(verdicts) - linked}对判为不同。判错了可在“批次与撤销”页撤销。",
        en=f"Written as batch {batch}: same matter {linked}, different {len(verdicts) - linked}. Undo it on the History page.",
    )
    st.rerun()


def show_links(database: Database) -> None:
    """What is linked now, and taking a link apart again."""
    links = linked_now(database)
    st.subheader(
        said(Text(zh=f"已判为同一事项（{len(links):,}对）", en=f"Linked ({len(links):,})")), anchor=False
    )
    if not links:
        return
    told = leads_of(database, {key for link in links for key in link.pair})
    columns = [
        Text(zh="线索", en="Lead"),
        Text(zh="线索", en="Lead"),
        Text(zh="批次", en="Batch"),
        Text(zh="经手人", en="Who"),
    ]
    rows = [[*(_short(told.get(key), key) for key in link.pair), link.batch, link.made_by] for link in links]
    frame = pd.DataFrame(rows, columns=[f"{said(word)}{' ' * place}" for place, word in enumerate(columns)])
    chosen = st.dataframe(
        frame,
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"links {database.newest_batch}",
    )["selection"]["rows"]
    is_idle = not chosen or database.is_sample
    if st.button(
        said(Text(zh="取消选中的判定", en="Take the chosen links apart")), disabled=is_idle, key="unlink"
    ):
        _judge(database, {links[place].pair: False for place in chosen})


def _short(lead: Lead | None, key: str) -> str:
    return f"{said(name_of(lead.source))} {lead.number} ({lead.received_on})" if lead else key
