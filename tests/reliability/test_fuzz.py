"""Damaged exports, workbooks, archives and profiles end in rows, in waiting rows or in a refusal, never in a traceback."""

from __future__ import annotations

from random import Random

import pytest

from tests.effort import examples
from tests.reliability import fuzz


def test_damaged_inputs_are_taken_or_refused_and_every_record_is_accounted_for() -> None:
    became, faults = fuzz.run(0, examples(100))
    assert faults == []
    assert {how.split(": ")[0] for how in became} == {"export", "workbook", "archive", "profile"}


def test_an_exception_is_told_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fuzzer can fail: what it looks for is planted in it."""

    def broken(luck: Random) -> tuple[str | None, str]:
        raise IndexError(luck.random())

    monkeypatch.setattr(fuzz, "_TRIED", dict.fromkeys(("export", "workbook", "archive", "profile"), broken))
    _, wrong, _ = fuzz.attempt(1)
    assert wrong is not None and wrong.startswith("IndexError at ") and "test_fuzz.py" in wrong
