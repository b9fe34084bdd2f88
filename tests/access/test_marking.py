"""A file that leaves says who took it away, and is otherwise what it was."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import docx
import pptx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from supervision.exports.marking import marked, named_for
from supervision.exports.paper.report import TEMPLATE, WORDS
from supervision.exports.paper.typesetting import typeset
from supervision.exports.tables import csv_bytes
from supervision.exports.workbooks import xlsx_bytes
from supervision.intake.reading import read

AT = datetime.fromisoformat("2022-03-07T09:30")


def _document() -> bytes:
    told = io.BytesIO()
    docx.Document().save(told)
    return told.getvalue()


def _slides() -> bytes:
    told = io.BytesIO()
    pptx.Presentation().save(told)
    return told.getvalue()


@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
def test_an_office_file_says_who_took_it_away(ending: str) -> None:
    held = {"docx": _document, "pptx": _slides, "xlsx": lambda: xlsx_bytes(["甲"], [["1"]])}[ending]()
    told = marked(held, f"a.{ending}", "wang<wu>@office.example", AT)
    if ending == "xlsx":
        assert CalamineWorkbook.from_filelike(io.BytesIO(told)).get_sheet_by_index(0).to_python()
        core = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(told)).read("docProps/core.xml"))
        (by,) = [part.text for part in core if part.tag.endswith("}lastModifiedBy")]
    else:
        opened = docx.Document if ending == "docx" else pptx.Presentation
        by = opened(io.BytesIO(told)).core_properties.last_modified_by
    assert by == "wang<wu>@office.example 2022-03-07 09:30"
    before, after = zipfile.ZipFile(io.BytesIO(held)), zipfile.ZipFile(io.BytesIO(told))
    assert before.namelist() == after.namelist()
    assert [name for name in before.namelist() if before.read(name) != after.read(name)] == [
        "docProps/core.xml"
    ]


def test_a_pdf_says_who_took_it_away_and_begins_with_what_was_made() -> None:
    held = typeset(
        {
            "language": "zh", "product": "甲", "title": "乙", "facts": [], "foot": "", "sections": [], "published": [],
            "has_cover": False, "sample": "", "sample_says": "",
            "words": {name: word.zh for name, word in WORDS.items()},
        },
        AT,
        TEMPLATE,
    )  # fmt: skip
    told = marked(held, "a.pdf", "王@office.example", AT)
    before, after = PdfReader(io.BytesIO(held)), PdfReader(io.BytesIO(told), strict=True)
    assert after.metadata is not None and before.metadata is not None
    assert after.metadata["/TakenAway"] == "王@office.example 2022-03-07 09:30"
    assert {**after.metadata} == {**before.metadata, "/TakenAway": after.metadata["/TakenAway"]}
    assert told.startswith(held), "cut back to its length it is the very file that was made"
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]


def test_an_open_data_package_says_it_in_its_description_and_in_no_row() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("datapackage.json", '{"name": "x", "resources": []}')
        packed.writestr("figures.csv", "\ufefffigure,value\r\n甲,1\r\n")
    told = marked(made.getvalue(), "release_1_frozen.zip", "wang@office.example", AT)
    before, after = zipfile.ZipFile(made), zipfile.ZipFile(io.BytesIO(told))
    assert after.read("figures.csv") == before.read("figures.csv")
    assert json.loads(after.read("datapackage.json")) == {
        "name": "x",
        "resources": [],
        "taken_away": {"by": "wang@office.example", "at": "2022-03-07T09:30+08:00"},
    }


def test_a_csv_says_it_in_a_note_below_its_rows_which_intake_takes_for_none_of_them() -> None:
    held = csv_bytes(
        ["编号", "事项", "受理日期"], [["A1", "拖延,推诿", "2022-03-07"], ["A2", "收费", "2022-03-08"]]
    )
    told = marked(held, "leads.csv", "王@office.example", AT)
    assert told.startswith(held)
    assert list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))[-1] == [
        "导出：王@office.example 2022-03-07 09:30", "", "",
    ]  # fmt: skip
    before, after = read(held, "leads.csv"), read(told, "leads.csv")
    assert [record.cells for record in after.records] == [record.cells for record in before.records]
    assert [skipped.why for skipped in after.skipped] == ["note"]


def test_the_name_of_a_file_that_is_no_office_document_says_it_too() -> None:
    assert named_for("leads.csv", "wang/../wu@office.example", AT) == "leads_wang-..-wu_202203070930.csv"
    assert named_for("release_1.docx", "wang", AT) == "release_1.docx"
