"""Every format in which a release leaves the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from supervision.exports.releases import open_data
from supervision.exports.releases.brief import brief
from supervision.exports.workbooks import MIME as XLSX
from supervision.releases.life import Release
from supervision.releases.wording.questions import questions
from supervision.text import Language, Text


@dataclass(frozen=True)
class Format:
    """One kind of file: what it is called, how it is made, how its name ends and what a browser calls it."""

    title: Text
    make: Callable[[Release, Language], bytes]
    ending: str
    mime: str


# Each library takes a quarter of a second to import, for which nobody should wait who asks for another format.
def _word(release: Release, language: Language) -> bytes:
    from supervision.exports.releases import word

    return word.document(brief(release), language)


def _slides(release: Release, language: Language) -> bytes:
    from supervision.exports.releases import slides

    return slides.presentation(brief(release), language)


def _workbook(release: Release, language: Language) -> bytes:
    from supervision.exports.releases import workbook

    return workbook.workbook(brief(release), language)


def _pdf(release: Release, language: Language) -> bytes:
    from supervision.exports.releases import sheets

    return sheets.pdf(brief(release), language)


def question_sheet(release: Release, language: Language) -> bytes:
    """The question sheet as .docx."""
    from supervision.exports.releases import word

    return word.question_sheet(brief(release), questions(release.document), language)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    "docx": Format(
        Text(zh="Word 通稿附表", en="Word brief"), _word, ".docx", f"{_OFFICE}.wordprocessingml.document"
    ),
    "pptx": Format(
        Text(zh="PowerPoint 幻灯片", en="PowerPoint slides"),
        _slides,
        ".pptx",
        f"{_OFFICE}.presentationml.presentation",
    ),
    "xlsx": Format(Text(zh="Excel 工作簿", en="Excel workbook"), _workbook, ".xlsx", XLSX),
    "pdf": Format(Text(zh="PDF", en="PDF"), _pdf, ".pdf", "application/pdf"),
    "csv": Format(
        Text(zh="开放数据包（CSV）", en="Open data (CSV)"),
        lambda release, _: open_data.package(release),
        ".zip",
        "application/zip",
    ),
}
