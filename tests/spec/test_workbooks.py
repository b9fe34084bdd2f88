"""Workbooks handed out: a template loads back however it is filled, and no table can be ruined or run by Excel."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from supervision.__main__ import main
from supervision.exports import templates
from supervision.exports.templates import LISTS_SHEET, NOTES_SHEET, workbook_template
from supervision.exports.workbooks import xlsx_bytes
from supervision.intake.checking import check_file
from supervision.intake.reading import read
from supervision.intake.workbook import NOT_LOADED
from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.ledgers.declaration import Day, Ledger, OneOf
from supervision.ledgers.reference import reference_list
from supervision.ledgers.rows import CheckedFile

TODAY = date(2023, 1, 31)
SHEET = "xl/worksheets/sheet1.xml"


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml")}


def filled_in(template: bytes, ledger: Ledger, rows: Sequence[Sequence[str]]) -> bytes:
    """The template as Excel saves it once somebody has typed rows: days as numbers in the column's own format."""
    written = "".join(
        f'<row r="{line}">{"".join(_cell(ledger, line, place, cell) for place, cell in enumerate(row))}</row>'
        for line, row in enumerate(rows, start=2)
    )
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as before,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name == SHEET:
                styles = re.findall(rb'<col min="(\d+)"[^>]* style="(\d+)"', content)
                text = written
                for column, style in styles:
                    text = text.replace(f"style of {int(column) - 1}!", style.decode())
                content = content.replace(b"</sheetData>", f"{text}</sheetData>".encode())
            after.writestr(name, content)
    return held.getvalue()


def _cell(ledger: Ledger, line: int, place: int, cell: str) -> str:
    where = f'r="{chr(65 + place)}{line}" s="style of {place}!"'
    if isinstance(ledger.columns[place].kind, Day):
        return f"<c {where}><v>{(date.fromisoformat(cell) - date(1899, 12, 30)).days}</v></c>"
    return f'<c {where} t="inlineStr"><is><t>{escape(cell)}</t></is></c>'


def example_row(ledger: Ledger) -> list[str]:
    return [column.example for column in ledger.columns]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
@pytest.mark.parametrize("rows", [0, 1, 40])
def test_a_template_loads_back_and_its_notes_never_do(ledger: Ledger, rows: int) -> None:
    """The notes hold more rows than an empty template and most filled ones."""
    workbook = filled_in(workbook_template(ledger), ledger, [example_row(ledger)] * rows)
    file = check_file(workbook, "template.xlsx", TODAY)
    assert isinstance(file, CheckedFile), file
    assert file.ledger == ledger
    assert (file.records, len(file.lines), file.waiting) == (rows, rows, ())
    assert not any("不录入" in note.zh for note in file.notes)


def test_numbers_and_codes_come_back_as_they_were_typed() -> None:
    ledger = ledger_named("leads")
    row = dict(zip((column.name for column in ledger.columns), example_row(ledger), strict=True))
    row |= {"number": "007123456789012345678", "uscc": "91350100M000100Y43"}
    file = check_file(
        filled_in(workbook_template(ledger), ledger, [list(row.values())]), "template.xlsx", TODAY
    )
    assert isinstance(file, CheckedFile)
    assert file.columns["number"] == ["007123456789012345678"]
    assert file.columns["uscc"] == ["91350100M000100Y43"]
    assert file.columns["received_on"] == [date(2022, 3, 7)]


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_a_template_advises_on_every_list_and_forbids_nothing(ledger: Ledger) -> None:
    told = parts(workbook_template(ledger))
    sheet = ElementTree.fromstring(told[SHEET])
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    advice = {
        ord(rule.attrib["sqref"][0]) - 65: rule for rule in sheet.iterfind(".//m:dataValidation", space)
    }
    assert sheet.find(".//m:pane[@state='frozen']", space) is not None
    for place, column in enumerate(ledger.columns):
        rule = advice[place]
        # A rule without an error style of "warning" would refuse what intake accepts under another spelling.
        assert rule.attrib.get("errorStyle") == "warning" or "type" not in rule.attrib
        if isinstance(column.kind, OneOf):
            assert rule.attrib["type"] == "list"
            formula = rule.findtext("m:formula1", None, space)
            names = reference_list(column.kind.list_name).names
            assert formula is not None
            assert formula == f'"{",".join(names)}"' or LISTS_SHEET in formula


def test_notes_name_every_column_in_both_languages() -> None:
    ledger = ledger_named("collections")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook_template(ledger)))
    cells = {str(cell) for row in book.get_sheet_by_name(NOTES_SHEET).to_python() for cell in row}
    for column in ledger.columns:
        assert {column.title.zh, column.title.en, column.about.zh, column.about.en, column.example} <= cells


def test_a_list_too_long_for_a_cell_stands_on_a_hidden_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "_LONGEST_INLINE", 20)
    ledger = ledger_named("referrals")
    workbook = workbook_template.__wrapped__(ledger)
    told = parts(workbook)
    assert re.search(rf'name="{re.escape(LISTS_SHEET)}"[^>]*state="hidden"', told["xl/workbook.xml"])
    listed = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name(LISTS_SHEET).to_python()
    crimes = list(reference_list("duty_crimes").names)
    assert crimes in [[row[place] for row in listed] for place in range(len(listed[0]))]
    file = check_file(filled_in(workbook, ledger, [example_row(ledger)]), "template.xlsx", TODAY)
    assert isinstance(file, CheckedFile)
    assert len(file.lines) == 1


def test_a_sheet_of_notes_is_read_when_there_is_no_other() -> None:
    held = io.BytesIO()
    with Workbook(held) as book:
        book.add_worksheet("空")
        notes = book.add_worksheet(f"数据{NOT_LOADED}")
        notes.write_column(0, 0, ["编号", "1", "2"])
        notes.write_column(0, 1, ["名称", "甲", "乙"])
    assert len(read(held.getvalue(), "a.xlsx").records) == 2


def test_the_command_writes_a_workbook(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["template", "visits", "--format", "xlsx"]) == 0
    file = check_file(capfdbinary.readouterr().out, "template.xlsx", TODAY)
    assert isinstance(file, CheckedFile)
    assert file.ledger.name == "visits"


def test_a_table_for_excel_keeps_texts_as_texts() -> None:
    rows = [
        ["=1+1", "007", date(2022, 3, 7), 12, Decimal("0.5"), None],
        ["@SUM(A1)", "91350100M000100Y43", None, 10**16, None, "长" * 40_000],
    ]
    workbook = xlsx_bytes(["甲", "编号", "日期", "件数", "率", "摘要"], rows)
    told = parts(workbook)
    assert "<f>" not in told[SHEET]
    assert 'state="frozen"' in told[SHEET]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["甲", "编号", "日期", "件数", "率", "摘要"]
    assert sheet[1] == ["=1+1", "007", "2022-03-07", 12.0, 0.5, ""]
    assert sheet[2][:4] == ["@SUM(A1)", "91350100M000100Y43", "", "10000000000000000"]
    assert sheet[2][5].endswith("长…")


def test_a_table_for_excel_without_rows_still_has_its_headings() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(["甲"], []))).get_sheet_by_index(0)
    assert sheet.to_python() == [["甲"]]
