"""One cell at a time: what is read, and what is refused with which remedy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import credit_code_holds, doubt, read_cell
from supervision.ledgers.declaration import (
    Count,
    CreditCode,
    Day,
    FreeText,
    Kind,
    Number,
    OneOf,
    SomeOf,
    Word,
)
from supervision.ledgers.reference import organ_of_body, reference_list

TODAY = date(2022, 12, 31)


def cell(kind: Kind, raw: str) -> Any:
    return read_cell(kind, raw, TODAY)


@pytest.mark.parametrize(
    "raw",
    [
        "2022-03-07", "2022/3/7", "2022.03.07", "2022.3.7", "20220307", "2022年3月7日", "2022年03月07日", "44627",
        "44627.0646", "2022-03-07 01:31", "2022/3/7 9:05:00", "2022-03-07T09:31:27", "2022-03-07T09:31:27+08:00",
        "２０２２．０３．０７", "\t2022-03-07 ", "\u30002022-03-07\u200b", '="2022-03-07"', "2022 年 3 月 7 日", "20220307123000",
        "2022年3月7日 9时5分", "2022/3/7 11:25:05 PM",
        "20220307 14:17", "20220307 14:17:05", "20220307T1417", "2022-03-07 下午2:17", "2022年3月7日上午9时", "2022/3/7 晚上11:05",
        "2022年3月7日 星期一", "2022-03-07（周一） 14:17", "2022-03-07T15:59:59Z", "2022-03-06T16:00:00.000Z",
        "2022-03-06T23:30:00+02:00", "2022-03-06 16:00Z",
    ],
)  # fmt: skip
def test_one_day_in_all_its_spellings(raw: str) -> None:
    assert cell(Day(), raw) == date(2022, 3, 7)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("2022-13-01", "no such day"),
        ("2022-02-29", "no such day"),
        ("1/2/2016", "can't be told"),
        ("2022年3月", "not a day"),
        ("昨天", "not a day"),
        ("123456", "not a day"),
        ("2023-01-01", "future"),
        ("1901-01-01", "before 1990"),
        ("2022-13-07T23:00:00Z", "no such day"),
        ("2022-03-07T25:00:00Z", "no such day"),
        ("2022-03-07 下午", "not a day"),
    ],
)
def test_a_day_that_is_none_is_refused_with_its_reason(raw: str, problem: str) -> None:
    with pytest.raises(CellProblem, match=problem) as told:
        cell(Day(), raw)
    assert told.value.remedy.zh
    assert told.value.remedy.en
    # A day that is written well needs no other way of writing.
    assert ("Ask the source" in told.value.remedy.en) is (problem == "no such day")


def test_a_time_told_elsewhere_falls_on_the_local_day() -> None:
    """Z is Greenwich: what happened there at 16:00 happened here at midnight, on the next day."""
    assert cell(Day(), "2022-03-07T15:59:59Z") == date(2022, 3, 7)
    assert cell(Day(), "2022-03-07T16:00:00Z") == date(2022, 3, 8)


@pytest.mark.parametrize("raw", ["13904110000", "１３９０４１１００００", "139-0411-0000", "+8613904110000", "11010519491231002X",
    "电话13904110000", "编号 13904110000", "110105 19491231002x"])  # fmt: skip
def test_a_number_that_numbers_a_person_is_refused(raw: str) -> None:
    with pytest.raises(CellProblem, match="phone or ID number"):
        cell(Number(), raw)


@pytest.mark.parametrize("raw", ["20220307001", "12345678901", "139041100001", "HO13904110000", "110105194912310021", "0411-83600000",
    "2022-0307-0001"])  # fmt: skip
def test_a_number_as_long_as_a_persons_is_kept(raw: str) -> None:
    assert cell(Number(), raw) == raw


def test_a_whole_row_is_no_number() -> None:
    with pytest.raises(CellProblem, match="too long"):
        cell(Number(), "HO1 投诉 超期办案 大连市公安局中山区分局 中山区" * 3)


def test_plans_may_lie_ahead() -> None:
    assert cell(Day(may_be_ahead=True), "2023-01-01") == date(2023, 1, 1)


@given(st.dates(date(1990, 1, 1), TODAY))
def test_every_day_survives_every_style(day: date) -> None:
    styles = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    )
    assert {cell(Day(), style) for style in styles} == {day}


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("\tHO20210300186", "HO20210300186"),
        ("ＤＩ２０２１０２０００１２", "DI20210200012"),
        ('="000123"', "000123"),
        ("'000123", "000123"),
        (" 00 12 ", "0012"),
        ("", None),
        ("—", None),
    ],
)
def test_numbers_keep_their_zeros_and_lose_their_wrapping(raw: str, number: str | None) -> None:
    assert cell(Number(), raw) == number


@pytest.mark.parametrize("raw", ["9.12E+17", "9.12102E+17", "1E+15", "９.１２Ｅ+１７"])
def test_a_number_ruined_by_excel_is_refused(raw: str) -> None:
    with pytest.raises(CellProblem, match="scientific notation"):
        cell(Number(), raw)
    with pytest.raises(CellProblem, match="scientific notation"):
        cell(CreditCode(), raw)


@pytest.mark.parametrize(
    ("raw", "count"),
    [("12", 12), ("１２", 12), ("1,234", 1234), ("9件", 9), ("0", 0), ("12.0", 12), ("", None)],
)
def test_counts(raw: str, count: int | None) -> None:
    assert cell(Count(), raw) == count


@pytest.mark.parametrize("raw", ["-1", "1.5", "约12", "1,23", "1,000,000,000", "2147483648"])
def test_what_is_no_count_is_refused(raw: str) -> None:
    with pytest.raises(CellProblem, match="not a whole number"):
        cell(Count(), raw)


def test_words_are_trimmed_and_narrowed() -> None:
    assert cell(Word(), " 违规查封扣押冻结\u3000") == "违规查封扣押冻结"
    assert cell(Word(), "示例（大连）Ａ公司") == "示例(大连)A公司"
    assert cell(Word(), "\u200b \u3000") is None


def test_free_text_keeps_its_lines_and_punctuation() -> None:
    assert cell(FreeText(), "反映问题，\r\n详见附件 ") == "反映问题，\n详见附件"


@pytest.mark.parametrize(
    ("raw", "name"), [("金普新区", "金州区"), ("旅顺", "旅顺口区"), (" 高新区\u3000", "高新区"), ("", None)]
)
def test_names_of_a_list_are_found_by_any_of_their_spellings(raw: str, name: str | None) -> None:
    assert cell(OneOf(list_name="districts"), raw) == name


def test_a_name_that_is_not_on_the_list_is_refused_with_the_list() -> None:
    with pytest.raises(CellProblem) as told:
        cell(OneOf(list_name="organs"), "城管局")
    assert "公安机关、人民法院、人民检察院、司法行政机关" in told.value.remedy.zh


@pytest.mark.parametrize("crime", [name for name in reference_list("duty_crimes").names if "、" in name])
def test_a_crime_whose_name_holds_the_separator_is_one_crime(crime: str) -> None:
    assert cell(OneOf(list_name="duty_crimes"), crime) == crime


@pytest.mark.parametrize("joint", ["、", ",", ";", "\n", "/", " "])
def test_several_names_in_one_cell(joint: str) -> None:
    both = f"金普新区对接企业{joint}中省属单位"
    assert cell(SomeOf(list_name="pools"), both) == ("中省属单位", "金普新区对接企业")
    plans = f"《大连市营商环境升级行动方案（2022-2024年）》{joint}大连市政法机关服务保障高质量发展 优化法治化营商环境若干措施"
    assert cell(SomeOf(list_name="policies"), plans) == reference_list("policies").names


def test_a_leftover_among_several_names_is_refused() -> None:
    with pytest.raises(CellProblem, match="not on the list"):
        cell(SomeOf(list_name="pools"), "中省属单位、别的")


@pytest.mark.parametrize(
    ("code", "holds"),
    [
        ("91350100M000100Y43", True), ("91350100M000100Y4Z", False), ("91110000600037341L", True),
        ("9131000063159284XQ", True), ("91350211M0000XUF46", False), ("91350100M0001TGQXM", False), ("12", False),
    ],
)  # fmt: skip
def test_the_check_digit_of_a_credit_code_warns_and_never_refuses(code: str, holds: bool) -> None:
    assert credit_code_holds(code) is holds
    assert cell(CreditCode(), code.lower()) == code
    assert (doubt(CreditCode(), code) is None) is holds


@pytest.mark.parametrize(
    ("body", "organ"),
    [
        ("大连市公安局中山区分局", "公安机关"),
        ("大连市中山区人民法院", "人民法院"),
        ("大连市人民检察院", "人民检察院"),
        ("大连市高新区司法局", "司法行政机关"),
        ("大连市城管局", None),
        ("公安局与法院", None),
    ],
)
def test_a_bodys_name_tells_its_kind(body: str, organ: str | None) -> None:
    assert organ_of_body(body) == organ
