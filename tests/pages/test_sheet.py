"""A page's figures come in one piece, in the order in which the page names them, and never on another page."""

from __future__ import annotations

import json

import pytest

from supervision.exports.paper.sections import SECTIONS
from supervision.text import Refusal, Text
from supervision.ui.sheet import OPENED, PICKED, SHEET, Sheet
from tests.pages.conftest import Reader

SECTION = next(section for section in SECTIONS if section.page == "reviews")
FIGURES = [shown.metric.name for shown in SECTION.shown if not shown.is_tile]


def sheets(reader: Reader) -> list[list[str]]:
    """Of each element the names of the figures in it."""
    told = [json.loads(sheet.proto.bytes) for sheet in reader.tab.get("bidi_component")]
    parts = [[part["name"] for row in sheet["rows"] for part in row["parts"]] for sheet in told]
    return [[name for name in names if name in FIGURES] for names in parts]


def test_all_figures_of_a_page_are_one_element(reader: Reader) -> None:
    reader.turn_to("reviews")
    assert sheets(reader) == [FIGURES]


@pytest.mark.parametrize("place", [0, 4, len(FIGURES) - 1])
def test_what_is_folded_open_stands_between_what_was_before_and_what_comes_after(
    reader: Reader, place: int
) -> None:
    """Of two side by side both stand alone, for the table folded open has half the page."""
    reader.tab.session_state[OPENED] = ("reviews", frozenset({FIGURES[place]}))
    reader.turn_to("reviews")
    told = sheets(reader)
    assert [name for names in told for name in names] == FIGURES
    assert [FIGURES[place]] in told
    assert [button.label for button in reader.tab.get("download_button")].count("Download CSV") == 1


def test_what_is_folded_open_on_one_page_is_closed_on_another(reader: Reader) -> None:
    reader.tab.session_state[OPENED] = ("reviews", frozenset({FIGURES[0]}))
    reader.turn_to("referrals")
    reader.turn_to("reviews")
    assert sheets(reader) == [FIGURES]


def test_what_an_interrupted_run_left_is_not_shown_by_a_page_that_is_refused(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise Refusal(Text(zh="不行", en="not you"))

    monkeypatch.setattr("supervision.ui.page._check_may_open", refuse)
    reader.tab.session_state[SHEET] = Sheet("visits", ['{"parts":[{"name":"one","says":"left behind"}]}'])
    reader.turn_to("reviews")
    assert "not you" in reader.told()
    assert "left behind" not in reader.told()


def test_a_press_on_a_figure_that_is_no_longer_shown_opens_nothing_later(reader: Reader) -> None:
    def is_at(stem: str) -> bool:
        return reader.tab.session_state[SHEET].page == stem

    table = reader.turn_to("reviews") and next(
        card for card in reader.cards if card.get("table", {}).get("rows")
    )
    press = [table["name"], 0, str(table["table"]["rows"][0][0])]
    reader.tab.session_state[PICKED] = press
    reader.turn_to("reviews")
    assert is_at("ledgers")
    reader.tab.session_state[PICKED] = press
    reader.turn_to("referrals")
    reader.turn_to("reviews")
    assert is_at("reviews")
