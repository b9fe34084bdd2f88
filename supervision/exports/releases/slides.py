"""The slides: what is read aloud, and native charts that their user can edit, each with its numbers behind it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Run
from pptx.util import Cm, Pt

from supervision.charts.style import SERIES
from supervision.exports.paper.numbers import told
from supervision.exports.releases.brief import DEFINITIONS, NOTES, Brief, fact_text, facts_behind, table_facts
from supervision.exports.releases.tables import Table
from supervision.text import PRODUCT, Language, Text

HEADS, BODY, LATIN = "黑体", "仿宋", "Arial"
WIDTH, HEIGHT, EDGE = 33.87, 19.05, 1.6
"""A 16:9 slide, in cm."""
_FULL = {"zh": 260, "en": 560}
"""How many signs of text a slide holds that is read from the back of a room."""
_GREY = RGBColor(0x59, 0x59, 0x59)
NOT_CHARTED = Text(zh="“*”不予公布，图中留空。", en="“*” is not shown, and left empty in the chart.")


def presentation(brief: Brief, language: Language) -> bytes:
    """The deck as .pptx: a cover, the main figures, then every chapter's sentences and charts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDTH), Cm(HEIGHT)
    _name_fonts(deck)
    _cover(deck, brief, language)
    _table_slide(deck, brief, brief.main, language)
    for part in brief.parts:
        texts = [sentence.in_language(language) for sentence in part.sentences]
        _text_slides(deck, brief, part.title.in_language(language), texts, language)
        for table in part.tables:
            (_table_slide if table.kind == "crossed" else _chart_slide)(deck, brief, table, language)
    if brief.notes:
        texts = [note.in_language(language) for note in brief.notes]
        _text_slides(deck, brief, NOTES.in_language(language), texts, language)
    texts = [fact_text(title, said).in_language(language) for title, said in brief.definitions]
    _text_slides(deck, brief, DEFINITIONS.in_language(language), texts, language, room=2.2)
    held = io.BytesIO()
    _describe(deck, brief, language)
    deck.save(held)
    return held.getvalue()


def _describe(deck: Deck, brief: Brief, language: Language) -> None:
    told_of = deck.core_properties
    told_of.title, told_of.author = brief.title.in_language(language), PRODUCT.in_language(language)
    told_of.comments = brief.foot.in_language(language)
    told_of.created = told_of.modified = brief.release.document.prepared_at


def _name_fonts(deck: Deck) -> None:
    """The theme's own fonts, so that whatever a user adds is set in them too."""
    part = next(
        rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme")
    )
    theme = etree.fromstring(part.blob)
    for place, name in (("majorFont", HEADS), ("minorFont", BODY)):
        font = theme.find(f".//{qn(f'a:{place}')}")
        assert font is not None
        for kind, typeface in (("latin", LATIN), ("ea", name)):
            found = font.find(qn(f"a:{kind}"))
            assert found is not None
            found.set("typeface", typeface)
        for hans in font.findall(qn("a:font")):
            if hans.get("script") == "Hans":
                hans.set("typeface", name)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _slide(deck: Deck, brief: Brief, title: str, language: Language) -> Slide:
    """An empty slide with its title, its foot, its number and, where there is one, its mark."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    if brief.mark is not None:
        _watermark(slide, brief.mark.in_language(language), language)
    head = slide.shapes.title
    assert head is not None
    head.left, head.top, head.width, head.height = Cm(EDGE), Cm(0.9), Cm(WIDTH - 2 * EDGE), Cm(1.9)
    head.text_frame.text = title
    head.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    head.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _dress(head.text_frame, 26, bold=True, eastern=HEADS)
    _foot(slide, brief, language)
    return slide


def _foot(slide: Slide, brief: Brief, language: Language) -> None:
    box = _box(slide, EDGE, HEIGHT - 1.3, WIDTH - 2 * EDGE, 0.9)
    before, after = ("第", "页") if language == "zh" else ("page ", "")
    paragraph = box.paragraphs[0]
    paragraph.add_run().text = (
        f"{PRODUCT.in_language(language)} · {brief.foot.in_language(language)} · {before}"
    )
    field = etree.SubElement(
        paragraph._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum"
    )
    etree.SubElement(field, qn("a:rPr"), lang="zh-CN", sz="1100")
    etree.SubElement(field, qn("a:t")).text = "1"
    if after:
        paragraph.add_run().text = after
    _dress(box, 11, colour=_GREY)


def _watermark(slide: Slide, word: str, language: Language) -> None:
    box = _box(slide, 4, 6.5, WIDTH - 8, 6)
    box.paragraphs[0].text, box.paragraphs[0].alignment = word, PP_ALIGN.CENTER
    _dress(box, 120 if language == "zh" else 80, bold=True, colour=RGBColor(0xE4, 0xE4, 0xE4), eastern=HEADS)
    shape = slide.shapes[-1]
    shape.name, shape.rotation = word, -25
    tree = slide.shapes._spTree
    tree.remove(shape._element)
    tree.insert(2, shape._element)  # behind everything else


def _box(slide: Slide, left: float, top: float, width: float, height: float) -> TextFrame:
    frame = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(width), Cm(height)).text_frame
    frame.word_wrap = True
    return frame


def _dress(
    frame: TextFrame, size: float, *, bold: bool = False, colour: RGBColor | None = None, eastern: str = BODY
) -> None:
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            _dress_run(run, size, bold, colour, eastern)


def _dress_run(run: _Run, size: float, bold: bool, colour: RGBColor | None, eastern: str) -> None:
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, LATIN
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    properties = run._r.get_or_add_rPr()
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    etree.SubElement(properties, qn("a:ea"), typeface=eastern)


def _cover(deck: Deck, brief: Brief, language: Language) -> None:
    slide = _slide(deck, brief, brief.title.in_language(language), language)
    head = slide.shapes.title
    assert head is not None
    head.top, head.height = Cm(4.4), Cm(3)
    _dress(head.text_frame, 40, bold=True, eastern=HEADS)
    box = _box(slide, EDGE, 8, WIDTH - 2 * EDGE, 8)
    lines = [fact_text(name, said).in_language(language) for name, said in brief.facts]
    _fill(box, lines, 18)
    for warning in brief.warnings:
        paragraph = box.add_paragraph()
        run = paragraph.add_run()
        run.text = warning.in_language(language)
        _dress_run(run, 18, True, None, HEADS)


def _fill(frame: TextFrame, lines: Sequence[str], size: float) -> None:
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text, paragraph.space_after = line, Pt(size * 0.5)
    _dress(frame, size)


def _text_slides(
    deck: Deck, brief: Brief, title: str, texts: Sequence[str], language: Language, room: float = 1.0
) -> None:
    for lines in _pages(texts, _FULL[language] * room):
        slide = _slide(deck, brief, title, language)
        _fill(_box(slide, EDGE, 3.2, WIDTH - 2 * EDGE, HEIGHT - 5), lines, 22 if room <= 1 else 14)


def _pages(texts: Sequence[str], full: float) -> Iterator[list[str]]:
    page: list[str] = []
    for text in texts:
        if page and sum(map(len, page)) + len(text) > full:
            yield page
            page = []
        page.append(text)
    if page:
        yield page


def _chart_slide(deck: Deck, brief: Brief, table: Table, language: Language) -> None:
    slide = _slide(deck, brief, table.title.in_language(language), language)
    is_one = table.kind == "one_way"
    titles = [heading.in_language(language) for heading in table.headings[1:]]
    shown = [
        place for place, title in enumerate(titles) if is_count(table, place) and (place == 0 or not is_one)
    ]
    data = CategoryChartData(number_format="#,##0")
    parts = table.parts if table.breakdown == "month" else tuple(reversed(table.parts))
    data.categories = [name.in_language(language) for name, _ in parts]
    order = shown if table.breakdown == "month" else shown[::-1]  # bars grow upwards
    for place in order:
        data.add_series(titles[place], [_height(cells[place]) for _, cells in parts])
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if table.breakdown == "month" else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, Cm(EDGE), Cm(3.6), Cm(WIDTH - 2 * EDGE), Cm(HEIGHT - 5.6), data)
    _style(frame.chart, order, len(parts))
    facts = table_facts(table).in_language(language)
    notes = [facts] + [NOT_CHARTED.in_language(language)] * table.hides
    _fill(_box(slide, EDGE, 2.7, WIDTH - 2 * EDGE, 1), ["　".join(filter(None, notes))], 13)


def is_count(table: Table, place: int) -> bool:
    """Whether a column holds counts: shares and comparisons are not drawn on the same scale."""
    cells = [cells[place] for _, cells in table.rows if cells[place] is not None]
    return place < len(table.figures) and not any(isinstance(cell, Decimal) for cell in cells)


def _height(cell: object) -> int | None:
    return cell if isinstance(cell, int) else None


def _style(chart: Chart, order: Sequence[int], parts: int) -> None:
    chart.has_title, chart.has_legend = False, len(order) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.font.size, chart.font.name = Pt(14), LATIN
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.color.rgb = _GREY
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45 if parts > 3 else 130, True
    plot.data_labels.show_value, plot.data_labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
    for place, one in zip(order, plot.series, strict=True):
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = RGBColor.from_string(SERIES[place % len(SERIES)].lstrip("#"))


def _table_slide(deck: Deck, brief: Brief, table: Table, language: Language) -> None:
    title = table.title.in_language(language) + facts_behind(table).in_language(language)
    slide = _slide(deck, brief, title, language)
    lines = [[heading.in_language(language) for heading in table.headings]]
    lines += [[name.in_language(language), *map(told, cells)] for name, cells in table.rows]
    tall = HEIGHT - 5
    shape = slide.shapes.add_table(
        len(lines), len(lines[0]), Cm(EDGE), Cm(3.1), Cm(WIDTH - 2 * EDGE), Cm(min(tall, 0.95 * len(lines)))
    )
    grid = shape.table
    first = 0.3 if len(lines[0]) <= 8 else 0.16
    for place, column in enumerate(grid.columns):
        share = first if place == 0 else (1 - first) / (len(lines[0]) - 1)
        column.width = Cm((WIDTH - 2 * EDGE) * share)
    size = min(14.0, tall / len(lines) / 0.0353 * 0.58)
    for down, line in enumerate(lines):
        is_bold = down == 0 or (table.has_total and down == len(lines) - 1)
        for across, text in enumerate(line):
            cell = grid.cell(down, across)
            cell.margin_top = cell.margin_bottom = Cm(0.03)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.text_frame.text = text
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if across else PP_ALIGN.LEFT
            white = RGBColor(0xFF, 0xFF, 0xFF) if down == 0 else None
            _dress(cell.text_frame, size, bold=is_bold, colour=white)
