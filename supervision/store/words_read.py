"""What a question reads through the words that it speaks in: views of views, and macros.

Told from the texts alone. A word too many costs a question asked once more; a missed one would be a wrong answer, so a
test holds every question against what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.narrowing import FILTERS
from supervision.store.schema import definitions, known_view

_MADE = re.compile(r"create or replace (?:view|macro|table) ([\w.]+)")
_NAMED = re.compile(r"\b(?:from|join)\s+([a-z_]\w*)(?![\w.])|\b([a-z_]\w*)\(")
"""After `from` and `join`, and before a bracket. A table of a schema is no word."""
_CHOSEN = re.compile(r"'([a-z_]\w*)'")
"""What query_table chooses from."""


@cache
def _texts() -> Mapping[str, str]:
    """What each word stands for; a table of the lists and the view over it have one name and are one word."""
    told: dict[str, str] = {}
    for text in (
        *(known_view(ledger) for ledger in LEDGERS),
        *(path.read_text(encoding="utf-8") for path in definitions()),
    ):
        _, *parts = _MADE.split(text)
        for name, stands_for in zip(parts[::2], parts[1::2], strict=True):
            word = name.rpartition(".")[2]
            told[word] = told.get(word, "") + stands_for
    return told


def text_of(word: str) -> str:
    """What a word stands for."""
    return _texts()[word]


def words_in(sql: str, but_not_below: Container[str] = ()) -> set[str]:
    """Every word that a text speaks in, and that those speak in; of some words only themselves."""
    found: set[str] = set()
    texts = [sql]
    while texts:
        text = texts.pop()
        named = {name for pair in _NAMED.findall(text) for name in pair}
        if "query_table(" in text:
            named.update(_CHOSEN.findall(text))
        named = (named & _texts().keys()) - found
        found |= named
        texts += [_texts()[name] for name in named if name not in but_not_below]
    return found


@cache
def filters_of(sql: str) -> frozenset[str]:
    """The filters that can change what a text answers."""
    texts = [sql, *(_texts()[word] for word in words_in(sql))]
    return frozenset(name for name in FILTERS if any(f"only_{name}" in text for text in texts))
