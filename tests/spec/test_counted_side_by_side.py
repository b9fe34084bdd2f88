"""A page's figures are asked for side by side, and say what they say when asked for one after another."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from supervision.exports.paper.sections import SECTIONS, Section
from supervision.figures.comparing import headline_changes
from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.ledgers.reference import reference_list
from supervision.metrics import coverage, duty, lead_changes, leads, reviews
from supervision.metrics.declaration import Metric
from supervision.store.database import Database, open_database
from supervision.text import Refusal, Text
from supervision.ui.cards import card
from supervision.ui.choices import Choice
from supervision.ui.counting import LISTED, card_of, changes_of, count_ahead, measured
from tests.filling import fill

SPRING = Period(date(2022, 4, 1), date(2022, 6, 30))
DAY = date(2022, 12, 31)
BATCHES, IN_EACH = 4, 3


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supervision.ui.counting.PATIENCE", 120)


@pytest.fixture(scope="module")
def two_alike(
    sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, Database]]:
    """So that what was asked of one is no answer of the other's."""
    folder = tmp_path_factory.mktemp("alike")
    one, other = (
        open_database(Path(shutil.copy2(sample_ledger, folder / name))) for name in ("one", "other")
    )
    yield one, other
    one.close()
    other.close()


def _choice(database: Database, only: tuple[tuple[str, str], ...] = ()) -> Choice:
    return Choice(SPRING, View(database, database.newest_batch, DAY, only), None)


@pytest.mark.parametrize(
    "only", [(), (("district", reference_list("districts").names[0]),)], ids=["all", "a district"]
)
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.page)
def test_a_page_shows_what_its_questions_answer_one_after_another(
    two_alike: tuple[Database, Database],
    section: Section,
    only: tuple[tuple[str, str], ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    aside, plain = (_choice(database, only) for database in two_alike)
    metrics = [metric for shown in section.shown for metric in (shown.metric, shown.whole) if metric]
    figures = [measure(metric, SPRING, plain.view, LISTED) for metric in metrics]
    count_ahead(section.page, aside, "zh")
    assert measured(metrics, aside) == figures

    def fails(*_: object) -> None:
        raise Refusal(Text(zh="未算好", en="not counted"))

    told = {figure.metric.name: figure for figure in figures}
    drawn = [told[shown.metric.name] for shown in section.shown if not shown.is_tile]
    cards = [card(figure, plain, "zh") for figure in drawn]
    monkeypatch.setattr("supervision.ui.counting.card", fails)
    monkeypatch.setattr("supervision.ui.counting.headline_changes", fails)
    assert [card_of(figure, aside, "zh") for figure in drawn] == cards
    for shown in section.shown:
        if shown.is_compared:
            figure = told[shown.metric.name]
            assert changes_of(figure, aside) == headline_changes(figure, plain.view)


def test_what_fails_is_told_where_it_is_shown_and_keeps_nothing_else_from_being_counted(
    two_alike: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = replace(_choice(two_alike[0]), period=Period(date(2022, 1, 1), date(2022, 3, 31)))

    def fails(metric: Metric, *told: Any) -> Figure:
        if metric is reviews.throughput:
            raise Refusal(Text(zh="磁盘已满", en="the disk is full"))
        return measure(metric, *told)

    monkeypatch.setattr("supervision.ui.counting.measure", fails)
    count_ahead("overview", choice, "zh")
    monkeypatch.setattr("supervision.ui.counting.measure", lambda *_: pytest.fail("counted again"))
    shown = [leads.by_month, coverage.curve, duty.kept]
    assert [figure.metric for figure in measured(shown, choice)] == shown
    monkeypatch.setattr("supervision.ui.counting.measure", fails)
    with pytest.raises(Refusal, match="the disk is full"):
        measured([reviews.throughput], choice)


def test_pages_counted_while_batches_come_each_tell_of_one_batch(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch comes between two questions of two pages that are counted at once."""
    to_come, measured_so_far, writing = iter(range(1, BATCHES + 1)), count(1), threading.Lock()

    def bring() -> None:
        batch = next(to_come, None)
        if batch is not None:
            rows = [
                {"source": "12345平台", "number": f"{batch}-{one}", "received_on": date(2022, 5, one + 1)}
                for one in range(IN_EACH)
            ]
            assert fill(database, {"leads": rows}).batch == batch

    def measured_amid(*told: Any) -> Figure:
        figure = measure(*told)
        with writing:
            if next(measured_so_far) % 7 == 4:
                bring()
        return figure

    def read() -> list[tuple[int, set[int]]]:
        told: list[tuple[int, set[int]]] = []
        while not told or told[-1][0] < BATCHES:
            choice = _choice(database)
            count_ahead("leads", choice, "zh")
            received, by_month, by_source = measured(
                [leads.received, leads.by_month, lead_changes.by_source], choice
            )
            counts = {
                int(received.value or 0),
                sum(int(row["value"]) for row in by_month.rows),
                sum(int(row["value"]) for row in by_source.rows if row["breakdown"] == "source"),
            }
            told.append((choice.view.known_at, counts))
        return told

    bring()
    monkeypatch.setattr("supervision.ui.counting.measure", measured_amid)
    with ThreadPoolExecutor(2) as readers:
        for reader in [readers.submit(read) for _ in range(2)]:
            for batch, counts in reader.result(120):
                assert counts == {IN_EACH * batch}
