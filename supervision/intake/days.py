"""A day in any of the ways that exports write one; which of two numbers is the month is never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from supervision.intake.cell_problem import CellProblem
from supervision.text import Text

_EXCEL_EPOCH = date(1899, 12, 30)
_WEEKDAY = r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
_HALF_OF_DAY = r"(?:[上下中]午|凌晨|清晨|早上|早晨|傍晚|晚上|夜间|夜里)?\s*"
_TO_THE_MINUTE = r"(?:\s*\d{1,2}\s*(?:分|:\s*\d{1,2}(?:\.\d+)?)?\s*(?:\d{1,2}秒)?)?"
_CLOCK = (
    rf"{_WEEKDAY}(?:[T\s]*{_HALF_OF_DAY}\d{{1,2}}\s*[:时点]{_TO_THE_MINUTE}\s*(?:[AaPp][Mm])?(?:\+08:?00)?)?"
)
_WRITTEN_DAY = re.compile(rf"^(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*日?{_CLOCK}$")
_COMPACT_DAY = re.compile(rf"^((?:19|20)\d{{2}})(\d{{2}})(\d{{2}})(?:T?\d{{6}}|T?\d{{4}}|{_CLOCK})$")
_ELSEWHERE = re.compile(
    r"^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)$", re.IGNORECASE
)
_HERE = timezone(timedelta(hours=8), "Asia/Shanghai")
_SERIAL_DAY = re.compile(r"^(\d{5})(?:\.\d+)?$")
_SERIALS = range((date(2000, 1, 1) - _EXCEL_EPOCH).days, (date(2100, 1, 1) - _EXCEL_EPOCH).days)
_AMBIGUOUS_DAY = re.compile(r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")


def day_written(text: str) -> date:
    """The local day. A time that ends in Z or names another offset is moved to Asia/Shanghai first: 18:30Z on the
    7th is 02:30 on the 8th here."""
    if match := _ELSEWHERE.match(text):
        day, clock, offset = match.groups()
        try:
            return datetime.fromisoformat(f"{day}T{clock}{offset.upper()}").astimezone(_HERE).date()
        except ValueError:
            raise _no_such_day() from None
    if match := _WRITTEN_DAY.match(text) or _COMPACT_DAY.match(text):
        try:
            return date(*(int(part) for part in match.groups()[:3]))
        except ValueError:
            raise _no_such_day() from None
    if (match := _SERIAL_DAY.match(text)) and int(match.group(1)) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(match.group(1)))
    if _AMBIGUOUS_DAY.match(text):
        raise _not_a_day(Text(zh="看不出哪个是月、哪个是日", en="Which part is the month can't be told."))
    raise _not_a_day(Text(zh="不是日期", en="This is not a day."))


def _no_such_day() -> CellProblem:
    """Written well: only who wrote it knows which day was meant."""
    return CellProblem(
        Text(zh="没有这一天", en="There is no such day."),
        Text(zh="请向来源单位核实是哪一天", en="Ask the source which day it was."),
    )


def _not_a_day(problem: Text) -> CellProblem:
    return CellProblem(problem, Text(zh="请写成 2022-03-07 的形式", en="Write it like 2022-03-07."))
