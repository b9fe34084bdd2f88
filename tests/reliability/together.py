"""`python -m tests.reliability.together --operations 5000`: readers, uploaders and releases at once against plain Python.

Threads share one open ledger, as the dashboard's do. Each operation is noted with the ticks between which it ran and
with its answer; afterwards the batches are replayed one by one in the plain model of the ledgers, and every answer,
refusal and rehearsal has to be that of one state which could be seen at its time, never of two. Names and figures
are drawn from the seed; which thread comes first is the machine's affair.
"""

from __future__ import annotations

import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from supervision.releases.keeping import all_releases
from supervision.store.database import open_database
from supervision.store.wholeness import faults
from tests.reliability.courses import LEDGERS, Answer, Course, Verdict, Write, judge
from tests.reliability.doings import NEXT, Doings
from tests.spec.plain_ledger import Done, Standing, undone, waits, winners

ROUND = 500
"""Operations on one ledger file; then a new one is begun."""
THREADS = 6
PATIENCE = 300
"""Seconds without an end after which threads are taken to wait for one another."""


@dataclass(frozen=True)
class Moment:
    """The ledgers of the plain model after so many batches."""

    model: list[Done]

    @property
    def batch(self) -> int:
        return len(self.model)

    @cached_property
    def standing(self) -> Standing:
        return winners(self.model)

    @cached_property
    def waits(self) -> dict[str, tuple[int, int, int]]:
        return waits(self.model)

    @cached_property
    def undone(self) -> set[int]:
        return undone(self.model)

    def after(self, done: Done) -> Moment:
        return Moment([*self.model, done])


def states_of(of: Hashable, writes: list[Write]) -> list[object]:
    """Before any write and after each."""
    states: list[object] = [Moment([]) if of == LEDGERS else None]
    for write in sorted(writes, key=lambda write: write.number):
        state = states[-1]
        if isinstance(state, Moment):
            states.append(state.after(write.does(state.model)))
        elif isinstance(of, int):
            states.append(NEXT.get((state, write.does), f"{write.does} where it was {state}"))
        else:
            states.append(write.does)
    return states


def one_round(path: Path, operations: int, seed: int, verdict: Verdict) -> None:
    """So many operations on a new ledger file."""
    database = open_database(path)
    doings = Doings(database, seed)
    doings.run(operations, THREADS, PATIENCE)
    verdict.wrong += doings.wrong
    verdict.refused += doings.refused
    if doings.wrong:
        return  # of what somebody failed at nothing is known
    numbered(doings, {one.number: [step.by for step in one.steps] for one in all_releases(database)}, verdict)
    by_thing: dict[Hashable, list[Write]] = defaultdict(list)
    for write in doings.writes:
        by_thing[write.of].append(write)
        verdict.compared[write.kind] += 1
    courses = {
        of: Course(by_thing[of], states_of(of, by_thing[of]))
        for of in {LEDGERS, *by_thing, *(answer.of for answer in doings.answers)}
    }
    judge(courses, doings.answers + at_the_end(doings), verdict)
    verdict.wrong += [fault.en for fault in faults(database)]
    database.close()


def numbered(doings: Doings, lives: dict[int, list[str]], verdict: Verdict) -> None:
    """Steps of releases take the places that the record gives them; every one is by a name of its own."""
    places = {by: (release, place) for release, life in lives.items() for place, by in enumerate(life, 1)}
    for by, (kind, release, span, action) in doings.steps.items():
        found, place = places.pop(by, (None, 0))
        if found != release:
            verdict.wrong.append(f"{kind} of release {release} by {by} is on record for {found}")
            continue
        doings.writes.append(Write(kind, release, place, span, action))
    verdict.wrong += [f"a step on record by {by}, who took none" for by in places]


def at_the_end(doings: Doings) -> list[Answer]:
    """What every batch of the past tells once all is quiet."""
    newest = doings.database.newest_batch
    return [doings.told_of_old(batch) for batch in range(newest + 1)]


def run(operations: int, seed: int) -> Verdict:
    """So many operations, at most ROUND on one file."""
    verdict = Verdict()
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0001)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for first in range(0, operations, ROUND):
                due = min(ROUND, operations - first)
                one_round(Path(folder) / f"{first}.duckdb", due, seed + first, verdict)
                if verdict.wrong:
                    break
    finally:
        sys.setswitchinterval(before)
    return verdict


def main() -> int:
    """Print how many operations of each kind were compared; status 1 when one can't be explained."""
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--operations", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    started = time.perf_counter()
    verdict = run(told.operations, told.seed)
    for kind, count in sorted(verdict.compared.items()):
        print(f"{kind:<22} {count:>6}")
    print(
        f"{verdict.compared.total()} operations compared, {verdict.refused} of them refusals, "
        f"{len(verdict.wrong)} can't be explained, {time.perf_counter() - started:.0f} s"
    )
    for wrong in verdict.wrong[:20]:
        print(wrong, file=sys.stderr)
    return 1 if verdict.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
