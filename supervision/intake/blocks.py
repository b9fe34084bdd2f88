"""A long regular text cut into blocks of rows without ever standing in memory whole.

Whatever could be read in two ways is Irregular: then the careful reader takes the whole file, and decides.
"""

from __future__ import annotations

import contextvars
import csv
import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv

from supervision.intake.quoting import Dialect, holds_rows
from supervision.intake.reading import MOST_CELLS, MOST_ROWS
from supervision.intake.records import FAULTS_BORNE, LARGE

CHUNK = 1 << 21
_FARTHEST = 1 << 26
"""Bytes that one record may run on before nobody believes it."""
_CELL = csv.field_size_limit()
_QUOTE, _ENDS = ord('"'), (ord("\n"), ord("\r"))


class Irregular(Exception):
    """Something that only the careful reader may judge."""


@dataclass
class Block:
    """Neighbouring rows: those of the usual width as a table, `places` being where each stands among the rows of the
    file, from 0; all others by their place."""

    regular: pa.Table
    places: np.ndarray
    others: dict[int, list[str]]
    is_open_ended: bool = False
    """Whether the file ends with these, and not with the end of a line."""

    def row(self, place: int) -> list[str]:
        if place in self.others:
            return self.others[place]
        at = int(np.searchsorted(self.places, place))
        return [column[at].as_py() for column in self.regular.columns]

    @property
    def span(self) -> range:
        first = min([*self.places[:1].tolist(), *list(self.others)[:1]], default=0)
        return range(first, first + len(self.places) + len(self.others))

    def until(self, place: int) -> Block:
        at = int(np.searchsorted(self.places, place))
        others = {where: row for where, row in self.others.items() if where < place}
        return Block(self.regular.slice(0, at), self.places[:at], others)

    def since(self, place: int) -> Block:
        at = int(np.searchsorted(self.places, place))
        others = {where: row for where, row in self.others.items() if where >= place}
        return Block(self.regular.slice(at), self.places[at:], others)

    def after(self, earlier: Block | None) -> Block:
        """The two as one."""
        if earlier is None or not earlier.span:
            return self
        return Block(
            pa.concat_tables([earlier.regular, self.regular]),
            np.concatenate([earlier.places, self.places]),
            earlier.others | self.others,
        )


@dataclass
class Blocks:
    """Cuts one file. `codec` and `dialect` are known from its beginning and proven, or refuted, as it goes on."""

    stream: IO[bytes]
    codec: str
    dialect: Dialect
    width: int
    is_limited: bool
    """Whether it may hold more rows and cells than fit into memory as they are read carefully."""
    told: hashlib._Hash = field(default_factory=hashlib.sha256)
    _rows: int = 0
    _characters: int = 0
    _faults: int = 0
    _cells: int = 0
    _rest: bytes = b""
    _carried: str = ""

    def __iter__(self) -> Iterator[Block]:
        """In the order of the file; the next is cut while somebody looks at this one."""
        context = contextvars.copy_context()  # of the time allowed
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(context.run, self._cut)
            while True:
                block, is_last = coming.result()
                if not is_last:
                    coming = ahead.submit(context.run, self._cut)
                if block is not None:
                    yield block
                if is_last:
                    break
        if self._faults and self._characters <= LARGE:
            raise Irregular

    def _cut(self) -> tuple[Block | None, bool]:
        """The next block, if what was read gives one, and whether it is the last."""
        text, is_last = self._piece()
        if not is_last:
            text = self._whole_records(text)
        return (self._block(text, is_last) if text or is_last else None), is_last

    def _piece(self) -> tuple[str, bool]:
        """Bytes up to a line's end, decoded strictly: no line end is part of a character in UTF-8 or GB18030."""
        parts, size, cut = [self._rest], len(self._rest), -1
        while True:
            read = self.stream.read(CHUNK)
            self.told.update(read)
            parts.append(read)
            size += len(read)
            cut = read.rfind(b"\n")
            if not read or cut >= 0:
                break
            if size > _FARTHEST:
                raise Irregular
        content = b"".join(parts)
        end = len(content) if not read else len(content) - len(read) + cut + 1
        self._rest = content[end:]
        content = content[:end]
        if b"\0" in content:
            raise Irregular
        try:
            text = content.decode(self.codec)
        except UnicodeDecodeError:
            raise Irregular from None
        if not self._characters:
            text = text.lstrip("\ufeff")  # byte order marks
        self._characters += len(text)
        text, self._carried = self._carried + text, ""
        if not read and text.endswith("\x1a"):
            raise Irregular
        return text, not read

    def _whole_records(self, text: str) -> str:
        """Without the record at its end that is not over yet, which is read again with what follows."""
        if text.count('"') % 2 == 0:
            return text
        end = text.rfind("\n", 0, text.rfind('"')) + 1
        if text.count('"', 0, end) % 2:
            end = 0
        self._carried = text[end:]
        if len(self._carried) > _FARTHEST:
            raise Irregular
        return text[:end]

    def _block(self, text: str, is_last: bool) -> Block:
        if self.dialect.delimiter + ' "' in text:
            raise Irregular  # the csv module opens no quote after a space
        if self.is_limited:
            self._cells += text.count(self.dialect.delimiter)
            if self._rows + text.count("\n") > MOST_ROWS or self._cells > MOST_CELLS:
                raise Irregular
        is_open_ended = is_last and not text.endswith(("\n", "\r"))
        first = self._rows
        table = self._at_once(text)
        if table is not None:
            self._rows += table.num_rows
            places = np.arange(first, self._rows, dtype=np.int32)
            return Block(table, places, {}, is_open_ended)
        rows = self._one_by_one(text)
        self._rows += len(rows)
        wide = [place for place, row in enumerate(rows) if len(row) == self.width]
        others = {first + place: row for place, row in enumerate(rows) if len(row) != self.width}
        columns = zip(*(rows[place] for place in wide), strict=True) if wide else [()] * self.width
        arrays = [pa.array(column, type=pa.string()) for column in columns]
        table = pa.Table.from_arrays(arrays, names=[str(place) for place in range(self.width)])
        return Block(table, np.array(wide, dtype=np.int32) + np.int32(first), others, is_open_ended)

    def _at_once(self, text: str) -> pa.Table | None:
        """By Arrow, where every quote stands where a quote must and all rows are alike; None where not."""
        content = text.encode()
        if not content or not _is_well_quoted(content, ord(self.dialect.delimiter)):
            return None
        names = [str(place) for place in range(self.width)]
        try:
            table = pc_csv.read_csv(
                pa.BufferReader(content),
                read_options=pc_csv.ReadOptions(
                    column_names=names, block_size=max(len(content) // 2, 1 << 20)
                ),
                parse_options=pc_csv.ParseOptions(
                    delimiter=self.dialect.delimiter, newlines_in_values=True, ignore_empty_lines=False
                ),
                convert_options=pc_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
        except pa.ArrowInvalid:
            return None
        table = table.combine_chunks()
        if any((pc.max(pc.binary_length(column)).as_py() or 0) > _CELL for column in table.columns):
            return None
        self._hold_to_rows(text, table)
        return table

    def _hold_to_rows(self, text: str, table: pa.Table) -> None:
        """Irregular where a cell of several lines may have swallowed rows."""
        if '"' in text:
            for column in table.columns:
                if any(holds_rows([cell], self.dialect, self.width) for cell in _of_several_lines(column)):
                    raise Irregular

    def _one_by_one(self, text: str) -> list[list[str]]:
        """By the csv module, as the careful reader begins."""
        rows: list[list[str]] = []
        reader = csv.reader(io.StringIO(text, newline=""), **self.dialect.options)
        line = 0
        try:
            for row in reader:
                if len(row) != self.width and row:
                    self._faults += 1
                    if self._faults > FAULTS_BORNE:
                        raise Irregular
                if reader.line_num - line > 1 and (
                    len(row) != self.width or holds_rows(row, self.dialect, self.width)
                ):
                    raise Irregular
                line = reader.line_num
                rows.append(row or [""])
        except csv.Error:
            raise Irregular from None
        return rows


def _of_several_lines(column: pa.ChunkedArray) -> list[str]:
    """The cells in which two line ends stand, or more."""
    cells = column.chunk(0)
    begins = np.frombuffer(cells.buffers()[1], dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
    content = (cells.buffers()[2] or pa.py_buffer(b"")).to_pybytes()[: begins[-1]]
    if not any(end in content for end in _ENDS):
        return []
    signs = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero((signs == _ENDS[0]) | (signs == _ENDS[1]))
    rows, times = np.unique(np.searchsorted(begins, ends, side="right") - 1, return_counts=True)
    found: list[str] = cells.take(pa.array(rows[(times > 1) & (rows >= 0)])).to_pylist()
    return found


def _is_well_quoted(content: bytes, delimiter: int) -> bool:
    """Every quote opens or closes a cell, or is one of two within: then there is but one way to read them."""
    signs = np.frombuffer(content, dtype=np.uint8)
    quotes = np.flatnonzero(signs == _QUOTE)
    if not len(quotes):
        return True
    if len(quotes) % 2:
        return False
    edges = np.zeros(256, dtype=bool)
    edges[[delimiter, *_ENDS]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    before = edges[signs[np.maximum(opening - 1, 0)]] | (opening == 0)
    before[1:] |= opening[1:] - closing[:-1] == 1
    after = edges[signs[np.minimum(closing + 1, len(signs) - 1)]] | (closing == len(signs) - 1)
    after[:-1] |= opening[1:] - closing[:-1] == 1
    return bool(before.all() and after.all())
