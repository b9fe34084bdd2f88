"""A file that takes too long is refused with a sentence, at whatever stage that is, and nothing of it is taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
from xlsxwriter import Workbook

from supervision.intake.checking import check_file
from supervision.intake.time_allowed import OFTEN, Allowance, hold_to_time, within
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import check_bytes
from supervision.text import Refusal

TODAY = date(2022, 6, 30)
HEADINGS = "线索编号,受理日期,来源,管辖机关"
ROWS = [f"A{number},2022-03-07,12345平台,公安机关" for number in range(OFTEN + 1)]


def _sound() -> bytes:
    return "\n".join([HEADINGS, *ROWS, ""]).encode()


def _damaged() -> bytes:
    """A quote that never closes: every record is then read by itself."""
    return "\n".join([HEADINGS, 'A0,2022-03-07,12345平台,"公安机关', *ROWS, ""]).encode()


def _workbook() -> bytes:
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for line, row in enumerate([HEADINGS, *ROWS]):
            page.write_row(line, 0, row.split(","))
    return held.getvalue()


def _asked(content: bytes, name: str) -> int:
    """How often the clock is looked at while that file is read and checked."""
    clock = count()
    file = check_file(content, name, TODAY, allowance=Allowance(1e9, lambda: float(next(clock))))
    assert isinstance(file, CheckedFile), file
    return next(clock) - 1


@pytest.mark.parametrize(
    ("make", "name"), [(_sound, "线索.csv"), (_damaged, "线索.csv"), (_workbook, "线索.xlsx")]
)
def test_a_file_is_stopped_wherever_its_time_ends(make: Callable[[], bytes], name: str) -> None:
    content = make()
    asked = _asked(content, name)
    assert asked > 9, "every stage asks more than once for so many rows"
    for ends in (1, asked // 2, asked):
        clock = count()
        file = check_file(content, name, TODAY, allowance=Allowance(ends, lambda: float(next(clock))))  # noqa: B023
        assert isinstance(file, RefusedFile), ends
        assert name in file.reason.zh and "没有录入" in file.reason.zh and "Split it" in file.reason.en


def test_a_file_that_is_in_time_is_what_it_always_was() -> None:
    (file,) = check_bytes(_sound(), "线索.csv")
    assert isinstance(file, CheckedFile) and file.records == len(ROWS)


def test_time_is_asked_of_nobody_to_whom_none_was_set() -> None:
    hold_to_time()
    with pytest.raises(Refusal), within(Allowance(0), "a.csv"):
        hold_to_time()
    hold_to_time()
