"""`python -m tests.reliability.uploads --kills 300`: kills the dashboard amid an upload, and looks at what is left.

Somebody opens the upload page, hands files over, sees their preview and presses the button, all over Streamlit's own
websocket and HTTP; the server is killed at a random moment of one of these stages or, where a C compiler is found, before
or amid a certain write of the load. It survives when the ledger opens, `check` finds nothing, and its contents are to the
last letter those of before the batch or those of after it. What was not loaded is then loaded by another server: from the
preview that it finds again, where the page had told its address.
"""

from __future__ import annotations

import filecmp
import random
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from supervision.loading import load_paths
from supervision.sample import EXPORTS
from supervision.store.database import open_database
from tests.reliability.analyst import COMMIT, Analyst, Served
from tests.reliability.children import Children, Look, fresh, some_moment
from tests.reliability.deeds import LEDGER
from tests.reliability.forking import Forking
from tests.reliability.trials import COUNT, EVERY_KIND, KILL, TEAR, compiled

STAGES = {"open": 1, "upload": 1, "preview": 3, "commit": 5}
"""How often each is struck; half of those that strike the commit strike a certain write."""
AGAIN = 0.1
"""Of the ledgers left as before, how many are gone on with at random; the first of each stage always is."""
GONE = (WebSocketException, OSError, EOFError, TimeoutError)
"""What a browser meets when its server is killed."""


@dataclass
class Tally:
    """What became of all uploads that were killed."""

    ended: dict[str, Counter[str]] = field(default_factory=lambda: {stage: Counter() for stage in STAGES})
    wrong: list[str] = field(default_factory=list)
    writes: int = 0
    """Of the kills, how many struck a certain write of the load."""
    again: Counter[str] = field(default_factory=Counter)
    """Of those gone on with: loaded from the preview found again, or from files dropped again; or loaded already."""

    @property
    def times(self) -> int:
        return sum(sum(ended.values()) for ended in self.ended.values())

    def told(self) -> str:
        lines = [
            f"{stage:<8} {sum(ended.values()):>5} kills  {ended['before']:>5} as before  {ended['after']:>5} as after  "
            f"{ended['otherwise']:>3} otherwise"
            for stage, ended in self.ended.items()
        ]
        return "\n".join(
            [
                *lines,
                f"{self.times} kills, {self.writes} of them at a certain write of the load; {len(self.wrong)} not survived",
                f"loaded afterwards: {self.again['found']} from the preview found again, "
                f"{self.again['dropped']} from files dropped again; "
                f"{self.again['not offered again']} that were loaded were not offered again",
            ]
        )


class Uploads:
    """Uploads on one ledger, killed one after the other."""

    def __init__(self, place: Path) -> None:
        self.work, self.base = place / "work", place / "base"
        self.base.mkdir()
        preload = compiled(place)
        self._has_writes = preload is not None
        self._children = Children()
        self._servers = Forking("tests.reliability.served", preload)
        database = open_database(self.base / LEDGER)
        load_paths(database, [EXPORTS / "2022-04"], by="示例甲")
        database.close()
        self._running: Served | None = None
        self.before = self._children.look(fresh(self.base, self.work))
        self.seconds: dict[str, float] = {}
        self.writes = 0
        try:
            self.after = self._unharmed()
        except BaseException:
            self.close()
            raise
        assert (self.before.faults, self.after.faults) == ((), ()), (self.before, self.after)
        assert self.before.contents != self.after.contents

    def close(self) -> None:
        if self._running is not None:
            self._running.end()  # else whoever waits for its end would wait for ever
        self._children.close()
        self._servers.close()

    def served(self, harm: list[int] | None = None) -> Served:
        """A dashboard on what lies there now."""
        self._running = Served(self._servers, self.work, harm)
        return self._running

    def _unharmed(self) -> Look:
        """The whole way, with the seconds of each stage and the writes of the load."""
        fresh(self.base, self.work)
        served = self.served([COUNT, EVERY_KIND, 1, 0, 0] if self._has_writes else None)
        analyst = Analyst(served)
        for stage in STAGES:
            began = time.perf_counter()
            getattr(analyst, stage)()
            self.seconds[stage] = time.perf_counter() - began
        if self._has_writes:
            self.writes = int((self.work / "counted").read_text(encoding="utf-8"))
        served.end()
        return self._children.look(self.work)

    def strike(self, stage: str, chance: random.Random, tally: Tally) -> None:
        """Kill one upload in that stage, and see what is left."""
        fresh(self.base, self.work)
        harm = None
        if stage == "commit" and self._has_writes and chance.random() < 0.5:
            harm = [chance.choice((KILL, TEAR)), EVERY_KIND, chance.randint(1, self.writes), 0, 0]
        served = self.served(harm)
        moment = threading.Timer(some_moment(self.seconds[stage], chance), served.kill)
        analyst = None
        try:
            analyst = Analyst(served)
            for each in STAGES:
                if each == stage and harm is None:
                    moment.start()
                getattr(analyst, each)()
                if each == stage:
                    break
        except GONE:
            tally.writes += harm is not None
        except AssertionError as error:
            tally.wrong.append(f"{stage} {harm}: {error}")
        if harm is None:
            moment.join()
        served.end()
        address = analyst.address_told() if analyst else ""
        tally.ended[stage][self._judged(stage, harm, address, chance, tally)] += 1

    def _judged(
        self, stage: str, harm: list[int] | None, address: str, chance: random.Random, tally: Tally
    ) -> str:
        left = self.before if self._is_untouched() else self._children.look(self.work)
        ended = {self.before.contents: "before", self.after.contents: "after"}.get(left.contents, "otherwise")
        if left.faults or ended == "otherwise":
            tally.wrong.append(f"{stage} {harm}: {(*left.faults, 'neither before nor after')[0]}")
            return "otherwise"
        if tally.ended[stage][ended] == 0 or chance.random() < AGAIN:
            try:
                tally.again[self._gone_on(ended, address)] += 1
            except (AssertionError, *GONE) as error:
                tally.wrong.append(
                    f"{stage} {harm}, gone on with after {ended}: {type(error).__name__} {error}"
                )
        return ended

    def _is_untouched(self) -> bool:
        """Whether the ledger file is to the last byte what it was, and nothing lies beside it that belongs to it."""
        beside = [path.name for path in self.work.glob(f"{LEDGER}*") if path.is_file()]
        return beside == [LEDGER] and filecmp.cmp(self.work / LEDGER, self.base / LEDGER, shallow=False)

    def _gone_on(self, ended: str, address: str) -> str:
        """The upload brought to its end by another server; what was loaded is not offered again."""
        served = self.served()
        try:
            analyst = Analyst(served, address)
            analyst.open()
            is_offered = COMMIT in analyst.drawn.buttons
            if ended == "after":
                assert not is_offered, "offered again"
                how = "not offered again"
            else:
                assert is_offered == bool(address), f"offered: {is_offered}"
                how = "found" if address else "dropped"
                if not is_offered:
                    analyst.upload()
                    analyst.preview()
                analyst.commit()
        finally:
            served.end()
        assert self._children.look(self.work) == self.after, "not as after"
        return how


def strikes(uploads: Uploads, kills: int, tally: Tally, seed: int) -> None:
    """Kill so many uploads."""
    chance = random.Random(seed)
    stages = [stage for stage, often in STAGES.items() for _ in range(often)]
    chance.shuffle(stages)
    for place in range(kills):
        uploads.strike(stages[place % len(stages)], chance, tally)
        if tally.times % 50 == 0:
            print(f"so far {tally.times} of {kills}\n{tally.told()}\n", flush=True)


def main() -> int:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=300)
    asked.add_argument("--seed", type=int, default=0)
    told = asked.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        uploads = Uploads(Path(folder))
        try:
            strikes(uploads, told.kills, tally, told.seed)
        finally:
            uploads.close()
    print(tally.told())
    for fault in tally.wrong:
        print(fault, file=sys.stderr)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
