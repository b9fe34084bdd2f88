"""Words that somebody else wrote, shown as they stand: a file name is never read as Markdown."""

from __future__ import annotations

import re

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")


def literal(words: object) -> str:
    """Every sign that Markdown would take for its own is kept as a sign."""
    return _MEANS_SOMETHING.sub(r"\\\1", " ".join(str(words).split()))
