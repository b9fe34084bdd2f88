"""A row or a heading that may have shifted is never taken in silence."""

from __future__ import annotations

import pytest

from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile, RefusedFile
from tests.intake.mutate import TODAY

HEADINGS = "工单编号,来电时间,诉求类型,一级分类,承办单位,区县,工单内容,办理状态"
ROWS = [
    f"HO2022030000{n},2022-03-0{n} 10:00,投诉,超期办案,大连市公安局中山区分局,中山区,反映办案超期问题,已办结"
    for n in range(1, 7)
]


def taken(headings: str, rows: list[str]) -> CheckedFile | RefusedFile:
    return check_file("\n".join([headings, *rows, ""]).encode(), "12345平台_202203.csv", TODAY)


@pytest.mark.parametrize("count", [2, 6])
@pytest.mark.parametrize("gone", [",投诉", ",反映办案超期问题", ",已办结", ",中山区,反映办案超期问题,已办结"])
def test_a_row_that_lacks_a_cell_waits(count: int, gone: str) -> None:
    file = taken(HEADINGS, [ROWS[0].replace(gone, "", 1), *ROWS[1:count]])
    assert isinstance(file, CheckedFile)
    assert [(row.line, row.reasons[-1].problem.en) for row in file.waiting] == [
        (2, f"This row has {8 - gone.count(',')} cells under 8 headings and may have shifted.")
    ]


def test_a_row_whose_last_cells_others_leave_blank_too_is_taken() -> None:
    rows = [f"{row},{'重复件' if n == 3 else ''}" for n, row in enumerate(ROWS)]
    file = taken(f"{HEADINGS},备注", [rows[0].removesuffix(","), *rows[1:]])
    assert isinstance(file, CheckedFile)
    assert not file.waiting


def test_cells_that_are_blank_at_the_end_of_every_row_may_be_left_out() -> None:
    file = taken(f"{HEADINGS},联系电话", ROWS)
    assert isinstance(file, CheckedFile)
    assert (len(file.lines), file.waiting) == (len(ROWS), ())


@pytest.mark.parametrize(
    "headings",
    [HEADINGS.replace("区县", "区,县"), HEADINGS.replace("区县", ",区县"), HEADINGS.replace("区县,", "区县")],
)
def test_headings_that_shifted_refuse_the_file(headings: str) -> None:
    file = taken(headings, ROWS)
    assert isinstance(file, RefusedFile)
    assert "may not line up" in file.reason.en


def test_a_row_within_which_the_file_ends_waits() -> None:
    content = f"{HEADINGS}\n{ROWS[0].rsplit(',', 3)[0]}".encode()
    file = check_file(content, "12345平台_202203.csv", TODAY)
    assert isinstance(file, CheckedFile)
    assert len(file.waiting) == 1


@pytest.mark.parametrize(
    ("cell", "damaged", "why"),
    [
        ("HO20220300002", '"HO20220300002', "no part of a number"),
        ("HO20220300002", "HO202203;00002", "no part of a number"),
        ("大连市公安局中山区分局", '大连市公安局"中山区分局', "never closed"),
        ("反映办案超期问题", '"反映办案超期问题', "cut off"),
    ],
)
def test_a_stray_quote_or_separator_makes_no_new_thing(cell: str, damaged: str, why: str) -> None:
    """A number that is spelt otherwise would count the same lead twice."""
    file = taken(HEADINGS, [ROWS[0], ROWS[1].replace(cell, damaged), *ROWS[2:]])
    assert isinstance(file, CheckedFile)
    (row,) = file.waiting
    assert why in row.reasons[0].problem.en
