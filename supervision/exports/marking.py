"""Who took a file away and when, discreetly in the file itself; nothing that it tells or counts is touched.

An office document says it in its properties, a PDF in its own after what was made (which stays, byte for byte, the
beginning of the file), an open-data package in its datapackage.json, a CSV in a note below its rows, as Chinese exports
have one; intake reads such a note as none of the rows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import PurePath
from xml.sax.saxutils import escape

_CORE = "docProps/core.xml"
_BY = re.compile(r"<cp:lastModifiedBy>.*?</cp:lastModifiedBy>|<cp:lastModifiedBy/>", re.DOTALL)
_DESCRIPTION = "datapackage.json"
_TAIL = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.DOTALL)
_INFO = re.compile(rb"/Info\s+(\d+)\s+0\s+R")


def marked(held: bytes, file_name: str, name: str, at: datetime) -> bytes:
    """The file with who and when inside it; a kind that has no place for that as it is."""
    mark = _MARKS.get(PurePath(file_name).suffix)
    return mark(held, name, at) if mark else held


def named_for(file_name: str, name: str, at: datetime) -> str:
    """The file's name with who and when in it, except for office documents, which are sent on under their own."""
    path = PurePath(file_name)
    if path.suffix in _OFFICE:
        return file_name
    who = re.sub(r"[^\w.-]+", "-", name.partition("@")[0])[:40]
    return f"{path.stem}_{who}_{at:%Y%m%d%H%M}{path.suffix}"


def _office(held: bytes, name: str, at: datetime) -> bytes:
    told = f"<cp:lastModifiedBy>{escape(f'{name} {at:%Y-%m-%d %H:%M}')}</cp:lastModifiedBy>"

    def say(core: bytes) -> bytes:
        kept = _BY.sub("", core.decode("utf-8"))
        return kept.replace("</cp:coreProperties>", f"{told}</cp:coreProperties>").encode("utf-8")

    return _with_part(held, _CORE, say)


def _package(held: bytes, name: str, at: datetime) -> bytes:
    """Frictionless descriptors may hold properties of one's own; the numbers beside it stay as they are."""

    def say(description: bytes) -> bytes:
        told = {**json.loads(description), "taken_away": {"by": name, "at": f"{at:%Y-%m-%dT%H:%M}+08:00"}}
        return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")

    return _with_part(held, _DESCRIPTION, say)


def _with_part(held: bytes, changed: str, say: Callable[[bytes], bytes]) -> bytes:
    """The zip with one of its parts rewritten."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            after.writestr(part, say(content) if part.filename == changed else content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _pdf(held: bytes, name: str, at: datetime) -> bytes:
    """An incremental update (ISO 32000-1, 7.5.6) that adds one entry to the document's information."""
    tail = _TAIL.search(held)
    info = _INFO.search(tail.group(1)) if tail else None
    if tail is None or info is None:
        raise ValueError("a PDF without a plain trailer and information can't be marked")
    number = int(info.group(1))
    objects = re.findall(rb"(?:\n|\r)%d 0 obj\s*<<(.*?)>>\s*endobj" % number, held, re.DOTALL)
    told = f"{name} {at:%Y-%m-%d %H:%M}".encode("utf-16-be").hex().upper()
    begins = len(held) + 1
    changed = b"%d 0 obj\n<<%s/TakenAway<FEFF%s>>>\nendobj\n" % (number, objects[-1], told.encode())
    return b"".join(
        (
            held,
            b"\n",
            changed,
            b"xref\n%d 1\n%010d 00000 n\r\n" % (number, begins),
            b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
            % (tail.group(1), tail.group(2), begins + len(changed)),
        )
    )


def _csv(held: bytes, name: str, at: datetime) -> bytes:
    """A row of the table's own width whose first cell is the note, so that readers who count cells are not put off."""
    text = held.decode("utf-8-sig")
    width = len(next(csv.reader(io.StringIO(text, newline="")), [""]))
    made = io.StringIO(newline="")
    csv.writer(made).writerow([f"导出：{name} {at:%Y-%m-%d %H:%M}", *[""] * (width - 1)])
    return held + made.getvalue().encode("utf-8")


_OFFICE = (".docx", ".pptx", ".xlsx")
_MARKS: dict[str, Callable[[bytes, str, datetime], bytes]] = {
    **dict.fromkeys(_OFFICE, _office),
    ".csv": _csv,
    ".zip": _package,
    ".pdf": _pdf,
}
