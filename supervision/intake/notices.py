"""What a reader of a file tells the person who handed it over."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.text import Text

BLANK = Text(
    zh="{name}：文件里只有空行，请重新导出后再上传。",
    en="{name}: the file holds blank rows only; export it again.",
)
NOT_A_TABLE = Text(
    zh="{name}：看不出用什么符号分列，请重新导出为逗号分隔的CSV或Excel后再上传。",
    en="{name}: what divides its columns can't be told; export it again as comma-separated CSV or Excel.",
)
TOO_MUCH = Text(
    zh="{name}：超过{rows}行或{cells}个单元格的上限，请分成几个文件后再上传。",
    en="{name}: more than {rows} rows or {cells} cells, which is the limit; split it and upload the parts.",
)
NO_HEADINGS = Text(
    zh="没有找到表头，各列暂称列1、列2……",
    en="No headings were found; the columns are called 列1, 列2 …",
)
REALLY_A_WORKBOOK = Text(
    zh="这个文件其实是Excel工作簿，已读取工作表“{sheet}”。",
    en="This file is really an Excel workbook; its sheet “{sheet}” was read.",
)
OTHER_SHEETS = Text(
    zh="只读取了工作表“{sheet}”，未读取：{others}。",
    en="Only the sheet “{sheet}” was read, not: {others}.",
)
MENDED = Text(
    zh="有{count}行的引号或分隔符与其他行不同，已按其他行的样子读取，请核对第{lines}行。",
    en="{count} rows quote or divide their cells unlike the others and were read like them; check lines {lines}.",
)
HEADINGS_LONG = Text(
    zh="表头的格数多于大多数行，各列可能没有对齐，请核对表头。",
    en="The headings have more cells than most rows, so columns may not line up; check the headings.",
)
LONG = Text(
    zh="有{count}行的格数多于表头（第{lines}行），多出的格照原样保留。",
    en="{count} rows have more cells than there are headings (lines {lines}); the extra cells were kept.",
)
SHORT = Text(
    zh="有{count}行的格数少于表头（第{lines}行），缺少的格按空白处理。",
    en="{count} rows have fewer cells than there are headings (lines {lines}); the missing ones are blank.",
)
JOINED = Text(
    zh="有{count}行的最后一格里有未加引号的分隔符（第{lines}行），已合为一格。",
    en="{count} rows have an unquoted delimiter in their last cell (lines {lines}), which was made whole.",
)
_NAMED = 8


def some(lines: Sequence[int]) -> str:
    """The first few line numbers."""
    return "、".join(map(str, lines[:_NAMED])) + ("…" if len(lines) > _NAMED else "")
