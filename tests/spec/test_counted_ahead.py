"""What is counted before a reader asks is what they are then given, and only for those who stay."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import lead_changes, leads, reviews
from supervision.store.database import open_database
from supervision.text import Language, Refusal, Text
from supervision.ui.choices import Choice
from supervision.ui.counting import card_of, count_ahead, count_through, measured
from supervision.ui.likely import Likely

SPRING = Period(date(2022, 4, 1), date(2022, 6, 30))


@pytest.fixture
def choice(sample_ledger: Path, tmp_path: Path) -> Choice:
    database = open_database(shutil.copy2(sample_ledger, tmp_path / "sample.duckdb"))
    return Choice(SPRING, View(database, database.newest_batch, date(2022, 12, 31)), None)


@pytest.mark.parametrize("count", [count_ahead, count_through])
def test_what_was_counted_before_is_given_and_is_the_same(
    choice: Choice, count: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision.ui.counting.PATIENCE", 120)
    plainly = [measure(metric, SPRING, choice.view) for metric in (leads.received, leads.by_month)]
    assert callable(count)
    count("overview", choice, "zh")
    assert measured([leads.received, leads.by_month], choice) == plainly

    def fails(*_: object) -> None:
        raise Refusal(Text(zh="问了两次", en="asked twice"))

    monkeypatch.setattr("supervision.ui.counting.measure", fails)
    monkeypatch.setattr("supervision.ui.counting.card", fails)
    (drawn,) = measured([reviews.throughput], choice)
    assert card_of(drawn, choice, "zh").name == "reviews.throughput"
    with pytest.raises(Refusal, match="asked twice"):  # of another page
        measured([lead_changes.by_organ], choice)


def test_only_what_a_tab_showed_last_is_counted_further(
    choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[tuple[str, Choice, Language]] = []
    is_counted = threading.Event()

    def count(page: str, likely: Choice, spoken: Language) -> None:
        counted.append((page, likely, spoken))
        is_counted.set()

    monkeypatch.setattr("supervision.ui.likely.count_through", count)
    likely = Likely()
    likely.note("a tab", "leads", [choice], "zh")
    assert not counted  # nothing is, before a server begins
    likely.begin()
    likely.note("a tab", "leads", [choice], "zh")
    likely.note("a tab", "reviews", [choice], "en")
    assert is_counted.wait(60)
    assert counted == [("reviews", choice, "en")]
