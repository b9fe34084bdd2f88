"""What a load would do, before it is done: every file and every record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from supervision.ledgers.reference import name_of
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.store.loads import FileCounts
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.session import said

PARTS: dict[str, Text] = {
    "new": Text(zh="新增", en="new"),
    "updated": Text(zh="更新", en="updated"),
    "unchanged": Text(zh="无变化", en="unchanged"),
    "repeated": Text(zh="重复", en="repeated"),
    "quarantined": Text(zh="待更正", en="in quarantine"),
    "skipped": Text(zh="跳过", en="skipped"),
}
"""What a physical record can become; their counts add up to the records of a file."""

_WORKBOOK = Text(zh="Excel工作簿", en="Excel workbook")

_COLUMNS = {
    "file": Text(zh="文件", en="File"),
    "outcome": Text(zh="结果", en="Outcome"),
    "profile": Text(zh="识别为", en="Recognised as"),
    "source": Text(zh="来源单位", en="Source"),
    "records": Text(zh="记录", en="Records"),
    **PARTS,
    "month": Text(zh="报送月份", en="Handed over for"),
    "encoding": Text(zh="编码", en="Encoding"),
}


def heading(word: Text) -> str:
    """A word of a sentence as the heading of a column."""
    told = said(word)
    return told[:1].upper() + told[1:]


def counts_of(entry: FileCounts) -> dict[str, int]:
    """Records and what they become; for a refused file all 0."""
    file = entry.file
    if isinstance(file, RefusedFile):
        return dict.fromkeys(("records", *PARTS), 0)
    told = {name: int(getattr(entry, name)) for name in ("new", "updated", "unchanged", "repeated")}
    return {"records": file.records, **told, "quarantined": len(file.waiting), "skipped": file.skipped}


def sum_said(counts: Sequence[Mapping[str, int]]) -> str:
    """The records of all files, and the sum that they are."""
    total = {name: sum(count[name] for count in counts) for name in ("records", *PARTS)}
    parts = " + ".join(f"{said(word)} **{total[name]:,}**" for name, word in PARTS.items())
    return f"{said(_COLUMNS['records'])} **{total['records']:,}** = {parts}"


def show_counts(entries: Sequence[FileCounts], before: Mapping[str, int]) -> None:
    """One row a file, the refusals in words, and the sum."""
    refused = [entry.file for entry in entries if isinstance(entry.file, RefusedFile)]
    taken = [entry for entry in entries if not isinstance(entry.file, RefusedFile)]
    told = Text(
        zh="读取了{taken}个文件，{refused}个不能录入", en="Files read: {taken}; cannot be loaded: {refused}"
    )
    if not refused:
        told = Text(zh="读取了{taken}个文件", en="Files read: {taken}")
    st.subheader(said(told.with_values(taken=len(taken), refused=len(refused))), anchor=False)
    if refused:
        st.error("\n".join(f"- {literal(said(file.reason))}" for file in refused))
    if taken:
        st.markdown(sum_said([counts_of(entry) for entry in taken]))
    st.dataframe(
        pd.DataFrame(
            [_row(entry) for entry in entries], columns=[heading(word) for word in _COLUMNS.values()]
        ),
        hide_index=True,
        # Else the width is guessed from the first rows, which may all be refused files.
        column_config={
            heading(_COLUMNS[name]): st.column_config.Column(width=width)
            for name, width in (("profile", 240), ("source", 130))
        },
        key="counts",
    )
    _notes(taken, before)


def _row(entry: FileCounts) -> list[object]:
    file, counts = entry.file, counts_of(entry)
    if isinstance(file, RefusedFile):
        return [
            file.name,
            said(Text(zh="不能录入", en="Cannot be loaded")),
            "—",
            "—",
            *counts.values(),
            "—",
            "—",
        ]
    return [
        file.name,
        _outcome(entry),
        said(_recognised(file)),
        said(name_of(file.source)) if file.source else "—",
        *counts.values(),
        f"{file.stated_month:%Y-%m}" if file.stated_month else "—",
        encoding_said(file.encoding),
    ]


def _recognised(file: CheckedFile) -> Text:
    """The export and the ledger it goes to; a ledger's own template needs to be named only once."""
    title = file.profile_title
    if title == file.ledger.title:
        return title
    return Text(zh=f"{title.zh} → {file.ledger.title.zh}", en=f"{title.en} → {file.ledger.title.en}")


def encoding_said(encoding: str) -> str:
    """GB18030, UTF-8 …, or that it was a workbook."""
    return said(_WORKBOOK) if encoding == "workbook" else encoding.upper()


def _outcome(entry: FileCounts) -> str:
    counts = counts_of(entry)
    if counts["quarantined"]:
        return said(Text(zh="部分待更正", en="Some rows wait"))
    if entry.status == "unchanged":
        return said(Text(zh="没有变化", en="Nothing new"))
    return said(Text(zh="可录入", en="Ready"))


def _notes(taken: Sequence[FileCounts], before: Mapping[str, int]) -> None:
    told = [(entry.file.name, said(note)) for entry in taken for note in _notes_of(entry, before)]
    if told:
        with st.expander(said(Text(zh=f"文件说明（{len(told)}）", en=f"Notes on the files ({len(told)})"))):
            for name, note in told:
                st.markdown(f"**{literal(name)}**  {literal(note)}")


def _notes_of(entry: FileCounts, before: Mapping[str, int]) -> list[Text]:
    """What intake noticed, and what only the ledger could tell."""
    assert isinstance(entry.file, CheckedFile)
    notes = list(entry.file.notes)
    if batch := before.get(entry.file.sha256):
        notes.append(
            Text(
                zh=f"同样的文件已在批次{batch}录入过。", en=f"Batch {batch} has loaded this very file before."
            )
        )
    if entry.older:
        notes.append(
            Text(
                zh=f"有{entry.older}行，台账里已有更晚月份报送的内容，以更晚的为准。",
                en=f"For {entry.older} rows the ledger holds a later month's hand-over, which stands.",
            )
        )
    if entry.differing:
        notes.append(
            Text(
                zh=f"有{entry.differing}行的编号在本文件中出现多次且内容不同，以最后一行为准。",
                en=f"The numbers of {entry.differing} rows stand more than once in this file and differ; the last counts.",
            )
        )
    return notes
