"""The release as PDF/A, set from the same tables and sentences as the brief for Word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from supervision.exports.paper.numbers import told
from supervision.exports.paper.typesetting import typeset
from supervision.exports.releases.brief import DEFINITIONS, NOTES, Brief, facts_behind, numbered
from supervision.exports.releases.tables import Table
from supervision.text import PRODUCT, Language, Text

TEMPLATE = Path(__file__).with_name("release.typ")
PAGE = Text(zh="第{page}页/共{pages}页", en="page {page} of {pages}")


def pdf(brief: Brief, language: Language) -> bytes:
    """The same release gives the same bytes."""
    return typeset(_data(brief, language), brief.release.document.prepared_at, TEMPLATE)


def _data(brief: Brief, language: Language) -> dict[str, Any]:
    def said(text: Text) -> str:
        return text.in_language(language)

    numbers = iter(range(1, 1000))
    return {
        "language": language,
        "product": said(PRODUCT),
        "title": said(brief.title),
        "facts": [[said(name), said(what)] for name, what in brief.facts],
        "foot": said(brief.foot),
        "mark": said(brief.mark) if brief.mark else "",
        "warnings": [said(warning) for warning in brief.warnings],
        "main": _table(brief.main, next(numbers), language),
        "parts": [
            {
                "title": said(part.title),
                "sentences": [said(sentence) for sentence in part.sentences],
                "tables": [_table(table, next(numbers), language) for table in part.tables],
            }
            for part in brief.parts
        ],
        "notes": [said(note) for note in brief.notes],
        "definitions": [[said(name), said(what)] for name, what in brief.definitions],
        "words": {"notes": said(NOTES), "definitions": said(DEFINITIONS), "page": said(PAGE)},
    }


def _table(table: Table, number: int, language: Language) -> dict[str, Any]:
    return {
        "title": numbered(table, number).in_language(language) + facts_behind(table).in_language(language),
        "headings": [heading.in_language(language) for heading in table.headings],
        "rows": [[name.in_language(language), *map(told, cells)] for name, cells in table.rows],
        "has_total": table.has_total,
        "bars": _bars(table),
    }


def _bars(table: Table) -> list[float | None]:
    """How long a bar stands beside each part, from 0 to 1; none for tables of several columns of counts."""
    if table.kind != "one_way":
        return []
    heights = [cells[0] if isinstance(cells[0], int) else None for _, cells in table.parts]
    longest = max((height for height in heights if height), default=0)
    return [None if height is None or not longest else height / longest for height in heights]
