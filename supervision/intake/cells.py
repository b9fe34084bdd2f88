"""One cell's text becomes one value, or a problem with its remedy; nothing is guessed.

Every reader takes the text as the source wrote it. Empty cells give None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from supervision.intake.cell_problem import CellProblem
from supervision.intake.days import day_written
from supervision.intake.numbering import hold_to_numbering
from supervision.intake.privacy import masked
from supervision.ledgers.declaration import (
    Count,
    CreditCode,
    Day,
    FreeText,
    Kind,
    Number,
    OneOf,
    SomeOf,
    Word,
)
from supervision.ledgers.reference import compared, reference_list
from supervision.text import Text

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u0000-\u0008\u000e-\u001f]")
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)
_EMPTY = {"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "null", "none", "nan", "n/a", "#n/a"}


def trimmed(raw: str) -> str:
    """Without white space of any width around it, invisible signs, Excel's ="…" and leading '."""
    text = _INVISIBLE.sub("", raw).strip()
    if wrapped := _AS_TEXT.match(text):
        text = wrapped.group(1).strip()
    return text.removeprefix("'").strip()


def narrowed(raw: str) -> str:
    """`trimmed`, full-width letters and digits narrowed, inner white space folded to one space."""
    return " ".join(unicodedata.normalize("NFKC", trimmed(raw)).split())


def read_cell(kind: Kind, raw: str, today: date) -> Any:
    """The value of one cell: None when empty; raises CellProblem when it can't be what it should be."""
    return _READERS[type(kind)](kind, raw, today)


def doubt(kind: Kind, value: Any) -> tuple[Text, Text] | None:
    """A warning about a value that is taken all the same, with its remedy."""
    if isinstance(kind, CreditCode) and value is not None and not credit_code_holds(value):
        return (
            Text(zh="统一社会信用代码未通过校验", en="This credit code fails its check digit."),
            Text(
                zh="请与营业执照核对；真实代码也可能不符，已照录。",
                en="Compare it with the licence; it was taken as it stands.",
            ),
        )
    return None


def _number(_: Kind, raw: str, __: date) -> str | None:
    text = "".join(unicodedata.normalize("NFKC", trimmed(raw)).split())
    if text.lower() in _EMPTY:
        return None
    hold_to_numbering(trimmed(raw), text)
    return text


def _word(_: Kind, raw: str, __: date) -> str | None:
    text = narrowed(raw)
    if "\ufffd" in text or text.count('"') % 2:
        raise CellProblem(
            Text(
                zh="有损坏的字或不成对的引号",
                en="This holds a damaged character or a quote that is never closed.",
            ),
            Text(zh="请对照来源系统更正", en="Correct it from the source system."),
        )
    return None if text.lower() in _EMPTY else masked(text)


def _free_text(_: Kind, raw: str, __: date) -> str | None:
    return masked(unmasked_text(raw)) or None


def unmasked_text(raw: str) -> str:
    """What a cell of free text says, before it is masked: it may go nowhere else."""
    text = trimmed(raw).replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith('"') and text.count('"') % 2:
        raise CellProblem(
            Text(
                zh="开头的引号没有配对，内容可能被截断",
                en="The quote it begins with is never closed, so it may be cut off.",
            ),
            Text(zh="请对照来源系统更正", en="Correct it from the source system."),
        )
    return text


def _credit_code(_: Kind, raw: str, today: date) -> str | None:
    text = "".join(unicodedata.normalize("NFKC", trimmed(raw)).split()).upper()
    return text if credit_code_holds(text) else (_number(_, raw, today) or "").upper() or None


FIRST_DAY = date(1990, 1, 1)
AHEAD = Text(zh="日期晚于今天", en="This day lies in the future.")
"""The one problem that a cell may have today and not tomorrow."""


def _day(kind: Kind, raw: str, today: date) -> date | None:
    text = narrowed(raw)
    if text.lower() in _EMPTY:
        return None
    day = day_written(text)
    if day < FIRST_DAY:
        raise CellProblem(
            Text(zh=f"日期早于{FIRST_DAY.year}年", en=f"This day lies before {FIRST_DAY.year}."),
            Text(zh="请核对年份", en="Check the year."),
        )
    if day > today and not (isinstance(kind, Day) and kind.may_be_ahead):
        raise CellProblem(
            AHEAD,
            Text(
                zh="请核对日期；尚未发生的请留空",
                en="Check the day; leave the cell empty until it has happened.",
            ),
        )
    return day


def _count(_: Kind, raw: str, __: date) -> int | None:
    text = narrowed(raw)
    if text.lower() in _EMPTY:
        return None
    match = re.fullmatch(r"(\d{1,3}(?:,\d{3}){1,2}|\d{1,9})(?:\.0+)? ?[件个处家次人]?", text)
    if match is None:
        raise CellProblem(
            Text(zh="不是0至999,999,999的整数", en="This is not a whole number from 0 to 999,999,999."),
            Text(zh="请写成 12 的形式", en="Write it like 12."),
        )
    return int(match.group(1).replace(",", ""))


def _one_of(kind: Kind, raw: str, __: date) -> str | None:
    assert isinstance(kind, OneOf)
    text = narrowed(raw)
    if text.lower() in _EMPTY:
        return None
    if (found := reference_list(kind.list_name).find(text)) is None:
        raise _not_listed(kind.list_name)
    return found


def _some_of(kind: Kind, raw: str, __: date) -> tuple[str, ...] | None:
    """Names may hold the separator themselves, so whole names are matched first, longest first."""
    assert isinstance(kind, SomeOf)
    rest = compared(trimmed(raw))
    if rest.lower() in _EMPTY:
        return None
    spellings = reference_list(kind.list_name).spellings
    found: set[str] = set()
    for spelling in sorted(spellings, key=len, reverse=True):
        if spelling in rest:
            found.add(spellings[spelling])
            rest = rest.replace(spelling, "\n")
    if re.sub(r"[、,;|/和及与《》\n]+", "", rest):
        raise _not_listed(kind.list_name)
    return tuple(name for name in reference_list(kind.list_name).names if name in found)


def _not_listed(list_name: str) -> CellProblem:
    names = "、".join(reference_list(list_name).names)
    return CellProblem(
        Text(zh="不在名单之内", en="This is not on the list."),
        Text(zh=f"请写成其中之一：{names}", en=f"Write one of: {names}"),
    )


_READERS: dict[type[Kind], Callable[[Any, str, date], Any]] = {
    Number: _number,
    Word: _word,
    FreeText: _free_text,
    CreditCode: _credit_code,
    Day: _day,
    Count: _count,
    OneOf: _one_of,
    SomeOf: _some_of,
}

_CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code_holds(code: str) -> bool:
    """Whether an 18-character code keeps the check digit of GB 32100-2015 (weights 3^i mod 31)."""
    if len(code) != 18 or any(sign not in _CODE_SIGNS for sign in code):
        return False
    total = sum(_CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CODE_SIGNS[(31 - total % 31) % 31] == code[17]
