"""Who took a file away and when, discreetly in the file itself: in an office document's properties, else in its name."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import PurePath
from xml.sax.saxutils import escape

OFFICE = (".docx", ".pptx", ".xlsx")
_CORE = "docProps/core.xml"
_BY = re.compile(r"<cp:lastModifiedBy>.*?</cp:lastModifiedBy>|<cp:lastModifiedBy/>", re.DOTALL)


def marked(held: bytes, file_name: str, name: str, at: datetime) -> bytes:
    """A Word, PowerPoint or Excel file that says in its properties who downloaded it; any other as it is."""
    if not file_name.endswith(OFFICE):
        return held
    told = f"<cp:lastModifiedBy>{escape(f'{name} {at:%Y-%m-%d %H:%M}')}</cp:lastModifiedBy>"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(held)) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == _CORE:
                core = _BY.sub("", content.decode("utf-8"))
                content = core.replace("</cp:coreProperties>", f"{told}</cp:coreProperties>").encode("utf-8")
            after.writestr(part, content, compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def named_for(file_name: str, name: str, at: datetime) -> str:
    """The file's name with who and when in it, for formats that have no other place for that."""
    path = PurePath(file_name)
    if path.suffix in OFFICE:
        return file_name
    who = re.sub(r"[^\w.-]+", "-", name.partition("@")[0])[:40]
    return f"{path.stem}_{who}_{at:%Y%m%d%H%M}{path.suffix}"
