"""Paths in, one batch out: the road that the command line and the upload page share."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import IO, Any

from supervision.access.people import Person
from supervision.intake import archives, regular
from supervision.intake.checking import check_file
from supervision.intake.month import month_stated
from supervision.intake.privacy import masked
from supervision.intake.profile_texts import own_profiles, parse_profile
from supervision.intake.profiles import Profile
from supervision.intake.time_allowed import Allowance, within
from supervision.ledgers.narrowing import narrowed_columns
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.ledgers.spool import SpooledColumn
from supervision.recalling import Asked, recalled, to_be_recalled, way_of
from supervision.store.database import Database, local_now
from supervision.store.loads import LoadResult, load
from supervision.store.saved_profiles import saved_profiles
from supervision.text import Refusal, Text

ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm"})
"""Those of tables, inside an archive too."""
TAKEN = ENDINGS | {".zip"}
LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is refused rather than read into memory."""

Checked = CheckedFile | RefusedFile


@dataclass(frozen=True)
class Gathered:
    """The files that some paths mean, and those in their folders that are no exports."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    names: tuple[str, ...] = ()
    """What each file is called wherever it is spoken of: its path below the folder given, never this machine's."""
    checked: tuple[str, ...] = ()
    """The path of every file that the batch tells of: an archive stands there once for each file inside."""


def gather(paths: Iterable[Path]) -> Gathered:
    """Files as named; folders read whole. Refusal names a path that is not there."""
    files: dict[Path, str] = {}
    passed_over: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                entry
                for entry in path.rglob("*")
                if entry.is_file() and not _is_hidden(entry.relative_to(path))
            )
            for entry in inside:
                if may_be_export(entry.relative_to(path)):
                    files.setdefault(entry, _name_below(entry, path))
                else:
                    passed_over.append(entry)
        elif path.exists():
            files.setdefault(path, _name_below(path, path.parent))
        else:
            raise Refusal(
                Text(
                    zh=f"找不到 {path}。请检查路径。",
                    en=f"There is no {path}. Check the path.",
                )
            )
    return Gathered(tuple(files), tuple(passed_over), tuple(files.values()))


def _name_below(path: Path, folder: Path) -> str:
    """The path below the folder; the folder's own name stays before it only where that states the month."""
    below = path.relative_to(folder)
    states_month = len(below.parts) == 1 and month_stated(f"{folder.name}/-") is not None
    return masked((folder.name / below if states_month else below).as_posix())


def may_be_export(entry: PurePath) -> bool:
    """Whether a file met in a folder is worth reading; `entry` is its path below that folder."""
    return entry.suffix.lower() in TAKEN and not _is_hidden(entry)


def _is_hidden(entry: PurePath) -> bool:
    return any(part.startswith((".", "~$")) for part in entry.parts)


def held_back(file: Checked, person: Person) -> Checked:
    """The file as it stands for somebody held to one source: refused whole when it brings rows of any other.

    Only ledgers whose rows are numbered source by source may come: in any other, a row of one's own under a number
    that somebody else has taken would replace theirs. No ledger is numbered by district.
    """
    if isinstance(file, RefusedFile) or not person.only:
        return file
    for scope, member in person.only.items():
        column = narrowed_columns(file.ledger).get(scope)
        is_apart = column is not None and column.name in file.ledger.key
        told = _distinct(file.columns[column.name]) if column and is_apart else {None}
        if told <= {member} and all(row.source in (None, member) for row in file.waiting):
            continue
        reason = Text(
            zh="{name}：含有不属于{member}的行，或会改动别处的编号，您只能录入{member}的数据，整个文件未录入。",
            en="{name}: it has rows that are not of {member}, or numbers that others use too, and you load data of {member} "
            "only; nothing of it was taken.",
        )
        return RefusedFile(
            file.name, file.sha256, file.size, reason.with_values(name=file.name, member=member)
        )
    return file


def _distinct(values: Sequence[Any]) -> set[Any]:
    return values.distinct() if isinstance(values, SpooledColumn) else set(values)


def known_profiles(database: Database) -> tuple[Profile, ...]:
    """Those that analysts saved with this ledger, then the program's own that none of them replaces."""
    saved = tuple(parse_profile(profile.told, profile.name) for profile in saved_profiles(database))
    replaced = {profile.name for profile in saved}
    return (*saved, *(profile for profile in own_profiles() if profile.name not in replaced))


def check_path(
    path: Path,
    profile_name: str | None = None,
    name: str | None = None,
    profiles: Sequence[Profile] | None = None,
) -> list[Checked]:
    """One file on disk, read and checked, or all those of an archive; what can't be read is refused with the reason."""
    name = name or _name_below(path, path.parent)
    try:
        if (size := path.stat().st_size) >= regular.FROM:
            with path.open("rb") as stream:
                file = _regularly(stream, size, name, profile_name, profiles, is_limited=False)
            if file is not None:
                return [file]
        if size > LARGEST:
            return [RefusedFile(name, "", size, too_large(name, size))]
        content = path.read_bytes()
    except OSError as error:
        return [
            RefusedFile(
                name,
                "",
                0,
                Text(
                    zh=f"{name}：读不出来（{error.strerror}）。请检查权限。",
                    en=f"{name}: can't be read ({error.strerror}). Check its permissions.",
                ),
            )
        ]
    return list(check_bytes(content, name, profile_name, profiles, is_irregular=True))


def _known_or_checked(
    database: Database, path: Path, name: str, profile_name: str | None, profiles: Sequence[Profile]
) -> list[Checked]:
    """What `check_path` gives; of a large file that was read before as it would be today, without reading it."""

    def read() -> list[Checked]:
        return check_path(path, profile_name, name, profiles)

    try:
        size = path.stat().st_size
        if size < regular.FROM:
            return read()
        asked = Asked(path, size, name, profile_name, profiles, way_of(database), local_now().date())
        if (file := recalled(database, asked, read)) is not None:
            return [file]
    except OSError:
        return read()
    return [to_be_recalled(file, asked) if isinstance(file, CheckedFile) else file for file in read()]


def _regularly(
    stream: IO[bytes],
    size: int,
    name: str,
    profile_name: str | None,
    profiles: Sequence[Profile] | None,
    *,
    is_limited: bool,
) -> CheckedFile | None:
    known = own_profiles() if profiles is None else profiles
    return regular.check_regular(
        stream, size, name, local_now().date(), profile_name, known, is_limited=is_limited
    )


def check_bytes(
    content: bytes,
    name: str,
    profile_name: str | None = None,
    profiles: Sequence[Profile] | None = None,
    *,
    is_irregular: bool = False,
) -> Iterator[Checked]:
    """One file as it was handed over, read and checked, or one after another all those of an archive.

    A large one is tried the short way first, unless it is known that it `is_irregular`.
    """
    today, allowance = local_now().date(), Allowance()
    if len(content) >= regular.FROM and not is_irregular:
        with within(allowance, masked(name)):
            swift = _regularly(
                io.BytesIO(content), len(content), name, profile_name, profiles, is_limited=True
            )
        if swift is not None:
            yield swift
            return
    if not archives.is_archive(content) and not (
        name.lower().endswith(".zip") and archives.is_broken(content)
    ):
        yield check_file(content, name, today, profile_name, profiles, allowance)
        return
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        unpacked = archives.unpack(content, masked(name), ENDINGS)
    except Refusal as refusal:
        yield RefusedFile(masked(name), sha256, len(content), refusal.sentence)
        return
    untold = [_passed_over(masked(name), unpacked.passed_over)] if unpacked.passed_over else []
    for member in unpacked.members:
        if member.content is None:
            assert member.refused is not None
            yield RefusedFile(member.name, "", 0, member.refused)
            continue
        file = check_file(member.content, member.name, today, profile_name, profiles, allowance)
        if untold and isinstance(file, CheckedFile):
            file = replace(file, notes=(*file.notes, untold.pop()))
        yield file
    if untold:
        yield RefusedFile(masked(name), sha256, len(content), untold[0])


def _passed_over(name: str, names: Sequence[str]) -> Text:
    shown = [inside.removeprefix(f"{name}/") for inside in names]
    return Text(
        zh="{name}：压缩包里有{count}个不是表格的文件，没有读取：{shown}",
        en="{name}: files in the archive that are no tables were not read ({count}): {shown}",
    ).with_values(name=name, count=len(shown), shown="、".join(shown[:20]) + ("……" if shown[20:] else ""))


def too_large(name: str, size: int) -> Text:
    return Text(
        zh=f"{name}：文件有{size // 2**20} MB，超过{LARGEST // 2**20} MB的上限。请分成几个文件。",
        en=f"{name}: {size // 2**20} MB is more than the limit of {LARGEST // 2**20} MB. Split it.",
    )


def load_paths(
    database: Database,
    paths: Sequence[Path],
    *,
    by: str,
    profile_name: str | None = None,
    rehearse: bool = False,
    note: str | None = None,
    person: Person | None = None,
    told: Callable[[int, int, Path], None] = lambda done, of, path: None,
) -> tuple[LoadResult, Gathered, float]:
    """Read, check and load everything that the paths mean as one batch; the seconds it took beside it.

    `told` hears of every file before it is read: how many are done, of how many, which is next. A `person` who is held
    to one source loads no other.
    """
    started = time.perf_counter()
    gathered = gather(paths)
    profiles = known_profiles(database)
    checked: list[Checked] = []
    read_from: list[str] = []
    for done, (path, name) in enumerate(zip(gathered.files, gathered.names, strict=True)):
        told(done, len(gathered.files), path)
        files = _known_or_checked(database, path, name, profile_name, profiles)
        files = [held_back(file, person) for file in files] if person else files
        checked += files
        read_from += [str(path) + file.name.removeprefix(name) for file in files]
    result = load(database, checked, by=by, rehearse=rehearse, note=note)
    return result, replace(gathered, checked=tuple(read_from)), time.perf_counter() - started
