"""Many at one ledger at once are all answered as if one had come after the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pytest

from supervision.store.remembering import Answer, Remembered
from tests.effort import examples
from tests.reliability.courses import LEDGERS, Course, Span, Verdict, Write, judge
from tests.reliability.courses import Answer as Said
from tests.reliability.together import run


def test_every_answer_is_that_of_one_state_which_stood_at_its_time() -> None:
    verdict = run(examples(100), seed=1)
    assert verdict.wrong == []
    assert {"load", "undo", "look", "page", "remembered answer", "draft"} <= verdict.compared.keys()


def test_answers_remembered_past_a_write_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: what it looks for is planted in it."""
    truly = Remembered.answer

    def as_before(self: Remembered, writes: int, asked: Hashable, ask: Callable[[], Answer]) -> Answer:
        return truly(self, 0, asked, ask)

    monkeypatch.setattr(Remembered, "answer", as_before)
    # Whether anybody asks the same before a write and after it, is up to the threads.
    assert any("stale" in wrong for seed in range(1, 9) for wrong in run(60, seed=seed).wrong)


@pytest.mark.parametrize(
    ("answered", "at", "why"),
    [
        (2, None, None),  # written meanwhile
        (1, None, None),
        (0, None, "stale"),
        (3, None, "not the state"),
        (1, 2, "not what stood at 2"),
        (0, 0, "names state 0"),
    ],
)
def test_a_state_may_be_seen_from_the_beginning_of_its_write_and_must_be_from_its_end(
    answered: int, at: int | None, why: str | None
) -> None:
    """The first write had returned, the second was under way, the third began later."""
    writes = [_write(1, 1, 2), _write(2, 3, 6), _write(3, 8, 9)]
    verdict = Verdict()
    said = _said(Span(4, 7), answered, at=at)
    judge({LEDGERS: Course(writes, [0, 1, 2, 3])}, [said], verdict)
    assert [why in wrong for wrong in verdict.wrong if why] == ([True] if why else [])
    assert bool(verdict.wrong) == bool(why)


def test_nobody_who_looks_goes_back_behind_what_another_was_told() -> None:
    writes = [_write(1, 1, 9)]
    first, second = (
        _said(Span(2 * place, 2 * place + 1), seen, at=seen, is_first_hand=True)
        for place, seen in ((1, 1), (2, 0))
    )
    verdict = Verdict()
    judge({LEDGERS: Course(writes, [0, 1])}, [first, second], verdict)
    assert [wrong.split(";")[0] for wrong in verdict.wrong] == [
        "look at 4: names state 0 where range(1, 2) was possible"
    ]


def test_a_batch_before_one_that_had_returned_is_found() -> None:
    writes = [_write(1, 5, 6), _write(2, 1, 2)]
    assert Course(writes, [0, 1, 2]).wrong() == ["ledgers: load 1 stands before what it came after"]


def test_what_ought_to_have_been_refused_is_found() -> None:
    first, second = (_write(number, number, number + 1, may=lambda state: state != 1) for number in (1, 2))
    assert Course([first, second], [0, 1, 2]).wrong() == ["ledgers: load 2 ought to have been refused"]


def _write(number: int, begun: int, ended: int, **more: Any) -> Write:
    return Write("load", LEDGERS, number, Span(begun, ended), None, **more)


def _said(span: Span, state: int, **more: Any) -> Said:
    return Said("look", LEDGERS, span, lambda stood: stood == state, state, **more)
