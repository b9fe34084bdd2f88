"""The short way for large files whose rows are alike: column by column, block by block, never whole in memory.

The careful way (`reading`, `checking`) is the truth: this one gives what that one gives, or steps aside. Where the
headings stand, what they mean and how cells are divided is decided by the very same code on the file's beginning; rows
of which anything is to be said to a person go through the very same checks.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from supervision.intake import reading
from supervision.intake.blocks import Block, Blocks, Irregular
from supervision.intake.checking import check_table
from supervision.intake.dialect import USUAL, declared_delimiter, find_dialect
from supervision.intake.encoding import DAMAGE_BORNE, LOOKED_AT, decode
from supervision.intake.fitting import Fitting
from supervision.intake.foot import MAY_BE_TOTAL, Foot
from supervision.intake.heading_words import headings_of
from supervision.intake.headings import filled, find_layout, reach
from supervision.intake.kinds import WHITE, bare
from supervision.intake.month import month_stated
from supervision.intake.named_beside import texts_without_named
from supervision.intake.plain_cells import ColumnReader
from supervision.intake.privacy import masked, masked_sentence
from supervision.intake.profile_texts import profile_named
from supervision.intake.profiles import Profile, recognise
from supervision.intake.quoting import Dialect
from supervision.intake.reading import Record, Table
from supervision.intake.row_checks import Work, organ_told
from supervision.intake.time_allowed import hold_to_time
from supervision.intake.wide_delimiters import wide_delimiter
from supervision.ledgers.declaration import FreeText
from supervision.ledgers.rows import CheckedFile, Finding, WaitingRow
from supervision.ledgers.spool import Spool
from supervision.text import Refusal

FROM = 1 << 22
"""Bytes; below it the careful way takes no time worth saving."""
_HEAD = 1 << 21
_FEWEST_ROWS = 1_000
"""More rows than any judgement of headings and feet looks at."""
_BLANK = "^[" + "".join(rf"\x{{{ord(sign):x}}}" for sign in WHITE) + "]*$"


def check_regular(
    stream: IO[bytes],
    size: int,
    name: str,
    today: date,
    profile_name: str | None,
    profiles: Sequence[Profile],
    *,
    is_limited: bool,
    fewest: tuple[int, int] | None = None,
) -> CheckedFile | None:
    """What `check_file` gives for these bytes, or None where only that can tell.

    A beginning of the `fewest` rows and characters is judged as the whole file is. One that is the whole file is so
    however short it is, once its last line is ended.
    """
    try:
        name = masked(name)
        beginning = beginning_of(stream, name, profile_name, profiles, fewest)
        return _Regular(beginning, stream, size, name, today, is_limited).checked()
    except (Irregular, Refusal):
        return None
    finally:
        pa.default_memory_pool().release_unused()  # else it keeps what the largest block took


def beginning_of(
    stream: IO[bytes],
    name: str,
    profile_name: str | None,
    profiles: Sequence[Profile],
    fewest: tuple[int, int] | None = None,
) -> Beginning:
    """What the first rows tell; the stream is at its start again. Irregular or Refusal where they tell too little."""
    start = stream.read(_HEAD)
    stream.seek(0)
    return Beginning.of(start, name, profile_name, profiles, fewest or (_FEWEST_ROWS, LOOKED_AT))


@dataclass(frozen=True)
class Beginning:
    """What the first rows of a file tell of all."""

    encoding: str
    dialect: Dialect
    rows: list[list[str]]
    table: Table
    heading: int
    profile: Profile

    @staticmethod
    def of(
        start: bytes,
        name: str,
        profile_name: str | None,
        profiles: Sequence[Profile],
        fewest: tuple[int, int],
    ) -> Beginning:
        start = start[: start.rfind(b"\n") + 1]
        decoded = decode(start, name)
        text = decoded.text
        if (
            decoded.notes
            or decoded.encoding not in ("utf-8", "utf-8-sig", "gb18030")
            or len(text) < fewest[1]
        ):
            raise Irregular
        if (
            decoded.encoding == "gb18030"
            and start.decode("utf-8", errors="replace").count("\ufffd") <= DAMAGE_BORNE
        ):
            raise Irregular
        if b"\0" in start or declared_delimiter(text) or wide_delimiter(text):
            raise Irregular
        dialect, width = find_dialect(text)
        if dialect.delimiter not in USUAL or dialect.quote != '"' or dialect.escape or dialect.spaced:
            raise Irregular
        rows = _first_rows(text, dialect)
        layout = find_layout(rows, width)
        headings, upper = headings_of(rows, layout)
        full = max((reach(row) for row in rows if len(row) == width), default=0)
        if len(rows) < fewest[0] or layout.heading < 0 or not full == width == len(headings) == layout.width:
            raise Irregular
        if not bare(headings[-1]):
            raise Irregular
        titles = reading.titles_above(rows, layout)
        table = Table(
            decoded.encoding, None, None, layout.heading + 1, headings, upper, headings, titles, (), (), ()
        )
        profile = (
            profile_named(profile_name, profiles) if profile_name else recognise(headings, profiles, name)
        )
        if profile.lacks(headings) or profile.parts(headings):
            raise Irregular
        return Beginning(decoded.encoding, dialect, rows, table, layout.heading, profile)


def _first_rows(text: str, dialect: Dialect) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), **dialect.options):
            rows.append(row or [""])
            if len(rows) == 2 * _FEWEST_ROWS:
                break
    except csv.Error:
        raise Irregular from None
    return rows


class _Regular:
    """One file on its way."""

    def __init__(
        self, beginning: Beginning, stream: IO[bytes], size: int, name: str, today: date, is_limited: bool
    ) -> None:
        self.beginning, self.stream, self.size, self.name = beginning, stream, size, name
        self.today, self.is_limited = today, is_limited
        self.table, self.profile, self.dialect = beginning.table, beginning.profile, beginning.dialect
        self.width = len(self.table.headings)
        self.ledger = self.profile.ledger
        self.foot = Foot(beginning.rows, beginning.heading, self.width, False)
        if not self.foot.knows_headings:
            raise Irregular
        self.foot.stand(sys.maxsize)
        self.fitting = Fitting(self.width, self.foot, self.dialect.delimiter)
        self.work = Work(self.table, self.profile, today)
        self.readers = {
            column.name: ColumnReader(self.work, column)
            for column in self.ledger.columns
            if column.name in self.work.places
        }
        self.constants = {
            column.name: self.work.constant(column)
            for column in self.ledger.columns
            if column.name not in self.work.places
        }
        self.spool = Spool(self.ledger)
        self.records = self.skipped = 0
        self.headings_again = beginning.rows[: beginning.heading].count(beginning.rows[beginning.heading])
        self.waiting: list[WaitingRow] = []
        self.findings: list[Finding] = []
        self.found_cells: dict[int, Mapping[str, str]] = {}

    def checked(self) -> CheckedFile:
        blocks = Blocks(
            self.stream,
            "gb18030" if self.beginning.encoding == "gb18030" else "utf-8",
            self.dialect,
            self.width,
            self.is_limited,
        )
        places = 0
        for block in self._divided_at_foot(blocks):
            hold_to_time()
            self._take(block)
            places = max(places, block.span.stop)
        self._hold_to_beginning(places)
        return CheckedFile(
            name=self.name,
            sha256=blocks.told.hexdigest(),
            size=self.size,
            ledger=self.ledger,
            profile=self.profile.name,
            profile_title=self.profile.title,
            source=self.profile.constants.get("source"),
            encoding=self.table.encoding,
            stated_month=month_stated(self.name, self.table.titles),
            columns={column.name: self.spool.column(column.name) for column in self.ledger.columns},
            lines=self.spool.column("_line"),
            keys=self.spool.column("_key"),
            waiting=tuple(self.waiting),
            skipped=self.skipped,
            records=self.records + self.skipped,
            findings=tuple(sorted(self.findings, key=lambda finding: finding.line)),
            notes=tuple(
                masked_sentence(note) for note in (*self.fitting.notes(self.records), *self.work.notes())
            ),
            placed=self.work.placed,
            found_cells=self.found_cells,
            spool=self.spool,
        )

    def _divided_at_foot(self, blocks: Blocks) -> Iterator[Block]:
        """Blocks that end in a record, each; what comes last of all is the foot, and is judged as such."""
        waits: Block | None = None
        for block in blocks:
            span = block.span
            last = next(
                (
                    place
                    for place in reversed(span)
                    if place > self.beginning.heading and self.foot.is_surely_record(block.row(place))
                ),
                -1,
            )
            if block.is_open_ended and span:
                self._note_end(block.row(span[-1]), span[-1])
            whole = block.after(waits)
            waits = whole.since(last + 1) if last >= 0 else whole
            if last >= 0:
                yield whole.until(last + 1)
        if waits is not None and waits.span:
            self.foot.stand(max(waits.span.start, self.beginning.heading + 1), self.cut_short_at)
            yield waits

    cut_short_at = -1

    def _note_end(self, row: list[str], last: int) -> None:
        """The file may end within its last row."""
        if last > 0 and 0 < filled(row) < self.width:
            self.cut_short_at = last

    def _hold_to_beginning(self, places: int) -> None:
        """What only the whole file can tell has to be what was taken for granted."""
        again = self.headings_again
        if again * 5 >= places - self.beginning.heading or not self.records:
            raise Irregular
        if 2 * len(self.fitting.short) >= self.records:
            raise Irregular

    def _take(self, block: Block) -> None:
        block = block.since(self.beginning.heading + 1)
        table, lines, others = self._records_of(block)
        self.records += table.num_rows + len(others)
        values, troubled = self._values(table)
        if troubled is not None:
            cells = (column.to_pylist() for column in table.filter(troubled).columns)
            told = zip(lines.filter(troubled).to_pylist(), *cells, strict=True)
            others += [Record(line, tuple(row)) for line, *row in told]
            sound = pc.invert(troubled)
            values = [column.filter(sound) for column in values]
            lines = lines.filter(sound)
        batch = self._batch(values, lines)
        if others:
            batch = _in_order(batch, self._one_by_one(sorted(others, key=lambda record: record.line)))
        if batch.num_rows:
            self.spool.add(batch)

    def _records_of(self, block: Block) -> tuple[pa.Table, pa.Array, list[Record]]:
        """The rows of the usual width that are records, their lines, and the records of another width."""
        others: list[Record] = []
        no_records: list[int] = []
        for place, row in block.others.items():
            if self._is_record(row, place):
                is_cut_short = place == self.cut_short_at
                others.append(reading.record_of(row, place + 1, self.fitting, is_cut_short=is_cut_short))
        table = block.regular.combine_chunks()
        for at in self._doubtful(table, block.places):
            place = int(block.places[at])
            if not self._is_record(block.row(place), place):
                no_records.append(at)
        lines = pa.array(block.places + 1, type=pa.int32())
        if no_records:
            kept = np.ones(len(block.places), dtype=bool)
            kept[no_records] = False
            table, lines = table.filter(pa.array(kept)), lines.filter(pa.array(kept))
        return table, lines, others

    def _doubtful(self, table: pa.Table, places: np.ndarray) -> list[int]:
        """Where rows stand that may be no records: all of the foot, and those that their first cell gives away."""
        first = table.column(0)
        doubtful = pc.or_(
            pc.match_substring_regex(first, _BLANK), pc.match_substring_regex(first, MAY_BE_TOTAL)
        )
        if own := bare(self.beginning.rows[self.beginning.heading][0]):
            doubtful = pc.or_(doubtful, pc.match_substring(first, own))
        chosen = doubtful.to_numpy(zero_copy_only=False).astype(bool)
        chosen |= (places >= self.foot.begins) | (places == self.beginning.heading + 1)
        return [int(at) for at in np.flatnonzero(chosen)]

    def _is_record(self, row: list[str], place: int) -> bool:
        why = self.foot.why_no_record(row, place)
        self.skipped += why is not None
        self.headings_again += row == self.beginning.rows[self.beginning.heading]
        return why is None

    def _values(self, table: pa.Table) -> tuple[list[pa.Array], pa.Array | None]:
        """Every column's values, and the rows of which a person has to hear."""
        read: dict[str, pa.Array] = {}
        troubled: pa.Array | None = None
        for column in self.ledger.columns:
            kind = self.spool.schema.field(column.name).type
            if column.name in self.constants:
                read[column.name] = pa.repeat(
                    pa.scalar(self.constants[column.name], type=kind), table.num_rows
                )
                continue
            cells = _one_array(table.column(self.work.places[column.name]))
            if isinstance(column.kind, FreeText):
                named = [_one_array(table.column(place)) for place in self.work.named_at]
                cells = texts_without_named(cells, named)
            read[column.name], told = self.readers[column.name].read(cells)
            troubled = _either(troubled, told)
        for column in self.ledger.columns:
            if column.from_body:
                read[column.name] = self._organs(read[column.name], read[column.from_body])
        for order in self.ledger.orders:
            broken = pc.fill_null(pc.less(read[order.later], read[order.earlier]), False)
            troubled = _either(troubled, broken if pc.any(broken).as_py() else None)
        return [read[column.name] for column in self.ledger.columns], troubled

    def _organs(self, organs: pa.Array, bodies: pa.Array) -> pa.Array:
        told = bodies.dictionary_encode()
        kinds = [organ_told(body) for body in told.dictionary.to_pylist()]
        return pc.coalesce(organs, pa.array(kinds, type=pa.string()).take(told.indices))

    def _batch(self, values: list[pa.Array], lines: pa.Array) -> pa.RecordBatch:
        named = dict(zip((column.name for column in self.ledger.columns), values, strict=True))
        parts = [named[name].cast(pa.string()) for name in self.ledger.key]
        keys = pc.binary_join_element_wise(*parts, " ")
        return pa.RecordBatch.from_arrays([*values, keys, lines], schema=self.spool.schema)

    def _one_by_one(self, records: Sequence[Record]) -> pa.RecordBatch:
        """Rows of which something is to be said, through the careful checks; those that they accept."""
        table = replace(self.table, records=tuple(records))
        checked = check_table(table, self.profile, self.name, "", 0, self.today, None)
        self.waiting += checked.waiting
        self.findings += checked.findings
        self.found_cells |= checked.found_cells
        return checked.typed()


def _in_order(one: pa.RecordBatch, other: pa.RecordBatch) -> pa.RecordBatch:
    if not other.num_rows:
        return one
    both = pa.concat_batches([one, other])
    return both.take(pc.sort_indices(both.column("_line")))


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _either(one: pa.Array | None, other: pa.Array | None) -> pa.Array | None:
    if one is None or other is None:
        return other if one is None else one
    return pc.or_(one, other)
