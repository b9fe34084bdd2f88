"""A report on paper: sections of figures over one period through one view, with what a file must say of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from supervision.exports.paper.narrowed import items_not_narrowed, tiles_not_narrowed
from supervision.exports.paper.parts import (
    INTERIM,
    as_of_text,
    figure_part,
    interim_words,
    published_part,
    tile_part,
)
from supervision.exports.paper.sections import Section, Shown
from supervision.exports.paper.typesetting import typeset
from supervision.figures.at_end import tiles_at_end
from supervision.figures.attention import attention
from supervision.figures.concerns.item import CONCERNS, Concern, Item
from supervision.figures.concerns.unvisited import unvisited
from supervision.figures.due_days import DUE_SHOWN, due_days, weekday
from supervision.figures.measuring import Figure, View, measure_all
from supervision.figures.period import Period, day_text
from supervision.ledgers.narrowing import WORDS as FILTER_WORDS
from supervision.ledgers.reference import name_of
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.text import PRODUCT, Language, Text

TEMPLATE = Path(__file__).with_name("report.typ")
REPORT = Text(zh="监督数据报告", en="Supervision report")
SAMPLE = Text(zh="示例数据", en="SAMPLE DATA")
SAMPLE_SAYS = Text(
    zh="示例数据：所有数字均为虚构，不得引用。",
    en="SAMPLE DATA: every number is invented and must not be quoted.",
)
EARLIER = Text(zh="不是最新数据", en="not the newest data")
SIGNS = {"bad": "✕", "middling": "▲", "good": "✓"}
WORDS = {
    "contents": Text(zh="目录", en="Contents"),
    "definition": Text(zh="口径：", en="Definition: "),
    "interim": INTERIM,
    "colon": Text(zh="：", en=": "),
    "page": Text(zh="第{page}页/共{pages}页", en="Page {page} of {pages}"),
    "attention": Text(zh="要关注的", en="What needs attention"),
    "due": Text(zh="接下来要到期的", en="What is due next?"),
    "published": Text(zh="公布指标一览", en="All published figures"),
    "marked": Text(zh="带*的为阶段性数据。", en="* marks an interim number."),
}


@dataclass(frozen=True)
class Report:
    sections: tuple[Section, ...]
    period: Period
    view: View
    language: Language
    made_by: str
    made_at: datetime
    """Asia/Shanghai, as every time in the product."""


def report_pdf(report: Report) -> bytes:
    """The report as an A4 file; the same ledger, choices and moment give the same bytes."""
    return typeset(report_data(report), report.made_at, TEMPLATE)


def notice_pdf(sentence: Text, report: Report) -> bytes:
    """A file that holds no figures and says why."""
    said = report.language
    nothing = {"facts": [], "foot": "", "sections": [], "published": []}
    data = {**_frame(report), **nothing, "title": sentence.in_language(said)}
    return typeset(data, report.made_at, TEMPLATE)


def report_data(report: Report) -> dict[str, Any]:
    """Everything that the paper says, before it is set."""
    figures = _figures(report)
    said = report.language
    is_whole = len(report.sections) > 1
    return {
        **_frame(report),
        "title": (REPORT if is_whole else report.sections[0].title).in_language(said),
        "has_cover": is_whole,
        "facts": [[word.in_language(said), told.in_language(said)] for word, told in _facts(report)],
        "foot": " · ".join(text.in_language(said) for text in foot_texts(report.period, report.view)),
        "sections": [_section(section, figures, report) for section in report.sections],
        "published": [published_part(figures[metric.name], said) for metric in PUBLISHED * is_whole],
    }


def _frame(report: Report) -> dict[str, Any]:
    """What any file says, whatever it holds."""
    said = report.language
    is_sample = report.view.database.is_sample
    return {
        "language": said,
        "product": PRODUCT.in_language(said),
        "has_cover": False,
        "sample": SAMPLE.in_language(said) if is_sample else "",
        "sample_says": SAMPLE_SAYS.in_language(said) if is_sample else "",
        "words": {name: word.in_language(said) for name, word in WORDS.items()},
    }


def _figures(report: Report) -> dict[str, Figure]:
    """Measured together, so that what they share is asked once."""
    shown = [shown for section in report.sections for shown in section.shown]
    metrics: list[Metric] = [metric for one in shown for metric in (one.metric, one.whole) if metric]
    if len(report.sections) > 1:
        metrics += PUBLISHED
    once = {metric.name: metric for metric in metrics}
    return {figure.metric.name: figure for figure in measure_all(once.values(), report.period, report.view)}


def _facts(report: Report) -> Iterable[tuple[Text, Text]]:
    view = report.view
    yield Text(zh="统计期间", en="Period"), report.period.text
    for name, member in view.only:
        yield FILTER_WORDS[name], name_of(member)
    yield Text(zh="统计日", en="As of"), day_text(view.as_of)
    newest = view.database.newest_batch
    known = Text(zh=f"批次{view.known_at}", en=f"batch {view.known_at}")
    if view.known_at != newest:
        known = Text(
            zh=f"批次{view.known_at}（最新为批次{newest}）",
            en=f"batch {view.known_at} (the newest is {newest})",
        )
    yield Text(zh="数据版本", en="As known at"), known
    made = f"{report.made_at:%Y-%m-%d %H:%M}"
    yield Text(zh="制表", en="Made by"), Text.same(report.made_by)
    yield Text(zh="制表时间", en="Made at"), Text(zh=f"{made}（北京时间）", en=f"{made} (Asia/Shanghai)")


def foot_texts(period: Period, view: View) -> list[Text]:
    """What every sheet says of itself, so that one that comes loose still does."""
    narrowed = [name_of(member) for _, member in view.only]
    earlier = [EARLIER] if view.known_at != view.database.newest_batch else []
    return [period.text, *narrowed, as_of_text(view), *earlier]


def _section(section: Section, figures: dict[str, Figure], report: Report) -> dict[str, Any]:
    said = report.language
    tiles = [figures[shown.metric.name] for shown in section.shown if shown.is_tile]
    return {
        "title": section.title.in_language(said),
        "concerns": _concerns(section, report),
        "due_days": _due_days(report) if "due_days" in section.tells else [],
        "tiles": [tile_part(shown, figures, report.view, said) for shown in section.shown if shown.is_tile],
        "tiles_interim": _interim_of_tiles(section.shown, figures, said),
        "tiles_at_end": [told.in_language(said) for told in tiles_at_end(tiles)],
        "tiles_not_narrowed": tiles_not_narrowed(tiles, report.view, said),
        "figures": [
            figure_part(figures[shown.metric.name], report.view, said)
            for shown in section.shown
            if not shown.is_tile
        ],
    }


def _concerns(section: Section, report: Report) -> list[dict[str, Any]]:
    """What needs a decision, under the questions that the overview asks; of the visits alone on their own page."""
    said = report.language
    told: dict[Concern, list[Item]] = {}
    if "attention" in section.tells:
        told = attention(report.view, report.period)
    elif "unvisited" in section.tells:
        told = {"unvisited": list(unvisited(report.view))}
    return [
        {
            "title": CONCERNS[concern].in_language(said),
            "items": [{"sign": SIGNS[item.tone], "says": item.says.in_language(said)} for item in items],
            "not_narrowed": items_not_narrowed(items, report.view, said),
        }
        for concern, items in told.items()
        if items
    ]


def _due_days(report: Report) -> list[str]:
    coming = due_days(report.view.as_of)[:DUE_SHOWN]
    told = Text(zh="{day}（{weekday}）　{title}", en="{day} ({weekday}): {title}")
    return [
        told.with_values(day=day_text(due.due_on), weekday=weekday(due.due_on), title=due.title).in_language(
            report.language
        )
        for due in coming
    ]


def _interim_of_tiles(shown: Sequence[Shown], figures: dict[str, Figure], said: Language) -> list[list[str]]:
    """Each reason once, and the numbers it touches."""
    reasons: dict[str, list[str]] = {}
    for one in shown:
        if one.is_tile and (why := interim_words(figures[one.metric.name], said)):
            reasons.setdefault(why, []).append(one.metric.title.in_language(said))
    joint = "、" if said == "zh" else ", "
    return [[joint.join(titles), why] for why, titles in reasons.items()]
