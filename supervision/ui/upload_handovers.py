"""Each source's month beside its last ones and beside what it declared, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.figures.handovers import RULE, HandOver
from supervision.figures.period import month_text
from supervision.ledgers.reference import name_of
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.session import language, said

_COLUMNS = (
    Text(zh="来源单位", en="Source"),
    Text(zh="报送月份", en="Handed over for"),
    Text(zh="申报件数", en="Declared"),
    Text(zh="首次报来", en="Came for the first time"),
    Text(zh="再次报来", en="Sent again"),
    Text(zh="待更正", en="In quarantine"),
    Text(zh="是否相符", en="Do they agree"),
)


def show_hand_overs(told: Sequence[HandOver]) -> None:
    """What is unusual in words, and declared against loaded as a table; one line when all is well."""
    if not told:
        return
    unusual = [(each, sentence) for each in told for sentence in each.unusual]
    apart = [each for each in told if not each.is_square]
    title = Text(zh="与上月和申报件数相比", en="Against last month and the number declared")
    st.subheader(said(title), anchor=False)
    if unusual:
        st.warning(
            "\n".join(
                f"- {_whose(each)}{'：' if language() == 'zh' else ': '}{literal(said(sentence))}"
                for each, sentence in unusual
            )
        )
    else:
        st.markdown(said(Text(zh="与上月相比没有异常。", en="Nothing unusual against the months before.")))
    st.markdown(said(agreed(told)))
    with st.expander(
        said(Text(zh="逐个来源、逐月核对", en="Source by source, month by month")), expanded=bool(apart)
    ):
        rows = [_row(each) for each in [*apart, *(each for each in told if each.is_square)]]
        st.dataframe(
            pd.DataFrame(rows, columns=[said(word) for word in _COLUMNS]), hide_index=True, key="hand-overs"
        )
        st.caption(said(RULE))


def agreed(told: Sequence[HandOver]) -> Text:
    """How many loaded as many leads as they declared; those that declared none cannot differ."""
    declared = [each for each in told if each.declared is not None]
    squares, silent = sum(each.is_square for each in declared), len(told) - len(declared)
    if not declared:
        return Text(
            zh="都没有申报件数，无从核对。",
            en="None of them declared how many there are, so none can be checked.",
        )
    none = Text(zh=f"，{silent}个没有申报", en=f", {silent} declared none") if silent else Text.same("")
    return Text(
        zh="申报件数与录入后的件数：{squares}个相符，{apart}个不符{none}。",
        en="Declared and loaded: {squares} agree, {apart} do not{none}.",
    ).with_values(squares=squares, apart=len(declared) - squares, none=none)


def _whose(each: HandOver) -> str:
    return f"{literal(said(name_of(each.source)))} {said(month_text(each.month))}"


def _row(each: HandOver) -> list[object]:
    declared = "—" if each.declared is None else str(each.declared)
    return [
        said(name_of(each.source)), said(month_text(each.month)), declared, each.loaded, each.sent_again, each.waiting,
        said(_verdict(each)),
    ]  # fmt: skip


def _verdict(each: HandOver) -> Text:
    if each.declared is None:
        return Text(zh="没有申报", en="not declared")
    if each.is_square:
        return Text(zh="✓ 相符", en="✓ agree")
    less = each.declared - each.loaded
    if less < 0 and not each.has_before:
        return Text(
            zh=f"多{-less}件；此前月份尚未录入，其中可能有再次报来的",
            en=f"{-less} more; earlier months are not loaded yet, so some may be sent again",
        )
    if less < 0:
        return Text(zh=f"多{-less}件，请来源单位核对申报", en=f"{-less} more than declared: ask the source")
    if each.waiting >= less:
        return Text(zh=f"少{less}件，都在待更正的行里", en=f"{less} fewer, all of them in quarantine")
    return Text(
        zh=f"少{less}件，请看是否漏了文件或行",
        en=f"{less} fewer than declared: look for a missing file or rows",
    )
