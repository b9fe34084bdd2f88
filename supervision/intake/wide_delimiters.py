"""Delimiters of several characters: each is replaced by one character while the text is read, and put back in cells."""

from __future__ import annotations

from collections import Counter
from itertools import islice

STAND_IN = "\x1f"
_WIDE = ("|~|", "~|~", "|#|", "#|#", "||", "\t\t", "::", ";;", "~~", "^^", "##", "$$", "@@", "&&", "\\t")
_USUAL = (",", "\t", ";", "|")
_LINES = 300
_SAMPLE = 120_000


def wide_delimiter(text: str) -> str | None:
    """The delimiter of several characters that divides nearly all lines alike, where no usual one does."""
    if STAND_IN in text or not any(wide in text[:_SAMPLE] for wide in _WIDE):
        return None
    lines = list(islice((line for line in text[:_SAMPLE].splitlines() if line.strip()), _LINES))
    for wide in _WIDE:
        rest = [line.replace(wide, "") for line in lines]
        if _divides_alike(lines, wide) and not any(
            _divides_alike(rest, usual) for usual in _USUAL if usual not in wide
        ):
            # An odd run, as in a|||b, would say that one of them divides an empty cell.
            odd = sum(wide[0] in line for line in rest) if wide in ("||", "\t\t", ";;") else 0
            return wide if odd <= 0.3 * len(lines) else None
    return None


def _divides_alike(lines: list[str], delimiter: str) -> bool:
    counts = Counter(line.count(delimiter) for line in lines)
    count, often = max(counts.items(), key=lambda told: (told[0] > 0) * told[1])
    return count > 0 and len(lines) > 1 and often >= (0.8 if count > 1 else 1) * len(lines)
