"""What is kept for everybody is made once, however many ask at the same moment, and again after it failed."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from supervision.store.remembering import Answer, Remembered
from supervision.ui.once import Once


def test_of_those_who_ask_at_the_same_moment_one_makes_it() -> None:
    once: Once[str] = Once(4)
    is_made_twice = threading.Event()

    def make_too() -> str:
        is_made_twice.set()
        return "second"

    with ThreadPoolExecutor(1) as asking:

        def make() -> str:
            others.append(asking.submit(once.get, "key", make_too))
            assert not is_made_twice.wait(0.2)
            return "first"

        others: list[Future[str]] = []
        assert once.get("key", make) == "first"
        assert others[0].result() == "first"


def test_what_failed_is_made_again_and_the_oldest_goes() -> None:
    once: Once[str] = Once(2)

    def fails() -> str:
        raise OSError("a disk")

    with pytest.raises(OSError, match="a disk"):
        once.get("a", fails)
    assert once.get("a", lambda: "made") == "made"
    assert once.get("a", fails) == "made"
    once.get("b", lambda: "b")
    once.get("c", lambda: "c")
    assert once.get("a", lambda: "again") == "again"


def test_of_those_who_ask_the_ledger_the_same_at_the_same_moment_one_asks() -> None:
    remembered = Remembered()
    is_asked_twice = threading.Event()

    def ask_too() -> Answer:
        is_asked_twice.set()
        return [{"leads": 2}]

    with ThreadPoolExecutor(1) as asking:

        def ask() -> Answer:
            others.append(asking.submit(remembered.answer, 1, "how many", ask_too))
            assert not is_asked_twice.wait(0.2)
            return [{"leads": 1}]

        others: list[Future[Answer]] = []
        assert remembered.answer(1, "how many", ask) == [{"leads": 1}]
        assert others[0].result() == [{"leads": 1}]


def test_an_answer_that_failed_is_asked_for_again() -> None:
    remembered = Remembered()

    def fails() -> Answer:
        raise OSError("a disk")

    with pytest.raises(OSError, match="a disk"):
        remembered.answer(1, "how many", fails)
    assert remembered.answer(1, "how many", lambda: [{"leads": 1}]) == [{"leads": 1}]
