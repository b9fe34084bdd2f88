"""Files that nothing but a profile is wanting for: say what their columns are, and go on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from supervision.ledgers.rows import RefusedFile
from supervision.loading import Checked
from supervision.text import Text
from supervision.ui.literal import literal
from supervision.ui.mapping import map_export
from supervision.ui.session import said
from supervision.ui.uploading import forget


def offer_mapping(files: Sequence[Checked]) -> None:
    """One unknown export at a time; saving its profile reads every such file anew."""
    unknown = {
        f"{file.sha256} {file.name}": file
        for file in files
        if isinstance(file, RefusedFile) and file.unknown is not None
    }
    if not unknown:
        return
    title = Text(
        zh=f"不认识的导出文件（{len(unknown)}个）：说明各列是什么",
        en=f"Unknown exports ({len(unknown)}): say what their columns are",
    )
    # Beside other files it stays folded: whoever wants to load those first need not scroll past it.
    with st.expander(said(title), expanded=len(unknown) == len(files)):
        chosen = next(iter(unknown))
        if len(unknown) > 1:
            chosen = st.selectbox(
                said(Text(zh="文件", en="File")),
                list(unknown),
                format_func=lambda key: literal(unknown[key].name),
                key="unknown file",
            )
        file = unknown[chosen]
        if len(unknown) == 1:
            st.markdown(f"**{literal(file.name)}**")
        assert file.unknown is not None
        if map_export(file.unknown, file.name):
            forget([file.sha256 for file in unknown.values()])
            st.rerun()
