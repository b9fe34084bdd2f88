"""Children in which deeds are done, killed or harmed from here."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.reliability.forking import Forking


@dataclass(frozen=True)
class Look:
    """What a look at a folder told."""

    contents: str | None
    """None where there is no ledger file."""
    faults: tuple[str, ...]
    copy: str | None = None


class Children:
    """Does deeds one after the other, each in a child of its own."""

    def __init__(self, preload: Path | None = None) -> None:
        self._forking = Forking("tests.reliability.deeds", preload)

    def close(self) -> None:
        self._forking.close()

    def do(self, deed: str, folder: Path, *, kill_after: float | None = None, **harm: Any) -> int:
        """How the deed ended; -9 when it was killed after that many seconds."""
        child = self._forking.ask({"deed": deed, "folder": str(folder), "harm": harm})
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return self._forking.ended()

    def look(self, folder: Path) -> Look:
        """Open what lies there, as the next start would."""
        (folder / "told").unlink(missing_ok=True)
        if ended := self.do("look", folder):
            return Look(None, (f"does not open ({ended}): {said(folder)}",))
        told = json.loads((folder / "told").read_text(encoding="utf-8"))
        ledger, copy = told.get("ledger.duckdb"), told.get("new copy.duckdb")
        found = [*(ledger or {}).get("faults", ()), *(copy or {}).get("faults", ())]
        return Look(ledger and ledger["contents"], tuple(found), copy and copy["contents"])


def said(folder: Path) -> str:
    """What the last child said before it ended."""
    return (folder / "said").read_text(encoding="utf-8")


def fresh(base: Path, work: Path) -> Path:
    """The folder as it was set up."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    return work


def some_moment(seconds: float, chance: random.Random) -> float:
    """Any moment from the beginning to a little past the end."""
    return chance.uniform(0, seconds * 1.05)
