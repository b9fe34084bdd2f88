"""The product, installed anew in a folder of its own and served on this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("app.py", "pages", "supervision", "queries", "data", ".streamlit")


def install(folder: Path) -> Path:
    """A copy of what is shipped, so that no test meets a ledger that somebody works with."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("*.duckdb*"))
        else:
            shutil.copy2(ROOT / part, folder / part)
    return folder


@dataclass
class Server:
    """One running dashboard."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]
    """Every line that it has written to its log."""

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def serve(folder: Path) -> Server:
    """Start the dashboard of an installation on a free port; it answers when this returns."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py",
         "--server.address", "127.0.0.1", "--server.port", str(port)],
        cwd=folder,
        env=os.environ | {"SUPERVISION_DATABASE": str(folder / "own" / "ledger.duckdb")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None
    server = Server(f"http://127.0.0.1:{port}", process, [])
    for line in process.stdout:
        server.said.append(line)
        if str(port) in line:
            break
    # A pipe that nobody empties would stop the server once it is full.
    threading.Thread(target=_listen, args=(process.stdout, server.said), daemon=True).start()
    assert process.poll() is None, "".join(server.said)
    with urllib.request.urlopen(f"{server.address}/_stcore/health") as answer:
        assert answer.status == 200
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listen(stream: IO[str], said: list[str]) -> None:
    said.extend(stream)
