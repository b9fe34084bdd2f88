"""What a load would do, before it is done: every file, every record, every finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from supervision.exports.findings import HEADINGS, TAKEN, WAITS, finding_cells, findings_csv
from supervision.intake.profiles import profile_named
from supervision.ledgers.rows import CheckedFile, Finding, RefusedFile
from supervision.store.database import local_now
from supervision.store.loads import FileCounts
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.session import language, said

SHOWN = 500
"""Rows of one kind of finding on the page; the download holds them all."""
KINDS = 30
"""Kinds of findings that get a fold of their own."""

PARTS: dict[str, Text] = {
    "new": Text(zh="新增", en="new"),
    "updated": Text(zh="更新", en="updated"),
    "unchanged": Text(zh="无变化", en="unchanged"),
    "repeated": Text(zh="重复", en="repeated"),
    "quarantined": Text(zh="待更正", en="in quarantine"),
    "skipped": Text(zh="跳过", en="skipped"),
}
"""What a physical record can become; their counts add up to the records of a file."""

ENCODINGS = {"workbook": Text(zh="Excel工作簿", en="Excel workbook")}

_COLUMNS = {
    "file": Text(zh="文件", en="File"),
    "outcome": Text(zh="结果", en="Outcome"),
    "profile": Text(zh="识别为", en="Recognised as"),
    "ledger": Text(zh="台账", en="Ledger"),
    "source": Text(zh="来源单位", en="Source"),
    "month": Text(zh="报送月份", en="Handed over for"),
    "encoding": Text(zh="编码", en="Encoding"),
    "records": Text(zh="记录", en="Records"),
    **PARTS,
}


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
        pd.DataFrame([_row(entry) for entry in entries], columns=[said(word) for word in _COLUMNS.values()]),
        hide_index=True,
        key="counts",
    )
    _notes(taken, before)


def _row(entry: FileCounts) -> list[object]:
    file, counts = entry.file, counts_of(entry)
    if isinstance(file, RefusedFile):
        return [file.name, said(Text(zh="不能录入", en="Cannot be loaded")), *["—"] * 5, *counts.values()]
    return [
        file.name,
        _outcome(entry),
        said(profile_named(file.profile).title),
        said(file.ledger.title),
        file.source or "—",
        f"{file.stated_month:%Y-%m}" if file.stated_month else "—",
        said(ENCODINGS[file.encoding]) if file.encoding in ENCODINGS else file.encoding.upper(),
        *counts.values(),
    ]


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
    st.download_button(
        said(Text(zh="下载全部问题CSV", en="Download all as CSV")),
        lambda: findings_csv(files, spoken),
        file_name=f"findings_{local_now():%Y%m%d_%H%M}.csv",
        mime="text/csv",
        key="findings download",
        on_click="ignore",
    )
    for place, ((problem, is_refused), findings) in enumerate(ranked[:KINDS]):
        _kind(problem, is_refused, findings, is_first=place == 0)
    if rest := ranked[KINDS:]:
        st.caption(
            said(
                Text(
                    zh=f"另有{len(rest)}种问题，见下载的文件。",
                    en=f"{len(rest)} more kinds are in the download.",
                )
            )
        )


def _kind(
    problem: Text, is_refused: bool, findings: Sequence[tuple[CheckedFile, Finding]], *, is_first: bool
) -> None:
    badge = ":red-badge[{}]" if is_refused else ":orange-badge[{}]"
    count = said(Text(zh=f"{len(findings):,}处", en=f"{len(findings):,}"))
    title = f"{literal(said(problem))} · {count} {badge.format(said(WAITS if is_refused else TAKEN))}"
    with st.expander(title, expanded=is_first):
        rows = [finding_cells(file, finding, language()) for file, finding in findings[:SHOWN]]
        headings = [said(heading) for heading in HEADINGS]
        # The problem and what happens stand in the title of the fold already.
        frame = pd.DataFrame(rows, columns=headings).drop(columns=[headings[4], headings[6]])
        st.dataframe(frame, hide_index=True, key=f"findings {problem.en} {is_refused}")
        if len(findings) > SHOWN:
            st.caption(
                said(
                    Text(
                        zh=f"这里显示前{SHOWN}处，全部在下载的文件里。",
                        en=f"The first {SHOWN} are shown; the download holds all.",
                    )
                )
            )
