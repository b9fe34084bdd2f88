"""A filter that does not reach a number must not seem to narrow it: what page and paper say then.

Wall screens are never narrowed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from supervision.figures.concerns.item import ASKED, Item
from supervision.figures.measuring import Figure, View, narrows, narrows_question
from supervision.ledgers.narrowing import WORDS
from supervision.text import Language, Text

NOT_NARROWED = Text(zh="未按{word}筛选", en="not narrowed by {word}")


def not_narrowed(figure: Figure, view: View) -> list[Text]:
    """Of one figure."""
    return [
        NOT_NARROWED.with_values(word=WORDS[name])
        for name, _ in view.only
        if not narrows(name, figure.metric)
    ]


def tiles_not_narrowed(tiles: Sequence[Figure], view: View, language: Language) -> list[str]:
    """Of a row of big numbers, below it: each filter that does not reach all of them, and which it does not."""
    return _sentences(
        [(tile.metric.title, partial(narrows, metric=tile.metric)) for tile in tiles], view, language
    )


def items_not_narrowed(items: Sequence[Item], view: View, language: Language) -> list[str]:
    """The same of sentences that ask for a decision: what they speak of, each thing once."""
    asked = dict.fromkeys(question for item in items for question in item.asked)
    return _sentences([(ASKED[one], partial(narrows_question, asked=one)) for one in asked], view, language)


def _sentences(
    told: Sequence[tuple[Text, Callable[[str], bool]]], view: View, language: Language
) -> list[str]:
    joint, colon = ("、", "：") if language == "zh" else (", ", ": ")
    sentences = []
    for name, _ in view.only:
        others = [title.in_language(language) for title, is_narrowed_by in told if not is_narrowed_by(name)]
        if others:
            of = colon + joint.join(others) if len(others) < len(told) else ""
            sentences.append(NOT_NARROWED.with_values(word=WORDS[name]).in_language(language) + of)
    return sentences
