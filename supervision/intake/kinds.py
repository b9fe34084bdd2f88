"""What a cell holds, judged by its looks alone: enough to tell a heading from data, and one delimiter from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

Kind = Literal["empty", "number", "day", "code", "text"]

# str.strip() knows the ideographic space but none of the characters of no width, which exports are full of.
_WHITE = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
)
WHITE = _WHITE + "\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\u180e"

_NUMBER = re.compile(
    r"[-+－＋(（]?\s*[¥￥$€£]?\s*[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)?(?:[.．]\d*)?(?:[eE][-+]?\d+)?\s*[)）]?\s*"
    r"(?:%|％|‰|[件个处家次人元户起条份宗笔名天日]|万元|亿元|百分点)?"
)
_DAY = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}/\d{1,2})?[T\s]*(?:\d{1,2}[:：时]\d{1,2}分?(?:[:：]\d{1,2}秒?(?:\.\d+)?)?\s*(?:[AaPp][Mm])?)?"
    r"(?:Z|[-+]\d\d:?\d\d)?"
)
_CODE = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9Ａ-Ｚａ-ｚ０-９_\-/.@:#*?&=%+]+")
YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?|\d{1,2}月|第?[一二三四]季度|Q[1-4]")


def bare(cell: str) -> str:
    """The cell without the white space around it, of any width."""
    return cell.strip(WHITE)


def is_blank(cells: Sequence[str]) -> bool:
    return not any(cells) or not any(map(bare, cells))


@lru_cache(maxsize=1 << 15)
def kind_of(cell: str) -> Kind:
    """The kind of a cell; `="00123"` counts as what stands between the quotes."""
    said = bare(cell)
    if said.startswith('="') and said.endswith('"'):
        said = bare(said[2:-1])
    if not said:
        return "empty"
    if len(said) > 60:
        return "text"
    if any(map(str.isdigit, said)):
        if _NUMBER.fullmatch(said):
            return "number"
        if _DAY.fullmatch(said):
            return "day"
        if _CODE.fullmatch(said):
            return "code"
    return "text"
