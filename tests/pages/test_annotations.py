"""A day is noted on the page, marked on the charts by month, and refused without words."""

from __future__ import annotations

from datetime import date

from tests.hotline import export, ticket
from tests.pages.conftest import Reader

MARCH = "12345平台_202203.csv"


def note(reader: Reader, day: date | None, words: str) -> None:
    reader.turn_to("annotations")
    form_day = next(field for field in reader.tab.date_input if field.label == "Day")
    form_day.set_value(day)
    reader.tab.text_input[0].set_value(words)
    next(button for button in reader.tab.button if button.label == "Note it").click().run()


def test_what_is_noted_stands_under_the_charts(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    note(reader, date(2022, 3, 7), "新闻发布会")
    assert "Noted in batch 2" in reader.told()
    reader.tab.query_params["from"], reader.tab.query_params["to"] = "2022-03-01", "2022-03-31"
    reader.turn_to("leads")
    assert "① 7 Mar 2022 新闻发布会" in reader.told()


def test_a_note_without_words_or_day_is_refused_and_the_sample_takes_none(reader: Reader) -> None:
    reader.turn_to("annotations")
    assert "load data of your own to note something" in reader.told()
    reader.load({MARCH: export([ticket(1)])})
    note(reader, date(2022, 3, 7), " ")
    assert "Say what is to be noted" in reader.told()
    note(reader, None, "新闻发布会")
    assert "Choose a day" in reader.told()
