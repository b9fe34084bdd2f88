"""Workbooks by what they are, not by what they are named: xlsx, xlsm and xls through calamine."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from supervision.text import Refusal, Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
LARGEST = 1 << 29
"""Bytes that a workbook may unpack to."""
DENSEST = 400
"""How many times larger than the file that may be."""


def is_workbook(content: bytes) -> bool:
    return content.startswith((_OLE, _ZIP))


def read_workbook(content: bytes, name: str) -> tuple[str, list[list[str]]]:
    """The sheet that holds the most and its rows as text, the sheet's first row first."""
    if content.startswith(_ZIP):
        _hold_to_bounds(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
        filled = max(sheets, key=_size, default=None)
        if filled is None or not _size(filled):
            raise Refusal(
                Text(
                    zh=f"{name}：工作簿里没有数据。请重新导出。",
                    en=f"{name}: the workbook holds nothing. Export it again.",
                )
            )
        first = filled.start[0] if filled.start else 0
        rows = [[_text(cell) for cell in row] for row in filled.to_python(skip_empty_area=True)]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise Refusal(_damaged(name)) from error
    return filled.name, [[""]] * first + rows


def _size(sheet: CalamineSheet) -> int:
    return int(sheet.height) * int(sheet.width)


def _hold_to_bounds(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        raise Refusal(_damaged(name)) from None
    unpacked = sum(part.file_size for part in parts)
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Refusal(
            Text(
                zh=f"{name}：是压缩包，不是工作簿。请先解压，再上传其中的表格。",
                en=f"{name}: this is an archive and no workbook. Unpack it and load the tables inside.",
            )
        )
    if unpacked > LARGEST or unpacked > DENSEST * max(len(content), 1):
        raise Refusal(
            Text(
                zh=f"{name}：解压后有{unpacked // 2**20} MB，超过上限。请分成几个文件。",
                en=f"{name}: it unpacks to {unpacked // 2**20} MB, more than is allowed. Split it.",
            )
        )


def _damaged(name: str) -> Text:
    return Text(
        zh=f"{name}：工作簿已损坏或有密码，读不出来。请用Excel重新另存一次。",
        en=f"{name}: the workbook is damaged or has a password. Save it again with Excel.",
    )


def _text(cell: object) -> str:
    """Days as 2022-03-07, whole numbers without a fraction, everything else as it stands."""
    match cell:
        case bool():
            return str(cell).upper()
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
