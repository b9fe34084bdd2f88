"""An analyst at the upload page, without a browser, and a dashboard of theirs that may be killed at any moment."""

from __future__ import annotations

import os
import signal
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from supervision.sample import EXPORTS
from tests.access.wire import Drawn, Visit
from tests.browser.serving import free_port
from tests.reliability.children import said
from tests.reliability.deeds import LEDGER
from tests.reliability.forking import Forking

FILES = {path.name: path.read_bytes() for path in sorted((EXPORTS / "2022-05").glob("*.csv"))[:3]}
COMMIT = "Load as one batch"
PATIENCE = 60.0
"""Seconds until a server counts as hung."""


class Served:
    """One dashboard, which may be killed at any moment."""

    def __init__(self, servers: Forking, folder: Path, harm: list[int] | None = None) -> None:
        self._servers = servers
        self.is_ended = False
        self.port = free_port()
        self.child = servers.ask({"ledger": str(folder / LEDGER), "port": self.port, "harm": harm})
        self.address = f"http://127.0.0.1:{self.port}"
        self._wait(folder)

    def _wait(self, folder: Path) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/healthz/alive", timeout=PATIENCE):
                return
            time.sleep(0.02)
        raise TimeoutError(said(folder))

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.child, signal.SIGKILL)

    def end(self) -> None:
        """At the latest now; nothing but a kill may have ended it before."""
        if self.is_ended:
            return
        self.is_ended = True
        self.kill()
        ended = self._servers.ended()
        assert ended == -signal.SIGKILL, f"ended {ended}"


@dataclass
class Analyst:
    """Somebody at a browser, stage by stage."""

    served: Served
    token: str = ""
    drawn: Drawn = field(default_factory=Drawn)

    def __post_init__(self) -> None:
        self.visit = Visit(self.served.address)

    def open(self) -> None:
        self.drawn = self.visit.draw("upload", f"lang=en{self.token}")

    def upload(self) -> None:
        self.visit.upload(FILES)

    def preview(self) -> None:
        self.drawn = self.visit.redraw()
        if COMMIT not in self.drawn.buttons:
            raise AssertionError(f"no preview: {self.drawn.errors}")

    def commit(self) -> None:
        self.drawn = self.visit.press(COMMIT)
        if COMMIT in self.drawn.buttons or self.drawn.errors:
            raise AssertionError(f"not loaded: {self.drawn.errors}")

    def address_told(self) -> str:
        """The part of the address by which the preview is found again."""
        return next((f"&{part}" for part in self.visit.query.split("&") if part.startswith("preview=")), "")
