"""Corrected cells in, one batch out: the road that the command line and the quarantine page share.

A corrected row goes through the very checks of a file, by the profile that its own file was read by.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from supervision.intake.cells import trimmed
from supervision.intake.checking import check_rows
from supervision.intake.profile_texts import profile_named
from supervision.intake.profiles import Profile, same_heading
from supervision.intake.reading import Table, read
from supervision.ledgers.rows import CheckedFile, Finding
from supervision.loading import known_profiles
from supervision.store.database import Database, local_now
from supervision.store.dealing import refuse_unless_waiting, take_mended
from supervision.store.loads import LoadResult
from supervision.store.waiting import Waiting, rows_that_waited, waiting_rows
from supervision.text import Refusal, Text

WAITING_ID = Text(zh="待更正号", en="waiting id")
"""Heads the column by which a mended file says which rows it mends."""

_ID = re.compile(r"(\d{1,18})(?:\.0+)?")


@dataclass(frozen=True)
class Mending:
    """What became of corrected rows, by their waiting ids."""

    result: LoadResult | None
    """None when no row passed: then nothing was written."""
    mended: tuple[int, ...]
    failing: dict[int, tuple[Finding, ...]]


@dataclass(frozen=True)
class Corrections:
    """What a mended file asks for."""

    cells: dict[int, dict[str, str]]
    """By waiting id: the rows that differ from what waits, whole."""
    untouched: int
    gone: tuple[int, ...]
    """Ids of rows that wait no more: nothing is done about them."""
    unnumbered: tuple[int, ...]
    """Lines without a waiting id."""


def mend(
    database: Database, corrections: Mapping[int, Mapping[str, str]], *, by: str, note: str | None = None
) -> Mending:
    """Check corrected cells and take the rows that pass; the others keep waiting and say why.

    Cells are given under the source's own headings; those not given stay. A row that waits no more,
    because somebody else was quicker, is a Refusal, and then nothing is written.
    """
    with database.cursor() as cursor:
        refuse_unless_waiting(cursor, corrections)
    by_file: dict[int, list[Waiting]] = defaultdict(list)
    for row in rows_that_waited(database, corrections):
        by_file[row.file_number].append(row)
    failing: dict[int, tuple[Finding, ...]] = {}
    files: list[CheckedFile] = []
    mends: dict[int, list[tuple[int, int]]] = {}
    profiles = known_profiles(database)
    for rows in by_file.values():
        file = _check(rows, corrections, profile_named(rows[0].profile, profiles))
        ids = {row.line: row.id for row in rows}
        failing |= {ids[row.line]: row.reasons for row in file.waiting}
        if file.lines:
            files.append(replace(file, waiting=(), records=len(file.lines)))
            mends[id(files[-1])] = [(line, ids[line]) for line in file.lines]
    result = take_mended(database, files, mends, by=by, note=note) if files else None
    return Mending(result, tuple(row for pairs in mends.values() for _, row in pairs), failing)


def _check(
    rows: list[Waiting], corrections: Mapping[int, Mapping[str, str]], profile: Profile
) -> CheckedFile:
    """The rows of one file, corrected; a heading that the source did not write is passed over."""
    cells = {
        row.line: {heading: corrections[row.id].get(heading, cell) for heading, cell in row.cells.items()}
        for row in rows
    }
    first = rows[0]
    return check_rows(cells, profile, local_now().date(), first.file, first.handed_for)


def read_mended(database: Database, content: bytes, name: str) -> Corrections:
    """Which rows a downloaded file has corrected: matched by waiting id, cells by the source's own headings."""
    table = read(content, name)
    place = _place_of_ids(table, name)
    waits = {row.id: row for row in waiting_rows(database)}
    headings = _own_headings(table)
    cells: dict[int, dict[str, str]] = {}
    seen: set[int] = set()
    gone, unnumbered, untouched = [], [], 0
    for record in table.records:
        matched = _ID.fullmatch(trimmed(record.cells[place]))
        if matched is None:
            unnumbered.append(record.line)
            continue
        id = int(matched.group(1))
        if id in seen:
            raise Refusal(_twice(name, id, record.line))
        seen.add(id)
        if id not in waits:
            gone.append(id)
            continue
        before = waits[id].cells
        after = {
            heading: _came_back(record.cells[headings[same_heading(heading)]], cell)
            if same_heading(heading) in headings
            else cell
            for heading, cell in before.items()
        }
        if after == before:
            untouched += 1
        else:
            cells[id] = after
    return Corrections(cells, untouched, tuple(gone), tuple(unnumbered))


def _place_of_ids(table: Table, name: str) -> int:
    wanted = {same_heading(heading) for heading in (WAITING_ID.zh, WAITING_ID.en)}
    for place, heading in enumerate(table.headings):
        if same_heading(heading) in wanted:
            return place
    raise Refusal(
        Text(
            zh=f"{name}：没有“{WAITING_ID.zh}”一列。请下载待更正的行，在那个文件里改好再传；别的文件请到“录入数据”页。",
            en=f"{name}: there is no column “{WAITING_ID.en}”. Download the rows in quarantine and mend that file; "
            "any other file goes to the Upload page.",
        )
    )


def _own_headings(table: Table) -> dict[str, int]:
    """Where the source's headings stand: last, behind what the download says of each row."""
    return {same_heading(heading): place for place, heading in enumerate(table.headings)}


def _came_back(cell: str, before: str) -> str:
    """A cell without the apostrophe that kept Excel from running it; white space alone is no correction."""
    return before if trimmed(cell) == trimmed(before) else cell.removeprefix("'")


def _twice(name: str, id: int, line: int) -> Text:
    return Text(
        zh=f"{name}第{line}行：{WAITING_ID.zh}{id}出现了不止一次，看不出以哪一行为准。请只留一行。",
        en=f"{name}, line {line}: the {WAITING_ID.en} {id} stands more than once; keep one row of it.",
    )
