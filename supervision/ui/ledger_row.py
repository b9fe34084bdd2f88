"""One row of a ledger with everything that ever stood in its place, and who brought it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from supervision.ledgers.declaration import Ledger
from supervision.store.browsing import Version, differing, versions_of
from supervision.store.database import Database
from supervision.text import Text
from supervision.ui.asking import person
from supervision.ui.ledger_rows import value_said
from supervision.ui.literal import literal
from supervision.ui.session import language, said

_HEADINGS = (
    Text(zh="批次", en="Batch"),
    Text(zh="时间", en="When"),
    Text(zh="经手人", en="Who"),
    Text(zh="来源文件", en="File"),
    Text(zh="行", en="Line"),
    Text(zh="变化", en="What changed"),
    Text(zh="到批次", en="Until batch"),
)


def show_row(database: Database, ledger: Ledger, key: str) -> None:
    """The row as it stands, column by column, then its history, undone contents included."""
    versions = versions_of(database, ledger, key, person().only)
    if not versions:
        st.info(said(Text(zh="台账里没有这一行。", en="The ledger has no such row.")))
        return
    newest = versions[-1]
    st.subheader(f"{said(ledger.title)} · {literal(key)}", anchor=False)
    if newest.batch_out is not None:
        st.warning(
            said(
                Text(
                    zh=f"这一行自批次{newest.batch_out}起已不在台账中。",
                    en=f"Since batch {newest.batch_out} this row is no longer in the ledger.",
                )
            )
        )
    cells = [(said(column.title), _shown(newest, ledger, column.name)) for column in ledger.columns]
    left, right = st.columns(2)
    half = (len(cells) + 1) // 2
    for place, part in ((left, cells[:half]), (right, cells[half:])):
        colon = "：" if language() == "zh" else ": "
        place.markdown("\n".join(f"- {title}{colon}{literal(cell)}" for title, cell in part))
    rows = [
        [
            version.batch_in, f"{version.made_at:%Y-%m-%d %H:%M}", version.made_by, version.file, version.line,
            _what_changed(versions, place, ledger), version.batch_out or "—",
        ]
        for place, version in enumerate(versions)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[said(word) for word in _HEADINGS]).astype(str)
    st.dataframe(frame, hide_index=True, key=f"versions {key}")


def _shown(version: Version, ledger: Ledger, name: str) -> str:
    told = value_said(version.values[name], ledger.column(name).kind, language())
    return "—" if told in (None, "") else str(told)


def _what_changed(versions: list[Version], place: int, ledger: Ledger) -> str:
    if place == 0:
        return said(Text(zh="首次录入", en="First brought"))
    before, after = versions[place - 1], versions[place]
    changed = [
        f"{said(column.title)}: {_shown(before, ledger, column.name)} → {_shown(after, ledger, column.name)}"
        for column in differing(before.values, after.values, ledger)
    ]
    return "; ".join(changed) or said(Text(zh="恢复", en="Brought back"))
