"""One part of docs/performance.md: what was measured, as tables of words, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Section:
    """A title, what was done in a few sentences, a table, and what a reader should take from it."""

    title: str
    about: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()

    def as_markdown(self) -> str:
        lines = [f"## {self.title}", "", self.about, ""]
        lines += [f"| {' | '.join(self.headings)} |", f"|{'---|' * len(self.headings)}"]
        lines += [f"| {' | '.join(row)} |" for row in self.rows]
        lines += ["", *(f"- {remark}" for remark in self.remarks)]
        return "\n".join(lines).rstrip() + "\n"


def seconds(times: Sequence[float]) -> str:
    """The median of several runs with the quickest and the slowest: 0.91 s (0.88–1.02)."""
    return f"{median(times):.3g} s ({min(times):.3g}–{max(times):.3g})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of ours to the median of theirs, run in turn."""
    return f"{median(ours) / median(theirs):.2f}"
