"""Real exports damaged at random lose no row unnoticed; `python -m tests.intake.mutate` tries thousands."""

from __future__ import annotations

from random import Random

import pytest

from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile
from tests.intake import mutate
from tests.intake.mutate import FOLDERS, TODAY, altered, damaged, fault, seeds

_DAMAGED = list(damaged(300, 2022, FOLDERS[:1]))


@pytest.mark.parametrize(
    ("done", "name", "content"),
    _DAMAGED,
    ids=[f"{place} {done}" for place, (done, _, _) in enumerate(_DAMAGED)],
)
def test_every_record_of_a_damaged_file_is_accounted_for(done: str, name: str, content: bytes) -> None:
    assert fault(content, name)[0] is None


_SHIFTING = (mutate._cut, mutate._shift, mutate._quote, mutate._unquote, mutate._twice, mutate._shuffle)


def test_hardly_a_row_is_accepted_with_values_that_it_never_had() -> None:
    """A few no reader can tell: a text without its quotes whose pieces happen to fill the row."""
    luck, there = Random(7), seeds(FOLDERS[:1])
    accepted, wrong = 0, []
    for _ in range(300):
        name, content = luck.choice(there)
        file = check_file(luck.choice(_SHIFTING)(luck, content), name, TODAY)
        sound = check_file(content, name, TODAY)
        assert isinstance(sound, CheckedFile)
        if isinstance(file, CheckedFile) and file.ledger is sound.ledger:
            accepted += len(file.lines)
            wrong += altered(file, sound)
    assert accepted > 2000
    assert len(wrong) <= 0.01 * accepted, wrong
