"""An empty workbook for each ledger that helps whoever fills it in, and loads back as it is.

The first sheet holds the headings and nothing else. Drop-downs and warnings only advise: what intake would
accept under another spelling must not be forbidden. The other sheets say in their names that they are not
loaded, and intake goes by that.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from supervision.exports.workbooks import shown_width, write_headings
from supervision.intake.cells import FIRST_DAY
from supervision.intake.workbook import NOT_LOADED
from supervision.ledgers.declaration import Column, Count, CreditCode, Day, FreeText, Ledger, OneOf, SomeOf
from supervision.ledgers.reference import reference_list
from supervision.text import Text

NOTES_SHEET = f"说明 Notes{NOT_LOADED}"
LISTS_SHEET = f"可选值 Lists{NOT_LOADED}"

_LONGEST_INLINE = 255
"""Characters that Excel takes for a list within its cell; a longer one stands on a sheet of its own."""
_LAST_ROW = 1_048_575
_REQUIRED_MARK = "*"
"""Intake passes over it when it compares headings."""


@cache
def workbook_template(ledger: Ledger) -> bytes:
    """Headings with their drop-downs and warnings, and a sheet of notes in both languages."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet(ledger.title.zh)
        notes = book.add_worksheet(NOTES_SHEET)
        lists = _Lists(book)
        plain = book.add_format({"bold": True, "bottom": 1})
        required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F6CF7F"})
        formats = {kind: book.add_format({"num_format": kind}) for kind in ("@", "yyyy-mm-dd", "0")}
        write_headings(page, [_heading(column) for column in ledger.columns], plain)
        for place, column in enumerate(ledger.columns):
            if column.required:
                page.write_string(0, place, _heading(column), required)
            width = max(shown_width(_heading(column)), shown_width(column.example))
            page.set_column(place, place, width, formats[_number_format(column)])
            if (advice := _advice(column, lists)) is not None:
                page.data_validation(1, place, _LAST_ROW, place, advice)
        _write_notes(book, notes, ledger)
        lists.hide()
    return held.getvalue()


def _heading(column: Column) -> str:
    return column.title.zh + _REQUIRED_MARK * column.required


def _number_format(column: Column) -> str:
    """Whatever is no day and no count is text, or Excel rounds numbers to fifteen digits and drops their zeros."""
    return {Day: "yyyy-mm-dd", Count: "0"}.get(type(column.kind), "@")


class _Lists:
    """The hidden sheet of long lists; it is there only when a list needs it."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.page: Worksheet | None = None
        self.ranges: dict[str, str] = {}

    def source(self, name: str) -> list[str] | str:
        """What a drop-down offers: the names themselves, or where they stand."""
        names = list(reference_list(name).names)
        if len(",".join(names)) <= _LONGEST_INLINE and not any("," in one for one in names):
            return names
        if name not in self.ranges:
            if self.page is None:
                self.page = self.book.add_worksheet(LISTS_SHEET)
            place = len(self.ranges)
            self.page.write_column(0, place, names)
            letter = xl_col_to_name(place)
            self.ranges[name] = f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(names)}"
        return self.ranges[name]

    def hide(self) -> None:
        if self.page is not None:
            self.page.hide()


def _advice(column: Column, lists: _Lists) -> dict[str, Any] | None:
    """What Excel says while a cell is filled in; a warning can be passed over, nothing is forbidden."""
    told: dict[str, Any] = {
        "error_type": "warning",
        "error_title": "请核对 Please check",
        "input_title": column.title.zh[:32],
        "input_message": f"{column.about.zh}\n例 e.g. {column.example}"[:255],
    }
    match column.kind:
        case OneOf(list_name=name):
            said = (
                "不在可选值之内，录入时可能待更正。\nNot one of the names listed; the row may have to wait."
            )
            return told | {"validate": "list", "source": lists.source(name), "error_message": said}
        case Day(may_be_ahead=ahead):
            said = "应为日期，例如2022-03-07，且不晚于今天。\nA day such as 2022-03-07, not in the future."
            if ahead:
                said = "应为日期，例如2022-03-25。\nA day such as 2022-03-25."
                return told | {
                    "validate": "date",
                    "criteria": ">=",
                    "value": FIRST_DAY,
                    "error_message": said,
                }
            bounds = {"criteria": "between", "minimum": FIRST_DAY, "maximum": "=TODAY()"}
            return told | {"validate": "date", "error_message": said} | bounds
        case Count():
            said = "应为不小于0的整数。\nA whole number, zero or more."
            return told | {"validate": "integer", "criteria": ">=", "value": 0, "error_message": said}
        case _:
            return told | {"validate": "any"}


_HOW = Text(
    zh="在“{sheet}”页自第2行起填写，每行一条。标*的栏目必填。本页不会被录入。",
    en="Fill in the sheet “{sheet}” from its row 2 on, one row per thing. Headings with * are required. This sheet is not "
    "loaded.",
)
_NOTES_HEADINGS = (
    "栏目", "Column", "必填 Required", "含义", "Meaning", "示例 Example", "可填的值 Allowed values",
)  # fmt: skip
_NOTES_WIDTHS = (18, 22, 12, 48, 56, 26, 60)


def _write_notes(book: Workbook, notes: Worksheet, ledger: Ledger) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    how = _HOW.with_values(sheet=ledger.title.zh)
    for line, told in enumerate((ledger.about.zh, ledger.about.en, how.zh, how.en)):
        notes.write_string(line, 0, told)
    for place, (heading, width) in enumerate(zip(_NOTES_HEADINGS, _NOTES_WIDTHS, strict=True)):
        notes.write_string(5, place, heading, bold)
        notes.set_column(place, place, width)
    for line, column in enumerate(ledger.columns, start=6):
        cells = (
            column.title.zh, column.title.en, "是 yes" if column.required else "", column.about.zh, column.about.en,
            column.example, allowed(column),
        )  # fmt: skip
        for place, cell in enumerate(cells):
            notes.write_string(line, place, cell, wrapped)
    notes.freeze_panes(6, 1)


def allowed(column: Column) -> str:
    """What a cell of the column may hold, in both languages."""
    match column.kind:
        case Day(may_be_ahead=ahead):
            late = "" if ahead else "，不晚于今天 not in the future"
            return f"日期 a day: 2022-03-07、2022/3/7、2022年3月7日{late}"
        case Count():
            return "不小于0的整数 a whole number, zero or more"
        case CreditCode():
            return "18位代码 a code of 18 characters"
        case FreeText():
            return "文字；其中的电话和证件号码会隐去 text; phone and ID numbers in it are masked"
        case OneOf(list_name=name):
            return f"其中之一 one of: {'、'.join(reference_list(name).names)}"
        case SomeOf(list_name=name):
            return (
                f"可填多个，用顿号分隔 any of these, separated by 、: {'、'.join(reference_list(name).names)}"
            )
        case _:
            return "文字 text"
