"""No phone or ID number gets past intake, however it is written; numbers that are neither stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.intake.privacy import IDENTITY, PHONE, masked


@pytest.mark.parametrize(
    "number",
    ["13904110000", "139 0411 0000", "139-0411-0000", "１３９０４１１００００", "+8613904110000", "86 13904110000",
     "0411-83600000", "041183600000", "(0411)83600000", "010-62345678"],
)  # fmt: skip
def test_phone_numbers_are_masked(number: str) -> None:
    assert masked(f"请致电{number}联系") == f"请致电{PHONE}联系"


@pytest.mark.parametrize(
    "number",
    [
        "210202199001011234",
        "210202 19900101 1234",
        "21020219900101123X",
        "21020219900101123x",
        "210202900101123",
    ],
)
def test_id_numbers_are_masked(number: str) -> None:
    assert masked(f"身份证{number}。") == f"身份证{IDENTITY}。"


def test_a_bare_local_number_is_masked_after_the_word_for_phone() -> None:
    assert masked("联系电话：83600000") == f"联系电话:{PHONE}"


@pytest.mark.parametrize(
    "text",
    [
        "HO20210300186",
        "（2021）辽0202民初1234号",
        "2022年3月7日",
        "反映金额1234567元",
        "91350100M000100Y43",
        "共计83600000元",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text


@given(
    st.text("反映问题,。;: \n联系电话abc", max_size=12),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text("反映问题,。;: \n联系电话abc", max_size=12),
)
def test_no_mobile_number_survives_in_any_company(before: str, number: str, after: str) -> None:
    assert number not in masked(before + number + after)
