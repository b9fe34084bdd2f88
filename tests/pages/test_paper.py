"""Screen and paper can't disagree: each leaders' page shows exactly what its section of the report holds."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from supervision.exports.paper.sections import SECTIONS, Section
from supervision.ui.page import PAGES, place_of
from supervision.ui.paper import NOTED, PRINT
from tests.pages.conftest import Reader


def test_every_leaders_page_with_figures_has_a_section() -> None:
    assert [section.page for section in SECTIONS] == [
        place.stem for place in PAGES if place.audience == "leaders"
    ]
    assert [section.title for section in SECTIONS] == [place_of(section.page).title for section in SECTIONS]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.page)
def test_a_page_shows_what_its_section_holds(section: Section, reader: Reader) -> None:
    tab = reader.turn_to(section.page)
    assert not tab.exception
    assert tab.session_state[NOTED].section(section.page) == section


def test_a_page_without_figures_offers_no_paper(reader: Reader) -> None:
    assert PRINT.en in _buttons(reader.turn_to("leads"))
    assert PRINT.en not in _buttons(reader.turn_to("upload"))


def _buttons(tab: AppTest) -> list[str]:
    return [button.proto.label for button in tab.get("download_button")]
