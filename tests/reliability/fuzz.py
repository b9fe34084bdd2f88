"""`python -m tests.reliability.fuzz --inputs 20000`: damaged exports, workbooks, archives and profiles, one after another.

Each is taken by the very functions that commands and pages use. Held of every one: no exception but a Refusal, an
answer within SECONDS, every record accounted for, no phone number let through. `--first` goes on where a run stopped:
an input follows from its number alone, so a fault is repeated by `--first N --inputs 1`.
"""

from __future__ import annotations

import io
import signal
import sys
import time
import zipfile
from argparse import ArgumentParser
from collections import Counter
from functools import cache
from random import Random
from types import FrameType

import xlsxwriter

from supervision.intake.profile_texts import FOLDER as PROFILES
from supervision.intake.profile_texts import parse_profile
from supervision.ledgers.rows import CheckedFile
from supervision.loading import check_bytes
from supervision.text import Refusal
from tests.hotline import HEADINGS, ticket
from tests.intake.mutate import DAMAGES, fault, seeds

SECONDS = 20
MOST = 1500
"""Bytes of a file to begin with: small ones are tried by the thousand."""


class TooLong(BaseException):
    """No `except Exception` of ours may take it for something else."""


def attempt(number: int) -> tuple[str, str | None, str]:
    """The kind of input that bears this number, what is wrong with how it was taken, and what became of it."""
    luck = Random(number)
    kind = luck.choice(("export", "export", "export", "workbook", "archive", "profile"))
    try:
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        return (kind, *_TRIED[kind](luck))
    except TooLong:
        return kind, f"no answer in {SECONDS} s", "none"
    except Exception as error:
        return kind, f"{type(error).__name__} at {_where(error)}", "none"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


def _export(luck: Random) -> tuple[str | None, str]:
    name, content = luck.choice(_small())
    for _ in range(luck.choice((1, 1, 2, 3, 5))):
        content = luck.choice(DAMAGES)(luck, content)
    return fault(content, name)


def _workbook(luck: Random) -> tuple[str | None, str]:
    return _taken(_bytes_changed(luck, _book()), "12345平台_202203.xlsx")


def _archive(luck: Random) -> tuple[str | None, str]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", luck.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for place in range(luck.randint(1, 3)):
            name, content = luck.choice(_small())
            archive.writestr(luck.choice((f"{place}/{name}", f"../{name}", name)), content)
    return _taken(_bytes_changed(luck, packed.getvalue()), "exports.zip")


def _profile(luck: Random) -> tuple[str | None, str]:
    told = luck.choice([path.read_bytes() for path in sorted(PROFILES.glob("*.toml"))])
    changed = luck.choice((_bytes_changed, luck.choice(DAMAGES)))(luck, told)
    try:
        parse_profile(changed.decode("utf-8", "replace"), "fuzzed")
    except Refusal as refusal:
        return (
            None if refusal.sentence.zh and refusal.sentence.en else "refused without a reason"
        ), "refused"
    return None, "accepted"


_TRIED = {"export": _export, "workbook": _workbook, "archive": _archive, "profile": _profile}


def _taken(content: bytes, name: str) -> tuple[str | None, str]:
    became = "refused"
    for file in check_bytes(content, name):
        if isinstance(file, CheckedFile):
            became = "accepted"
            if file.records != len(file.keys) + len(file.waiting) + file.skipped:
                return "records are lost or counted twice", became
        elif not (file.reason.zh and file.reason.en):
            return "refused without a reason", became
    return None, became


def _bytes_changed(luck: Random, content: bytes) -> bytes:
    """Bytes exchanged, cut out, doubled or cut short."""
    changed = bytearray(content)
    for _ in range(luck.choice((0, 1, 2, 4, 16))):
        at = luck.randrange(len(changed) or 1)
        match luck.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([luck.randrange(256)])
            case 1:
                del changed[at : at + luck.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + luck.randint(1, 40)]
            case _:
                changed[at : at + 4] = luck.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"PK\x03\x04")
                )
    return bytes(changed)


@cache
def _small() -> list[tuple[str, bytes]]:
    """The beginnings of the sample's exports."""
    found = []
    for name, content in seeds():
        cut = content.rfind(b"\n", 0, MOST)
        found.append((name, content[: cut + 1] if cut > 0 else content[:MOST]))
    return found


@cache
def _book() -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet()
    for line, row in enumerate([HEADINGS, ticket(1), ticket(2)]):
        sheet.write_row(line, 0, list(row))
    book.close()
    return written.getvalue()


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def run(first: int, inputs: int) -> tuple[Counter[str], list[str]]:
    """What became of inputs `first` … and every fault with the number that repeats it."""
    before = signal.signal(signal.SIGALRM, _ring)
    became: Counter[str] = Counter()
    faults = []
    try:
        for number in range(first, first + inputs):
            kind, wrong, how = attempt(number)
            became[f"{kind}: {how}"] += 1
            if wrong:
                faults.append(f"input {number} ({kind}): {wrong}")
                print(faults[-1], flush=True)
    finally:
        signal.signal(signal.SIGALRM, before)
    return became, faults


def main() -> int:
    """Print what was tried and what became of it; status 1 when anything is wrong."""
    asked = ArgumentParser()
    asked.add_argument("--inputs", type=int, default=20_000)
    asked.add_argument("--first", type=int, default=0)
    told = asked.parse_args()
    started = time.perf_counter()
    became, faults = run(told.first, told.inputs)
    for how, count in sorted(became.items()):
        print(f"{how:28} {count:8}")
    spent = time.perf_counter() - started
    print(f"inputs tried {became.total()}, faults {len(faults)}, {became.total() / spent:.0f} a second")
    print(f"go on with --first {told.first + told.inputs}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
