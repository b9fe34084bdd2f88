"""`python -m tests.reliability.crash --kills 300`: kills whoever changes a ledger, and looks at what is left.

Where a C compiler is found, every single write, sync, rename and removal of each deed is killed once before and once
in its middle; all other kills fall at random moments. A ledger survives when it opens, `check` finds nothing, and its
contents are to the last letter those of before the deed or those of after it.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tests.reliability.children import Children, Look, fresh, said, some_moment
from tests.reliability.deeds import DEEDS, LEDGER
from tests.reliability.old_ledgers import unpacked

COUNT, KILL, TEAR = 0, 1, 2
EVERY_KIND = 7


@dataclass
class Tally:
    """What became of the kills of one deed."""

    deed: str
    calls: int = 0
    """Writes, syncs, renames and removals of a deed that nobody kills."""
    kills: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        return (
            f"{self.deed:<11} {self.kills:>5} kills  {self.ended['before']:>5} as before  "
            f"{self.ended['after']:>5} as after  {len(self.wrong):>3} otherwise"
        )


@dataclass(frozen=True)
class Trial:
    """One deed, its beginning, and what it leads to when nobody kills it."""

    deed: str
    base: Path
    before: Look
    after: Look
    seconds: float
    calls: int


def compiled(folder: Path) -> Path | None:
    """The faults to preload, where there is a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    told = folder / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", str(told), str(source), "-ldl"], check=True)
    return told


def bases(children: Children, folder: Path, deeds: list[str]) -> dict[str, Path]:
    """Where each deed begins: with a ledger of today's, an old one, or none."""
    common, old, nothing = folder / "common", folder / "old", folder / "nothing"
    for place in (common, old, nothing):
        place.mkdir()
    if set(deeds) <= {"load", "undo", "upgrade", "first load"}:
        unpacked("5", common)
        assert children.look(common).faults == ()
    else:
        assert children.do("set up", common) == 0, said(common)
    unpacked("1", old)
    return dict.fromkeys(DEEDS, common) | {"upgrade": old, "first load": nothing}


def trial_of(children: Children, deed: str, base: Path, work: Path, *, counts: bool) -> Trial:
    before = children.look(fresh(base, work))
    harm: dict[str, Any] = {"arm": [COUNT, EVERY_KIND, 1, 0, 0]} if counts else {}
    fresh(base, work)
    began = time.perf_counter()
    ended = children.do(deed, work, **harm)
    seconds = time.perf_counter() - began
    assert ended == 0, said(work)
    calls = int((work / "counted").read_text(encoding="utf-8")) if counts else 0
    after = children.look(work)
    assert (before.faults, after.faults) == ((), ()), (before, after)
    return Trial(deed, base, before, after, seconds, calls)


def moments(trial: Trial, kills: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Before and amid every call, in any order; then at random until there are enough."""
    calls = [(how, call) for call in range(1, trial.calls + 1) for how in (KILL, TEAR)]
    chance.shuffle(calls)
    for how, call in calls:
        yield {"arm": [how, EVERY_KIND, call, 0, 0]}
    for _ in range(max(0, kills - len(calls))):
        yield {"kill_after": some_moment(trial.seconds, chance)}


def crash(children: Children, trial: Trial, work: Path, kills: int, chance: random.Random) -> Tally:
    """Kill one deed so many times."""
    tally = Tally(trial.deed, trial.calls)
    for harm in moments(trial, kills, chance):
        if tally.kills >= kills:
            break
        ended = children.do(trial.deed, fresh(trial.base, work), **harm)
        if ended == 0:
            continue  # it was quicker
        tally.kills += 1
        if ended != -9:
            tally.wrong.append(f"{harm}: ended {ended}: {said(work)}")
            continue
        again = tally.ended["before"] == 0
        tally.ended[judged(children, trial, work, harm, tally.wrong, again=again)] += 1
    return tally


def judged(
    children: Children, trial: Trial, work: Path, harm: dict[str, Any], wrong: list[str], *, again: bool
) -> str:
    """Whether what is left is as before or as after; why neither, added to `wrong`.

    With `again`, a deed of which nothing is left is done once more, now to its end.
    """
    if trial.deed == "upgrade" and (work / LEDGER).read_bytes() == (trial.base / LEDGER).read_bytes():
        return "before"
    left = children.look(work)
    if left.faults:
        wrong.append(f"{harm}: {left.faults[0]}")
    elif left.copy not in (None, trial.before.contents):
        wrong.append(f"{harm}: the copy is neither missing nor whole")
    elif left.contents == trial.after.contents and left.copy == trial.after.copy:
        return "after"
    elif left.contents == trial.before.contents or is_still_empty(trial, work):
        return "before" if not again or done_again(children, trial, work, wrong) else "otherwise"
    else:
        wrong.append(f"{harm}: neither before nor after")
    return "otherwise"


def is_still_empty(trial: Trial, work: Path) -> bool:
    """A first load may leave a new ledger in which nothing is."""
    if trial.deed != "first load":
        return False
    with duckdb.connect(str(work / LEDGER), read_only=True) as file:
        return file.execute("select count(*) from history.batches").fetchall() == [(0,)]


def done_again(children: Children, trial: Trial, work: Path, wrong: list[str]) -> bool:
    """What was killed can be done now, and leaves what it would have left."""
    if children.do(trial.deed, work) == 0 and children.look(work) == trial.after:
        return True
    wrong.append(f"{trial.deed}: can't be done again after a kill: {said(work)}")
    return False


def run(kills: int, deeds: list[str], seed: int, *, preloads: bool = True) -> list[Tally]:
    """Kill these deeds so many times in all."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        faults = compiled(place) if preloads else None
        children = Children(faults)
        try:
            begun = bases(children, place, deeds)
            tallies = []
            for left, deed in zip(range(len(deeds), 0, -1), deeds, strict=True):
                trial = trial_of(children, deed, begun[deed], place / "work", counts=faults is not None)
                due = -(-(kills - sum(tally.kills for tally in tallies)) // left)
                tallies.append(crash(children, trial, place / "work", due, chance))
                print(tallies[-1].told, flush=True)
            return tallies
        finally:
            children.close()


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--deeds", nargs="+", default=list(DEEDS), choices=list(DEEDS))
    told = asked.parse_args()
    tallies = run(told.kills, told.deeds, told.seed)
    wrong = [fault for tally in tallies for fault in tally.wrong]
    print(f"{sum(tally.kills for tally in tallies)} kills, {len(wrong)} not survived")
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
