"""What tells who a complainant is, is masked before a cell goes anywhere: no caller can forget to.

Phone and ID numbers wherever they stand; addresses of mail, WeChat and QQ; names after a word like 联系人：.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from supervision.text import Text

PHONE = "【电话已隐去】"
IDENTITY = "【证件号已隐去】"
MAIL = "【邮箱已隐去】"
ACCOUNT = "【账号已隐去】"
NAME = "【姓名已隐去】"

_GAP = r"[ \t\u00a0.·_\-–—]?"
# Each begins with the signs that it can begin with, for which a text is searched much faster than for a look behind.
_IDENTITY = re.compile(
    r"[1-9](?<![0-9A-Za-z].)\d{5}"
    + _GAP
    + r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    + _GAP
    + r"\d{3}[0-9Xx](?![0-9A-Za-z])"
    r"|[1-9](?<![0-9A-Za-z].)\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
# Only our own digits make a number longer: after those of other scripts one still stands alone.
_MOBILE = re.compile(
    rf"(?:\+(?<![0-9]\+)86{_GAP}1|8(?<![0-9]8)6{_GAP}1|1(?<![0-9]1))[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?![0-9])"
)
_LANDLINE = re.compile(r"(?<![0-9])(?:\(0\d{2,3}\)|0\d{2,3})[ \-]?[2-9]\d{6,7}(?![0-9])")
_AFTER_A_WORD = re.compile(r"((?:电话|手机|联系方式|致电|座机)(?:号码)?[^0-9\n]{0,6})([2-9]\d{6,7})(?![0-9])")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ACCOUNT = re.compile(
    r"((?:微信|QQ)(?:号码|号|ID)?\s*[:：]\s*|微信号\s*(?=[A-Za-z]))[A-Za-z0-9_-]{3,30}", re.IGNORECASE
)
_SAID_NEXT = "反映|来电|投诉|举报|表示|咨询|要求|希望|认为|电话|手机|联系|现|称|说|系|是|于|在|因"
_NAME = re.compile(
    r"((?:联系|举报|来电|投诉|反映|信访|上访|诉求|报案|求助)人(?:姓名)?\s*[:：]\s*)"
    r"(?!无(?:[^\u4e00-\u9fff]|$))(?:[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,10}"
    rf"|[\u4e00-\u9fff]{{1,4}}?(?=[^\u4e00-\u9fff·]|$|{_SAID_NEXT})|[\u4e00-\u9fff]{{3}}"
    r"|[A-Za-z]+(?: [A-Za-z]+){0,2})"
)
# What each of these can't do without, in the text as it came: most texts hold none, and of the others few hold several.
_NUMBERS = re.compile(r"\d{3}.?\d{4}", re.DOTALL)
_ACCOUNTS = re.compile(r"微信|QQ", re.IGNORECASE)
_NAMES = re.compile(r"人(?:姓名)?\s*[:：]")


def masked(text: str) -> str:
    """The text without what is masked; full-width digits and letters are seen through."""
    narrowed = _narrowed_digits(text)
    found = _without_persons(narrowed)
    return text if found == narrowed else found


_BETWEEN = "\n\0\n"
"""What no pattern reaches across, nor takes for anything but a text's end."""


def all_masked(texts: Sequence[str]) -> list[str]:
    """Each as `masked` gives it, at the price of one search through all."""
    if any("\0" in text for text in texts):
        return [masked(text) for text in texts]
    narrowed = _narrowed_digits(_BETWEEN.join(texts))
    found = _without_persons(narrowed)
    if found == narrowed:
        return list(texts)
    told = zip(texts, narrowed.split(_BETWEEN), found.split(_BETWEEN), strict=True)
    return [text if before == after else after for text, before, after in told]


def _without_persons(narrowed: str) -> str:
    found = narrowed
    if _NUMBERS.search(narrowed):
        found = _IDENTITY.sub(IDENTITY, found)
        found = _MOBILE.sub(PHONE, found)
        found = _LANDLINE.sub(PHONE, found)
        found = _AFTER_A_WORD.sub(lambda match: match.group(1) + PHONE, found)
    if "@" in narrowed:
        found = _MAIL.sub(MAIL, found)
    if _ACCOUNTS.search(narrowed):
        found = _ACCOUNT.sub(lambda match: match.group(1) + ACCOUNT, found)
    if _NAMES.search(narrowed):
        found = _NAME.sub(lambda match: match.group(1) + NAME, found)
    return found


def masked_sentence(sentence: Text) -> Text:
    """A row taken for headings, or a sheet's name, may hold a number too."""
    return Text(zh=masked(sentence.zh), en=masked(sentence.en))


_PART = re.compile(r"[A-Za-z0-9_+\-./]+")
_MOBILE_ALONE = re.compile(r"(?:\+?86-?)?1[3-9]\d{9}|1[3-9]\d-\d{4}-\d{4}")
_IDENTITY_ALONE = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbers_a_person(number: str) -> bool:
    """Whether what should number a thing looks like a mobile number, or is an ID number by its check digit.

    A thing's own number may be as long: only eleven digits that begin like a mobile number, and eighteen signs that
    keep the check of GB 11643 (ISO 7064 MOD 11-2), are taken for a person's.
    """
    for part in _PART.findall(_narrowed_digits(number).upper()):
        if _MOBILE_ALONE.fullmatch(part):
            return True
        if _IDENTITY_ALONE.fullmatch(part):
            total = sum(int(sign) * weight for sign, weight in zip(part, _WEIGHTS, strict=False))
            if "10X98765432"[total % 11] == part[17]:
                return True
    return False


def _narrowed_digits(text: str) -> str:
    """Full-width digits, letters, hyphens and spaces narrowed one for one, digits raised or in circles too; all else untouched."""
    if text.isascii():
        return text
    for wide in _NARROW.keys() & set(text):
        text = text.replace(wide, _NARROW[wide])
    return text


_FULL_WIDTH = (*range(0xFF01, 0xFF5F), 0x3000)
_ODD_DIGITS = (*range(0xB2, 0xBA), *range(0x2070, 0x208A), *range(0x2460, 0x24EB), *range(0x1D7CE, 0x1D800))
_NARROW = {sign: unicodedata.normalize("NFKC", sign) for sign in map(chr, _FULL_WIDTH)} | {
    sign: digit
    for sign in map(chr, _ODD_DIGITS)
    if len(digit := unicodedata.normalize("NFKC", sign)) == 1 and digit.isascii() and digit.isdigit()
}


_TOLD_APART_BY = 5
"""Hexadecimal signs: a million of them for ten billion phone numbers."""
_SIGN_IN_NAME = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+", re.ASCII)


def signature(name: str) -> str:
    """A name that somebody signs with: the address of mail by which an office knows them stays, all else is masked.

    Were that all, everybody who signs in by a phone number would be one, and whoever prepared a release could check it.
    So what is masked still tells one from another, by a few signs that many numbers share and that name nobody.
    """
    if _SIGN_IN_NAME.fullmatch(name):
        return name
    kept = masked(name)
    if kept == name:
        return name
    bare = "".join(_narrowed_digits(name).split()).casefold()
    return f"{kept}#{hashlib.sha256(bare.encode()).hexdigest()[:_TOLD_APART_BY]}"
