"""Words that somebody else wrote, shown as they stand: a file name is never read as Markdown."""

from __future__ import annotations

import re

_MAKES_A_LINK = re.compile(r"(?i)(https?|ftp)(?=://)|(www)(?=\.)|(?<=\w)(?=@\w)")
_JOINER = "\N{WORD JOINER}"
"""Not seen. Streamlit makes links of addresses and mail even where every sign is escaped; broken, they stay words."""

_MEANS_SOMETHING = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")


def literal(words: object) -> str:
    """Every sign that Markdown would take for its own is kept as a sign."""
    told = _MAKES_A_LINK.sub(lambda found: found.group() + _JOINER, " ".join(str(words).split()))
    return _MEANS_SOMETHING.sub(r"\\\1", told)
