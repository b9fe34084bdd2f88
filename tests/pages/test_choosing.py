"""What a reader chooses is shown by the very next run of the page, and stands in the address."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.metrics import leads, reviews
from supervision.metrics.declaration import Metric
from supervision.text import Refusal, Text
from supervision.ui.choices import Choice
from supervision.ui.likely import Likely
from supervision.ui.paper import NOTED
from tests.pages.conftest import Reader

NEEDED = ("from", "to", "as_of", "source", "known_at", "lang")


def chosen(reader: Reader) -> dict[str, str]:
    """What the address says now."""
    told = reader.tab.query_params
    return {name: "".join(told[name]) for name in NEEDED if name in told}


def shows(reader: Reader, words: str) -> bool:
    return words in reader.told()


def feet(reader: Reader) -> list[str]:
    """What is said below the big numbers of filters that do not reach them."""
    (told,) = (card["marked"] for card in reader.cards if card["name"] == "below the tiles")
    return [words for _, words in told if words.startswith("not narrowed")]


def test_a_period_pressed_is_the_one_shown(reader: Reader) -> None:
    reader.tab.query_params["as_of"] = "2022-12-20"
    reader.tab.run()
    assert not shows(reader, "1 Oct 2022 to 20 Dec 2022")
    reader.pressed("This quarter")
    assert chosen(reader) == {"from": "2022-10-01", "to": "2022-12-20", "as_of": "2022-12-20", "lang": "en"}
    assert shows(reader, "1 Oct 2022 to 20 Dec 2022")


def test_days_and_filters_are_taken_and_taken_off_again(reader: Reader) -> None:
    reader.tab.query_params["as_of"] = "2022-11-30"
    reader.tab.run()
    assert shows(reader, "as of 30 Nov 2022")
    reader.pressed("12345 hotline")
    assert chosen(reader)["source"] == "12345平台"
    assert shows(reader, "not narrowed by Source")
    reader.pressed("Source: 12345 hotline ✕")
    assert "source" not in chosen(reader)
    assert not shows(reader, "not narrowed by Source")
    reader.pressed("Reset")
    assert chosen(reader) == {"lang": "en"}


def test_big_numbers_that_a_filter_does_not_reach_say_so(reader: Reader) -> None:
    """Central enterprises, 574 leads: who reads that aloud says something wrong."""
    reader.turn_to("reviews")
    reader.pressed("Central enterprises")
    assert feet(reader) == ["not narrowed by Kind of enterprise"]
    reader.turn_to("overview")
    assert feet(reader) == [
        "not narrowed by Kind of enterprise: Leads received, Reviews still open, Cadre-months kept"
    ]
    reader.pressed("Kind of enterprise: Central enterprises ✕")
    assert feet(reader) == []


def test_an_earlier_batch_is_told_and_left_by_a_press(reader: Reader) -> None:
    reader.tab.query_params["known_at"] = "0"
    reader.tab.run()
    assert shows(reader, "This page counts what was known at batch 0")
    reader.pressed("Back to the newest")
    assert not shows(reader, "Not the newest data")
    assert "known_at" not in chosen(reader)


def test_a_figure_that_fails_is_told_where_it_is_shown(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures are counted beside each other; what failed there must not go unsaid, nor take the others with it."""

    def fails(metric: Metric, period: Period, view: View, at_most: int) -> Figure:
        if metric is reviews.throughput:
            raise Refusal(Text(zh="这里出了问题。", en="The disk gave way here."))
        return measure(metric, period, view, at_most)

    monkeypatch.setattr("supervision.ui.counting.measure", fails)
    reader.tab.query_params["from"] = "2022-02-02"
    reader.tab.run()
    assert [told.value for told in reader.tab.error] == ["The disk gave way here."]
    assert shows(reader, leads.by_month.title.en)


def test_the_filter_that_is_chosen_next_is_among_those_counted_ahead(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the page then asks for it, or what was counted would be counted again."""
    noted: list[Sequence[Choice]] = []
    monkeypatch.setattr(Likely, "note", lambda _, tab, page, choices, spoken: noted.append(choices))
    reader.tab.query_params["organ"] = "人民法院"
    reader.turn_to("leads")
    told = noted[-1]
    for name, member in {"source": "12345平台", "district": "甘井子区", "organ": "人民检察院"}.items():
        reader.tab.query_params["organ"] = "人民法院"
        reader.tab.query_params[name] = member
        reader.tab.run()
        shown = reader.tab.session_state[NOTED].choice
        assert (name, member) in shown.view.only
        assert shown in told
        reader.tab.query_params.pop(name)
        del reader.tab.session_state[f"kept {name}"]
    assert not any(name == "review_kind" for choice in told for name, _ in choice.view.only)
