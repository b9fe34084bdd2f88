"""Damage is measured against what a person would still read: no kind of it may get worse unnoticed."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.intake.damage import Damaged, goods, leads, score, spoilt

# Records that can't all be right: where a delimiter is lost or gained beside an empty cell nobody can tell where.
_BORNE = {"a delimiter too many": 0.99, "a delimiter too few": 0.95}


def _by_kind() -> dict[str, list[Damaged]]:
    told: dict[str, list[Damaged]] = defaultdict(list)
    for rows in (leads(), goods()):
        for damaged in spoilt(rows):
            told[damaged.kind].append(damaged)
    return told


_DAMAGED = _by_kind()


@pytest.mark.parametrize("kind", sorted(_DAMAGED))
def test_damage(kind: str) -> None:
    scores = [score(damaged) for damaged in _DAMAGED[kind]]
    headings, records, cells = (sum(each[n] for each in scores) / len(scores) for n in range(3))
    assert records >= _BORNE.get(kind, 1.0)
    assert min(headings, cells) >= (0.995 if kind in _BORNE else 1.0)
