"""`python -m tests.reliability.fuzz --inputs 20000`: damaged files, rows, addresses, releases and settings, one after another.

Each is taken by the very functions that commands and pages use. Held of every one: no exception but a Refusal, an
answer within SECONDS, no more memory than a bound, every record accounted for, both ways in alike, no phone or ID
number let through. What reaches something new of the program is kept and damaged further (`--unguided`: not).

A fault leaves its input in a file: `--file FILE` tries it again. `--first` goes on where a run stopped.
`--distil` keeps in the corpus what a run found: of all the inputs that reach a place, the smallest.
"""

from __future__ import annotations

import hashlib
import json
import signal
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from tests.reliability.fuzzing.reached import mark_blocks
from tests.reliability.fuzzing.trying import CORPUS, MODULES, SECONDS, Trials, corpus, keep_corpus
from tests.reliability.fuzzing.workers import Bounds, Fault, Found, Wanted, try_all

KEPT = Path("artefacts/fuzz")
_SAME = 3
"""So many inputs are kept of faults that say the same."""
_SMALL = 1_200
_CORPUS_HOLDS = 150_000


def keep_fault(fault: Fault, folder: Path) -> Path:
    """The input in a file that `--file` takes."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{fault.kind}.{hashlib.sha256(fault.content).hexdigest()[:12]}"
    place.write_bytes(fault.content)
    return place


def _at_once(folder: Path) -> Callable[[Fault], None]:
    """Tells of a fault when it turns up, and keeps its input; not of the same one over and over."""
    alike: Counter[str] = Counter()

    def tell(fault: Fault) -> None:
        alike[fault.wrong] += 1
        if alike[fault.wrong] <= _SAME:
            place = keep_fault(fault, folder)
            print(f"input {fault.number} ({fault.kind}): {fault.wrong}; again: --file '{place}'", flush=True)

    return tell


def _tell(found: Found, spent: float) -> None:
    for wrong, count in Counter(fault.wrong for fault in found.faults).items():
        if count > _SAME:
            print(f"{count} times: {wrong}")
    kinds: Counter[str] = Counter()
    for how, count in sorted(found.became.items()):
        print(f"{how:40} {count:9}")
        kinds[how.split(": ")[0]] += count
    print("by kind:", ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    tried = found.became.total()
    print(f"inputs tried {tried}, faults {len(found.faults)}, {tried / spent:.0f} a second", end="")
    print(f", places of the program reached {found.blocks}" if found.blocks else "")


def _again(place: Path) -> int:
    """One input that was kept."""
    kind = place.name.rpartition(".")[0]
    trials = Trials(only=kind)
    wrong, became = trials.tried(kind, place.read_bytes())
    trials.clear()
    print(f"{kind}: {became}; {wrong or 'nothing wrong'}")
    return int(wrong is not None)


def _found_before(folder: Path) -> list[tuple[str, bytes]]:
    """What earlier runs have left there."""
    return [
        (told[0], told[1].encode("latin-1"))
        for path in sorted(folder.glob("*.found"))
        for told in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _distil(folder: Path) -> int:
    """The smallest inputs that together reach all that was reached, in a process that has run nothing yet."""
    reached = mark_blocks()
    trials = Trials(reached=reached)
    there = _found_before(folder)
    kept, size = corpus(), sum(len(content) for _, content in corpus())
    for kind, content in sorted(there, key=lambda told: len(told[1])):
        before = reached.marks.count(1)
        wrong, _ = trials.tried(kind, content)
        more = reached.marks.count(1) > before
        if more and wrong is None and len(content) <= _SMALL and size + len(content) < _CORPUS_HOLDS:
            kept.append((kind, content))
            size += len(content)
    keep_corpus(dict.fromkeys(kept))
    trials.clear()
    print(f"{len(kept)} inputs, {size} bytes in {CORPUS}; places reached {reached.marks.count(1)}")
    return 0


def run(numbers: range, workers: int = 1, *, only: str = "", is_guided: bool = True, modules: Sequence[str] = MODULES,
        bounds: Bounds | None = None, told_of: Callable[[Fault], None] = lambda fault: None, tell: bool = True,
        known: Sequence[tuple[str, bytes]] = ()) -> Found:  # fmt: skip
    """What became of the inputs of those numbers."""
    wanted = Wanted(modules, only, is_guided, bounds or Bounds(SECONDS), known)
    return try_all(numbers, wanted, workers, told_of, tell)


def main() -> int:
    """Print what was tried and what became of it; status 1 when anything is wrong."""
    asked = ArgumentParser()
    asked.add_argument("--inputs", type=int, default=20_000)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--only", default="", help="one kind")
    asked.add_argument("--unguided", action="store_true")
    asked.add_argument("--keep", type=Path, default=KEPT, help="where faults and what was found are left")
    asked.add_argument("--file", type=Path, help="try again an input that was kept")
    asked.add_argument("--distil", action="store_true", help="into the corpus, what runs have left in --keep")
    told = asked.parse_args()
    if told.file:
        return _again(told.file)
    if told.distil:
        return _distil(told.keep)
    started = time.perf_counter()
    numbers = range(told.first, told.first + told.inputs)
    for end in (signal.SIGINT, signal.SIGTERM):  # what was counted until then is told
        signal.signal(end, _stop)
    known = [] if told.unguided else _found_before(told.keep)
    found = run(
        numbers,
        told.workers,
        only=told.only,
        is_guided=not told.unguided,
        told_of=_at_once(told.keep),
        known=known,
    )
    _tell(found, time.perf_counter() - started)
    if found.reaching:
        told.keep.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps([kind, held.decode("latin-1")]) for kind, held in found.reaching)
        (told.keep / f"{told.first}.found").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"go on with --first {found.goes_on}")
    return int(bool(found.faults))


if __name__ == "__main__":
    sys.exit(main())
