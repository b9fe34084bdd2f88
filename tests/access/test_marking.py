"""A file that leaves says who took it away, and is otherwise what it was."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import docx
import pptx
import pytest
from python_calamine import CalamineWorkbook

from supervision.exports.marking import marked, named_for
from supervision.exports.workbooks import xlsx_bytes

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


def test_other_files_say_it_in_their_names() -> None:
    assert marked(b"a,b", "leads.csv", "wang", AT) == b"a,b"
    assert named_for("leads.csv", "wang/../wu@office.example", AT) == "leads_wang-..-wu_202203070930.csv"
    assert named_for("release_1.docx", "wang", AT) == "release_1.docx"
