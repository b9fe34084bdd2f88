"""A large file that was read before is not read again: its bytes and all that decides how they are read being the same,
so is what they give.

What waits, and why, stands in the books; the accepted rows are known by their digest, and read after all should
somebody look at one: when what brought them was taken back, say.
"""

from __future__ import annotations

import hashlib
import platform
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO

import pyarrow as pa

from supervision.intake import profile_texts, regular
from supervision.intake.blocks import Irregular
from supervision.intake.cells import AHEAD
from supervision.intake.month import month_stated
from supervision.intake.privacy import masked, masked_sentence
from supervision.intake.profiles import Profile
from supervision.intake.row_checks import Work
from supervision.ledgers import reference
from supervision.ledgers.rows import CheckedFile, Finding, Reading, RefusedFile, WaitingRow
from supervision.ledgers.spool import Spool, SpoolLater
from supervision.store.database import Database
from supervision.store.known_files import Then, read_before, waited_then
from supervision.store.saved_profiles import saved_profiles
from supervision.text import Refusal, Text

HERE = Path(__file__).resolve().parent
_CHANGED = Text(
    zh="{name}：录入过程中文件被改动，没有录入任何内容。请等文件写完后再录入。",
    en="{name}: the file was changed while it was loaded, and nothing was taken. Load it again when it is written.",
)


def way_of(database: Database) -> str:
    """Tells apart everything but a file's bytes and the day that decides what is read of it."""
    told = hashlib.sha256(_program().encode())
    for saved in saved_profiles(database):
        told.update(repr((saved.name, saved.told)).encode())
    return told.hexdigest()


@cache
def _program() -> str:
    told = hashlib.sha256(
        " ".join((platform.python_version(), unicodedata.unidata_version, pa.__version__)).encode()
    )
    code = (HERE / "text.py", *sorted(HERE.glob("intake/*.py")), *sorted(HERE.glob("ledgers/*.py")))
    for path in (
        *code,
        *sorted(reference.FOLDER.glob("*.csv")),
        *sorted(profile_texts.FOLDER.glob("*.toml")),
    ):
        content = path.read_bytes()
        told.update(f"{path.name} {len(content)} ".encode())
        told.update(content)
    return told.hexdigest()


@dataclass(frozen=True)
class Asked:
    """A file to be read, and how."""

    path: Path
    size: int
    name: str
    profile_name: str | None
    profiles: Sequence[Profile]
    way: str
    today: date


def to_be_recalled(file: CheckedFile, asked: Asked) -> CheckedFile:
    """The file, marked as one that need not be read again where all that was said of it will be known then."""
    if file.spool is None or _said_of(file.waiting) != (file.findings, dict(file.found_cells)):
        return file
    is_of_today = any(finding.problem == AHEAD for finding in file.findings)
    return replace(file, reading=Reading(asked.way, asked.today, asked.today if is_of_today else None))


def _said_of(
    waiting: Sequence[WaitingRow],
) -> tuple[tuple[Finding, ...], dict[int, dict[str, str]]]:
    findings = sorted((reason for row in waiting for reason in row.reasons), key=lambda reason: reason.line)
    return tuple(findings), {row.line: row.cells for row in waiting}


def recalled(
    database: Database, asked: Asked, read: Callable[[], Sequence[CheckedFile | RefusedFile]]
) -> CheckedFile | None:
    """The file as reading it would give it; None where it has to be read."""
    before = list(read_before(database, asked.size, asked.way, asked.today))
    if not before:
        return None
    with asked.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        for then in before:
            if then.sha256 == sha256:
                return _as_then(database, asked, then, stream, read)
    return None


def _as_then(
    database: Database,
    asked: Asked,
    then: Then,
    stream: IO[bytes],
    read: Callable[[], Sequence[CheckedFile | RefusedFile]],
) -> CheckedFile | None:
    name = masked(asked.name)
    try:
        beginning = regular.beginning_of(stream, name, asked.profile_name, asked.profiles)
    except (Irregular, Refusal):
        return None
    profile, table = beginning.profile, beginning.table
    work = Work(table, profile, asked.today)
    notes = tuple(masked_sentence(note) for note in work.notes())
    if profile.name != then.profile or len(notes) != then.notes:
        return None
    waiting = waited_then(database, then)
    findings, found_cells = _said_of(waiting)

    def rows() -> Spool:
        for file in read():
            if isinstance(file, CheckedFile) and file.spool is not None and file.sha256 == then.sha256:
                return file.spool
        raise Refusal(_CHANGED.with_values(name=name))

    spool = SpoolLater(profile.ledger, then.records - then.skipped - len(waiting), then.digest, rows)
    file = CheckedFile(
        name=name,
        sha256=then.sha256,
        size=asked.size,
        ledger=profile.ledger,
        profile=profile.name,
        profile_title=profile.title,
        source=profile.constants.get("source"),
        encoding=table.encoding,
        stated_month=month_stated(name, table.titles),
        columns={column.name: spool.column(column.name) for column in profile.ledger.columns},
        lines=spool.column("_line"),
        keys=spool.column("_key"),
        waiting=waiting,
        skipped=then.skipped,
        records=then.records,
        findings=findings,
        notes=notes,
        placed=work.placed,
        found_cells=found_cells,
        spool=spool,
    )
    return to_be_recalled(file, asked)
