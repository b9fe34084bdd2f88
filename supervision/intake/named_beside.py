"""Whoever is named under a heading that is never stored is not named in the texts of the same row either."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

import pyarrow as pa

from supervision.intake.privacy import NAME
from supervision.intake.reading import Record

_WORD = re.compile(r"[\u3400-\u9fff]{2,}(?:·[\u3400-\u9fff]{1,10})*")
_PLAIN, _FIRST = 3, "\u3400"
_MOST = 4
"""Signs of a Chinese name; a longer one is of another people and holds a ·, or an enterprise's."""
_NOBODY = frozenset((
    "匿名", "无名", "无名氏", "群众", "市民", "居民", "村民", "业主", "网友", "网民", "个人", "企业", "公司", "单位", "商户", "商家",
    "职工", "员工", "工人", "家属", "本人", "他人", "亲属", "律师", "法人", "代理人", "负责人", "经办人", "联系人", "来电人", "举报人",
    "投诉人", "反映人", "信访人", "诉求人", "当事人", "不详", "未知", "未留", "未提供", "未登记", "未透露", "不愿透露", "拒绝透露", "保密",
    "要求保密", "其他", "其它", "男士", "女士", "先生", "小姐", "同志", "实名", "姓名", "电话", "手机", "没有", "暂无",
))  # fmt: skip
"""What stands where a name should, and is none."""


_TITLES = ("先生", "女士", "小姐", "同志")
_HEADS_NAMES = re.compile(r"人|姓名|名字")
_HEADS_OTHERS = re.compile(r"电话|手机|号|方式|址|邮箱|类|单位")


def heads_names(heading: str) -> bool:
    """Whether names stand under this heading, and not where somebody lives or how they are reached."""
    return _HEADS_NAMES.search(heading) is not None and _HEADS_OTHERS.search(heading) is None


@lru_cache(maxsize=4096)
def names_in(cell: str) -> tuple[str, ...]:
    """Everybody whom a cell for a person names, the longest first."""
    found = {_bare(word) for word in _WORD.findall(cell)}
    names = {word for word in found if word not in _NOBODY and ("·" in word or len(word) <= _MOST)}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _bare(word: str) -> str:
    """Without its title; 王先生 alone names somebody too."""
    return word[:-2] if len(word) > 3 and word.endswith(_TITLES) else word


def without_named(
    records: tuple[Record, ...], named_at: Sequence[int], texts_at: Sequence[int]
) -> tuple[Record, ...]:
    """The records, their texts without those whom their own cells name."""
    if not named_at or not texts_at:
        return records
    return tuple(_record_without(record, named_at, texts_at) for record in records)


def _record_without(record: Record, named_at: Sequence[int], texts_at: Sequence[int]) -> Record:
    cells = record.cells
    names = names_in("\n".join(cells[place] for place in named_at if place < len(cells)))
    if not any(name in cells[place] for name in names for place in texts_at if place < len(cells)):
        return record
    told = list(cells)
    for place in texts_at:
        told[place] = _without(told[place], names)
    return replace(record, cells=tuple(told))


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, NAME)
    return text


def _is_plain(cell: str) -> bool:
    """Whether it is one name and nothing else, or nobody's."""
    return len(cell) <= _PLAIN and cell.isalpha() and min(cell) >= _FIRST


def texts_without_named(texts: pa.Array, named: Sequence[pa.Array]) -> pa.Array:
    """A whole column of texts, and beside it those of the cells that name somebody: the same for many rows at once."""
    if not named:
        return texts
    # Looked through as bytes, which are not made into text first: in UTF-8 a word stands where its bytes stand.
    columns = [cells.cast(pa.binary()).to_pylist() for cells in named]
    beside = columns[0] if len(columns) == 1 else [b"\n".join(cells) for cells in zip(*columns, strict=True)]
    # Nearly every name is two or three signs and nothing else, and stands in no text.
    odd = {cell for cell in set(beside) if not _is_plain(cell.decode()) and names_in(cell.decode())}
    looked_at = [
        row
        for row, (text, cell) in enumerate(zip(texts.cast(pa.binary()).to_pylist(), beside, strict=True))
        if (cell and cell in text) or cell in odd
    ]
    changed: dict[int, str] = {}
    for row in looked_at:
        text, names = texts[row].as_py(), names_in(beside[row].decode())
        if any(name in text for name in names):
            changed[row] = _without(text, names)
    if not changed:
        return texts
    told = texts.to_pylist()
    for row, text in changed.items():
        told[row] = text
    return pa.array(told, type=texts.type)
