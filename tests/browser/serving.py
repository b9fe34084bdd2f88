"""The dashboard served on this machine only, with ledger files of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """One running dashboard."""

    address: str
    process: subprocess.Popen[str]
    said: list[str]
    """Every line that it has written."""
    log: list[str]
    """Of these, those of its log: standard error."""

    @property
    def faults(self) -> list[str]:
        """Lines of its log that tell of something that went wrong in the program."""
        words = ("Traceback", '"fault"', '"raised"', '"uncaught"')
        return [line for line in self.log if any(word in line for word in words)]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def serve(
    ledger: Path,
    settings: dict[str, str] | None = None,
    port: int | None = None,
    path: str = "",
    more: Sequence[str] = (),
) -> Server:
    """Start the dashboard on a free port; it answers when this returns. `more` are further words of the command."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "supervision", "serve", "--database", str(ledger), "--port", str(port), "--headless", "--path", path, *more],
        cwd=ROOT,
        env=os.environ | (settings or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    server = Server(f"http://127.0.0.1:{port}/{path}".rstrip("/"), process, [], [])
    # A pipe that nobody empties would stop the server once it is full.
    threading.Thread(target=_listen, args=(process.stderr, (server.said, server.log)), daemon=True).start()
    for line in process.stdout:
        server.said.append(line)
        if f"http://127.0.0.1:{port}" in line:
            break
    threading.Thread(target=_listen, args=(process.stdout, (server.said,)), daemon=True).start()
    with urllib.request.urlopen(f"{server.address}/_stcore/health") as answer:
        assert answer.status == 200, server.said
    return server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listen(stream: IO[str], takes_down: Sequence[list[str]]) -> None:
    for line in stream:
        for said in takes_down:
            said.append(line)
