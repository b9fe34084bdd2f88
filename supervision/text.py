"""Every sentence that a reader sees exists in Chinese and in English, side by side."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Text:
    """One sentence or label in both languages; `{names}` are filled by `with_values`."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def with_values(self, **values: object) -> Text:
        """Fill the braces of both languages; a Text among the values is filled in its own."""
        return Text(
            zh=self.zh.format(**{name: _said(value, "zh") for name, value in values.items()}),
            en=self.en.format(**{name: _said(value, "en") for name, value in values.items()}),
        )

    @staticmethod
    def same(word: str) -> Text:
        """A word that reads the same in both languages: a number, a code, a file name."""
        return Text(zh=word, en=word)


def _said(value: object, language: Language) -> object:
    return value.in_language(language) if isinstance(value, Text) else value


PRODUCT = Text(zh="执法监督与入企走访看板", en="Law-enforcement supervision dashboard")


class Refusal(Exception):
    """Something the product will not do, in one sentence: where, what, what to do instead."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


def language_of_terminal() -> Language:
    """Chinese, unless SUPERVISION_LANGUAGE or the locale says English."""
    for name in ("SUPERVISION_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"
