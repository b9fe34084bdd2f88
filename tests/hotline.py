"""Exports in the dialect of the 12345 hotline, written for a test: GB18030, a tab before each number."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

HEADINGS = (
    "工单编号", "来电时间", "诉求类型", "一级分类", "承办单位", "单位类别", "区县", "来电人", "联系电话", "工单内容",
    "办理状态",
)  # fmt: skip


def ticket(number: int | str, day: str = "2022-03-07 09:15", status: str = "已转办") -> list[str]:
    """One lead; a number given as a word stands as it is."""
    written = number if isinstance(number, str) else f"\tHO202203{number:05d}"
    return [
        written, day, "投诉", "执行不力", "示例中山区人民法院", "人民法院", "中山区", "某女士", "13900000000",
        "反映示例中山区人民法院执行不力问题", status,
    ]  # fmt: skip


def export(
    rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS, encoding: str = "gb18030"
) -> bytes:
    """The file as the hotline's system writes it."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode(encoding)
