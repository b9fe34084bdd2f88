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


def asked_of(module: str, preload: Path | None = None) -> subprocess.Popen[str]:
    """That program, with the faults of faults.c loaded before anything else where there are some."""
    told = {} if preload is None else {"LD_PRELOAD": str(preload)}
    return subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=os.environ | told,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def end(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.close()
    program.wait()


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
