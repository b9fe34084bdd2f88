"""Workbooks known by what they are, not by their names: xlsx, xlsm and xls through calamine."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook

from supervision.intake.time_allowed import hold_to_time
from supervision.text import Refusal, Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_LARGEST = 1 << 29  # bytes that a workbook may unpack to
_DENSEST = 300  # times larger than the file that may be, above a size that does no harm
_HARMLESS = 1 << 25
_WIDEST_AREA = 30_000_000
"""Cells between the first and the last filled one: calamine makes room for all of them, filled or not."""

# Every cell that isn't empty, in all the ways that calamine takes; what it misses calamine makes room for.
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']\$?([A-Za-z]{1,7})\$?(\d{1,9})["'](?:[^>/]|/(?!>))*>"""
)

NOT_LOADED = "（不录入）"
"""A sheet whose name ends so holds notes and is passed over, however much it holds, where another holds anything."""

_NOTHING = Text(
    zh="{name}：工作簿里没有数据，请重新导出后再上传。",
    en="{name}: the workbook holds nothing; export it again.",
)
_DAMAGED = Text(
    zh="{name}：工作簿已损坏或设有密码，读不出来，请用Excel打开后另存为.xlsx（不设密码）再上传。",
    en="{name}: the workbook is damaged or has a password; save it again with Excel as .xlsx without one.",
)
_ARCHIVE = Text(
    zh="{name}：这是压缩包，不是工作簿，请先解压，再上传其中的表格。",
    en="{name}: this is an archive and no workbook; unpack it and upload the tables inside.",
)
_BINARY = Text(
    zh="{name}：二进制工作簿（.xlsb）不能读取，请另存为.xlsx再上传。",
    en="{name}: a binary workbook (.xlsb) can't be read; save it as .xlsx and upload that.",
)
_TOO_LARGE = Text(
    zh="{name}：工作簿展开后过大（{size}），请分成几个文件再上传。",
    en="{name}: the workbook unpacks to too much ({size}); split it into several files.",
)


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells as text; the first row is the sheet's row 1."""

    name: str
    rows: list[list[str]]


def is_workbook(content: bytes) -> bool:
    return content.startswith((_OLE, *_ZIP))


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets that hold anything, the visible ones first; Refusal if there are none or they can't be read."""
    if content.startswith(_ZIP):
        _hold_to_bounds(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for index in _shown_first(book):
            hold_to_time()
            sheet = book.get_sheet_by_index(index)
            if sheet.height and sheet.width:
                rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                if any(any(row) for row in rows):
                    sheets.append(Sheet(sheet.name, rows))
    except (KeyboardInterrupt, SystemExit, Refusal):
        raise
    except BaseException as fault:  # a damaged file makes calamine panic, which is no Exception
        raise Refusal(_DAMAGED.with_values(name=name)) from fault
    if not sheets:
        raise Refusal(_NOTHING.with_values(name=name))
    return [sheet for sheet in sheets if not sheet.name.endswith(NOT_LOADED)] or sheets


def _shown_first(book: CalamineWorkbook) -> list[int]:
    return sorted(
        range(len(book.sheet_names)),
        key=lambda index: "Visible" not in str(book.sheets_metadata[index].visible),
    )


def _hold_to_bounds(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if not any(part.filename.startswith("xl/") for part in parts):
                raise Refusal(_ARCHIVE.with_values(name=name))
            unpacked = sum(part.file_size for part in parts)
            if unpacked > _LARGEST or unpacked > max(_DENSEST * len(content), _HARMLESS):
                raise Refusal(_TOO_LARGE.with_values(name=name, size=f"{unpacked // 2**20} MB"))
            for part in parts:
                if part.filename.endswith(".bin") and "media" not in part.filename:
                    if part.filename.startswith(("xl/workbook", "xl/worksheets")):
                        raise Refusal(_BINARY.with_values(name=name))
                elif part.filename != "xl/sharedStrings.xml":
                    _hold_to_area(packed, part, name)  # a sheet may lie anywhere
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError):
        raise Refusal(_DAMAGED.with_values(name=name)) from None


def _hold_to_area(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """One cell at A1 and one at XFD1048576 would take all memory there is."""
    left, right, top, bottom = 1 << 20, 0, 1 << 30, 0
    for column, row in _places(packed, part):
        left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
    area = (right - left + 1) * (bottom - top + 1) if right else 0
    if area > _WIDEST_AREA or bottom > 1 << 20:
        raise Refusal(_TOO_LARGE.with_values(name=name, size=f"{area // 1_000_000} 百万格/million cells"))


def _places(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, int]]:
    seen = 0
    tail = b""
    with packed.open(part) as stream:
        while chunk := stream.read(1 << 20):
            hold_to_time()
            seen += len(chunk)
            if seen > _LARGEST:
                raise ValueError("larger than the archive says")
            tail += chunk
            end = 0
            for found in _CELL.finditer(tail):
                yield _column(found.group(1)), int(found.group(2))
                end = found.end()
            tail = tail[max(end, len(tail) - 500) :]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + (letter & 0xDF) - 64
    return number


def _text(cell: object) -> str:
    """Days as 2022-03-07, whole numbers without a fraction, everything else as it stands."""
    match cell:
        case bool():
            return str(cell).upper()
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M:%S}"
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            # A workbook keeps 15 digits of a number: a longer one is lost, and must look lost, as Excel shows it.
            return str(int(cell)) if abs(cell) < 1e15 else f"{cell:.5E}"
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
