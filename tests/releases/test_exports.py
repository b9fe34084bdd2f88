"""Every file that leaves the office tells the release's numbers and nothing that is hidden, and says what it is."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import docx
import pptx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from supervision.exports.paper.numbers import told
from supervision.exports.releases.brief import Brief, brief, parts_of
from supervision.exports.releases.formats import FORMATS
from supervision.exports.releases.tables import HIDDEN, Table
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, release_numbered
from supervision.releases.life import Release
from supervision.releases.wording.phrases import member_text
from supervision.store.database import Database
from supervision.text import Language
from tests.releases.conftest import AS_OF, QUARTER

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture
def release(released: Database) -> Release:
    return release_numbered(released, 1)


def tables(of: Brief) -> list[Table]:
    return [of.main, *(table for part in of.parts for table in part.tables)]


def as_read(table: Table, language: Language) -> list[list[str]]:
    """Every line of it as a reader sees it."""
    lines = [[heading.in_language(language) for heading in table.headings]]
    lines += [[name.in_language(language), *map(told, cells)] for name, cells in table.rows]
    return lines


def made(release: Release, kind: str, language: Language = "zh") -> io.BytesIO:
    return io.BytesIO(FORMATS[kind].make(release, language))


def test_tables_hold_every_number_that_is_shown_and_a_star_for_every_other(release: Release) -> None:
    document = release.document
    shown: dict[tuple[str, frozenset[str]], set[Any]] = {}
    for table in tables(brief(release)):
        for column, heading in enumerate(table.headings[1:]):
            for name, cells in table.rows:
                key = frozenset({name.zh, heading.zh} if table.kind == "crossed" else {name.zh})
                for figure in table.figures:
                    shown.setdefault((figure, key), set()).add(cells[column])
    assert document.hides > 10
    for figure in document.told:
        for number in figure.numbers():
            names = {member_text(by, member).zh for by, member in number.at}
            if len(number.at) != 2 and any(by == "district" for by, _ in number.at):
                names |= {"合计"}
            wanted = HIDDEN if number.hidden else number.value
            if number.at:
                assert wanted in shown[figure.figure, frozenset(names)], (figure.figure, number)


def test_parts_that_do_not_make_the_total_have_none_printed_below_them(release: Release) -> None:
    crimes = next(table for table in tables(brief(release)) if table.breakdown == "crime")
    assert not crimes.has_total and crimes.rows[-1][0].zh != "合计"
    assert [heading.zh for heading in crimes.headings] == ["罪名", "数量"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_holds_native_tables_with_headings_and_fonts(release: Release, language: Language) -> None:
    word = docx.Document(made(release, "docx", language))
    wanted: list[Any] = [as_read(table, language) for table in tables(brief(release))]
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables] == wanted
    headings = [line.text for line in word.paragraphs if line.style.name == "Heading 1"]
    assert headings[:2] == (
        ["一、问题线索", "二、案件评查"] if language == "zh" else ["Leads", "Case reviews"]
    )
    said = [line.text for line in word.paragraphs]
    assert all(sentence.text.in_language(language) in said for sentence in release.document.sentences)
    styles = word.styles.element.xml
    assert 'w:eastAsia="仿宋"' in styles and 'w:eastAsia="黑体"' in styles
    with zipfile.ZipFile(made(release, "docx", language)) as packed:
        fonts = packed.read("word/fontTable.xml").decode()
    assert '<w:font w:name="仿宋"><w:altName w:val="FangSong"/>' in fonts


def test_slides_hold_charts_that_can_be_edited(release: Release) -> None:
    deck = pptx.Presentation(made(release, "pptx"))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [table for table in tables(brief(release)) if table.kind in ("one_way", "side_by_side")]
    assert len(charts) == len(drawn) > 8
    for chart, table in zip(charts, drawn, strict=True):
        assert chart.part.chart_workbook.xlsx_part is not None  # its numbers open in Excel
        told_there = {
            (series.name, category): value
            for series in chart.plots[0].series
            for category, value in zip(chart.plots[0].categories, series.values, strict=True)
        }
        counts = len(table.figures)
        for name, cells in table.parts:
            for heading, cell in zip(table.headings[1 : counts + 1], cells, strict=False):
                assert told_there[heading.zh, name.zh] == (None if cell == HIDDEN else cell)


def test_the_workbook_has_cover_contents_tables_and_notes(release: Release) -> None:
    held = made(release, "xlsx")
    book = CalamineWorkbook.from_filelike(held)
    chapters = ["主要指标", "问题线索", "案件评查", "线索移送", "入企走访"]
    assert book.sheet_names == ["封面", "目录", *chapters, "说明"]
    lines = [
        [cell for cell in line if cell != ""]
        for name in chapters
        for line in book.get_sheet_by_name(name).to_python()
    ]
    for table in tables(brief(release)):
        for name, cells in table.rows:
            wanted: list[Any] = [
                name.zh,
                *(float(cell) if isinstance(cell, int | Decimal) else told(cell) for cell in cells),
            ]
            assert wanted in lines
    contents = [line[0] for line in book.get_sheet_by_name("目录").to_python() if line[0]]
    assert len(contents) == 1 + len(tables(brief(release)))
    with zipfile.ZipFile(held) as packed:
        links = re.findall(r'location="([^"]+)"', packed.read("xl/worksheets/sheet2.xml").decode())
    assert len(links) == len(contents) - 1


def test_the_pdf_tells_the_same(release: Release) -> None:
    pages = [page.extract_text() for page in PdfReader(made(release, "pdf")).pages]
    text = re.sub(r"\s+", "", "".join(pages))
    for sentence in release.document.sentences:
        assert re.sub(r"\s+", "", sentence.text.zh) in text
    for table in tables(brief(release)):
        assert re.sub(r"\s+", "", table.title.zh) in text


def test_open_data_says_what_it_holds(release: Release) -> None:
    """As Frictionless wants it: every resource is there, and its columns and types are those that are declared."""
    with zipfile.ZipFile(made(release, "csv")) as packed:
        described = json.loads(packed.read("datapackage.json"))
        for resource in described["resources"]:
            held = packed.read(resource["path"])
            assert held.startswith(b"\xef\xbb\xbf")
            lines = list(csv.DictReader(io.StringIO(held.decode("utf-8-sig"))))
            fields = resource["schema"]["fields"]
            assert list(lines[0]) == [field["name"] for field in fields]
            for field in fields:
                _check = CHECKS[field["type"]]
                assert all(_check(line[field["name"]]) for line in lines if line[field["name"]] != "")
        numbers = list(csv.DictReader(io.StringIO(packed.read("figures.csv").decode("utf-8-sig"))))
    counted = [number for figure in release.document.told for number in figure.numbers()]
    assert [line["value"] for line in numbers] == [
        "" if number.shown is None else str(number.shown) for number in counted
    ]
    assert sum(line["status"] == "hidden" for line in numbers) == release.document.hides > 0


CHECKS: dict[str, Callable[[str], object]] = {
    "string": str,
    "number": lambda said: Decimal(said) is not None,
    "boolean": ("true", "false").__contains__,
    "date": re.compile(r"\d{4}-\d\d-\d\d$").match,
}


def heads_and_feet(release: Release, kind: str) -> Iterator[str]:
    """What stands on every page of a file, one text a page or a part of pages."""
    held = made(release, kind)
    if kind == "pdf":
        yield from (re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(held).pages)
    elif kind == "pptx":
        for slide in pptx.Presentation(held).slides:
            yield "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    else:
        wanted = r"word/(header|footer)1\.xml" if kind == "docx" else r"xl/worksheets/sheet\d+\.xml"
        with zipfile.ZipFile(held) as packed:
            found = [packed.read(name).decode() for name in packed.namelist() if re.fullmatch(wanted, name)]
        texts = [re.sub(r"<w:[^>]*>|</w:[^>]*>", "", text) for text in found]
        yield from ["".join(texts)] if kind == "docx" else texts


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf"])
def test_every_page_says_number_state_and_day_and_what_may_not_be_quoted_is_marked(
    release: Release, kind: str
) -> None:
    for state, word, mark in (
        ("draft", "草稿", "草稿"), ("checked", "已核对", "未定稿"), ("frozen", "已定稿", "示例数据"),
        ("withdrawn", "已撤回", "已撤回"),
    ):  # fmt: skip
        pages = list(heads_and_feet(replace(release, state=state), kind))
        assert len(pages) > (0 if kind == "docx" else 4)
        for page in pages:
            assert f"第1号发布·{word}·数据截至2022年7月5日" in re.sub(r"\s+", "", page)
            assert page.count(mark) >= (2 if mark == word else 1)
    ours = replace(release, document=replace(release.document, is_sample=False))
    assert not any("示例数据" in page for page in heads_and_feet(ours, kind))


def test_what_hides_nothing_says_so_and_why(released: Database) -> None:
    view = View(released, released.newest_batch, AS_OF)
    shown = draft(QUARTER, view, by="王起草", unprotected_because="市委内部会议")
    internal = replace(keep_draft(released, shown, by="王起草"), state="frozen")
    of = brief(internal)
    assert of.mark is not None and of.mark.zh == "内部使用"
    assert any("市委内部会议" in warning.zh for warning in of.warnings)
    assert not any(table.hides for table in tables(of))


def test_no_two_tables_have_the_same_name(release: Release) -> None:
    titles = sorted(table.title.zh for table in tables(brief(release)))
    assert all(one != other for one, other in pairwise(titles))


def test_a_year_of_months_is_headed_by_months_alone(released: Database, quarter: Document) -> None:
    view = View(released, released.newest_batch, date(2023, 2, 3))
    year = draft(Period(date(2022, 1, 1), date(2022, 12, 31)), view, by="王起草")
    crossed = [table for part in parts_of(year) for table in part.tables if table.kind == "crossed"]
    assert [heading.zh for heading in crossed[0].headings[1:]] == [
        *(f"{month}月" for month in range(1, 13)),
        "合计",
    ]
    crossed = [table for part in parts_of(quarter) for table in part.tables if table.kind == "crossed"]
    assert crossed[0].headings[1].zh == "2022年4月"
