"""What is counted for a page while the browser starts: what its run will show, and only for whoever may open it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supervision.access.people import Person
from supervision.access.settings import Settings
from supervision.access.signed_in import SignedOut
from supervision.figures.period import Period
from supervision.store.database import Database, open_database
from supervision.text import Language, Text
from supervision.ui.asgi import Scope
from supervision.ui.beforehand import MOST, Beforehand
from supervision.ui.choices import Choice

LEADER = Person("li", frozenset({"leader"}))
HELD = Person("wang", frozenset({"analyst"}), only={"source": "12345平台"})
ADDRESS = (
    b"from=2022-04-01&to=2022-06-30&as_of=2022-07-02&source=%E5%B8%82%E8%90%A5%E5%95%86%E5%B1%80&lang=zh"
)
Counted = list[tuple[str, Choice, Language]]


@pytest.fixture
def ledger(sample_ledger: Path, tmp_path: Path) -> Iterator[Database]:
    database = open_database(shutil.copy2(sample_ledger, tmp_path / "sample.duckdb"))
    yield database
    database.close()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, ledger: Database) -> Counted:
    told: Counted = []
    monkeypatch.setattr("supervision.ui.beforehand.count_ahead", lambda *what: told.append(what))
    monkeypatch.setattr("supervision.ui.beforehand.shown_ledger", lambda: ledger)
    return told


def ask(
    monkeypatch: pytest.MonkeyPatch, path: str, person: Person | SignedOut | None, *, times: int = 1
) -> None:
    def person_in(scope: Scope, settings: Settings) -> Person | None:
        if isinstance(person, SignedOut):
            raise person
        return person

    monkeypatch.setattr("supervision.ui.beforehand.person_in", person_in)
    beforehand = Beforehand(Settings())
    for _ in range(times):
        beforehand.asked({"type": "http", "path": path, "query_string": ADDRESS, "headers": []})
    beforehand.finish()


@pytest.mark.parametrize(
    ("path", "person", "only"),
    [
        ("/leads", None, {"source": "市营商局"}),
        ("/supervision/leads", LEADER, {"source": "市营商局"}),
        (
            "/supervision/",
            HELD,
            {"source": "12345平台"},
        ),  # whose first page is leads, and of which an address opens no more
    ],
)
def test_what_the_address_chooses_is_counted_for_whoever_may_see_it(
    monkeypatch: pytest.MonkeyPatch, counted: Counted, path: str, person: Person | None, only: dict[str, str]
) -> None:
    ask(monkeypatch, path, person)
    ((page, choice, spoken),) = counted
    assert (page, spoken, dict(choice.view.only)) == ("leads", "zh", only)
    assert (choice.period, choice.view.as_of) == (
        Period(date(2022, 4, 1), date(2022, 6, 30)),
        date(2022, 7, 2),
    )


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("/leads", SignedOut(Text.same("nobody"))),
        ("/leads", Person("gone", frozenset())),
        ("/visits", HELD),
        ("/upload", None),
        ("/no-such-page", None),
    ],
)
def test_nothing_is_counted_for_anybody_else(
    monkeypatch: pytest.MonkeyPatch, counted: Counted, path: str, person: Person | SignedOut | None
) -> None:
    ask(monkeypatch, path, person)
    assert counted == []


def test_whoever_asks_again_and_again_keeps_nobody_counting(
    monkeypatch: pytest.MonkeyPatch, counted: Counted, ledger: Database
) -> None:
    may_go_on = threading.Event()

    def slowly(page: str, choice: Choice, spoken: Language) -> None:
        assert may_go_on.wait(60)
        counted.append((page, choice, spoken))

    monkeypatch.setattr("supervision.ui.beforehand.count_ahead", slowly)
    monkeypatch.setattr("supervision.ui.beforehand.person_in", lambda *_: None)
    beforehand = Beforehand(Settings())
    for _ in range(10 * MOST):
        beforehand.asked({"type": "http", "path": "/leads", "query_string": ADDRESS, "headers": []})
    may_go_on.set()
    beforehand.finish()
    assert len(counted) == MOST
