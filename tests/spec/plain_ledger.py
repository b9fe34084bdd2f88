"""What the ledgers should hold after any batches, in plain Python: leads of one source under made-up names.

Of all hand-overs in force, the latest month wins, then the later batch, then the lower line.

What a batch in force has handed over for the same month already is no news when it comes again.
Of bad rows alike, the latest month's first speaks for all; it waits until its key came in good order in
a newer hand-over or somebody dealt with it. A mended row stands while a load in force brought it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from supervision.ledgers.rows import CheckedFile, Finding, WaitingRow
from supervision.text import Text
from tests.filling import checked

Standing = set[tuple[str, str, str | None]]


def lead(number: str, status: str = "已登记", district: str | None = None) -> dict[str, Any]:
    return {
        "source": "12345平台",
        "number": number,
        "received_on": date(2022, 3, 7),
        "status": status,
        "district": district,
    }


@dataclass(frozen=True)
class Done:
    """One batch of the plain model; what it does not do stays empty."""

    what: str
    number: int = 0
    """The month of a load, the batch that an undo takes back."""
    whole: object = None
    """All that a loaded file held."""
    offers: tuple[tuple[int, int, str, str], ...] = ()
    """Month, line, key and status of every row taken in."""
    bad: tuple[tuple[int, str], ...] = ()
    """Line and key of every row that has to wait; rows of one key are alike."""
    deals: tuple[str, ...] = ()
    """Keys whose waiting rows it mends, one for each row offered, or dismisses."""


@dataclass(frozen=True)
class HandOver:
    """A file of good and bad rows; `late`: the bad ones stand below the good ones."""

    month: int
    good: Mapping[str, str]
    """Key and status."""
    bad: Set[str]
    late: bool

    @property
    def _lines(self) -> list[int]:
        return list(range(20, 20 + len(self.good)))

    @property
    def _waits_at(self) -> list[tuple[int, str]]:
        first = 50 if self.late else 2
        return [(first + place, key) for place, key in enumerate(sorted(self.bad))]

    @property
    def file(self) -> CheckedFile:
        """As intake would hand it over."""
        rows = [lead(key, status) for key, status in sorted(self.good.items())]
        return checked(
            "leads", rows, stated_month=date(2022, self.month, 28), lines=self._lines, profile="hotline",
            source="12345平台", waiting=tuple(bad_row(key, line) for line, key in self._waits_at),
            records=len(rows) + len(self.bad),
        )  # fmt: skip

    def done(self, model: list[Done]) -> Done:
        """The batch that it makes after these."""
        brought = {
            offer
            for batch, done in in_force(model)
            if done.what == "load" and done.whole == self
            for offer in done.offers
        }
        lines = zip(self._lines, sorted(self.good), strict=True)
        offers = ((self.month, line, key, self.good[key]) for line, key in lines)
        new = tuple(offer for offer in offers if offer not in brought)
        return Done("load", self.month, self, new, tuple(self._waits_at))


def bad_row(key: str, line: int) -> WaitingRow:
    """A ticket of the hotline whose day can't be read."""
    reason = Finding(line, "来电时间", "2022-13-01", Text.same("no such day"), Text.same("mend it"), True)
    cells = {"工单编号": key, "来电时间": "2022-13-01", "办理状态": "已登记"}
    return WaitingRow(line, f"12345平台 {key}", None, "12345平台", cells, (reason,))


def undone(model: list[Done]) -> set[int]:
    """The batches taken back by an undo that has not been taken back itself."""
    gone: set[int] = set()
    for batch in range(len(model), 0, -1):
        if model[batch - 1].what == "undo" and batch not in gone:
            gone.add(model[batch - 1].number)
    return gone


def in_force(model: list[Done]) -> list[tuple[int, Done]]:
    gone = undone(model)
    return [(batch, done) for batch, done in enumerate(model, start=1) if batch not in gone]


def offered(model: list[Done]) -> list[tuple[tuple[int, int, int], str, str]]:
    """Rank, key and status of every offering that counts."""
    brought = {key for _, done in in_force(model) for _, key in done.bad}
    return [
        ((month, batch, line), key, status)
        for batch, done in in_force(model)
        for place, (month, line, key, status) in enumerate(done.offers)
        if done.what == "load" or done.deals[place] in brought
    ]


def winners(model: list[Done]) -> Standing:
    newest = {key: status for _, key, status in sorted(offered(model))}
    return {(key, status, None) for key, status in newest.items()}


def waits(model: list[Done]) -> dict[str, tuple[int, int, int]]:
    """Which keys wait, and the month, batch and line of the row that speaks for each."""
    dealt = {key for _, done in in_force(model) for key in done.deals}
    speaking: dict[str, tuple[int, int, int]] = {}
    for batch, done in in_force(model):
        for line, key in done.bad:
            if key not in speaking or speaking[key][0] < done.number:
                speaking[key] = (done.number, batch, line)
    newest = {key: rank for rank, key, _ in sorted(offered(model))}
    return {
        key: rank for key, rank in speaking.items() if key not in dealt and newest.get(key, (0, 0, 0)) < rank
    }
