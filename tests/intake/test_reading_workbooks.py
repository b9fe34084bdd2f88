"""A workbook is read for what it is, whatever it is called, and a harmful one is refused before it does harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from supervision.intake.reading import read
from supervision.text import Refusal

SAMPLES = Path(__file__).parent / "samples"


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return stream.getvalue()


LEDGER = [
    ["投诉台账"],
    [],
    ["编号", "日期", "件数", "比率", "信用代码"],
    ["B1", date(2022, 3, 7), 3, 0.5, "0012"],
    ["B2", datetime.fromisoformat("2022-03-08 09:30"), 44, 1.25, "91210200"],
    [],
    ["合计", "", 47],
]


def test_cells_become_the_text_that_excel_shows() -> None:
    told = read(workbook(台账=LEDGER), "台账.xlsx")
    assert (told.encoding, told.delimiter, told.heading_line) == ("workbook", None, 3)
    assert [record.cells for record in told.records] == [
        ("B1", "2022-03-07", "3", "0.5", "0012"),
        ("B2", "2022-03-08 09:30:00", "44", "1.25", "91210200"),
    ]
    assert [(each.line, each.why) for each in told.skipped] == [
        (1, "title"), (2, "blank"), (6, "blank"), (7, "total"),
    ]  # fmt: skip
    assert told.notes == ()


def test_a_number_that_a_workbook_has_ruined_looks_ruined() -> None:
    told = read(workbook(表=[["编号", "代码"], ["A1", 912102001234567890], ["A2", 12345678901]]), "表.xlsx")
    assert [record.cells[1] for record in told.records] == ["9.12102E+17", "12345678901"]


def test_the_fullest_sheet_is_read_and_the_others_are_named() -> None:
    told = read(workbook(空=[], 说明=[["填报说明"], ["请按月填报"]], 台账=LEDGER), "台账.xlsx")
    assert len(told.records) == 2
    (note,) = told.notes
    assert "台账" in note.zh and "说明" in note.zh and "空" not in note.zh


@pytest.mark.parametrize("name", ["台账.csv", "台账.txt", "台账"])
def test_a_workbook_by_another_name_is_read_with_a_note(name: str) -> None:
    told = read(workbook(台账=LEDGER), name)
    assert (len(told.records), len(told.notes)) == (2, 1)


def test_the_old_format_is_read() -> None:
    told = read((SAMPLES / "ledger.xls").read_bytes(), "ledger.xls")
    assert told.headings == ("编号", "投诉时间", "件数", "投诉企业")
    assert [record.cells[1] for record in told.records] == ["2022-03-07", "2022-03-08", "2022-03-09"]


def test_text_named_xls_is_read() -> None:
    told = read("编号\t日期\nA1\t2022-03-07\n".encode("gb18030"), "台账.xls")
    assert (told.delimiter, len(told.records)) == ("\t", 1)


def rezipped(content: bytes, **changed: bytes) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, changed.get(Path(part.filename).stem, old.read(part)))
    return stream.getvalue()


def test_harmful_workbooks_are_refused() -> None:
    good = workbook(台账=LEDGER)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.csv", "a,b\n1,2\n")
    empty = workbook(空=[])
    far = workbook(远=[["编号", "值"], ["A", 1]])
    with zipfile.ZipFile(io.BytesIO(far)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml")
    spread = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    bomb = rezipped(good, sheet1=sheet + b" " * (1 << 26))
    for content in (good[: len(good) // 2], archive.getvalue(), empty, rezipped(far, sheet1=spread), bomb):
        with pytest.raises(Refusal):
            read(content, "台账.xlsx")
