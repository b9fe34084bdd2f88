"""Paths in, one batch out: the road that the command line and the upload page share."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.store.database import Database, local_now
from supervision.store.loads import LoadResult, load
from supervision.text import Refusal, Text

ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm"})
LARGEST = 256 * 1024 * 1024
"""Bytes; a larger file is refused rather than read into memory."""


@dataclass(frozen=True)
class Gathered:
    """The files that some paths mean, and those in their folders that are no exports."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def gather(paths: Iterable[Path]) -> Gathered:
    """Files as named; folders read whole. Refusal names a path that is not there."""
    files: list[Path] = []
    passed_over: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                entry
                for entry in path.rglob("*")
                if entry.is_file() and not _is_hidden(entry.relative_to(path))
            )
            files += [entry for entry in inside if may_be_export(entry.relative_to(path))]
            passed_over += [entry for entry in inside if not may_be_export(entry.relative_to(path))]
        elif path.exists():
            files.append(path)
        else:
            raise Refusal(
                Text(
                    zh=f"找不到 {path}。请检查路径。",
                    en=f"There is no {path}. Check the path.",
                )
            )
    return Gathered(tuple(dict.fromkeys(files)), tuple(passed_over))


def may_be_export(entry: PurePath) -> bool:
    """Whether a file met in a folder is worth reading; `entry` is its path below that folder."""
    return entry.suffix.lower() in ENDINGS and not _is_hidden(entry)


def _is_hidden(entry: PurePath) -> bool:
    return any(part.startswith((".", "~$")) for part in entry.parts)


def check_path(path: Path, profile_name: str | None = None) -> CheckedFile | RefusedFile:
    """One file on disk, read and checked; one that can't be read is refused with the reason."""
    try:
        if (size := path.stat().st_size) > LARGEST:
            return RefusedFile(str(path), "", size, too_large(str(path), size))
        content = path.read_bytes()
    except OSError as error:
        return RefusedFile(
            str(path),
            "",
            0,
            Text(
                zh=f"{path}：读不出来({error.strerror})。请检查权限。",
                en=f"{path}: can't be read ({error.strerror}). Check its permissions.",
            ),
        )
    return check_file(content, str(path), local_now().date(), profile_name)


def too_large(name: str, size: int) -> Text:
    return Text(
        zh=f"{name}：文件有{size // 2**20} MB,超过{LARGEST // 2**20} MB的上限。请分成几个文件。",
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
    told: Callable[[int, int, Path], None] = lambda done, of, path: None,
) -> tuple[LoadResult, Gathered, float]:
    """Read, check and load everything that the paths mean as one batch; the seconds it took beside it.

    `told` hears of every file before it is read: how many are done, of how many, which is next.
    """
    started = time.perf_counter()
    gathered = gather(paths)
    checked: list[CheckedFile | RefusedFile] = []
    for done, path in enumerate(gathered.files):
        told(done, len(gathered.files), path)
        checked.append(check_path(path, profile_name))
    result = load(database, checked, by=by, rehearse=rehearse, note=note)
    return result, gathered, time.perf_counter() - started
