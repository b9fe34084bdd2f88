"""The front door: every page is opened through here, and nothing that goes wrong inside reaches a reader raw."""

from __future__ import annotations

import gc

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from supervision.access.serving import check_may_serve
from supervision.access.signed_in import SignedOut
from supervision.events import running, tell, tell_fault
from supervision.text import PRODUCT, Refusal, Text
from supervision.ui.asking import note_arrival, person, settings
from supervision.ui.choices import carry_over
from supervision.ui.choosing import count_likely
from supervision.ui.first_rows import forget_counting
from supervision.ui.page import AUDIENCES, PAGES, enter, may_open, may_see_wall, stand_by
from supervision.ui.paper import end_noting
from supervision.ui.session import language, said, shown_ledger, turn_to_newest
from supervision.ui.sheet import clear_away, end_sheet
from supervision.ui.signing_in import offer_sign_in
from supervision.ui.wall import is_wall, show_wall

st.set_page_config(page_title=PRODUCT.in_language(language()), layout="wide")


@st.cache_resource(show_spinner=False)
def _settle_memory() -> bool:
    """Streamlit collects garbage after every run; what was imported need not be looked through each time."""
    gc.collect()
    gc.freeze()
    return True


def _find_front_page(stem: str) -> None:
    """Streamlit serves the first page at the root alone, and tells whoever follows a link to it by its name, as another
    role would send it, that there is no such page."""
    run = get_script_run_ctx()
    if run is not None and run.pages_manager.intended_page_name == stem:
        run.pages_manager.set_script_intent("", "")


def main() -> None:
    """Open the page that was asked for."""
    clear_away()
    forget_counting()
    try:
        check_may_serve(st.get_option("server.address"), settings())
        turn_to_newest()
        carry_over()
        _settle_memory()
        reader = person()
        note_arrival()
        offered = [place for place in PAGES if may_open(reader, place)]
        front = (offered or PAGES)[0]
        _find_front_page(front.stem)
        opened = st.navigation(
            {
                said(word): [
                    st.Page(
                        place.file,
                        title=said(place.title),
                        url_path=place.stem,
                        default=place == front,
                        visibility="visible" if place in offered else "hidden",
                    )
                    for place in PAGES
                    if place.audience == audience
                ]
                for audience, word in AUDIENCES.items()
            },
            position="hidden" if is_wall() else "sidebar",
            expanded=True,
        )
        if is_wall() and may_see_wall(reader):
            show_wall()
            return
        stand_by(shown_ledger())
        stem = opened.url_path or front.stem
        enter(stem)
        opened.run()
        end_sheet()
        end_noting()
        count_likely()
    except SignedOut as why:
        offer_sign_in(why)
    except Refusal as refusal:
        tell("page refused", kind=type(refusal).__name__)
        end_sheet()
        st.error(said(refusal.sentence))
    except Exception:
        # Streamlit steers reruns and stops by BaseException, so only real faults come here.
        number = tell_fault()
        end_sheet()
        st.error(
            said(
                Text(
                    zh="出了问题，这一页没能显示。请重试；仍不行时把编号 {number} 告诉管理员。",
                    en="Something went wrong and this page could not be shown. Try again; if it stays, tell the "
                    "administrator the number {number}.",
                ).with_values(number=number)
            )
        )


with running():
    main()
