"""What is counted before a reader asks is what they are then given, and only for those who stay."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervision.events import await_run, running, still_for
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


def test_a_page_asked_for_is_waited_for_as_if_it_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervision.events.STARTS", 3600)
    with running():
        pass
    assert still_for() > 0
    await_run()
    assert still_for() == 0
    with running():
        assert still_for() == 0
    assert still_for() > 0


Counted = tuple[str, Choice, Language]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[queue.Queue[tuple[Counted, Callable[[], bool]]]]:
    """What is counted, as it begins; each goes on when the test has seen it."""
    told: queue.Queue[tuple[Counted, Callable[[], bool]]] = queue.Queue()
    seen = threading.Semaphore(0)

    def count(page: str, likely: Choice, spoken: Language, may_go_on: Callable[[], bool]) -> None:
        told.put(((page, likely, spoken), may_go_on))
        seen.acquire(timeout=60)

    told.task_done = seen.release  # type: ignore[method-assign]
    monkeypatch.setattr("supervision.ui.likely.count_through", count)
    yield told
    seen.release(1000)


def test_only_what_a_tab_showed_last_is_counted_further(
    choice: Choice, counted: queue.Queue[tuple[Counted, Callable[[], bool]]]
) -> None:
    closed: set[str] = set()
    likely = Likely(lambda tab: tab not in closed)
    likely.note("a tab", "leads", [choice], "zh")
    assert counted.empty()  # nothing is, before a server begins
    likely.begin()
    likely.note("a tab", "leads", [choice], "zh")
    likely.note("a tab", "reviews", [choice, choice], "en")
    told, may_go_on = counted.get(timeout=60)
    assert told == ("reviews", choice, "en")
    assert may_go_on()
    likely.note("a tab", "visits", [choice], "zh")
    assert not may_go_on()
    counted.task_done()
    told, may_go_on = counted.get(timeout=60)
    assert told[0] == "visits"
    closed.add("a tab")
    assert not may_go_on()
    likely.note("a tab", "leads", [choice], "zh")
    likely.note("another", "overview", [choice], "zh")
    counted.task_done()
    assert counted.get(timeout=60)[0][0] == "overview"


def test_what_is_nearest_is_counted_first_for_every_tab(
    choice: Choice, counted: queue.Queue[tuple[Counted, Callable[[], bool]]]
) -> None:
    near, far = choice, replace(choice, view=replace(choice.view, only=(("source", "市营商局"),)))
    likely = Likely(lambda _: True)
    likely.begin()
    likely.note("one", "leads", [near, far], "zh")
    likely.note("two", "reviews", [near, far], "zh")
    told = []
    for _ in range(4):
        told.append(counted.get(timeout=60)[0][:2])
        counted.task_done()
    assert {page for page, _ in told[:2]} == {"leads", "reviews"}
    assert [asked for _, asked in told] == [near, near, far, far]
