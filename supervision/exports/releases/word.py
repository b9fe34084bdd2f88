"""The Word brief (通稿附表): headings, sentences and native tables in the fonts that official papers use."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from supervision.exports.paper.numbers import told
from supervision.exports.releases.brief import (
    DEFINITIONS,
    NOTES,
    Brief,
    fact_text,
    facts_behind,
    numbered,
)
from supervision.exports.releases.tables import Table
from supervision.exports.workbooks import places
from supervision.releases.wording.questions import Question
from supervision.text import PRODUCT, Language, Text

BODY, HEADS, TABLES, LATIN = "仿宋", "黑体", "宋体", "Times New Roman"
OTHER_NAMES = {"仿宋": "FangSong", "黑体": "SimHei", "宋体": "SimSun"}
"""What a machine calls them that does not know the Chinese names; other machines fall back by kind of font."""
QUESTIONS = Text(zh="问答口径", en="Question sheet")
_NUMERALS = "一二三四五六七八九"
_WIDTH = 15.8
"""Of a table, in cm: what the margins leave."""
_ON_ONE_PAGE = 20
"""Rows."""


def document(brief: Brief, language: Language) -> bytes:
    """The brief as .docx; the same release gives the same bytes but for the packing."""
    word = Document()
    _name_fonts(word)
    _lay_out(word, brief, language)
    _set_head(word, brief, language)
    number = 1
    _set_table(word, brief.main, number, language)
    for place, part in enumerate(brief.parts):
        title = part.title.in_language(language)
        word.add_heading(f"{_NUMERALS[place]}、{title}" if language == "zh" else title, 1)
        for sentence in part.sentences:
            word.add_paragraph(sentence.in_language(language))
        for table in part.tables:
            number += 1
            _set_table(word, table, number, language)
    _set_foot(word, brief, language)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def question_sheet(brief: Brief, asked: Sequence[Question], language: Language) -> bytes:
    """Questions and answers for whoever stands before journalists: for the office, not to be handed out."""
    word = Document()
    _name_fonts(word)
    _lay_out(word, brief, language)
    title = word.add_paragraph(QUESTIONS.in_language(language), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(word.add_paragraph(brief.title.in_language(language)), 12)
    figure = None
    for one in asked:
        if one.figure != figure:
            figure = one.figure
            told = brief.release.document.figure(figure)
            word.add_heading((told.title if told else NOTES).in_language(language), 1)
        question = word.add_paragraph()
        question.paragraph_format.keep_with_next = True
        question.add_run(one.asked.in_language(language)).bold = True
        word.add_paragraph(one.answer.in_language(language))
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _name_fonts(word: WordDocument) -> None:
    for name, eastern, size in (
        ("Normal", BODY, 14), ("Title", HEADS, 20), ("Heading 1", HEADS, 15), ("Caption", HEADS, 10.5),
        ("Header", TABLES, 9), ("Footer", TABLES, 9),
    ):  # fmt: skip
        style = word.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = name in ("Title", "Heading 1")
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), eastern)
    normal = word.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = 1.4, Pt(4)
    _name_others(word)


def _name_others(word: WordDocument) -> None:
    """Other names of the fonts in the font table, by which a machine may know them."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"swiss" if name == HEADS else "roman"}"/></w:font>'
        for name, other in OTHER_NAMES.items()
    )
    part = next(rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/fontTable"))
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def _lay_out(word: WordDocument, brief: Brief, language: Language) -> None:
    word.core_properties.title = brief.title.in_language(language)
    word.core_properties.author = PRODUCT.in_language(language)
    word.core_properties.comments = brief.foot.in_language(language)
    word.core_properties.created = word.core_properties.modified = brief.release.document.prepared_at
    word.settings.element.append(
        parse_xml(f'<w:themeFontLang {nsdecls("w")} w:val="en-GB" w:eastAsia="zh-CN"/>')
    )
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.6)
    head = section.header.paragraphs[0]
    head.text = PRODUCT.in_language(language)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if brief.mark is not None:
        _watermark(head, brief.mark.in_language(language), language)
    foot = section.footer.paragraphs[0]
    foot.add_run(brief.foot.in_language(language) + " · ")
    _page_numbers(foot, language)
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_numbers(foot: Paragraph, language: Language) -> None:
    before, between, after = ("第", "页/共", "页") if language == "zh" else ("page ", " of ", "")
    foot.add_run(before)
    _field(foot.add_run(), "PAGE")
    foot.add_run(between)
    _field(foot.add_run(), "NUMPAGES")
    foot.add_run(after)


def _field(run: Run, code: str) -> None:
    for kind in ("begin", "separate", "end"):
        run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        if kind == "begin":
            run._r.append(
                parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>')
            )
        elif kind == "separate":
            run._r.append(parse_xml(f"<w:t {nsdecls('w')}>1</w:t>"))


def _watermark(head: Paragraph, word: str, language: Language) -> None:
    """The shape that Word itself makes for a watermark, which it then lets its user take away."""
    width, height = 55 * places(word), 120 if language == "zh" else 80
    shape = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{word}" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#d0d0d0" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;{HEADS}&quot;;font-size:1pt" string="{word}"/></v:shape></w:pict></w:r>'
    )
    head._p.append(parse_xml(shape))


def _set_head(word: WordDocument, brief: Brief, language: Language) -> None:
    title = word.add_paragraph(brief.title.in_language(language), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in title.style.element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    facts = "　".join(fact_text(name, said).in_language(language) for name, said in brief.facts)
    _small(word.add_paragraph(facts), 10)
    for warning in brief.warnings:
        _small(word.add_paragraph(warning.in_language(language)), 11, bold=True)


def _small(paragraph: Paragraph, size: float, *, bold: bool = False) -> None:
    paragraph.paragraph_format.line_spacing = 1.2
    for run in paragraph.runs:
        run.font.size, run.font.bold = Pt(size), bold


def _set_table(word: WordDocument, table: Table, number: int, language: Language) -> None:
    caption = word.add_paragraph(numbered(table, number).in_language(language), style="Caption")
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(12), Pt(2)
    caption.add_run(facts_behind(table).in_language(language)).bold = False
    grid = word.add_table(rows=0, cols=len(table.headings), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    headings = tuple(heading.in_language(language) for heading in table.headings)
    _add_row(grid, table, (headings[0], headings[1:]), is_head=True)
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for place, (name, cells) in enumerate(table.rows, 1):
        is_last = place == len(table.rows)
        row = (name.in_language(language), tuple(told(cell) for cell in cells))
        _add_row(grid, table, row, is_head=table.has_total and is_last, is_last=is_last)


def _add_row(
    grid: Grid, table: Table, row: tuple[str, tuple[str, ...]], *, is_head: bool, is_last: bool = False
) -> None:
    """What fits on a page stays on one page, and no row is ever broken."""
    line = grid.add_row()
    line._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    columns = len(table.headings)
    first = max(_WIDTH * 0.32, _WIDTH - 2.6 * (columns - 1)) if columns <= 8 else _WIDTH * 0.2
    size = 9 if columns <= 8 else 7
    for place, (cell, text) in enumerate(zip(line.cells, (row[0], *row[1]), strict=True)):
        cell.width = Cm(first if place == 0 else (_WIDTH - first) / (columns - 1))
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if place else WD_ALIGN_PARAGRAPH.LEFT
        layout = paragraph.paragraph_format
        layout.line_spacing, layout.space_before, layout.space_after = 1.0, Pt(1.5), Pt(1.5)
        layout.keep_with_next = len(table.rows) <= _ON_ONE_PAGE and not is_last
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.name = Pt(size), is_head, LATIN
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), TABLES)


def _set_foot(word: WordDocument, brief: Brief, language: Language) -> None:
    if brief.notes:
        word.add_heading(NOTES.in_language(language), 1)
        for note in brief.notes:
            _small(word.add_paragraph(note.in_language(language)), 10.5)
    word.add_heading(DEFINITIONS.in_language(language), 1)
    colon = "：" if language == "zh" else ": "
    for title, definition in brief.definitions:
        paragraph = word.add_paragraph()
        paragraph.add_run(title.in_language(language) + colon)
        paragraph.add_run(definition.in_language(language))
        _small(paragraph, 10.5)
        paragraph.runs[0].font.bold = True
