"""Bytes become text without a single wrong character, or they are refused.

The order is that of the evidence: a byte order mark, the NULs of UTF-16, strict UTF-8, then GB18030. GB18030
accepts almost any run of high bytes, so what it yields is believed only if it looks like Chinese, and Latin-1,
which accepts everything, only if the few high bytes stand alone among ASCII letters.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from supervision.text import Refusal, Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
_SIGNATURES = (
    (b"\x89PNG", "PNG"), (b"%PDF", "PDF"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"), (b"Rar!", "RAR"), (b"SQLite format 3", "SQLite"), (b"PAR1", "Parquet"),
    (b"\x7fELF", "ELF"), (b"MZ\x90", "EXE"), (b"{\\rtf", "RTF"),
)  # fmt: skip
_HTML = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<table|<meta|<head)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
LOOKED_AT = 400_000  # characters; plausibility does not change after that many
DAMAGE_BORNE = 5  # places; beyond that the encoding itself is in doubt

_EMPTY = Text(
    zh="{name}：文件是空的，请确认导出是否成功，重新导出后再上传。",
    en="{name}: the file is empty; check that the export succeeded and upload it again.",
)
_NOT_TEXT = Text(
    zh="{name}：不是文本，也不是Excel工作簿（像是{kind}），请从来源系统导出为CSV或Excel后再上传。",
    en="{name}: this is neither text nor an Excel workbook (it looks like {kind}); export CSV or Excel.",
)
_WEB_PAGE = Text(
    zh="{name}：其实是网页（HTML或XML），不是表格，请在Excel中打开后另存为.xlsx再上传。",
    en="{name}: this is really a web page (HTML or XML); open it in Excel, save it as .xlsx and upload that.",
)
_NO_ENCODING = Text(
    zh="{name}：看不出文字编码（不是UTF-8，也不像GB18030），请另存为“CSV UTF-8”后再上传。",
    en="{name}: its encoding can't be told (not UTF-8, not plausible GB18030); save it as “CSV UTF-8”.",
)
_CUT_SHORT = Text(
    zh="文件末尾的一个字只有一半，已略去；导出可能中断了，请核对最后一行。",
    en="The file ends in the middle of a character, which was left out; the export may be cut short: check the last row.",
)
_DAMAGED = Text(
    zh="有{count}个字已损坏，显示为“\ufffd”，在第{lines}行。",
    en="{count} characters are damaged and shown as “\ufffd”, on lines {lines}.",
)
_NULS = Text(
    zh="已去掉文件里的{count}个空字符（NUL）。", en="{count} NUL characters were taken out of the file."
)


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[Text, ...] = ()


def decode(content: bytes, name: str) -> Decoded:
    """The text of a file and the encoding it was in; anything that would come out garbled is a Refusal."""
    if not content.strip(b" \t\r\n\x00\x1a"):
        raise Refusal(_EMPTY.with_values(name=name))
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise Refusal(_NOT_TEXT.with_values(name=name, kind=kind))
    decoded = _marked(content) or _wide(content) or _utf8(content) or _chinese(content) or _western(content)
    if decoded is None:
        nuls = content.count(0) > len(content) // 1000
        raise Refusal((_NOT_TEXT if nuls else _NO_ENCODING).with_values(name=name, kind=_BINARY))
    text = decoded.text.lstrip("\ufeff").rstrip("\x1a")
    notes = decoded.notes
    if nuls_left := text.count("\0"):
        if nuls_left > 3 + len(text) // 10_000:
            raise Refusal(_NOT_TEXT.with_values(name=name, kind=_BINARY))
        text, notes = text.replace("\0", ""), (*notes, _NULS.with_values(count=nuls_left))
    if len(_CONTROLS.findall(text[:LOOKED_AT])) > 3 + len(text[:LOOKED_AT]) // 200:
        raise Refusal(_NOT_TEXT.with_values(name=name, kind=_BINARY))
    if not text.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\u3000\xa0\x1a"):
        raise Refusal(_EMPTY.with_values(name=name))
    if _HTML.match(text):
        raise Refusal(_WEB_PAGE.with_values(name=name))
    return Decoded(text, decoded.encoding, notes)


_BINARY = Text(zh="二进制数据", en="binary data")


def _marked(content: bytes) -> Decoded | None:
    for mark, codec, label in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], codec, label)
    return None


def _wide(content: bytes) -> Decoded | None:
    """UTF-16 without a mark: delimiters, digits and line ends leave a NUL at every other byte, on one side only."""
    sample = content[:LOOKED_AT]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd * 25 > half and even * 20 <= odd:
        return _strictly(content, "utf-16-le", "utf-16")
    if even * 25 > half and odd * 20 <= even:
        return _strictly(content, "utf-16-be", "utf-16")
    return None


def _utf8(content: bytes) -> Decoded | None:
    return _strictly(content, "utf-8", "utf-8")


def _strictly(content: bytes, codec: str, label: str) -> Decoded | None:
    """Decoded without error, or with so little damage that it can be pointed at."""
    try:
        return Decoded(content.decode(codec), label)
    except UnicodeDecodeError as fault:
        if fault.start >= len(content) - 4 and fault.end == len(content) and fault.start > 0:
            return Decoded(content[: fault.start].decode(codec), label, (_CUT_SHORT,))
    text = content.decode(codec, errors="replace")
    damaged = text.count("\ufffd")
    sound = len(_NOT_ASCII.findall(text[:LOOKED_AT])) - damaged
    if damaged > DAMAGE_BORNE or damaged * 50 > sound:
        return None
    lines = [str(1 + text.count("\n", 0, hit.start())) for hit in re.finditer("\ufffd", text)]
    note = _DAMAGED.with_values(count=damaged, lines="、".join(dict.fromkeys(lines)))
    return Decoded(text, label, (note,))


def _chinese(content: bytes) -> Decoded | None:
    decoded = _strictly(content, "gb18030", "gb18030")
    return decoded if decoded is not None and looks_chinese(decoded.text[:LOOKED_AT]) else None


def looks_chinese(text: str) -> bool:
    """Most characters are everyday ones: UTF-8, Big5 or Cyrillic read as GB18030 give rare ones instead."""
    foreign = Counter(_NOT_ASCII.findall(text))
    del foreign["\ufffd"]
    everyday = sum(count for char, count in foreign.items() if _everyday(char))
    return bool(foreign) and everyday >= 0.75 * foreign.total()


def _everyday(char: str) -> bool:
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return (
        code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7
    )  # punctuation and full-width forms, or the 3,755 of level 1


_LONE_HIGH = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH = re.compile(rb"[\x80-\xff]")


def _western(content: bytes) -> Decoded | None:
    """Latin-1 or cp1252, when high bytes are few, stand alone and are letters or signs of western text."""
    sample = content[:LOOKED_AT] if _HIGH.search(content, 0, LOOKED_AT) else content
    high, lone = len(_HIGH.findall(sample)), len(_LONE_HIGH.findall(sample))
    if b"\0" in content or lone < 0.9 * high or high > 0.08 * len(sample):
        return None
    try:
        text, label = content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return None
    if not re.search(rb"[\x80-\x9f]", content):
        label = "latin-1"
    beside = len(
        re.findall(r"(?<=[A-Za-z0-9 (])[^\x00-\x7f]|[^\x00-\x7f](?=[A-Za-z0-9 ])", text[: len(sample)])
    )
    return Decoded(text, label) if beside >= 0.8 * high else None
