"""A program that does what each line asks for in a child of its own, with everything imported already; and whoever asks it.

It answers with the child's number, then with how it ended. What the child says lies in `said` in the folder of the line.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.reliability.old_ledgers import ROOT

FAULT = 3
"""How a child ends that did not come to an end of its own."""


class Forking:
    """That program, with the faults of faults.c loaded before anything else where there are some."""

    def __init__(self, module: str, preload: Path | None = None) -> None:
        told = {} if preload is None else {"LD_PRELOAD": str(preload)}
        self._program = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=os.environ | told,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, asked: dict[str, Any]) -> int:
        """The number of the child that does it; `ended` has to be called before the next is asked for."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(asked) + "\n")
        self._program.stdin.flush()
        return self._heard()

    def ended(self) -> int:
        """How the child ended, once it has; -9 when it was killed."""
        return self._heard()

    def _heard(self) -> int:
        assert self._program.stdout is not None
        heard = self._program.stdout.readline()
        if not heard:
            raise RuntimeError("the children's parent is gone")
        return int(heard)

    def close(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait()


def do_each(act: Callable[[dict[str, Any]], int], folder_of: Callable[[dict[str, Any]], Path]) -> None:
    """The program's part, until the input ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            said = os.open(folder_of(asked) / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(said, 2)
            os.dup2(said, 1)
            status = FAULT
            try:
                status = act(asked)
            finally:
                os._exit(status)
        print(child, flush=True)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)
