"""Mending rows where they wait, dismissing them with a reason, and taking a mended file back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import pandas as pd
import streamlit as st

from supervision.exports.quarantine import reasons_said
from supervision.loading import LARGEST
from supervision.mending import WAITING_ID, Mending, mend, read_mended
from supervision.store.database import Database
from supervision.store.dealing import dismiss
from supervision.store.waiting import Waiting
from supervision.text import Refusal, Text
from supervision.ui.asking import acting
from supervision.ui.changes import changes_listed
from supervision.ui.literal import literal
from supervision.ui.session import language, said
from supervision.ui.upload_box import speak_of_box

SHOWN = 200
"""Rows in the table at a time; the download holds them all."""
_DONE = "mended just now"
_ROUND = "mending round"
_CHOSEN = Text(zh="选中", en="Choose")
_REASONS = Text(zh="原因与改法", en="Why, and what to write")
_WHERE = Text(zh="文件与行", en="File and line")


def show_done() -> None:
    """What the last button has done, said once."""
    for is_well, message in st.session_state.pop(_DONE, ()):
        (st.success if is_well else st.error)(message)


def show_sample_rows(rows: Sequence[Waiting]) -> None:
    """The sample's rows can be looked at and not mended."""
    _say(Text(zh="示例数据只能查看，不能更正。", en="Sample data can be looked at, not mended."))
    frame, ours, _ = _frame(rows[:SHOWN])
    st.dataframe(frame.drop(columns=ours[0]), hide_index=True, key="waiting sample")


def offer_mending(database: Database, rows: Sequence[Waiting]) -> None:
    """The rows of one source system in a table to be edited; its two buttons write."""
    shown = rows[:SHOWN]
    if len(rows) > SHOWN:
        _say(Text(zh=f"这里显示前{SHOWN}行。", en=f"The first {SHOWN} are shown."))
    frame, ours, headings = _frame(shown)
    edited = st.data_editor(
        frame,
        hide_index=True,
        disabled=ours[1:],
        column_config={ours[1]: st.column_config.Column(width="large")},
        # Another set of rows is another table: an edit must never land on a row that moved into its place.
        key=f"waiting {hash(tuple(row.id for row in shown))} {st.session_state.get(_ROUND, 0)} {language()}",
    )
    chosen = [row.id for row, is_chosen in zip(shown, edited[ours[0]], strict=True) if is_chosen]
    corrections = _corrections(shown, headings, edited.iloc[:, len(ours) :], chosen)
    _say(
        Text(
            zh=f"改动或选中的行：{len(corrections)}。双击单元格修改；检查不通过的行不写入，继续待更正。",
            en=f"Rows edited or chosen: {len(corrections)}. Double-click a cell to edit it; a row that does not pass is "
            "not written and keeps waiting.",
        )
    )
    press = Text(zh="检查并更正", en="Check and mend")
    if st.button(said(press), type="primary", disabled=not corrections, key="mend"):
        _mend(database, corrections)
    _offer_dismissal(database, chosen)


def _frame(rows: Sequence[Waiting]) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The rows as a table, our own columns in it, and the source's headings, which follow them."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row.cells))
    ours = [said(word) for word in (_CHOSEN, _REASONS, WAITING_ID, _WHERE)]
    frame = pd.DataFrame(
        [
            [
                False, reasons_said(row, language()), row.id, f"{PurePath(row.file).name} · {row.line}",
                *(row.cells.get(heading, "") for heading in headings),
            ]
            for row in rows
        ],
        columns=[*ours, *(_apart(heading, ours) for heading in headings)],
    )  # fmt: skip
    return frame, ours, headings


def _apart(heading: str, ours: Sequence[str]) -> str:
    """A source's own heading that happens to be one of ours is told apart by a space."""
    return heading + " " if heading in ours else heading


def _corrections(
    rows: Sequence[Waiting], headings: Sequence[str], edited: pd.DataFrame, chosen: Sequence[int]
) -> dict[int, dict[str, str]]:
    """The rows that were edited, and those chosen as they stand."""
    told = {}
    for row, cells in zip(rows, edited.itertuples(index=False), strict=True):
        after = {
            heading: _written(cell)
            for heading, cell in zip(headings, cells, strict=True)
            if heading in row.cells
        }
        if after != row.cells or row.id in chosen:
            told[row.id] = after
    return told


def _written(cell: Any) -> str:
    return "" if cell is None or cell != cell else str(cell)


def _mend(database: Database, corrections: dict[int, dict[str, str]]) -> None:
    try:
        mending = mend(database, corrections, by=acting("mend"))
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    failed = _failing_said(mending)
    if mending.result is None:
        st.error(failed)
        return
    _tell([(True, _mended_said(mending)), *([(False, failed)] if failed else [])])


def _tell(told: list[tuple[bool, str]]) -> None:
    st.session_state[_DONE] = told
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _mended_said(mending: Mending) -> str:
    assert mending.result is not None
    batch, rows = mending.result.batch, len(mending.mended)
    told = Text(
        zh=f"已更正{rows}行，记为批次{batch}；可在“批次与撤销”页撤销。",
        en=f"Rows mended: {rows}, as batch {batch}; it can be undone on the History page.",
    )
    return f"{said(told)}\n\n{changes_listed(mending.result.changes)}"


def _failing_said(mending: Mending) -> str:
    """Every cell that still can't be taken, and what to write; empty when all passed."""
    if not mending.failing:
        return ""
    count = len(mending.failing)
    lines = [said(Text(zh=f"仍有{count}行不能录入：", en=f"Rows that still can't be taken: {count}"))]
    for id, reasons in mending.failing.items():
        for reason in reasons:
            sentence = Text(
                zh="待更正号{id}“{column}”：{cell} —— {problem}；{remedy}",
                en="Waiting id {id}, {column}: {cell} — {problem} {remedy}",
            ).with_values(
                id=id, column=reason.column, cell=reason.cell, problem=reason.problem, remedy=reason.remedy
            )
            lines.append(f"- {literal(said(sentence))}")
    return "\n".join(lines)


def _offer_dismissal(database: Database, chosen: Sequence[int]) -> None:
    with st.expander(said(Text(zh="不予更正", en="Dismiss"))):
        _say(
            Text(
                zh="先在表中选中行。不予更正的行不进入台账，也不再使数字成为阶段性数据；撤销该批次即可恢复待更正。",
                en="Choose rows in the table first. A dismissed row enters no ledger and keeps no figure interim; undo "
                "the batch to let it wait again.",
            )
        )
        round_ = st.session_state.get(_ROUND, 0)
        why = st.text_input(
            said(Text(zh="原因（必填）", en="Reason (required)")), max_chars=200, key=f"why not {round_}"
        )
        count = len(chosen)
        is_sure = st.checkbox(
            said(Text(zh=f"确认对选中的{count}行不予更正", en=f"Yes, dismiss the rows chosen: {count}")),
            key=f"sure not {round_}",
        )
        press = said(Text(zh="不予更正", en="Dismiss"))
        if st.button(press, disabled=not (is_sure and count), key="dismiss"):
            try:
                batch = dismiss(database, chosen, by=acting("mend"), reason=why)
            except Refusal as refusal:
                st.error(literal(said(refusal.sentence)))
                return
            done = Text(
                zh=f"{count}行不予更正，记为批次{batch}。", en=f"Rows dismissed: {count}, as batch {batch}."
            )
            _tell([(True, said(done))])


def take_mended_file(database: Database) -> None:
    """The downloaded file, mended in a spreadsheet, taken back."""
    st.subheader(said(Text(zh="上传改好的文件", en="Upload the mended file")), anchor=False)
    _say(
        Text(
            zh=f"在Excel里改好下载的文件（保留“{WAITING_ID.zh}”一列），存为CSV或xlsx后拖到这里。未改动的行保持待更正。",
            en=f"Mend the downloaded file in Excel (keep the column “{WAITING_ID.en}”), save it as CSV or xlsx and drop it "
            "here. Rows not touched keep waiting.",
        )
    )
    speak_of_box()
    upload = st.file_uploader(
        said(Text(zh="改好的文件", en="Mended file")),
        type=None,
        max_upload_size=LARGEST // 2**20,
        key=f"mended {st.session_state.get(_ROUND, 0)}",
    )
    if upload is None:
        return
    try:
        corrections = read_mended(database, upload.getvalue(), upload.name)
    except Refusal as refusal:
        st.error(literal(said(refusal.sentence)))
        return
    st.markdown(
        said(
            Text(
                zh=f"改动{len(corrections.cells)}行，未改动{corrections.untouched}行，已不再待更正{len(corrections.gone)}行，"
                f"没有待更正号{len(corrections.unnumbered)}行。",
                en=f"Rows mended: {len(corrections.cells)}, not touched: {corrections.untouched}, waiting no more: "
                f"{len(corrections.gone)}, without a waiting id: {len(corrections.unnumbered)}.",
            )
        )
    )
    press = Text(zh="检查并更正文件中的行", en="Check and mend the rows of the file")
    if st.button(said(press), type="primary", disabled=not corrections.cells, key="mend file"):
        _mend(database, corrections.cells)


def _say(sentence: Text) -> None:
    st.caption(said(sentence))
