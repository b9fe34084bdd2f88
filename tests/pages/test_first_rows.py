"""Another period or filter is answered at once, its first rows while the rest is counted; never beside what is of another state."""

from __future__ import annotations

import json
from typing import Any

import pytest

from supervision.exports.paper.sections import SECTIONS
from supervision.ui.counting import Counting
from supervision.ui.sheet import OPENED, PRESSED
from tests.pages.conftest import Reader

FIGURED = [section.page for section in SECTIONS]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is said at once, where the rest always takes longer."""
    said: list[bytes] = []
    monkeypatch.setattr("supervision.ui.sheet.say", said.append)
    monkeypatch.setattr("supervision.ui.sheet.about_to_say", lambda: None)
    monkeypatch.setattr(Counting, "is_through", property(lambda _: False))
    return said


def press(reader: Reader, page: str) -> list[bytes]:
    """The sheets of that page after a press in its bar, as Streamlit is told them."""
    reader.tab.session_state[PRESSED] = True
    reader.turn_to(page)
    return [sheet.proto.bytes for sheet in reader.tab.get("bidi_component")]


def rows(sheet: bytes) -> list[Any]:
    told = json.loads(sheet)
    return [[part["name"] for part in row["parts"]] for row in told["rows"]]


@pytest.mark.parametrize("page", FIGURED)
def test_what_goes_ahead_is_how_the_page_begins_and_streamlit_is_told_the_whole(
    reader: Reader, heard: list[bytes], page: str
) -> None:
    reader.turn_to(page)
    assert heard == []
    (whole,) = press(reader, page)
    ahead, last = heard
    assert last == whole
    assert "waits" in json.loads(ahead) and "waits" not in json.loads(whole)
    assert len(rows(ahead)) < len(rows(whole))
    assert json.loads(ahead)["rows"] == json.loads(whole)["rows"][: len(rows(ahead))]
    assert any(name.startswith("tile ") for row in rows(ahead) for name in row)


def test_streamlit_hands_on_a_sheet_that_it_was_told_before_others_were_said(
    reader: Reader, heard: list[bytes]
) -> None:
    """Of a press that another took the place of only the first rows may have been said."""
    reader.turn_to("reviews")
    before = press(reader, "reviews")
    assert press(reader, "reviews") != before
    assert len(set(heard)) == len(heard)


def test_only_a_press_over_the_same_page_and_batch_is_answered_at_once(
    reader: Reader, heard: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    press(reader, "reviews")
    reader.turn_to("reviews")
    press(reader, "leads")
    reader.tab.query_params["known_at"] = "0"
    press(reader, "leads")
    press(reader, "ledgers")
    press(reader, "enterprise")
    assert heard == []


def test_what_is_folded_open_is_not_passed_by(reader: Reader, heard: list[bytes]) -> None:
    reader.tab.session_state[OPENED] = ("reviews", frozenset({"reviews.throughput"}))
    reader.turn_to("reviews")
    press(reader, "reviews")
    assert heard == []
