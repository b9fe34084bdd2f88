"""A zip of many files becomes the files inside it, within bounds, and nothing in it is passed over unnamed.

Nothing is written to disk, so no path inside can lead anywhere; what an archive says of its own sizes is not believed.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from supervision.intake.member_names import leads_outside, safe, true_name
from supervision.intake.privacy import masked
from supervision.text import Refusal, Text

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = ("[Content_Types].xml", "xl/", "word/", "ppt/", "mimetype")
"""Parts by which a document that is a zip inside is told from a zip of files."""
MOST = 2_000
LARGEST = 1 << 28
_DENSEST = 300  # times larger than the archive that its files may be, above a size that does no harm
_HARMLESS = 1 << 25
_NESTED = (".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar")
_CHUNK = 1 << 20
_NAMED = 20
_ENCRYPTED = 1

_DAMAGED = Text(
    zh="{name}：压缩包已损坏，读不出来，请重新压缩后再上传。",
    en="{name}: the archive is damaged and can't be read; make it again.",
)
_EMPTY = Text(
    zh="{name}：压缩包里没有文件，请确认后重新压缩。", en="{name}: the archive holds no files; make it again."
)
_TOO_MANY = Text(
    zh="{name}：压缩包里有{count}个文件，超过{most}个的上限，请分成几个压缩包。",
    en="{name}: the archive holds {count} files, more than the limit of {most}; split it.",
)
_TOO_LARGE = Text(
    zh="{name}：压缩包解压后超过{limit} MB，请分成几个压缩包。",
    en="{name}: the archive unpacks to more than {limit} MB; split it.",
)
_TOO_DENSE = Text(
    zh="{name}：压缩包解压后是原来的{times}倍以上，不像正常的表格，没有解压；请直接上传其中的表格。",
    en="{name}: the archive unpacks to over {times} times its size, unlike any tables, and was not unpacked; upload "
    "the tables themselves.",
)
_LOCKED = Text(
    zh="{name}：设有密码，读不出来，请去掉密码后重新压缩。",
    en="{name}: it has a password and can't be read; make the archive again without one.",
)
_INSIDE = Text(
    zh="{name}：是压缩包里的压缩包，没有解压，请直接上传其中的表格。",
    en="{name}: this is an archive inside an archive and was not unpacked; upload the tables inside it.",
)
_OUTSIDE = Text(
    zh="{name}：在压缩包里的路径指向压缩包之外，没有读取；请重新压缩。",
    en="{name}: its path leads outside the archive, so it was not read; make the archive again.",
)
_TOLD = Text(
    zh="{name}：这是压缩包，里面有{count}个文件：{inside}。请解压后逐个读取，或用 load 整包录入。",
    en="{name}: this is an archive of {count} files: {inside}. Unpack it and read them one by one, or load it whole.",
)


@dataclass(frozen=True)
class Member:
    """`content` is None where `refused` says why it was not taken. `name` is safe to show and leads nowhere."""

    name: str
    content: bytes | None
    refused: Text | None = None


@dataclass(frozen=True)
class Unpacked:
    members: tuple[Member, ...]
    passed_over: tuple[str, ...]
    """What is no table: folders' own files, links, pictures."""


def is_archive(content: bytes) -> bool:
    """A zip of files, and not one of the documents that are zips inside."""
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return not any(part.startswith(_OFFICE) for part in packed.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def is_broken(content: bytes) -> bool:
    """A zip of something that can't even be listed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)):
            return False
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return content.startswith(b"PK")


def unpack(content: bytes, name: str, endings: Collection[str]) -> Unpacked:
    """The files inside that end in one of `endings`; Refusal when the archive as a whole can't be taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _within_bounds(packed, content, name)
            members: list[Member] = []
            passed_over: list[str] = []
            left = LARGEST
            for part in parts:
                inside = true_name(part)
                if not _is_table(part, inside, endings):
                    passed_over.append(f"{name}/{masked(safe(inside))}")
                    continue
                member = _member(packed, part, inside, name, left)
                left -= len(member.content or b"")
                members.append(member)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError):
        raise Refusal(_DAMAGED.with_values(name=name)) from None
    if not members and not passed_over:
        raise Refusal(_EMPTY.with_values(name=name))
    return Unpacked(tuple(members), tuple(passed_over))


def _within_bounds(packed: zipfile.ZipFile, content: bytes, name: str) -> list[zipfile.ZipInfo]:
    """What the archive lists, if it promises no more than may be unpacked."""
    parts = [part for part in packed.infolist() if not _is_folder(part)]
    if len(parts) > MOST:
        raise Refusal(_TOO_MANY.with_values(name=name, count=len(parts), most=MOST))
    promised = sum(part.file_size for part in parts)
    if promised > LARGEST:
        raise Refusal(_TOO_LARGE.with_values(name=name, limit=LARGEST >> 20))
    if promised > max(_DENSEST * len(content), _HARMLESS):
        raise Refusal(_TOO_DENSE.with_values(name=name, times=_DENSEST))
    return parts


def _is_folder(part: zipfile.ZipInfo) -> bool:
    """`ZipInfo.is_dir` of Python 3.11 fails where a damaged archive gives a part no name at all."""
    return part.filename.endswith("/")


def _member(packed: zipfile.ZipFile, part: zipfile.ZipInfo, inside: str, outer: str, left: int) -> Member:
    name = f"{outer}/{masked(safe(inside))}"
    for is_so, why in (
        (leads_outside(inside), _OUTSIDE),
        (inside.lower().endswith(_NESTED), _INSIDE),
        (part.flag_bits & _ENCRYPTED, _LOCKED),
    ):
        if is_so:
            return Member(name, None, why.with_values(name=name))
    try:
        content = _inflated(packed, part, left)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
        return Member(name, None, _DAMAGED.with_values(name=name))
    if content is None:
        raise Refusal(_TOO_LARGE.with_values(name=outer, limit=LARGEST >> 20))
    if is_archive(content):
        return Member(name, None, _INSIDE.with_values(name=name))
    return Member(name, content)


def _inflated(packed: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> bytes | None:
    """The bytes really there, None as soon as they are more than are left to unpack."""
    chunks, size = [], 0
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > left:
                return None
            chunks.append(chunk)
    return b"".join(chunks)


def _is_table(part: zipfile.ZipInfo, inside: str, endings: Collection[str]) -> bool:
    path = PurePosixPath(inside)
    if stat.S_ISLNK(part.external_attr >> 16):
        return False
    if any(step.startswith((".", "~$")) and step != ".." for step in path.parts) or "__MACOSX" in path.parts:
        return False
    return path.suffix.lower() in endings or inside.lower().endswith(_NESTED)


def archive_told(content: bytes, name: str) -> Text:
    """That this is an archive, and what is inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [masked(safe(true_name(part))) for part in packed.infolist() if not _is_folder(part)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return _DAMAGED.with_values(name=name)
    if not inside:
        return _EMPTY.with_values(name=name)
    shown = "、".join(inside[:_NAMED]) + ("……" if len(inside) > _NAMED else "")
    return _TOLD.with_values(name=name, count=len(inside), inside=shown)
