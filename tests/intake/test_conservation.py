"""Real exports damaged at random lose no row unnoticed; `python -m tests.intake.mutate` tries thousands."""

from __future__ import annotations

import pytest

from tests.intake.mutate import FOLDERS, damaged, fault

_DAMAGED = list(damaged(300, 2022, FOLDERS[:1]))


@pytest.mark.parametrize(
    ("done", "name", "content"),
    _DAMAGED,
    ids=[f"{place} {done}" for place, (done, _, _) in enumerate(_DAMAGED)],
)
def test_every_record_of_a_damaged_file_is_accounted_for(done: str, name: str, content: bytes) -> None:
    assert fault(content, name)[0] is None
