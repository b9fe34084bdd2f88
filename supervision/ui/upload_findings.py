"""Every cell that a person should look at before a load, by what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from supervision.exports.findings import HEADINGS, TAKEN, WAITS, finding_cells, findings_csv, found_rows_csv
from supervision.ledgers.rows import CheckedFile, Finding
from supervision.store.database import local_now
from supervision.text import Text
from supervision.ui.asking import hand_over
from supervision.ui.literal import literal
from supervision.ui.session import language, said
from supervision.ui.upload_report import heading

SHOWN = 500
"""Rows of one kind on the page; the download holds them all."""
KINDS = 30
"""Kinds that get a fold of their own."""


def show_findings(files: Sequence[CheckedFile]) -> None:
    """Grouped by what is wrong, those that hold a row back first; and all of it to download."""
    kinds: dict[tuple[Text, bool], list[tuple[CheckedFile, Finding]]] = defaultdict(list)
    for file in files:
        for finding in file.findings:
            kinds[finding.problem, finding.refused].append((file, finding))
    if not kinds:
        return
    ranked = sorted(kinds.items(), key=lambda kind: (not kind[0][1], -len(kind[1])))
    spoken = language()  # asked now: a download is made outside the run
    found = sum(len(findings) for _, findings in ranked)
    st.subheader(
        said(Text(zh=f"需要核对的单元格（{found}处）", en=f"Cells to look at ({found})")), anchor=False
    )
    hand_over(
        "take rows away",
        said(Text(zh="下载全部问题CSV", en="Download all as CSV")),
        lambda: findings_csv(files, spoken),
        file_name=f"findings_{local_now():%Y%m%d_%H%M}.csv",
        mime="text/csv",
        key="findings download",
    )
    for place, ((problem, is_refused), findings) in enumerate(ranked[:KINDS]):
        _kind(problem, is_refused, findings, is_first=place == 0)
    if rest := ranked[KINDS:]:
        st.caption(said(Text(zh=f"另有{len(rest)}种问题：", en=f"More kinds: {len(rest)}.")))
        _rows_download([entry for _, findings in rest for entry in findings], "rest")


def _kind(
    problem: Text, is_refused: bool, findings: Sequence[tuple[CheckedFile, Finding]], *, is_first: bool
) -> None:
    badge = ":red-badge[{}]" if is_refused else ":orange-badge[{}]"
    count = said(Text(zh=f"{len(findings):,}处", en=f"{len(findings):,}"))
    title = (
        f"{literal(said(problem).rstrip('.'))} · {count} {badge.format(said(WAITS if is_refused else TAKEN))}"
    )
    with st.expander(title, expanded=is_first):
        rows = [finding_cells(file, finding, language()) for file, finding in findings[:SHOWN]]
        headings = [heading(word) for word in HEADINGS]
        # The problem and what happens stand in the title of the fold already.
        frame = pd.DataFrame(rows, columns=headings).drop(columns=[headings[4], headings[6]])
        st.dataframe(frame, hide_index=True, key=f"findings {problem.en} {is_refused}")
        _rows_download(findings, f"{problem.en} {is_refused}")
        if len(findings) > SHOWN:
            st.caption(
                said(
                    Text(
                        zh=f"这里显示前{SHOWN}处，全部在下载的文件里。",
                        en=f"The first {SHOWN} are shown; the download holds all.",
                    )
                )
            )


def _rows_download(findings: Sequence[tuple[CheckedFile, Finding]], name: str) -> None:
    spoken = language()
    hand_over(
        "take rows away",
        said(Text(zh="下载这些行（来源原表）CSV", en="Download these rows as the source wrote them")),
        lambda: found_rows_csv(findings, spoken),
        file_name=f"rows_{local_now():%Y%m%d_%H%M}.csv",
        mime="text/csv",
        key=f"rows download {name}",
    )
