"""No phone or ID number gets past intake, however it is written; numbers that are neither stay."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.intake.checking import check_file
from supervision.intake.privacy import (
    ACCOUNT,
    IDENTITY,
    MAIL,
    NAME,
    PHONE,
    masked,
    numbers_a_person,
    signature,
)
from supervision.intake.profile_texts import own_profiles
from supervision.intake.regular import check_regular
from supervision.ledgers.rows import CheckedFile, RefusedFile
from tests.hotline import export, ticket


@pytest.mark.parametrize(
    "number",
    ["13904110000", "139 0411 0000", "139-0411-0000", "１３９０４１１００００", "①③90411⁰⁰𝟎𝟎", "+8613904110000", "86 13904110000",
     "0411-83600000", "041183600000", "(0411)83600000", "010-62345678"],
)  # fmt: skip
def test_phone_numbers_are_masked(number: str) -> None:
    assert masked(f"请致电{number}联系") == f"请致电{PHONE}联系"


def test_a_phone_number_behind_digits_of_another_script_is_masked_too() -> None:
    assert masked("2022-03-07٣٤13904110000") == f"2022-03-07٣٤{PHONE}"


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
    ("text", "said"),
    [
        ("联系人：王建国，电话已留", f"联系人:{NAME},电话已留"),
        ("举报人:欧阳娜娜反映超期办案", f"举报人:{NAME}反映超期办案"),
        ("来电人：张某某称已多次反映", f"来电人:{NAME}称已多次反映"),
        ("投诉人姓名：李女士 要求退款", f"投诉人姓名:{NAME} 要求退款"),
        ("联系人：阿卜杜拉·买买提。", f"联系人:{NAME}。"),
        ("联系人：王", f"联系人:{NAME}"),
        ("联系人: Tom Smith, 请回电", f"联系人: {NAME}, 请回电"),
    ],
)
def test_names_are_masked_after_the_word_for_whose_they_are(text: str, said: str) -> None:
    assert masked(text) == said
    assert masked(said) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请回复wang.jg_88@example.com.cn。", f"请回复{MAIL}。"),
        ("微信号：wangjg_1988，请加", f"微信号:{ACCOUNT},请加"),
        ("微信: wjg88", f"微信: {ACCOUNT}"),
        ("微信号wangjg1988", f"微信号{ACCOUNT}"),
        ("QQ：12345678", f"QQ:{ACCOUNT}"),
    ],
)
def test_addresses_are_masked(text: str, said: str) -> None:
    assert masked(text) == said


@pytest.mark.parametrize(
    ("number", "is_a_persons"),
    [("13904110000", True), ("11010519491231002X", True), ("110105194912310021", False), ("20220307001", False),
     ("12904110000", False), ("HO20220307001", False), ("139041100000", False)],
)  # fmt: skip
def test_a_persons_number_is_told_from_a_things(number: str, is_a_persons: bool) -> None:
    assert numbers_a_person(number) is is_a_persons


@pytest.mark.parametrize(
    "text",
    [
        "联系人：无",
        "微信公众号未更新",
        "被举报人已调离",
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


def test_a_row_taken_for_headings_names_nobody() -> None:
    content = "张三丰,大连市,反映问题\n李四光,大连市,投诉\n".encode()
    file = check_file(content, "messages.csv", date(2022, 6, 30))
    assert isinstance(file, RefusedFile)
    assert "fit no ledger" in file.reason.en
    assert not any(name in file.reason.zh + file.reason.en for name in ("张三丰", "李四光"))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("wang.wu@office.example", "wang.wu@office.example"),
        ("王五", "王五"),
        ("王五 13912345678", None),
        ("wang@office.example 13912345678", None),
    ],
)
def test_who_signs_keeps_the_name_they_sign_in_by(name: str, kept: str | None) -> None:
    told = signature(name)
    assert told == kept if kept else "13912345678" not in told and "office" not in told


def test_who_signs_by_a_phone_number_is_told_from_others_and_named_to_nobody() -> None:
    told = signature("13912345678")
    assert told.startswith(PHONE) and len(told) < len(PHONE) + 7
    assert told == signature("139 1234 5678") == signature("１３９１２３４５６７８") == signature(told)
    assert len({signature(f"139123456{number:02}") for number in range(100)}) == 100


@pytest.mark.parametrize(
    ("named", "text", "kept"),
    [
        ("王小明", "来电人王小明反映，王小明多次要求", f"来电人{NAME}反映，{NAME}多次要求"),
        ("王小明先生", "王小明称未答复", f"{NAME}称未答复"),
        ("王小明、李四", "李四与王小明同往", f"{NAME}与{NAME}同往"),
        ("阿不都·热合曼", "阿不都·热合曼称", f"{NAME}称"),
        ("匿名", "匿名举报某法院", "匿名举报某法院"),
        ("", "反映执行不力", "反映执行不力"),
        ("大连示例贸易有限公司", "大连示例贸易有限公司称", "大连示例贸易有限公司称"),
    ],
)
@pytest.mark.parametrize("day", ["2022-03-07 09:15", "2022-13-40"])
def test_whom_a_column_of_its_own_names_no_text_of_the_row_names(
    named: str, text: str, kept: str, day: str
) -> None:
    """Accepted or waiting, read the short way or the careful one."""
    row = ticket(1, day)
    row[7], row[9] = named, text
    rows = [ticket(number) for number in range(2, 40)]
    content = export([row, *rows])
    careful = check_file(content, "12345平台_202203.csv", date(2026, 1, 1))
    swift = check_regular(
        io.BytesIO(content), len(content), "12345平台_202203.csv", date(2026, 1, 1), None, own_profiles(),
        is_limited=True, fewest=(10, 100)
    )  # fmt: skip
    for file in (careful, swift):
        assert isinstance(file, CheckedFile)
        told = [file.columns["summary"][0]] if not file.waiting else [file.waiting[0].cells["工单内容"]]
        assert told == [kept]
