"""Inputs made by luck from those that reached most, and each tried within a bound on its time."""

from __future__ import annotations

import json
import signal
from bisect import bisect
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from random import Random
from types import FrameType

from tests.reliability.fuzzing.kind import Kind, Outcome
from tests.reliability.fuzzing.reached import Reached

MODULES = tuple(f"tests.reliability.fuzzing.{name}" for name in ("exports", "rows", "documents", "addresses"))
CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SECONDS = 20
LARGEST_PARENT = 4_000
"""Bytes; damage is done to small ones."""
_DEAR = 10
"""Kinds of a lower weight take a second and more, and reach what others don't anyway."""
_OFTEN = 0.4
"""The share of inputs made from one that was kept, where any was."""


class TooLong(BaseException):
    """No `except Exception` of ours may take it for something else."""


class Trials:
    """All kinds of inputs, and what was found of them so far in this process."""

    def __init__(
        self,
        modules: Sequence[str] = MODULES,
        only: str = "",
        reached: Reached | None = None,
        seconds: float = SECONDS,
        known: Iterable[tuple[str, bytes]] = (),
    ) -> None:
        self._modules = [import_module(module) for module in modules]
        every = [kind for module in self._modules for kind in module.kinds()]
        self.kinds: dict[str, Kind] = {kind.name: kind for kind in every if only in ("", kind.name)}
        self.seconds = seconds
        self._reached = reached
        self._chosen = list(self.kinds)
        self._weights = list(accumulate(kind.weight for kind in self.kinds.values()))
        self._beginnings: dict[str, Sequence[bytes]] = {}
        self._kept: dict[str, list[bytes]] = {}
        self.found: list[tuple[str, bytes]] = []
        """What reached something new, in its order; nothing where nobody looks."""
        for kind, content in (*corpus(), *known):
            self._kept.setdefault(kind, []).append(content)
        signal.signal(signal.SIGALRM, _ring)
        if reached is not None:
            self._reach_what_is_known(reached)

    def _reach_what_is_known(self, reached: Reached) -> None:
        for name, kind in self.kinds.items():
            known = (*self.beginnings(name), *self._kept.get(name, []))
            for content in known if kind.weight >= _DEAR else known[:1]:
                self.tried(name, content)
        reached.is_more()
        self.found.clear()

    def beginnings(self, kind: str) -> Sequence[bytes]:
        if kind not in self._beginnings:
            self._beginnings[kind] = self.kinds[kind].beginnings()
        return self._beginnings[kind]

    def made(self, number: int) -> tuple[str, bytes]:
        """The input that bears this number: the same for the same corpus where nothing new is looked for."""
        luck = Random(number)
        name = self._chosen[bisect(self._weights, luck.randrange(self._weights[-1]))]
        kept = self._kept.get(name)
        parent = luck.choice(kept if kept and luck.random() < _OFTEN else self.beginnings(name))
        return name, self.kinds[name].changed(luck, parent)

    def tried(self, name: str, content: bytes) -> Outcome:
        """What is wrong with how an input was taken, None if nothing, and what became of it."""
        self.beginnings(name)  # what a kind has to build first is no input's time
        try:
            signal.setitimer(signal.ITIMER_REAL, self.seconds)
            outcome = self.kinds[name].tried(content)
        except TooLong:
            outcome = f"no answer in {self.seconds:g} s", "none"
        except Exception as error:
            outcome = f"{type(error).__name__} at {_where(error)}", "none"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self._reached is not None and self._reached.is_more() and len(content) <= LARGEST_PARENT:
            self._kept.setdefault(name, []).append(content)
            self.found.append((name, content))
        return outcome

    def clear(self) -> None:
        """Nothing stays behind on the disk."""
        for module in self._modules:
            if hasattr(module, "clear"):
                module.clear()


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def corpus() -> list[tuple[str, bytes]]:
    """The inputs that are kept: each reached something that no other one did, or was once taken wrongly."""
    return [
        (path.stem.replace("_", " "), json.loads(line).encode("latin-1"))
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if line
    ]


def keep_corpus(inputs: Iterable[tuple[str, bytes]]) -> None:
    """In place of what is kept."""
    CORPUS.mkdir(exist_ok=True)
    lines: dict[str, list[str]] = {}
    for kind, content in inputs:
        lines.setdefault(kind, []).append(json.dumps(content.decode("latin-1"), ensure_ascii=False))
    for path in CORPUS.glob("*.jsonl"):
        path.unlink()
    for kind, told in lines.items():
        (CORPUS / f"{kind.replace(' ', '_')}.jsonl").write_text(
            "".join(f"{line}\n" for line in sorted(told)), encoding="utf-8"
        )
