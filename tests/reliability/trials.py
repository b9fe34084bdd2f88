"""One deed, done to its end and then harmed over and over, and what is left each time held against before and after."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tests.reliability.children import Children, Look, fresh, said
from tests.reliability.deeds import DEEDS, LEDGER
from tests.reliability.old_ledgers import unpacked

COUNT, KILL, TEAR, FAIL, LOSE = 0, 1, 2, 3, 4
"""What faults.c may be armed for."""
EVERY_KIND = 7


@dataclass
class Tally:
    """What became of one deed, harmed so many times."""

    deed: str
    harm: str
    """`kills` or `faults`."""
    times: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        refused = f"  {self.ended['refused']:>5} refused" if "refused" in self.ended else ""
        return (
            f"{self.deed:<11} {self.times:>5} {self.harm}  {self.ended['before']:>5} as before  "
            f"{self.ended['after']:>5} as after  {len(self.wrong):>3} otherwise{refused}"
        )


@dataclass(frozen=True)
class Trial:
    """One deed, its beginning, and what it leads to when nobody harms it."""

    deed: str
    base: Path
    before: Look
    after: Look
    seconds: float
    calls: int


Harming = Callable[[Children, Trial, Path, int, random.Random], Tally]
"""Harms a deed so many times at most, in any order."""


def compiler() -> str | None:
    """The C compiler of this machine."""
    return shutil.which("cc") or shutil.which("gcc")


def compiled(folder: Path) -> Path | None:
    """The faults to preload, where there is a C compiler."""
    if (program := compiler()) is None:
        return None
    told = folder / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run([program, "-O2", "-shared", "-fPIC", "-o", str(told), str(source), "-ldl"], check=True)
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


def every(harming: Harming, times: int, deeds: list[str], seed: int) -> list[Tally]:
    """Harm these deeds so many times in all, as evenly as they can be."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        preload = compiled(place)
        children = Children(preload)
        try:
            begun = bases(children, place, deeds)
            tallies: list[Tally] = []
            for deed in deeds:
                trial = trial_of(children, deed, begun[deed], place / "work", counts=preload is not None)
                due = -(-(times - sum(tally.times for tally in tallies)) // (len(deeds) - len(tallies)))
                tallies.append(harming(children, trial, place / "work", due, chance))
                print(tallies[-1].told, flush=True)
            return tallies
        finally:
            children.close()


def command(about: str | None, harm: str, run: Callable[[int, list[str], int], list[Tally]]) -> int:
    """Do what the command's words ask for and print what became of it; status 1 when something was not survived."""
    asked = ArgumentParser(description=about)
    asked.add_argument(f"--{harm}", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--deeds", nargs="+", default=list(DEEDS), choices=list(DEEDS))
    told = asked.parse_args()
    tallies = run(getattr(told, harm), told.deeds, told.seed)
    wrong = [fault for tally in tallies for fault in tally.wrong]
    print(f"{sum(tally.times for tally in tallies)} {harm}, {len(wrong)} not survived")
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0
