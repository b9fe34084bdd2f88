"""Bytes become text by evidence: a byte-order mark, else strict UTF-8, else GB18030; never mojibake."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from supervision.text import Refusal, Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_NOT_TEXT = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_SAMPLE = 1 << 20


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    notes: tuple[Text, ...] = ()


def decode(content: bytes, name: str) -> Decoded:
    """The text of a file and how it was encoded; Refusal for what is empty or no text."""
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refusal(
            Text(zh=f"{name}:文件是空的。请重新导出。", en=f"{name}: the file is empty. Export it again.")
        )
    for magic, kind in _NOT_TEXT:
        if content.startswith(magic):
            raise Refusal(_not_text(name, kind))
    for mark, encoding, codec in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec, encoding, name)
    if codec := _wide_without_mark(content):
        return _decoded(content, codec, "utf-16", name)
    if content[:_SAMPLE].count(b"\x00"):
        raise Refusal(_not_text(name))
    return _by_trial(content, name)


def _wide_without_mark(content: bytes) -> str | None:
    """UTF-16 betrays itself by a NUL in every other byte of its line ends and delimiters."""
    head = content[: 1 << 16]
    little, big = head[1::2].count(0), head[0::2].count(0)
    places = max(len(head) // 2, 1)
    if little > 0.1 * places and big < 0.01 * places:
        return "utf-16-le"
    if big > 0.1 * places and little < 0.01 * places:
        return "utf-16-be"
    return None


def _decoded(content: bytes, codec: str, encoding: str, name: str) -> Decoded:
    """Strictly, but for a character cut off at the very end, which is noted."""
    for cut in range(4):
        try:
            text = content[: len(content) - cut].decode(codec)
        except UnicodeDecodeError as error:
            if error.end < len(content) - 4:
                break
            continue
        _hold_to_text(text, name)
        note = Text(
            zh="文件末尾有半个字符，已略去。", en="The file ends within a character, which was left out."
        )
        return Decoded(text, encoding, (note,) if cut else ())
    raise Refusal(_not_text(name))


def _by_trial(content: bytes, name: str) -> Decoded:
    try:
        return _decoded(content, "utf-8", "utf-8", name)
    except Refusal:
        pass
    if _looks_western(content):
        decoded = _decoded(content, "cp1252" if _decodes(content, "cp1252") else "latin-1", "latin-1", name)
        note = Text(
            zh="个别字符按西欧编码（latin-1）读取，请核对。",
            en="A few characters were read as Western European (latin-1); check them.",
        )
        return Decoded(decoded.text, decoded.encoding, (*decoded.notes, note))
    return _decoded(content, "gb18030", "gb18030", name)


def _decodes(content: bytes, codec: str) -> bool:
    try:
        content.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _looks_western(content: bytes) -> bool:
    """A few lone high bytes among ASCII are é or ’; Chinese comes in pairs of two high bytes."""
    high = sum(byte >= 0x80 for byte in content[: 1 << 22])
    pairs = _PAIR.findall(content[: 1 << 22])
    common = sum(_COMMON_PAIR.fullmatch(pair) is not None for pair in pairs)
    return high < 0.05 * len(content) and common < 0.5 * max(len(pairs), 1)


def _hold_to_text(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    strange = len(_CONTROL.findall(sample)) + sample.count("\ufffd")
    private = sum("\ue000" <= sign <= "\uf8ff" for sign in sample)
    if strange > 0.002 * len(sample) + 2 or private > 0.05 * len(sample) + 2:
        raise Refusal(_not_text(name))


def _not_text(name: str, kind: str = "") -> Text:
    zh, en = (f"(像是{kind})", f" (it looks like {kind})") if kind else ("", "")
    return Text(
        zh=f"{name}:不是文本也不是表格{zh}。请从来源系统重新导出为CSV或Excel。",
        en=f"{name}: this is neither text nor a workbook{en}. Export it again as CSV or Excel.",
    )
