"""`python -m tests.reliability.disk --faults 300`: makes writes, syncs and renames fail, and looks at what is left.

Needs a C compiler. Every call of each deed fails once alone (EIO) and once with all that follow it (ENOSPC). The deed
has to end well or in one sentence, and the ledger opens, `check` finds nothing, and it is as before or as after.
"""

from __future__ import annotations

import errno
import random
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from tests.reliability.children import Children, fresh, said
from tests.reliability.crash import EVERY_KIND, Tally, Trial, bases, compiled, judged, trial_of
from tests.reliability.deeds import DEEDS

FAIL = 3
REFUSED = 2


def fail(children: Children, trial: Trial, work: Path, most: int, chance: random.Random) -> Tally:
    """Make the calls of one deed fail, each alone and with all that follow, in any order, so many at most."""
    tally = Tally(trial.deed, trial.calls)
    faults = [
        (call, until, number)
        for call in range(1, trial.calls + 1)
        for until, number in ((call, errno.EIO), (0, errno.ENOSPC))
    ]
    chance.shuffle(faults)
    for call, until, number in faults[:most]:
        harm = {"arm": [FAIL, EVERY_KIND, call, until, number]}
        ended = children.do(trial.deed, fresh(trial.base, work), **harm)
        told = said(work)
        tally.kills += 1
        if ended not in (0, REFUSED):
            tally.wrong.append(f"{harm}: ended {ended}: {told}")
        left = judged(children, trial, work, harm, tally.wrong, again=True)
        tally.ended[left] += 1
        tally.ended["refused"] += ended == REFUSED
        if ended == 0 and left == "before":
            tally.wrong.append(f"{harm}: said to be done, and was not")
    return tally


def run(faults: int, deeds: list[str], seed: int) -> list[Tally]:
    """So many faults in all, as evenly as the deeds have calls to fail."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        preload = compiled(place)
        if preload is None:
            raise SystemExit("there is no C compiler on this machine")
        children = Children(preload)
        try:
            begun = bases(children, place, deeds)
            tallies = []
            for deed in deeds:
                trial = trial_of(children, deed, begun[deed], place / "work", counts=True)
                due = -(-(faults - sum(tally.kills for tally in tallies)) // (len(deeds) - len(tallies)))
                tallies.append(fail(children, trial, place / "work", due, chance))
                told = tallies[-1].told.replace("kills", "faults")
                print(f"{told}  {tallies[-1].ended['refused']:>5} refused", flush=True)
            return tallies
        finally:
            children.close()


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--faults", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--deeds", nargs="+", default=list(DEEDS), choices=list(DEEDS))
    told = asked.parse_args()
    tallies = run(told.faults, told.deeds, told.seed)
    wrong = [fault for tally in tallies for fault in tally.wrong]
    print(f"{sum(tally.kills for tally in tallies)} faults, {len(wrong)} not survived")
    for fault in wrong:
        print(fault, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
