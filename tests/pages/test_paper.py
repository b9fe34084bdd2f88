"""Screen and paper can't disagree: each leaders' page shows exactly what its section of the report holds."""

from __future__ import annotations

import pytest

from supervision.exports.paper.sections import SECTIONS
from supervision.ui.page import PAGES, place_of
from supervision.ui.paper import shown_in
from tests.pages.conftest import Reader


def test_every_leaders_page_with_figures_has_a_section() -> None:
    assert [section.page for section in SECTIONS] == [
        place.stem for place in PAGES if place.audience == "leaders"
    ]
    assert [section.title for section in SECTIONS] == [place_of(section.page).title for section in SECTIONS]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.page)
def test_a_page_shows_what_its_section_holds(section: object, reader: Reader) -> None:
    assert section in SECTIONS
    tab = reader.turn_to(section.page)
    assert not tab.exception
    assert shown_in(section.page, tab.session_state) == section


def test_a_page_without_figures_offers_no_paper(reader: Reader) -> None:
    reader.turn_to("leads")
    reader.turn_to("upload")
    assert shown_in("upload", reader.tab.session_state) is None
