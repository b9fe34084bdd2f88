"""Phone and ID numbers are masked before a cell goes anywhere: no caller can forget to."""

from __future__ import annotations

import re
import unicodedata

PHONE = "【电话已隐去】"
IDENTITY = "【证件号已隐去】"

_GAP = r"[ \t\u00a0.·_\-–—]?"
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}"
    + _GAP
    + r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    + _GAP
    + r"\d{3}[0-9Xx](?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3})[ \-]?[2-9]\d{6,7}(?!\d)")
_AFTER_A_WORD = re.compile(r"((?:电话|手机|联系方式|致电|座机)(?:号码)?[^0-9\n]{0,6})([2-9]\d{6,7})(?!\d)")
_ANY_LONG_NUMBER = re.compile(r"\d{3}")


def masked(text: str) -> str:
    """The text with mobile, landline and ID numbers replaced; full-width digits are seen through."""
    narrowed = _narrowed_digits(text)
    if not _ANY_LONG_NUMBER.search(narrowed):
        return text
    found = _IDENTITY.sub(IDENTITY, narrowed)
    found = _MOBILE.sub(PHONE, found)
    found = _LANDLINE.sub(PHONE, found)
    found = _AFTER_A_WORD.sub(lambda match: match.group(1) + PHONE, found)
    return text if found == narrowed else found


def _narrowed_digits(text: str) -> str:
    """Full-width digits, letters, hyphens and spaces narrowed one for one; all else untouched."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" or sign == "\u3000" else sign
        for sign in text
    )
