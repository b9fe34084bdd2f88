"""A whole column read at once: cells whose looks alone prove what they mean, and each of the others by its reader.

What is proven here is only that a reader of `cells` would give the very same value; whatever is in doubt is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from supervision.intake.cell_problem import CellProblem
from supervision.intake.cells import unmasked_text
from supervision.intake.privacy import all_masked
from supervision.intake.row_checks import Work
from supervision.ledgers.declaration import Column, Day, FreeText, Number
from supervision.ledgers.spool import arrow_type

_WHITE = r"\s\p{Z}\x0b\x1c-\x1f\x{85}"
"""Everything that Python calls white space; RE2 knows less of it by \\s."""

# A number that begins with a letter, or of digits in a length that no phone or ID number has: nothing to refuse in it.
_PLAIN_NUMBER = r"^[\t ]*(?:[A-Za-z]{1,9}[0-9][A-Za-z0-9_./-]{0,50}|[0-9]{1,10}|[0-9]{12}|[0-9]{14,17}|[0-9]{19,60})[\t ]*$"
_PLAIN_DAY = r"^[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
_DAY_SIGNS = 10
# Texts in which something is trimmed, refused or might be masked: more than `privacy.masked` can change, never less.
MAY_BE_MASKED = r"\p{N}{3}.?\p{N}{4}|[@＠]|微信|[QqＱｑ]{2}|人(?:姓名)?[" + _WHITE + r"]*[:：]"
_NO_PLAIN_TEXT = (
    r"(?s)^$|^[" + _WHITE + r"'\x22=]|[" + _WHITE + r"]$"
    r"|[\x{200b}-\x{200f}\x{2060}\x{feff}\x{ad}\x00-\x08\x0e-\x1f\r]|" + MAY_BE_MASKED
)
_REMEMBERED = 200_000

Reader = Callable[[pa.Array], tuple[pa.Array, pa.Array | None]]


class ColumnReader:
    """Reads one column block by block, remembering what each text meant."""

    def __init__(self, work: Work, column: Column) -> None:
        self._work, self._column = work, column
        self._type = arrow_type(column)
        self._met: dict[str, tuple[Any, bool]] = {}
        spelled = column.name in work.profile.values or column.name in work.profile.otherwise
        plain: dict[type, Reader] = {Number: self._numbers, Day: self._days, FreeText: self._texts}
        self.read: Reader = self._each_text if spelled else plain.get(type(column.kind), self._each_text)
        """Of so many cells the values, and which rows a person has to hear of; None when none."""

    def _each_text(self, cells: pa.Array) -> tuple[pa.Array, pa.Array | None]:
        """Every distinct text by the column's own reader, once."""
        told = cells.dictionary_encode()
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        met = []
        for text in told.dictionary.to_pylist():
            if (known := self._met.get(text)) is None:
                known = self._met[text] = self._work.read_alone(self._column, text)
            met.append(known)
        values = pa.array([value for value, _ in met], type=self._type).take(told.indices)
        if not any(is_told for _, is_told in met):
            return values, None
        return values, pa.array([is_told for _, is_told in met], type=pa.bool_()).take(told.indices)

    def _numbers(self, cells: pa.Array) -> tuple[pa.Array, pa.Array | None]:
        plain = pc.match_substring_regex(cells, _PLAIN_NUMBER)
        return self._rest_alone(cells, plain, lambda those: (pc.ascii_trim(those, characters="\t "), None))

    def _days(self, cells: pa.Array) -> tuple[pa.Array, pa.Array | None]:
        """The time of day beside it says nothing of the day, so that few texts differ."""
        plain = pc.match_substring_regex(cells, _PLAIN_DAY)
        return self._rest_alone(
            cells, plain, lambda those: self._each_text(pc.utf8_slice_codeunits(those, 0, _DAY_SIGNS))
        )

    def _texts(self, cells: pa.Array) -> tuple[pa.Array, pa.Array | None]:
        plain = pc.invert(pc.match_substring_regex(cells, _NO_PLAIN_TEXT))
        return self._rest_alone(cells, plain, lambda those: (those, None), self._odd_texts)

    def _odd_texts(self, cells: pa.Array) -> tuple[pa.Array, pa.Array | None]:
        """As the reader of free text does, but masked all at once: texts hardly ever come twice."""
        texts, told = [], []
        for raw in cells.to_pylist():
            try:
                text = unmasked_text(raw)
                told.append(not text and self._column.required)
            except CellProblem:
                text = ""
                told.append(True)
            texts.append(text)
        values = pa.array([text or None for text in all_masked(texts)], type=self._type)
        return values, pa.array(told, type=pa.bool_()) if any(told) else None

    def _rest_alone(
        self, cells: pa.Array, plain: pa.Array, read: Reader, read_rest: Reader | None = None
    ) -> tuple[pa.Array, pa.Array | None]:
        read_rest = read_rest or self._each_text
        if not pc.any(plain).as_py():
            return read_rest(cells)
        if pc.all(plain).as_py():
            return read(cells)
        values, told = read(cells.filter(plain))
        others, others_told = read_rest(cells.filter(pc.invert(plain)))
        back = _back_in_order(plain)
        if told is not None or others_told is not None:
            told = told if told is not None else pa.repeat(False, len(values))
            others_told = others_told if others_told is not None else pa.repeat(False, len(others))
            told = pa.concat_arrays([told, others_told]).take(back)
        return pa.concat_arrays([values, others]).take(back), told


def _back_in_order(chosen: pa.Array) -> pa.Array:
    """Where each row went when those chosen were set before the others."""
    first = pc.cumulative_sum(chosen.cast(pa.int32()))
    before = pc.sum(chosen).as_py()
    others = pc.cumulative_sum(pc.invert(chosen).cast(pa.int32()))
    return pc.if_else(chosen, pc.subtract(first, 1), pc.add(others, before - 1))
