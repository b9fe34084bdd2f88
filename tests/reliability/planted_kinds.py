"""Kinds of input that are taken as badly as can be: the fuzzer has to tell of every one of them, and go on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from random import Random

from tests.reliability.fuzzing.kind import Kind, Outcome


def _broken(content: bytes) -> Outcome:
    raise IndexError(content)


def _slow(_: bytes) -> Outcome:
    signal.pause()
    return None, "answered"


def _deaf(_: bytes) -> Outcome:
    """As within one step of Python's, where no signal is heard."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    while True:
        signal.pause()


def _dying(_: bytes) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return None, "alive"


def _greedy(_: bytes) -> Outcome:
    return None, str(len(b" " * (1 << 42)))


def _growing(_: bytes) -> Outcome:
    """As much as does no harm; then it waits to be seen."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    return _deaf(b" " * (600 << 20))


def _lossy(_: bytes) -> Outcome:
    return "a record is lost", "accepted"


PLANTED: dict[str, Callable[[bytes], Outcome]] = {
    "broken": _broken, "slow": _slow, "deaf": _deaf, "dying": _dying, "greedy": _greedy, "growing": _growing, "lossy": _lossy,
}  # fmt: skip


def _as_it_is(_: Random, content: bytes) -> bytes:
    return content


def kinds() -> Iterator[Kind]:
    for name, tried in PLANTED.items():
        yield Kind(name, 1, lambda name=name: [name.encode()], _as_it_is, tried)  # type: ignore[misc]
