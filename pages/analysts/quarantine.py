"""Rows that could not be accepted: mended in place or by file, or dismissed with a reason."""

import streamlit as st

from supervision.store.waiting import waiting_rows
from supervision.text import Text
from supervision.ui.page import begin
from supervision.ui.quarantine import choose_waiting, offer_download, say_remedies, say_what_waits
from supervision.ui.quarantine_dismissed import show_dismissed
from supervision.ui.quarantine_mending import offer_mending, show_done, show_sample_rows, take_mended_file
from supervision.ui.session import said

shown = begin(Text(zh="待更正", en="Quarantine"), audience="analysts")

show_done()
rows = waiting_rows(shown)
if not rows:
    st.markdown(said(Text(zh="没有待更正的行。", en="No row waits.")))
else:
    say_what_waits(rows)
    offer_download(rows)
    chosen = choose_waiting(shown, rows)
    say_remedies(chosen)
    if shown.is_sample:
        show_sample_rows(chosen)
    else:
        offer_mending(shown, chosen)
        take_mended_file(shown)
show_dismissed(shown)
