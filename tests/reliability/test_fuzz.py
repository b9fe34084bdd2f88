"""Damaged files, rows, addresses and releases are taken or refused, never ended in a traceback; and the fuzzer can tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.effort import examples
from tests.reliability import fuzz
from tests.reliability.fuzzing.trying import CORPUS, Trials, corpus
from tests.reliability.fuzzing.workers import Bounds
from tests.reliability.planted_kinds import PLANTED


@pytest.fixture(scope="module")
def trials() -> Iterator[Trials]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SUPERVISION_DATABASE", "")  # set by the trial that opens pages
        tried = Trials()
        yield tried
        tried.clear()


def test_what_was_once_taken_wrongly_and_all_that_reached_something_new_is_taken_well(trials: Trials) -> None:
    kept = corpus()
    assert {kind for kind, _ in kept} >= {"export", "rows", "address", "profile", "release", "copy label"}
    assert sum(path.stat().st_size for path in CORPUS.glob("*.jsonl")) < 200_000
    assert [wrong for kind, content in kept if (wrong := trials.tried(kind, content)[0])] == []


def test_damaged_inputs_are_taken_or_refused_and_every_record_is_accounted_for(trials: Trials) -> None:
    inputs = [trials.made(number) for number in range(examples(700))]
    assert [(kind, wrong) for kind, content in inputs if (wrong := trials.tried(kind, content)[0])] == []


def test_whatever_an_input_does_is_told_and_the_others_are_tried_all_the_same() -> None:
    bounds = Bounds(seconds=2, resident=300 << 20, address_space=1 << 40)
    found = fuzz.run(
        range(241, 248),
        2,
        modules=("tests.reliability.planted_kinds",),
        bounds=bounds,
        is_guided=False,
        tell=False,
    )
    told = {fault.kind: fault for fault in found.faults}
    assert {kind: fault.content.decode() for kind, fault in told.items()} == {kind: kind for kind in PLANTED}
    assert len(found.faults) == found.became.total() == len(PLANTED)
    says = {
        "broken": "IndexError at ", "slow": "no answer in 2 s", "deaf": "not even to a signal", "dying": "died (-9)",
        "greedy": "MemoryError at ", "growing": "MB held", "lossy": "a record is lost",
    }  # fmt: skip
    assert [kind for kind, words in says.items() if words not in told[kind].wrong] == []


def test_an_input_that_is_kept_is_the_same_one_when_it_is_tried_again(
    tmp_path: Path, trials: Trials, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, content = trials.made(7)
    place = fuzz.keep_fault(fuzz.Fault(7, kind, "wrong", content), tmp_path)
    monkeypatch.setattr("sys.argv", ["fuzz", "--file", str(place)])
    assert fuzz.main() == 0
    assert capsys.readouterr().out.startswith(f"{kind}: ") and place.read_bytes() == content
    assert trials.made(7) == (kind, content)
