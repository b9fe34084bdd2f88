"""A day and a sentence, noted on the page: marked on charts, masked, corrected and undone like any row."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.annotating import annotate
from supervision.charts.drawing import draw
from supervision.figures.measuring import Figure, View, measure
from supervision.figures.period import Period
from supervision.metrics import leads
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.text import Refusal
from tests.filling import fill
from tests.spec.test_figures_as_tables import table

SPRING = Period(date(2022, 3, 1), date(2022, 5, 31))


def drawn(database: Database) -> tuple[Figure, list[str]]:
    figure = measure(leads.by_month, SPRING, View(database, database.newest_batch, date(2022, 12, 31)))
    chart = draw(figure, "zh")
    assert chart is not None
    return figure, [
        text for note in chart.layout["annotations"] if "①" in (text := note["text"]) or "②" in text
    ]


def test_it_stands_on_charts_by_month_until_it_is_undone(database: Database) -> None:
    annotate(database, date(2022, 4, 25), "集中汇总", by="tester")
    noted = annotate(database, date(2022, 3, 7), "新闻发布会，联系电话13800000000", by="tester")
    annotate(database, date(2022, 6, 1), "期外", by="tester")
    figure, marks = drawn(database)
    assert [note.noted_on for note in figure.notes] == [date(2022, 3, 7), date(2022, 4, 25)]
    assert "13800000000" not in figure.notes[0].words
    assert marks == ["①", "②"]
    assert noted.batch is not None
    undo(database, noted.batch, by="tester")
    assert drawn(database)[1] == ["①"]


def test_the_same_number_again_corrects_it(database: Database) -> None:
    annotate(database, date(2022, 4, 25), "集中汇总", by="tester")
    fill(database, table("annotations", "number noted_on words\n BZ0001 2022-05-25 改期"))
    assert [(note.noted_on, note.words) for note in drawn(database)[0].notes] == [(date(2022, 5, 25), "改期")]


def test_without_words_nothing_is_noted(database: Database) -> None:
    with pytest.raises(Refusal):
        annotate(database, date(2022, 4, 25), "  ", by="tester")
    assert database.newest_batch == 0
