"""What a thing's own number can't look like: such a cell would count the thing twice, or tell who complained."""

from __future__ import annotations

import re

from supervision.intake.cell_problem import CellProblem
from supervision.intake.privacy import numbers_a_person
from supervision.text import Text

_RUINED = re.compile(r"^\d(\.\d+)?e\+?\d+$", re.IGNORECASE)

_LONGEST_NUMBER = 64
_NO_NUMBER = re.compile(r"[\"',;|\\\ufffd]")


def hold_to_numbering(trimmed: str, text: str) -> None:
    """CellProblem for what numbers nothing; `text` is the cell without white space, `trimmed` with it."""
    if _RUINED.match(text):
        raise CellProblem(
            Text(
                zh="号码已被Excel改成科学计数法，原号无法恢复",
                en="Excel has turned this number into scientific notation; it can't be restored.",
            ),
            Text(
                zh="请在来源系统中把该列按“文本”重新导出",
                en="Export it again from the source system with this column as text.",
            ),
        )
    if len(text) > _LONGEST_NUMBER:
        raise CellProblem(
            Text(zh="太长，不像编号", en="This is too long for a number."),
            Text(zh="请检查该行是否错位", en="See whether the row has shifted."),
        )
    if found := _NO_NUMBER.search(text):
        raise CellProblem(
            Text(zh="编号里有不该有的“{sign}”", en="“{sign}” is no part of a number.").with_values(
                sign=found[0]
            ),
            Text(
                zh="请检查该行的引号和分隔符，并核对编号",
                en="Look at the row's quotes and separators, and check the number.",
            ),
        )
    if numbers_a_person(trimmed) or numbers_a_person(text):
        raise CellProblem(
            Text(
                zh="像是电话号码或证件号码，不予保存",
                en="This looks like a phone or ID number, which is never stored.",
            ),
            Text(
                zh="请检查该行是否错位，并填写事项本身的编号",
                en="See whether the row has shifted, and write the thing's own number.",
            ),
        )
