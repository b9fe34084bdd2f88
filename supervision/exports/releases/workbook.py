"""The Excel workbook: cover, contents, one sheet for every chapter's tables, notes; ready to print, ready to sum."""

from __future__ import annotations

import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from supervision.exports.paper.numbers import told
from supervision.exports.releases.brief import DEFINITIONS, NOTES, Brief, facts_behind, numbered
from supervision.exports.releases.tables import Cell, Table
from supervision.exports.workbooks import places, shown_width
from supervision.text import PRODUCT, Language, Text

HEADS, BODY = "黑体", "宋体"
COVER = Text(zh="封面", en="Cover")
CONTENTS = Text(zh="目录", en="Contents")
MAIN = Text(zh="主要指标", en="Main figures")
_A4 = 9
_NAME_WIDTH, _NUMBER_WIDTH, _NARROW = 30, 15, 11
_LINES, _LINES_WIDE = 48, 32
"""Rows of a printed page, upright and broadside."""


class _Styles:
    """Formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        def style(**told: object) -> Format:
            return book.add_format({"font_name": BODY, "font_size": 11, "valign": "vcenter", **told})

        self.title = style(font_name=HEADS, font_size=20, bold=True)
        self.caption = style(font_name=HEADS, font_size=12, bold=True)
        self.plain = style()
        self.wrapped = style(text_wrap=True, valign="top")
        self.word = style(font_name=HEADS)
        self.warning = style(bold=True, text_wrap=True, valign="top")
        self.mark = style(font_name=HEADS, font_size=16, bold=True, font_color="#B00000")
        self.link = style(font_color="#0563C1", underline=1)
        head = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True}
        self.head = (style(**head), style(**head, align="right"))
        self.rows = [
            (
                style(border=1, bold=bold),
                style(border=1, bold=bold, num_format="#,##0"),
                style(border=1, bold=bold, num_format="0.0"),
                style(border=1, bold=bold, align="right"),
            )
            for bold in (False, True)
        ]


def workbook(brief: Brief, language: Language) -> bytes:
    """The workbook as .xlsx; the same release gives the same bytes."""
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": brief.title.in_language(language),
                "author": PRODUCT.in_language(language),
                "comments": brief.foot.in_language(language),
                "created": brief.release.document.prepared_at,
            }
        )
        styles = _Styles(book)
        _cover(_sheet(book, brief, COVER, language), brief, styles, language)
        contents = _sheet(book, brief, CONTENTS, language)
        places = _chapters(book, brief, styles, language)
        _contents(contents, brief, places, styles, language)
        _notes(_sheet(book, brief, NOTES, language), brief, styles, language)
    return held.getvalue()


def _sheet(book: Workbook, brief: Brief, title: Text, language: Language) -> Worksheet:
    """A sheet that says on every printed page what it belongs to."""
    page = book.add_worksheet(title.in_language(language))
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_margins(left=0.6, right=0.6, top=1.0, bottom=0.8)
    mark = brief.mark.in_language(language) if brief.mark else ""
    page.set_header(f'&L&"{BODY}"&9{PRODUCT.in_language(language)}&R&"{HEADS}"&20&K999999{mark}')
    pages = "第&P页/共&N页" if language == "zh" else "page &P of &N"
    page.set_footer(f'&C&"{BODY}"&9{brief.foot.in_language(language)} · {pages}')
    return page


def _cover(page: Worksheet, brief: Brief, styles: _Styles, language: Language) -> None:
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 76)
    page.set_row(1, 34)
    page.write_string(1, 0, brief.title.in_language(language), styles.title)
    line = 3
    if brief.mark is not None:
        page.write_string(line, 0, brief.mark.in_language(language), styles.mark)
        line += 2
    for name, said in brief.facts:
        page.write_string(line, 0, name.in_language(language), styles.word)
        page.write_string(line, 1, said.in_language(language), styles.wrapped)
        line += 1
    for warning in brief.warnings:
        line += 1
        _long(page, line, warning.in_language(language), styles.warning)
    for part in brief.parts:
        line += 2
        page.write_string(line, 0, part.title.in_language(language), styles.caption)
        for sentence in part.sentences:
            line += 1
            _long(page, line, sentence.in_language(language), styles.wrapped)


def _long(page: Worksheet, line: int, text: str, style: Format) -> None:
    """A paragraph over both columns, in a row tall enough for it."""
    page.merge_range(line, 0, line, 1, "", style)
    page.write_string(line, 0, text, style)
    page.set_row(line, 16 * (1 + places(text) // 88))


def _chapters(
    book: Workbook, brief: Brief, styles: _Styles, language: Language
) -> list[tuple[Table, int, str, int]]:
    """Every table with its number, its sheet and its row."""
    places = []
    number = 1
    chapters = [(MAIN, (brief.main,)), *((part.title, part.tables) for part in brief.parts)]
    for title, tables in chapters:
        page = _sheet(book, brief, title, language)
        names = [name.in_language(language) for table in tables for name, _ in table.rows]
        page.set_column(0, 0, max(_NAME_WIDTH, *map(shown_width, names)))
        columns = max(len(table.headings) for table in tables)
        is_wide = columns > 6
        page.set_column(1, columns - 1, _NUMBER_WIDTH if columns < 10 else _NARROW)
        if is_wide:
            page.set_landscape()
        page.set_h_pagebreaks(_breaks(tables, _LINES_WIDE if is_wide else _LINES))
        line = 0
        for table in tables:
            places.append((table, number, page.get_name(), line))
            _write(page, line, table, numbered(table, number), styles, language)
            line += _height(table)
            number += 1
    return places


def _height(table: Table) -> int:
    """Caption, headings, rows and the space below."""
    return len(table.rows) + 4


def _breaks(tables: Sequence[Table], most: int) -> list[int]:
    """Before which rows a printed page ends, so that no table is torn that fits on one."""
    breaks = []
    line, begun = 0, 0
    for table in tables:
        if line > begun and line + _height(table) - begun > most:
            breaks.append(line)
            begun = line
        line += _height(table)
    return breaks


def _write(
    page: Worksheet, line: int, table: Table, caption: Text, styles: _Styles, language: Language
) -> None:
    """One table from this row on."""
    said = caption.in_language(language) + facts_behind(table).in_language(language)
    page.write_string(line, 0, said, styles.caption)
    headings = [heading.in_language(language) for heading in table.headings]
    line += 1
    page.set_row(line, 16 * max(1 + shown_width(heading) // (_NARROW - 1) for heading in headings[1:]))
    for place, heading in enumerate(headings):
        page.write_string(line, place, heading, styles.head[place > 0])
    for row, (name, cells) in enumerate(table.rows, 1):
        look = styles.rows[table.has_total and row == len(table.rows)]
        page.write_string(line + row, 0, name.in_language(language), look[0])
        _write_cells(page, line + row, cells, look)


def _write_cells(page: Worksheet, line: int, cells: Sequence[Cell], look: tuple[Format, ...]) -> None:
    for place, cell in enumerate(cells, 1):
        match cell:
            case int():
                page.write_number(line, place, cell, look[1])
            case None | str():
                page.write_string(line, place, told(cell), look[3])
            case _:
                page.write_number(line, place, float(cell), look[2])


def _contents(
    page: Worksheet,
    brief: Brief,
    places: Sequence[tuple[Table, int, str, int]],
    styles: _Styles,
    language: Language,
) -> None:
    page.set_column(0, 0, 92)
    page.write_string(0, 0, CONTENTS.in_language(language), styles.title)
    page.set_row(0, 34)
    for line, (table, number, sheet, row) in enumerate(places, 2):
        title = numbered(table, number).in_language(language)
        page.write_url(line, 0, f"internal:'{sheet}'!A{row + 1}", styles.link, title)


def _notes(page: Worksheet, brief: Brief, styles: _Styles, language: Language) -> None:
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 76)
    line = 0
    for title, rows in (
        (NOTES, [(Text.same(str(place)), note) for place, note in enumerate(brief.notes, 1)]),
        (DEFINITIONS, list(brief.definitions)),
    ):
        if not rows:
            continue
        page.write_string(line, 0, title.in_language(language), styles.caption)
        for name, said in rows:
            line += 1
            text = said.in_language(language)
            page.write_string(line, 0, name.in_language(language), styles.wrapped)
            page.write_string(line, 1, text, styles.wrapped)
            page.set_row(line, 16 * max(1 + places(text) // 74, 1 + places(name.in_language(language)) // 23))
        line += 2
