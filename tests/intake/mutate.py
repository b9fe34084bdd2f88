"""Real exports damaged at random: each is refused in a sentence, or every record of it is accounted for.

`python -m tests.intake.mutate --count 5000` damages as many and prints what became of them; `--also FOLDER` takes
further files to damage, and `--seed` another run of luck.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from supervision.intake.checking import check_file
from supervision.intake.reading import read
from supervision.ledgers.declaration import FreeText
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.text import Refusal, Text

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "data/sample/exports", ROOT.parent / "shared/exports", ROOT.parent / "shared/real")
TODAY = date(2023, 6, 30)
_LARGEST = 24_000
_NUMBERS = re.compile(
    r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9Xx](?![0-9A-Za-z])"
)
_SCRAPS = (
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b'""',
    b'",',
    b'\\"',
    b"\xe5\xa4",
    b" ",
)
_DELIMITERS = (b",", b";", b"\t", b"|", b" ", b"||")
_JUNK = (
    "合计,,3",
    "注：以上数据截至月末",
    ",,,,",
    "=====",
    "2022年3月",
    '"',
    "请致电13904110000",
    "a,b,c,d,e,f,g,h,i,j,k,l,m",
)


def seeds(folders: Sequence[Path] = FOLDERS) -> list[tuple[str, bytes]]:
    """The beginnings of all there are, each with the name it has below its folder."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.csv")):
            content = path.read_bytes()
            cut = content.rfind(b"\n", 0, _LARGEST)
            whole = content if len(content) <= _LARGEST or cut < 0 else content[: cut + 1]
            found.append((path.relative_to(folder).as_posix(), whole))
    return found


def _decoded(content: bytes) -> str:
    for codec in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return content.decode(codec)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _cut(luck: Random, content: bytes) -> bytes:
    return content[: luck.randrange(len(content) + 1)]


def _behead(luck: Random, content: bytes) -> bytes:
    return content[luck.randrange(min(len(content), 600) + 1) :]


def _gap(luck: Random, content: bytes) -> bytes:
    at = luck.randrange(len(content) + 1)
    return content[:at] + content[at + luck.randrange(1, 300) :]


def _shuffle(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    luck.shuffle(lines)
    return b"".join(lines)


def _encode(luck: Random, content: bytes) -> bytes:
    codec = luck.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "big5", "cp1252"))
    return _decoded(content).encode(codec, errors=luck.choice(("ignore", "replace")))


def _twice(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    for _ in range(luck.randrange(1, 6)):
        at = luck.randrange(len(lines))
        lines[at:at] = lines[at : at + luck.randrange(1, 4)]
    return b"".join(lines)


def _junk(luck: Random, content: bytes) -> bytes:
    damaged = bytearray(content)
    for _ in range(luck.randrange(1, 8)):
        at = luck.randrange(len(damaged) + 1)
        damaged[at:at] = luck.choice((*_SCRAPS, luck.randbytes(luck.randrange(1, 4))))
    return bytes(damaged)


def _junk_rows(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    for _ in range(luck.randrange(1, 5)):
        lines.insert(luck.randrange(len(lines) + 1), luck.choice(_JUNK).encode("gb18030") + b"\r\n")
    return b"".join(lines)


def _delimit(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    old, new, share = b",", luck.choice(_DELIMITERS), luck.choice((0.05, 0.5, 1.0))
    return b"".join(line.replace(old, new) if luck.random() < share else line for line in lines)


def _unquote(luck: Random, content: bytes) -> bytes:
    share = luck.choice((0.1, 1.0))
    return b"".join(b"" if sign == 34 and luck.random() < share else bytes((sign,)) for sign in content)


def _quote(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    for _ in range(luck.randrange(1, 10)):
        at = luck.randrange(len(lines))
        cells = lines[at].split(b",")
        place = luck.randrange(len(cells))
        cells[place] = luck.choice((b'"' + cells[place], cells[place] + b'"', b'"' + cells[place] + b'"'))
        lines[at] = b",".join(cells)
    return b"".join(lines)


def _shift(luck: Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    for _ in range(luck.randrange(1, 6)):
        at = luck.randrange(len(lines))
        cells = lines[at].split(b",")
        place = luck.randrange(len(cells))
        cells[place : place + 1] = luck.choice(([], [cells[place], b""], [b"", cells[place]]))
        lines[at] = b",".join(cells)
    return b"".join(lines)


def _end_lines(luck: Random, content: bytes) -> bytes:
    ends = (b"\n", b"\r", b"\r\n", b"\r\r\n", b"\n\n")
    end = luck.choice((*ends, b""))
    return b"".join(line + (end or luck.choice(ends)) for line in content.splitlines())


DAMAGES: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut, _behead, _gap, _shuffle, _encode, _twice, _junk, _junk_rows, _delimit, _unquote, _quote, _shift, _end_lines,
)  # fmt: skip


def damaged(count: int, seed: int, folders: Sequence[Path] = FOLDERS) -> Iterator[tuple[str, str, bytes]]:
    """So many damaged files: what was done to each, its name, its bytes."""
    luck, there = Random(seed), seeds(folders)
    for _ in range(count):
        name, content = luck.choice(there)
        done = [luck.choice(DAMAGES) for _ in range(luck.choice((1, 1, 2, 3)))]
        for damage in done:
            content = damage(luck, content)
        yield " ".join(damage.__name__.strip("_") for damage in done), name, content


def unexplained(reason: Text) -> str | None:
    """What is wrong with the reason for which something was refused: it has to be one, in both languages."""
    return None if reason.zh and reason.en else "refused without a reason"


def fault(content: bytes, name: str) -> tuple[str | None, str]:
    """What is wrong with how the file was taken, None if nothing; and what became of it."""
    if (wrong := _miscounted(content, name)) is not None:
        return wrong, "read"
    file = check_file(content, name, TODAY)
    told = [str(number) for sentence in _told(file) if (number := _NUMBERS.search(sentence))]
    if told:
        return f"a number leaks: {told[:3]}", "checked"
    if isinstance(file, RefusedFile):
        return unexplained(file.reason), "refused"
    if file.records != len(file.lines) + len(file.waiting) + file.skipped:
        return f"{file.records} records, {len(file.lines)} + {len(file.waiting)} + {file.skipped}", "checked"
    if {len(values) for values in file.columns.values()} != {len(file.lines)} or len(file.keys) != len(
        file.lines
    ):
        return "columns of different lengths", "checked"
    return None, "some wait" if file.waiting else "accepted"


def _miscounted(content: bytes, name: str) -> str | None:
    """Whether the lines of records, headings and rows skipped are all the lines there are."""
    try:
        table = read(content, name)
    except Refusal:
        return None
    lines = [each.line for each in (*table.records, *table.skipped)]
    lines += [table.heading_line] * (table.heading_line > 0)
    return None if sorted(lines) == list(range(1, len(lines) + 1)) else "lines are lost or counted twice"


def _told(file: CheckedFile | RefusedFile) -> Iterator[str]:
    """Everything of a file that is stored or shown."""
    sentences: list[Text] = []
    if isinstance(file, RefusedFile):
        sentences.append(file.reason)
    else:
        sentences += file.notes
        yield from (str(value) for values in file.columns.values() for value in values if value is not None)
        yield from file.keys
        for row in file.waiting:
            yield from (row.key or "", *row.cells.values())
        for finding in file.findings:
            yield from (finding.cell, finding.column)
    yield file.name
    for sentence in sentences:
        yield from (sentence.zh, sentence.en)


def altered(damaged_file: CheckedFile, sound: CheckedFile) -> list[str]:
    """Keys of rows accepted with other values than the sound file has for them, texts apart: shifted unnoticed."""
    compared = [column.name for column in sound.ledger.columns if not isinstance(column.kind, FreeText)]

    def rows(file: CheckedFile) -> Iterator[tuple[str, tuple[object, ...]]]:
        return zip(file.keys, zip(*(file.columns[name] for name in compared), strict=True), strict=True)

    there = set(rows(sound))
    return [key for key, values in rows(damaged_file) if (key, values) not in there]


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--also", type=Path, action="append", default=[])
    wanted = asked.parse_args()
    became: Counter[str] = Counter()
    slowest, faults = (0.0, "", 0), 0
    for number, (done, name, content) in enumerate(
        damaged(wanted.count, wanted.seed, (*FOLDERS, *wanted.also))
    ):
        started = time.perf_counter()
        try:
            wrong, what = fault(content, name)
        except Exception:
            wrong, what = traceback.format_exc(limit=-4), "failed"
        slowest = max(slowest, (time.perf_counter() - started, f"{name} ({done})", len(content)))
        became[what] += 1
        if wrong is not None:
            faults += 1
            sys.stdout.write(f"#{number} {name} ({done}): {wrong}\n")
    sys.stdout.write(f"{wanted.count} damaged files: {dict(became)}; faults: {faults}\n")
    sys.stdout.write(f"slowest: {slowest[0]:.2f} s, {slowest[2]} bytes, {slowest[1]}\n")


if __name__ == "__main__":
    main()
