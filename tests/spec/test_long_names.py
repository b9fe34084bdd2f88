"""Long names beside bars: Chinese ones break where there is room, words in Latin letters never."""

from __future__ import annotations

import pytest

from supervision.charts.style import wrapped
from supervision.figures.tables import label
from supervision.ledgers.reference import reference_list


@pytest.mark.parametrize("width", [8, 10, 14])
def test_no_english_name_of_a_district_is_broken_within_a_word(width: int) -> None:
    """Lüshunkou has a letter that is not ASCII, and is no Chinese name for that."""
    for district in reference_list("districts").names:
        name = label("district", district).en
        assert wrapped(name, width).replace("<br>", " ") == name


def test_a_long_chinese_name_takes_two_lines_of_which_none_begins_with_a_mark() -> None:
    assert wrapped("不按规定移送、受理案件", 8) == "不按规定移送、<br>受理案件"
