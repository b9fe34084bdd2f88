"""Rows of every ledger, well formed but for their cells: so that checking and typing are reached every time.

Both ways in are taken with the same cells and must give the same: the careful one, and the columns of the short way.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random

import pyarrow as pa

from supervision.intake import regular
from supervision.intake.checking import check_file, check_table
from supervision.intake.plain_cells import ColumnReader
from supervision.intake.profile_texts import own_profiles
from supervision.intake.reading import Record, Table
from supervision.intake.row_checks import Work
from tests.intake.alike import differences
from tests.intake.mutate import DAMAGES, TODAY
from tests.intake.odd_cells import ODD
from tests.reliability.fuzzing.exports import name_and_file, named, small, wrong_with
from tests.reliability.fuzzing.kind import Kind, Outcome

_SIGNS = "0123456789-/.年月日 :,，、（）()\"'=+eEX\t\n\r\u3000\u200b\ufeffＡ１①件"
_EDGES = (
    "999,999,999,999", "2147483647", "2147483648", "999999999", "{x}", "{", "}", "{0}", "%s", "1990-01-01", "1989-12-31",
    "2023-06-30", "2023-07-01", "2000-02-29", "1900-02-29", "36526", "73050", "2022-06-30T16:30Z", "\x00", "\ud7ff", "\U0010ffff",
    "=1+1", "@x", "、", "、、", "中山区、西岗区", "，".join(["x"] * 50), "x" * 5000,
)  # fmt: skip
_PLANTED = (
    "13904110000",
    "1390411 0000",
    "１３９０４１１００００",
    "110101199003070134",
    "+86 139-0411-0000",
)


@cache
def _begun() -> tuple[bytes, ...]:
    """For every profile two rows of examples; one has all of its columns, one only those it can't do without."""
    found = []
    for profile in own_profiles():
        columns = {
            column.name: column for column in profile.ledger.columns if profile.columns.get(column.name)
        }
        joined = [heading for how in profile.joined.values() for heading in how.headings]
        for chosen in (columns.values(), [column for column in columns.values() if column.required]):
            headings = [profile.columns[column.name][0] for column in chosen]
            theirs = {
                column.name: next(iter(profile.values.get(column.name, {})), column.example)
                for column in chosen
            }
            row = [theirs[column.name] for column in chosen]
            headings += [heading for heading in dict.fromkeys(joined) if heading not in headings]
            rows = [[*row, *(f"{n}" for _ in headings[len(row) :])] for n in range(3)]
            told = {"profile": profile.name, "headings": headings, "rows": rows}
            found.append(json.dumps(told, ensure_ascii=False).encode())
    return tuple(found)


def _cell_changed(luck: Random, cell: str) -> str:
    match luck.randrange(5):
        case 0:
            return luck.choice(luck.choice((ODD, _EDGES)))
        case 1:
            return luck.choice(_PLANTED) if luck.random() < 0.5 else cell + luck.choice(_PLANTED)
        case 2 if cell:
            at = luck.randrange(len(cell))
            return cell[:at] + luck.choice(_SIGNS) + cell[at + luck.randrange(2) :]
        case 3 if cell:
            at = luck.randrange(len(cell))
            return cell[:at] + cell[at + 1 :]
        case _:
            return cell + luck.choice(ODD)


def _changed(luck: Random, held: bytes) -> bytes:
    told = json.loads(held)
    rows, headings = told["rows"], told["headings"]
    for _ in range(luck.choice((1, 1, 2, 3, 6))):
        row = luck.choice(rows) if rows else None
        what = luck.randrange(12)
        if row and what < 7:
            at = luck.randrange(len(row))
            row[at] = _cell_changed(luck, row[at])
        elif row and what == 7:
            rows.append([*luck.choice(rows)])
        elif row and what == 8:
            row[luck.randrange(len(row))] = luck.choice(luck.choice(rows) or [""])
        elif row and what == 9:
            row[luck.randrange(len(row)) :] = luck.choice(([], row[1:], [*row, luck.choice(ODD)]))
        elif headings and what == 10:
            at = luck.randrange(len(headings))
            headings[at] = luck.choice(
                (
                    headings[at] + "（件）",
                    luck.choice(headings),
                    luck.choice((*ODD, *_EDGES)),
                    " " + headings[at],
                )
            )
        elif what == 11:
            rows.reverse()
    told["rows"] = [row[:40] for row in rows[:12]]
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _table(told: dict[str, list[list[str]]]) -> Table:
    headings = tuple(str(heading) for heading in told["headings"])
    width = len(headings)
    records = tuple(
        Record(line, (*row, *[""] * (width - len(row))), max(width - len(row), 0), len(row) < width)
        for line, row in enumerate(told["rows"], start=2)
    )
    return Table("utf-8", ",", '"', 1, headings, (), headings, (), records, (), ())  # type: ignore[arg-type]


def _rows(held: bytes) -> Outcome:
    told = json.loads(held)
    profile = next(one for one in own_profiles() if one.name == told["profile"])
    table = _table(told)
    if profile.lacks(table.headings) or not table.headings:
        return None, "refused"
    file = check_table(table, profile, "rows.csv", "", 0, TODAY, date(2022, 3, 31))
    wrong = wrong_with(file) or _wrong_short_way(table, Work(table, profile, TODAY))
    return wrong, "some wait" if file.waiting else "accepted"


def _wrong_short_way(table: Table, work: Work) -> str | None:
    """A column whose cells, read all at once, mean something else than read one by one."""
    for column in work.ledger.columns:
        if column.name not in work.places or column.name in work.parts:
            continue
        cells = [record.cells[work.places[column.name]] for record in table.records]
        values, told = ColumnReader(work, column).read(pa.array(cells, pa.string()))
        one_by_one = [work.read_alone(column, cell) for cell in cells]
        is_told = told.to_pylist() if told is not None else [False] * len(cells)
        if is_told != [doubtful for _, doubtful in one_by_one]:
            return f"read all at once, another cell of {column.name} is doubtful"
        plain = [tuple(value) if isinstance(value, list) else value for value in values.to_pylist()]
        sure = [place for place, doubtful in enumerate(is_told) if not doubtful]
        if [plain[place] for place in sure] != [one_by_one[place][0] for place in sure]:
            return f"read all at once, a cell of {column.name} means something else"
    return None


def _long() -> list[bytes]:
    """Regular files whose every line is ended, as short as the short way can be made to take."""
    found = []
    for name, content in small():
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030", "replace")
        rows = list(csv.reader(io.StringIO(text)))
        if len(rows) > 2 and len({len(row) for row in rows}) == 1:
            written = io.StringIO()
            csv.writer(written).writerows([rows[0], *rows[1:] * 4])
            found.append(named(name, written.getvalue().encode("gb18030")))
    return found


def _long_changed(luck: Random, held: bytes) -> bytes:
    """Odd cells, sometimes a damage; the last line is ended, for its end is what the short way can't foresee."""
    name, _, content = held.partition(b"\n")
    if luck.random() < 0.3:
        content = luck.choice(DAMAGES)(luck, content)
    else:
        lines = content.split(b"\n")
        for _ in range(luck.choice((1, 2, 5))):
            at = luck.randrange(len(lines))
            cells = lines[at].split(b",")
            cells[luck.randrange(len(cells))] = luck.choice(ODD).encode("gb18030", "replace")
            lines[at] = b",".join(cells)
        content = b"\n".join(lines)
    return name + b"\n" + content[:12_000] + b"\n"


def _both_ways(held: bytes) -> Outcome:
    name, content = name_and_file(held)
    short = regular.check_regular(
        io.BytesIO(content), len(content), name, TODAY, None, own_profiles(), is_limited=True, fewest=(0, 0)
    )
    if short is None:
        return None, "stepped aside"
    careful = check_file(content, name, TODAY)
    if unlike := differences(short, careful):
        return f"unlike by the two ways: {', '.join(unlike)}", "taken"
    return wrong_with(careful), "taken"


def kinds() -> Iterator[Kind]:
    yield Kind("rows", 3000, _begun, _changed, _rows)
    yield Kind("both ways", 60, _long, _long_changed, _both_ways)
