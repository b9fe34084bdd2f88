"""Exports, workbooks, archives and profiles: what a person hands over, damaged byte by byte and line by line.

An input is a name, a line's end, and the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from random import Random

import xlsxwriter

from supervision.intake.checking import check_file
from supervision.intake.profile_texts import FOLDER as PROFILES
from supervision.intake.profile_texts import own_profiles, parse_profile, profile_of_ledger, profile_text
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import check_bytes
from supervision.text import Refusal
from tests.hotline import HEADINGS, export, ticket
from tests.intake.mutate import DAMAGES, ROOT, TODAY, fault, seeds, unexplained
from tests.reliability.fuzzing.bytes_changed import bytes_changed
from tests.reliability.fuzzing.kind import Kind, Outcome
from tests.reliability.fuzzing.leaks import leak

MOST = (300, 600, 1200)
"""Bytes of a file to begin with: small ones are tried by the thousand."""
_SAMPLE = (ROOT / "data/sample/exports",)


def named(name: str, content: bytes) -> bytes:
    return name.encode() + b"\n" + content


def name_and_file(held: bytes) -> tuple[str, bytes]:
    name, _, content = held.partition(b"\n")
    return name.decode("utf-8", "replace"), content


@cache
def small() -> tuple[tuple[str, bytes], ...]:
    """The beginnings of the sample's exports, and of every ledger a file in some dialect."""
    found = []
    for place, (name, content) in enumerate(seeds(_SAMPLE)):
        most = MOST[place % len(MOST)]
        cut = content.rfind(b"\n", 0, most)
        found.append((name, content[: cut + 1] if cut > 0 else content[:most]))
    for place, ledger in enumerate(LEDGERS):
        headings = ",".join(column.title.zh for column in ledger.columns)
        row = ",".join(f'"{column.example}"' for column in ledger.columns)
        text = "\n".join([headings, row, row, row]) + "\n"
        sign = (",", "\t", ";", "|")[place % 4]
        encoding = ("gb18030", "utf-8", "utf-8-sig", "utf-16")[place % 3]
        found.append((f"{ledger.name}.csv", text.replace(",", sign).encode(encoding)))
    found.append(("12345平台_202203.csv", export([ticket(1), ticket(2), ticket(3, "2022-13-01")])))
    return tuple(found)


def _beginnings() -> list[bytes]:
    return [named(name, content) for name, content in small()]


def _damaged(luck: Random, held: bytes) -> bytes:
    name, _, content = held.partition(b"\n")
    for _ in range(luck.choice((1, 1, 2, 3, 5))):
        content = luck.choice(DAMAGES)(luck, content)
    if luck.random() < 0.02:
        name = bytes_changed(luck, name).replace(b"\n", b"")
    return name + b"\n" + content[:4000]


def _export(held: bytes) -> Outcome:
    """A third of them with every line of the file accounted for as well, which reads it a second time."""
    name, content = name_and_file(held)
    if len(content) % 3 == 0:
        return fault(content, name)
    file = check_file(content, name, TODAY)
    if isinstance(file, RefusedFile):
        return wrong_with(file), "refused"
    return wrong_with(file), "some wait" if file.waiting else "accepted"


def _taken(held: bytes) -> Outcome:
    name, content = name_and_file(held)
    became = "refused"
    for file in check_bytes(content, name):
        if isinstance(file, CheckedFile):
            became = "accepted"
        if wrong := wrong_with(file):
            return wrong, became
    return None, became


def wrong_with(file: CheckedFile | RefusedFile) -> str | None:
    """What is wrong with a file that was checked."""
    if isinstance(file, RefusedFile):
        return unexplained(file.reason)
    if file.records != len(file.keys) + len(file.waiting) + file.skipped:
        return f"{file.records} records, {len(file.keys)} + {len(file.waiting)} + {file.skipped}"
    lines = [*file.lines, *(row.line for row in file.waiting)]
    if len(set(lines)) != len(lines):
        return "a line stands twice"
    if file.typed().num_rows != len(file.keys):
        return "rows are lost on their way to the store"
    return leak(file)


@cache
def _books() -> tuple[bytes, ...]:
    books = []
    for title, rows in (("", 2), ("12345平台工单（2022年3月）", 4)):
        written = io.BytesIO()
        book = xlsxwriter.Workbook(written, {"in_memory": True})
        sheet = book.add_worksheet()
        lines = [*([[title]] if title else []), list(HEADINGS), *(ticket(n) for n in range(1, rows + 1))]
        for line, row in enumerate(lines):
            sheet.write_row(line, 0, list(row))
        book.close()
        books.append(named("12345平台_202203.xlsx", written.getvalue()))
    return tuple(books)


def _part_changed(luck: Random, held: bytes) -> bytes:
    """Within a workbook's or an archive's parts, packed again, or its own bytes."""
    name, _, content = held.partition(b"\n")
    if luck.random() < 0.4:
        return name + b"\n" + bytes_changed(luck, content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = [(part, packed.read(part)) for part in packed.namelist()[:20]]
    except Exception:
        return name + b"\n" + bytes_changed(luck, content)
    if not parts:
        return held
    chosen = luck.randrange(len(parts))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", luck.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as again:
        for place, (part, inside) in enumerate(parts):
            if place == chosen:
                inside = bytes_changed(luck, inside)
                part = luck.choice((part, part, part, f"../{part}", part[::-1] or "x"))
            again.writestr(part, inside[:200_000])
    return name + b"\n" + written.getvalue()


def _archives() -> list[bytes]:
    luck, found = Random(1), []
    for count in (1, 2, 3):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for place in range(count):
                name, content = luck.choice(small())
                archive.writestr(luck.choice((f"{place}/{name}", f"../{name}", name)), content)
        found.append(named("exports.zip", packed.getvalue()))
    return found


def _profiles() -> list[bytes]:
    told = [path.read_bytes() for path in sorted(PROFILES.glob("*.toml"))]
    return told + [profile_text(profile_of_ledger(ledger)).encode() for ledger in LEDGERS]


def _profile_changed(luck: Random, told: bytes) -> bytes:
    return luck.choice((bytes_changed, luck.choice(DAMAGES)))(luck, told)[:6000]


def _profile(told: bytes) -> Outcome:
    """A profile that is accepted is written again, read again alike, and a file is read by it."""
    try:
        profile = parse_profile(told.decode("utf-8", "replace"), "fuzzed")
    except Refusal as refusal:
        return unexplained(refusal.sentence), "refused"
    if parse_profile(profile_text(profile), "fuzzed") != profile:
        return "written again it says something else", "accepted"
    name, content = small()[-1]
    file = check_file(content, name, TODAY, None, (profile, *own_profiles()))
    return wrong_with(file), "accepted"


def kinds() -> Iterator[Kind]:
    yield Kind("export", 2500, _beginnings, _damaged, _export)
    yield Kind("workbook", 250, lambda: _books(), _part_changed, _taken)
    yield Kind("archive", 250, _archives, _part_changed, _taken)
    yield Kind("profile", 1000, _profiles, _profile_changed, _profile)
