"""Many readers at once: each a tab over the real websocket, reading one page after another with time to think between.

A client is cheap on purpose: it looks only at what kind of message came, so that what is measured is the server.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PAGES = ("overview", "leads", "reviews", "referrals", "visits", "quality")
"""Read in turn, as leaders do."""


@dataclass
class Told:
    """What one tab met with."""

    times: list[tuple[float, float]] = field(default_factory=list)
    """When a page was asked for, and how long it took until it was whole."""
    wrong: list[tuple[float, str]] = field(default_factory=list)
    """When, and what was wrong: an error, a page that shows two states of the ledger, or one older than before."""
    bytes: int = 0
    newest: int = 0
    """Of the states that pages were of."""


@dataclass
class Tabs:
    """Some readers of one dashboard, from `start` until `stop`."""

    address: str
    count: int
    think: float
    """Seconds between two pages, on average; 0 asks for the next at once."""
    query: str = "lang=zh"
    pages: Sequence[str] = PAGES
    headers: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    """A pattern that finds in a sentence of a page the number of the state that it shows."""
    told: list[Told] = field(default_factory=list)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        for number in range(self.count):
            told = Told()
            self.told.append(told)
            thread = threading.Thread(target=self._read, args=(number, told), daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def between(self, begin: float, end: float) -> list[float]:
        """Seconds that the pages asked for in that span took."""
        return [took for told in self.told for at, took in told.times if begin <= at < end]

    @property
    def errors(self) -> list[str]:
        return [error for told in self.told for _, error in told.wrong]

    def _read(self, number: int, told: Told) -> None:
        chance = random.Random(number)
        at = urlsplit(self.address)
        try:
            with connect(
                f"ws://{at.netloc}{at.path}/_stcore/stream",
                additional_headers=dict(self.headers),
                subprotocols=["streamlit", "_", "_"],  # type: ignore[list-item]
                max_size=None,
                open_timeout=120,
            ) as socket:
                turn = number
                self._stopped.wait(chance.uniform(0, self.think))
                while not self._stopped.is_set():
                    asked = BackMsg()
                    asked.rerun_script.query_string = self.query
                    page = self.pages[turn % len(self.pages)]
                    asked.rerun_script.page_name = "" if page == "overview" else page
                    began = time.perf_counter()
                    socket.send(asked.SerializeToString())
                    self._take(socket, told)
                    told.times.append((began, time.perf_counter() - began))
                    turn += 1
                    if self.think:
                        self._stopped.wait(chance.uniform(0.5, 1.5) * self.think)
        except Exception as error:
            told.wrong.append((time.perf_counter(), f"{type(error).__name__}: {error}"))

    def _take(self, socket: ClientConnection, told: Told) -> None:
        states: set[int] = set()
        while True:
            content = socket.recv(timeout=120)
            told.bytes += len(content)
            heard = ForwardMsg()
            heard.ParseFromString(content)  # type: ignore[arg-type]
            kind = heard.WhichOneof("type")
            if kind == "script_finished":
                break
            if kind != "delta":
                continue
            element = heard.delta.new_element
            said = element.WhichOneof("type")
            if said == "alert" and element.alert.format == element.alert.ERROR:
                told.wrong.append((time.perf_counter(), element.alert.body[:200]))
            elif said == "exception":
                told.wrong.append((time.perf_counter(), element.exception.message[:200]))
            elif self.state and said == "bidi_component":
                words = element.bidi_component.bytes.decode()
                states |= {int(number) for number in re.findall(self.state, words)}
        if len(states) > 1:
            told.wrong.append((time.perf_counter(), f"two batches in one page: {sorted(states)}"))
        elif states and min(states) < told.newest:
            told.wrong.append((time.perf_counter(), f"batch {min(states)} after {told.newest}"))
        told.newest = max([told.newest, *states])


def p95(times: Sequence[float]) -> float:
    ordered = sorted(times)
    return ordered[max(0, int(len(ordered) * 0.95) - 1)] if ordered else float("nan")


def resident(process: int) -> int:
    """Bytes of memory that a process holds."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
