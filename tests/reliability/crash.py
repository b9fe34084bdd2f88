"""`python -m tests.reliability.crash --kills 300`: kills whoever changes a ledger, and looks at what is left.

Where a C compiler is found, every single write, sync, rename and removal of each deed is killed once before and once
in its middle, and the power goes at each: what was not synced until then is gone, of all files or of some. All other
kills fall at random moments. A ledger survives when it opens, `check` finds nothing, and its
contents are to the last letter those of before the deed or those of after it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reliability.children import Children, fresh, said, some_moment
from tests.reliability.trials import EVERY_KIND, KILL, LOSE, TEAR, Tally, Trial, command, every, judged

NEVER = (1 << 31) - 1
"""A call that nobody makes."""


def moments(trial: Trial, kills: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Before and amid every call, in any order; then at random until there are enough."""
    if trial.calls:  # the first of all: what was done and said to be done outlives the power
        yield {"arm": [LOSE, EVERY_KIND, NEVER, 0, 0], "done": True}
    harms = [(how, 0) for how in (KILL, TEAR, LOSE)] + [(LOSE, chance.randrange(1, 1 << 16))]
    calls = [(*harm, call) for call in range(1, trial.calls + 1) for harm in harms]
    chance.shuffle(calls)
    for how, some, call in calls:
        yield {"arm": [how, EVERY_KIND, call, 0, some]}
    for _ in range(max(0, kills - len(calls))):
        yield {"kill_after": some_moment(trial.seconds, chance)}


def crash(children: Children, trial: Trial, work: Path, kills: int, chance: random.Random) -> Tally:
    """Kill one deed so many times."""
    tally = Tally(trial.deed, "kills")
    for harm in moments(trial, kills, chance):
        if tally.times >= kills:
            break
        ended = children.do(trial.deed, fresh(trial.base, work), **harm)
        if ended == 0:
            continue  # it was quicker
        tally.times += 1
        if ended != -9:
            tally.wrong.append(f"{harm}: ended {ended}: {said(work)}")
            continue
        again = tally.ended["before"] == 0
        left = judged(children, trial, work, harm, tally.wrong, again=again)
        if harm.get("done") and left == "before":
            left = "otherwise"
            tally.wrong.append(f"{trial.deed}: was done, and is gone with the power")
        tally.ended[left] += 1
    return tally


def run(kills: int, deeds: list[str], seed: int) -> list[Tally]:
    """Kill these deeds so many times in all."""
    return every(crash, kills, deeds, seed)


if __name__ == "__main__":
    sys.exit(command(__doc__, "kills", run))
