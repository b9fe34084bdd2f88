"""`python -m tests.reliability.disk --faults 300`: makes writes, syncs and renames fail, and looks at what is left.

Needs a C compiler. Every call of each deed fails once alone (EIO) and once with all that follow it (ENOSPC). The deed
has to end well or in one sentence, and the ledger opens, `check` finds nothing, and it is as before or as after.
"""

from __future__ import annotations

import errno
import random
import sys
from pathlib import Path

from tests.reliability.children import Children, fresh, said
from tests.reliability.trials import EVERY_KIND, FAIL, Tally, Trial, command, compiler, every, judged

REFUSED = 2


def fail(children: Children, trial: Trial, work: Path, most: int, chance: random.Random) -> Tally:
    """Make the calls of one deed fail, each alone and with all that follow, in any order, so many at most."""
    tally = Tally(trial.deed, "faults")
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
        tally.times += 1
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
    if compiler() is None:
        raise SystemExit("there is no C compiler on this machine")
    return every(fail, faults, deeds, seed)


if __name__ == "__main__":
    sys.exit(command(__doc__, "faults", run))
