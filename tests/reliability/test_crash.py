"""The short form of `python -m tests.reliability.crash`."""

from __future__ import annotations

from tests.reliability.crash import run


def test_whoever_is_killed_leaves_the_ledger_as_before_or_as_after() -> None:
    tallies = run(10, ["load", "undo", "upgrade"], seed=1)
    assert sum(tally.times for tally in tallies) == 10
    assert [fault for tally in tallies for fault in tally.wrong] == []
