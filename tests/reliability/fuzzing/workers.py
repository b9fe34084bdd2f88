"""Processes that try inputs, watched by the one that started them: one that hangs, grows or dies is a fault of its input."""

from __future__ import annotations

import faulthandler
import mmap
import multiprocessing
import os
import resource
import signal
import struct
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

ROOM = 1 << 20
_HEAD = struct.Struct("<qdi32s")
"""The number of the input being tried, since when, how long it is, its kind."""
_BUSY = ROOM - 1
"""The place at which a worker says that it is writing on the board: what stands there then is half of one input."""
_TOLD_EVERY = 200


@dataclass(frozen=True)
class Bounds:
    """Of one input."""

    seconds: float = 20
    resident: int = 1500 << 20
    """Bytes that a worker may hold."""
    address_space: int = 8 << 30


@dataclass(frozen=True)
class Fault:
    number: int
    kind: str
    wrong: str
    content: bytes


@dataclass
class Found:
    """What became of the inputs of one run."""

    became: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    reaching: list[tuple[str, bytes]] = field(default_factory=list)
    blocks: int = 0
    goes_on: int = 0
    """The first number that was not tried, all before it were."""
    told_of: Callable[[Fault], None] = lambda fault: None

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)
        self.told_of(fault)


@dataclass(frozen=True)
class Wanted:
    modules: Sequence[str]
    only: str
    is_guided: bool
    bounds: Bounds
    known: Sequence[tuple[str, bytes]] = ()
    """What earlier runs found."""


def try_all(
    numbers: range, wanted: Wanted, workers: int, told_of: Callable[[Fault], None], tell: bool = True
) -> Found:
    """Every input of those numbers, shared among so many processes; each fault is told at once. Ctrl+C ends it earlier."""
    found = Found(told_of=told_of)
    memory = "/dev/shm"  # labels and settings are written by the thousand
    with TemporaryDirectory(dir=memory if Path(memory).is_dir() else None) as folder:
        watched = [
            _Watched(Path(folder) / str(place), numbers[place::workers], wanted) for place in range(workers)
        ]
        try:
            _watch(watched, found, tell)
        except KeyboardInterrupt:
            for one in watched:
                one.stop()
        found.goes_on = min((one.next for one in watched), default=numbers.stop)
    return found


def _watch(watched: Sequence[_Watched], found: Found, tell: bool) -> None:
    told = began = time.monotonic()
    while any(one.is_going for one in watched):
        for one in watched:
            one.look(found)
        if tell and time.monotonic() - told > 60:
            told = time.monotonic()
            rate = found.became.total() / (told - began)
            print(
                f"  {found.became.total()} tried, {len(found.faults)} faults, {rate:.0f} a second", flush=True
            )


class _Watched:
    """One process and the numbers it has yet to try."""

    def __init__(self, place: Path, numbers: range, wanted: Wanted) -> None:
        self._place, self._left, self._wanted = place, numbers, wanted
        place.write_bytes(b"\0" * ROOM)
        place.with_suffix(".trace").touch()
        with place.open("r+b") as held:
            self._board = mmap.mmap(held.fileno(), ROOM)
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._hears, says = context.Pipe(duplex=False)
        _HEAD.pack_into(self._board, 0, -1, time.monotonic() + 600, 0, b"")
        self._board[_BUSY] = 0
        self._process = context.Process(
            target=_work, args=(self._place, self._left, self._wanted, says), daemon=True
        )
        self._process.start()
        says.close()
        self.is_going = True

    @property
    def next(self) -> int:
        """The first number of its own that was not tried, or the one after the last."""
        return self._left.start

    def stop(self) -> None:
        self._process.kill()
        self._process.join()

    def look(self, found: Found) -> None:
        """Hear what the process says; end it when it has gone beyond its bounds."""
        if not self.is_going:
            return
        if self._hears.poll(0.2):
            try:
                self._hear(found, *self._hears.recv())
            except EOFError:
                self._process.join()
                if self.is_going:
                    self._lost(found, f"the process died ({self._process.exitcode})")
            return
        if self._board[_BUSY]:
            return
        number, since, *_ = head = _HEAD.unpack_from(self._board, 0)
        if self._resident() > self._wanted.bounds.resident:
            self._lost(found, f"more than {self._wanted.bounds.resident >> 20} MB held")
        elif (
            number >= 0 and time.monotonic() - since > 2 * self._wanted.bounds.seconds and self._stands(head)
        ):
            self._lost(found, f"no answer in {2 * self._wanted.bounds.seconds:g} s, not even to a signal")

    def _hear(self, found: Found, what: str, told: object) -> None:
        match what, told:
            case "became", Counter():
                found.became += told
                self._left = self._left[told.total() :]
            case "reached", list(reaching):
                found.reaching += reaching
            case "fault", Fault():
                found.add(told)
            case "done", int(blocks):
                found.blocks = max(found.blocks, blocks)
                self.is_going = False
                self._process.join()

    def _lost(self, found: Found, wrong: str) -> None:
        """The input on the board is at fault; the next process goes on behind it."""
        number, _, size, kind = _HEAD.unpack_from(self._board, 0)
        name = kind.rstrip(b"\0").decode()
        content = bytes(self._board[_HEAD.size : _HEAD.size + size])
        where = self._end()
        found.add(Fault(number, name, f"{wrong}{where}", content))
        if number < 0:
            raise RuntimeError(f"a worker can't even begin: {wrong}{where}")
        tried = self._left.index(number) + 1 if number in self._left else 1
        found.became[f"{name}: lost"] += 1
        found.became["untold when their process was lost"] += tried - 1
        self._left = self._left[tried:]
        self._start()

    def _end(self) -> str:
        """What its threads were at, asked below Python, for Python may not answer; nothing of one that is dead."""
        if self._process.is_alive():
            os.kill(self._process.pid or 0, signal.SIGUSR1)
            time.sleep(0.5)
            self._process.kill()
        self._process.join()
        trace = self._place.with_suffix(".trace").read_text(encoding="utf-8").splitlines()
        return "".join(f" < {line.strip()}" for line in trace[:60])

    def _stands(self, head: tuple[int, float, int, bytes]) -> bool:
        """Whether it was no half of one that was read, and nothing has come since."""
        return not self._board[_BUSY] and bool(_HEAD.unpack_from(self._board, 0) == head)

    def _resident(self) -> int:
        try:
            pages = int(Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError):
            return 0
        return pages * os.sysconf("SC_PAGE_SIZE")


def _work(place: Path, numbers: range, wanted: Wanted, says: Connection) -> None:
    """What a worker does: the marks come first, for they are set as the program is imported."""
    from tests.reliability.fuzzing.reached import Reached, mark_blocks

    reached: Reached | None = mark_blocks() if wanted.is_guided else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (wanted.bounds.address_space, resource.RLIM_INFINITY))
    from tests.reliability.fuzzing.trying import Trials

    faulthandler.register(signal.SIGUSR1, place.with_suffix(".trace").open("w"), all_threads=True)
    tempfile.tempdir = str(place.parent)  # gone with the run, even where this process is ended
    with place.open("r+b") as held:
        board = mmap.mmap(held.fileno(), ROOM)
    trials = Trials(wanted.modules, wanted.only, reached, wanted.bounds.seconds, wanted.known)
    became: Counter[str] = Counter()
    for number in numbers:
        kind, content = trials.made(number)
        size = min(len(content), _BUSY - _HEAD.size)
        board[_BUSY] = 1
        board[_HEAD.size : _HEAD.size + size] = content[:size]
        _HEAD.pack_into(board, 0, number, time.monotonic(), size, kind.encode())
        board[_BUSY] = 0
        wrong, how = trials.tried(kind, content)
        if wrong:
            says.send(("fault", Fault(number, kind, wrong, content)))
        became[f"{kind}: {how}"] += 1
        if became.total() >= _TOLD_EVERY:
            says.send(("became", became))
            says.send(("reached", [*trials.found]))
            trials.found.clear()
            became = Counter()
    says.send(("became", became))
    says.send(("reached", trials.found))
    says.send(("done", reached.known if reached else 0))
    trials.clear()
