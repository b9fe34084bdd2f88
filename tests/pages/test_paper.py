"""Screen and paper can't disagree: each leaders' page shows exactly what its section of the report holds."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from supervision.exports.paper.sections import SECTIONS, Section
from supervision.ui.page import PAGES, place_of
from supervision.ui.paper import NOTED, PRINT
from tests.pages.conftest import Reader

SECTIONED = [section.page for section in SECTIONS]
OTHERS = [place.stem for place in PAGES if place.audience == "leaders" and place.stem not in SECTIONED]


def test_sections_follow_the_order_and_the_titles_of_the_pages() -> None:
    assert [place.stem for place in PAGES if place.stem in SECTIONED] == SECTIONED
    assert [section.title for section in SECTIONS] == [place_of(section.page).title for section in SECTIONS]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.page)
def test_a_page_shows_what_its_section_holds(section: Section, reader: Reader) -> None:
    tab = reader.turn_to(section.page)
    assert not tab.exception
    assert tab.session_state[NOTED].section == section


@pytest.mark.parametrize("page", OTHERS)
def test_every_page_that_shows_figures_has_a_section(page: str, reader: Reader) -> None:
    tab = reader.turn_to(page)
    assert tab.session_state[NOTED].shown == []
    assert PRINT.en not in _buttons(tab)


def test_leaders_pages_offer_paper_and_pages_to_work_on_do_not(reader: Reader) -> None:
    assert PRINT.en in _buttons(reader.turn_to("leads"))
    assert PRINT.en not in _buttons(reader.turn_to("matters"))


def _buttons(tab: AppTest) -> list[str]:
    return [button.proto.label for button in tab.get("download_button")]
