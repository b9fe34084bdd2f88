"""Words whose answers are kept say what their views say, and a filter that a question does not read changes no answer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from supervision.exports.paper.sections import SECTIONS, Shown
from supervision.figures.measuring import narrows
from supervision.ledgers.narrowing import FILTERS
from supervision.ledgers.reference import reference_list
from supervision.store.answers import Cursor
from supervision.store.database import Database, open_database
from supervision.store.kept_words import KEPT, OF_PERIOD, kept_in, of_its_period
from supervision.store.questions import Question, ask, ask_within, every_question, question
from supervision.store.words_read import filters_of, text_of, words_in
from tests.filling import fill

DAY = date(2022, 12, 31)
ASKED: dict[str, Any] = {
    "from_day": date(2022, 3, 1), "until_day": date(2022, 11, 16), "days": 30, "at_most": 50, "leads": 40, "batch": 1,
    "number": "Q0003",
}  # fmt: skip
LEAD = {"source": "12345平台"}
SOME = {name: reference_list(listed).names[0] for name, listed in FILTERS.items()}


SPEAKING = "\n".join(asked.sql for asked in every_question())


@pytest.fixture(scope="module")
def sample(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(
        Path(shutil.copy2(sample_ledger, tmp_path_factory.mktemp("words") / "sample.duckdb"))
    )
    yield database
    database.close()


def _plainly(database: Database, asked: Question, only: dict[str, str]) -> list[dict[str, Any]]:
    """As a new cursor answers that is told no words and all filters."""
    with database.cursor(database.newest_batch, DAY, only) as cursor:
        return ask_within(cursor, asked, **ASKED)


@pytest.mark.parametrize("only", [{}, *({name: chosen} for name, chosen in SOME.items())], ids=str)
def test_every_question_is_answered_as_without_kept_words(sample: Database, only: dict[str, str]) -> None:
    for asked in every_question():
        if only and not kept_in(asked.sql) and filters_of(asked.sql).issuperset(only):
            continue
        answer = ask(sample, asked.name, sample.newest_batch, DAY, only, **ASKED)
        plain = _plainly(sample, asked, only)
        if not asked.name.startswith("rows/"):  # whose order nobody promises
            assert answer == plain, asked.name
        assert sorted(map(str, answer)) == sorted(map(str, plain)), asked.name


def test_filters_and_kept_words_are_read_off_the_questions() -> None:
    read = {asked.name: filters_of(asked.sql) for asked in every_question()}
    assert read["collections/punctuality"] == {"source"}
    assert read["visits/duty"] == set()
    assert read["needs/by_organ"] == {"district", "enterprise_kind", "organ"}
    assert {word for asked in every_question() for word in kept_in(asked.sql)} == {*KEPT, *OF_PERIOD}


@pytest.mark.parametrize(
    "shown", [one for section in SECTIONS for one in section.shown], ids=lambda one: one.metric.name
)
def test_a_figure_says_of_each_filter_whether_its_question_asks_for_it(shown: Shown) -> None:
    """Else a number of the whole city would stand under the name of a district."""
    for metric in (shown.metric, shown.whole):
        if metric is not None:
            reached = {name for name in FILTERS if narrows(name, metric)}
            assert reached == filters_of(question(metric.query).sql), metric.name


def _columns(cursor: Cursor) -> dict[str, list[Any]]:
    return {word: [column[:2] for column in cursor.execute(f"describe {word}").fetchall()] for word in KEPT}


def test_a_kept_word_has_the_columns_of_its_view(sample: Database) -> None:
    """On the cursor that works it out, and on one that is told."""
    with sample.cursor(sample.newest_batch, DAY) as plain:
        views = _columns(plain)
    with sample.cursor(sample.newest_batch, DAY, words=KEPT) as first:
        assert _columns(first) == views
    with sample.cursor(sample.newest_batch, DAY, words=KEPT) as second:
        assert _columns(second) == views


SPANS = [
    (date(2022, 3, 1), date(2022, 11, 16)),
    (date(2022, 5, 3), date(2022, 8, 1)),
    (date(2022, 3, 1), date(2022, 4, 1)),
]


def test_words_of_a_period_are_asked_of_no_other_than_the_question_is() -> None:
    """A cursor that was told of one period fails where another is meant."""
    passed = {
        told
        for text in (*(asked.sql for asked in every_question()), *map(text_of, words_in(SPEAKING)))
        for told in re.findall(rf"\b(?:{'|'.join(OF_PERIOD)})\(([^)]*)\)", text)
    }
    assert passed == {"$from_day, $until_day", "from_day, until_day"}
    assert {word for word in words_in(SPEAKING) if of_its_period(text_of(word))} <= set(OF_PERIOD)


@pytest.mark.parametrize("name", ["leads/outcomes", "visits/duty", "visits/units", "visits/unit_months"])
def test_a_word_of_a_period_is_told_of_each_period_that_is_asked_of(sample: Database, name: str) -> None:
    """Whatever the cursor was told before: those that nobody holds are lent again."""
    told = []
    for first, until in [*SPANS, *SPANS]:
        values = {"from_day": first, "until_day": until}
        sample.remembered.forget()
        told.append(ask(sample, name, sample.newest_batch, DAY, **values))
        with sample.cursor(sample.newest_batch, DAY) as cursor:
            assert told[-1] == ask_within(cursor, question(name), **values), first
    assert len(set(map(str, told))) == len(SPANS), "every period is answered alike"


def test_a_word_of_another_period_is_no_answer(sample: Database) -> None:
    words = {"is_read_out": True, "words": OF_PERIOD, "period": SPANS[0]}
    with sample.cursor(sample.newest_batch, DAY, **words) as cursor:  # type: ignore[arg-type]
        for word in OF_PERIOD:
            assert cursor.execute(f"from {word}($1, $2)", SPANS[0]).fetchall()
            with pytest.raises(duckdb.InvalidInputException, match="another period"):
                cursor.execute(f"from {word}($1, $2)", SPANS[1]).fetchall()


def test_a_batch_is_seen_by_words_that_were_kept_before_it(database: Database) -> None:
    first = fill(database, {"leads": [{**LEAD, "number": "1", "received_on": date(2022, 4, 2)}]}).batch
    began = {"name": "completeness/first_days", "as_of": DAY}

    def first_day(known_at: int) -> date | None:
        return next(
            row["first_day"] for row in ask(database, known_at=known_at, **began) if row["ledger"] == "leads"
        )

    assert first_day(first) == date(2022, 4, 2)
    second = fill(database, {"leads": [{**LEAD, "number": "2", "received_on": date(2022, 3, 1)}]}).batch
    assert first_day(second) == date(2022, 3, 1)
    assert first_day(first) == date(2022, 4, 2)
