"""What is published, as arithmetic: counts, the sums that tie them together, and who may know what."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

from supervision.disclosure import THRESHOLD

Key = Hashable


@dataclass(frozen=True)
class Sum:
    """One count that is the sum of others: a margin, a total, a quarter of months."""

    whole: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Picture:
    """Counts that are about to be published, and those that were before."""

    values: Mapping[Key, int]
    sums: tuple[Sum, ...]
    shown: frozenset[Key]
    """Shown whatever they hold: city totals, and what an earlier release has told already."""
    hidden: frozenset[Key] = frozenset()
    """Not shown whatever they hold: hidden in an earlier release, and now no less."""
    unpublished: frozenset[Key] = frozenset()
    """In no table, but to be worked out from several: what one release holds more than an earlier one."""
    harmless: frozenset[Key] = field(default=frozenset())
    """Small counts that need no protection where they stand."""

    told_before: frozenset[Key] = frozenset()
    """Those of the shown that only an earlier release has told, and that would not be shown now."""

    @property
    def small(self) -> frozenset[Key]:
        """Counts of 1 to 4 that must not be known."""
        return frozenset(
            key
            for key, value in self.values.items()
            if 0 < value < THRESHOLD and key not in self.shown and key not in self.harmless
        )

    def unknown(self, hiding: Collection[Key]) -> frozenset[Key]:
        """What a reader does not know once these are hidden."""
        return frozenset(hiding) | self.hidden | self.unpublished

    def guarded(self, hiding: Collection[Key]) -> frozenset[Key]:
        """What a reader must not find out: all that is hidden, and what is small though in no table.

        A hidden count that is not small is guarded too: whoever finds it finds the small one beside it.
        """
        return frozenset(hiding) | self.hidden | (self.small & self.unpublished)
