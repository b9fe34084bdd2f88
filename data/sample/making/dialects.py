"""How each of the six source systems writes its leads down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from .leads import Lead
from .lists import BUSINESS, COMMISSION, CYBERSPACE, DISCIPLINE, HOTLINE, PETITION


@dataclass(frozen=True)
class Dialect:
    """How one source system hands over its leads."""

    write_row: Callable[[Random, int, Lead, str], list[str]]  # its place in the file, the lead, its status
    encoding: str = "gb18030"
    delimiter: str = ","
    above: Callable[[str], list[str]] | None = None  # the line above the headings, of a month
    below: Callable[[int], list[list[str]]] | None = None  # the lines at the foot, of so many records
    rows_are_numbered: bool = False  # then no two rows are quite the same, and none is sent twice in one file


def padded(chance: Random, cell: str | None) -> str:
    """The cell, sometimes with the spaces around it that copying out of a form leaves."""
    return f" {cell or ''}\u3000" if chance.random() < 0.07 else cell or ""


def full_width(text: str) -> str:
    """As a Chinese input method types letters and digits."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def excel_serial(day: date) -> str:
    """A day as Excel stores it."""
    return str((day - date(1899, 12, 30)).days)


def slashed(day: date) -> str:
    """2022/3/7"""
    return f"{day.year}/{day.month}/{day.day}"


def dotted(day: date) -> str:
    """2022.03.07"""
    return f"{day:%Y.%m.%d}"


def in_words(day: date) -> str:
    """2022年3月7日"""
    return f"{day.year}年{day.month}月{day.day}日"


def hotline_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """A tab keeps Excel from rounding the ticket's number; the caller is named."""
    row = lead.row
    return [
        f"\t{row['number']}", f"{row['received_on']} {lead.clock[:5]}", row["channel"],
        padded(chance, row["matter"]), row["body"], row["organ"], row["district"], lead.person, lead.phone,
        lead.summary, status,
    ]  # fmt: skip


def petition_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """The petitioner is named; the organ is not, only the body."""
    row = lead.row
    return [
        row["number"], slashed(row["received_on"]), row["channel"], lead.person, lead.phone, row["district"],
        row["matter"], row["body"], "否", padded(chance, row["enterprise_name"]),
        lead.summary, status,
    ]  # fmt: skip


def commission_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """Days in words, the enterprise with its code."""
    row = lead.row
    return [
        row["number"], in_words(row["received_on"]), row["complainant_kind"], row["body"], row["organ"],
        row["matter"], row["enterprise_name"] or "", row["uscc"] or "", padded(chance, row["district"]),
        lead.summary, status,
    ]  # fmt: skip


def cyberspace_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """A time of day down to the second."""
    row = lead.row
    return [
        row["number"], f"{row['received_on']} {lead.clock}", row["channel"], row["body"], row["matter"],
        row["district"], lead.summary, status,
    ]  # fmt: skip


def discipline_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """Numbered rows, and numbers now and then typed in full width."""
    row = lead.row
    number = full_width(row["number"]) if chance.random() < 0.25 else row["number"]
    return [
        str(place), number, dotted(row["received_on"]), row["body"], padded(chance, row["matter"]),
        row["complainant_kind"], status, row["district"], "",
    ]  # fmt: skip


def business_row(chance: Random, place: int, lead: Lead, status: str) -> list[str]:
    """Numbered rows, and days as the numbers Excel keeps."""
    row = lead.row
    return [
        str(place), row["number"], excel_serial(row["received_on"]), row["enterprise_name"] or "",
        row["uscc"] or "", row["body"], row["organ"], row["matter"], row["district"], status,
    ]  # fmt: skip


HEADINGS: dict[str, tuple[str, ...]] = {
    HOTLINE: (
        "工单编号", "来电时间", "诉求类型", "一级分类", "承办单位", "单位类别", "区县", "来电人",
        "联系电话", "工单内容", "办理状态",
    ),
    PETITION: (
        "信访件编号", "信访日期", "信访形式", "信访人", "联系电话", "问题属地", "内容分类", "责任单位",
        "是否重复件", "涉及企业名称", "概况信息", "办理状态",
    ),
    COMMISSION: (
        "线索编号", "登记日期", "举报人类别", "被举报单位", "单位类别", "问题分类", "涉及企业",
        "统一社会信用代码", "所在区县", "内容摘要", "办理状态",
    ),
    CYBERSPACE: (
        "舆情编号", "发现时间", "平台", "涉及单位", "事项类别", "属地", "摘要", "处置状态",
    ),
    DISCIPLINE: (
        "序号", "线索编号", "受理时间", "反映对象单位", "反映问题类型", "反映人类型", "处置方式",
        "所属地区", "备注",
    ),
    BUSINESS: (
        "序号", "编号", "投诉时间", "投诉企业", "统一社会信用代码", "被投诉单位", "被投诉单位类型",
        "投诉事项", "属地", "状态",
    ),
}  # fmt: skip

DIALECTS = {
    HOTLINE: Dialect(hotline_row, below=lambda records: [[""] * 11] * (1 + records % 3)),
    PETITION: Dialect(petition_row),
    COMMISSION: Dialect(commission_row, encoding="utf-8-sig"),
    CYBERSPACE: Dialect(cyberspace_row, encoding="utf-8", delimiter="\t"),
    DISCIPLINE: Dialect(
        discipline_row,
        above=lambda month: [f"涉营商环境问题线索移送登记表({month[:4]}年{int(month[5:])}月)"] + [""] * 8,
        below=lambda records: [["合计", "", "", "", "", "", "", f"{records}件", ""]],
        rows_are_numbered=True,
    ),
    BUSINESS: Dialect(
        business_row,
        above=lambda month: ["", "基本情况", "", "投诉主体", "", "被投诉对象", "", "办理情况", "", ""],
        rows_are_numbered=True,
    ),
}
