"""The 2,289 pollutions of the public Pollock benchmark, made anew on an invented table of the same shape.

`python -m tests.intake.polluted` prints how well each kind is read, as that benchmark measures it: precision, recall
and F1 of headings, records and cells, and whether the file was read at all; the score is the mean sum, 10 at best.
The kinds are those of Vitagliano et al., “Pollock: A Data Loading Benchmark” (2023); nothing is copied from it.
Two tables in one file are counted as records of both, which is how they are read.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from supervision.intake.reading import read
from supervision.intake.telling import write_clean
from supervision.text import Refusal
from tests.intake.damage import Row, goods, line, text, written

Polluted = tuple[str, str, list[Row]]
"""The kind, the file, and what it means: the headings (empty if it has none) and the records."""


def polluted() -> Iterator[Polluted]:
    rows = goods(83)
    yield from _files(rows)
    yield from _tables(rows)
    for n in range(len(rows)):
        for column in range(len(rows[0])):
            yield from _row(rows, n, column)
        yield "row divided by spaces", _with(rows, n, " ".join(_cells(rows[n]))), rows


def _files(rows: list[Row]) -> Iterator[Polluted]:
    head, body = rows[0], rows[1:]
    yield "source", text(rows, end="\n"), rows
    yield "no newline at the end", text(rows, end="\n").rstrip("\n"), rows
    yield "two newlines at the end", text(rows, end="\n") + "\n", rows
    yield "no headings", text(body, end="\n"), [[], *body]
    for times in (2, 3):
        told = [" ".join([cell] * times) for cell in head]
        yield "headings in several rows", text([head] * (times - 1) + rows, end="\n"), [told, *body]
    yield "preamble", "PREAMBLE,,,,,,,,\n,,,,,,,,\n" + text(rows, end="\n"), rows
    yield "headings only", text([head], end="\n"), [head]
    yield "one record", text(rows[:2], end="\n"), rows[:2]
    for delimiter in (", ", ";", "\t"):
        yield f"delimiter {delimiter!r}", text(rows, delimiter, end="\n"), rows
    yield "delimiter ' '", "".join(" ".join(_cells(row)) + "\n" for row in rows), rows
    yield "quote '", text(rows, quote="'", end="\n"), rows
    for escape in ("\\", ""):
        yield f"escape {escape!r}", text(rows, escape=escape, end="\n"), rows
    for end in ("\n", "\r"):
        yield f"line ends {end!r}", text(rows, end=end), rows


def _tables(rows: list[Row]) -> Iterator[Polluted]:
    more = [[*row, "col1" if row is rows[0] else ""] for row in rows]
    for kind, second in (("less", [row[:-1] for row in rows]), ("same", rows), ("more", more)):
        yield f"two tables, {kind}", text(rows, end="\n") + text(second, end="\n"), [*rows, *second]


def _row(rows: list[Row], n: int, column: int) -> Iterator[Polluted]:
    row, cells = rows[n], _cells(rows[n])

    def meant(truth: Row) -> list[Row]:
        return [*rows[:n], truth, *rows[n + 1 :]]

    more = [*cells[:column], "", *cells[column:]]
    yield "a delimiter too many", _with(rows, n, ",".join(more)), meant([*row[:column], "", *row[column:]])
    if column:
        fewer = [*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]]
        joined = [*row[: column - 1], row[column - 1] + row[column], *row[column + 1 :]]
        yield "a delimiter too few", _with(rows, n, ",".join(fewer)), meant(joined)
    quoted = ['"' + cell if place == column else cell for place, cell in enumerate(cells)]
    stray = ['"' + cell if place == column else cell for place, cell in enumerate(row)]
    yield "a stray quote", _with(rows, n, ",".join(quoted)), meant(stray)


def _cells(row: Row) -> list[str]:
    return [written(cell, place) for place, cell in enumerate(row)]


def _with(rows: list[Row], n: int, spoilt: str) -> str:
    return "".join((spoilt if place == n else line(row)) + "\n" for place, row in enumerate(rows))


def measures(content: str, clean: list[Row]) -> list[float]:
    """Read at all; precision, recall and F1 of headings, of records, of cells."""
    try:
        told = list(
            csv.reader(io.StringIO(write_clean(read(content.encode(), "x.csv")).decode(), newline=""))
        )
    except Refusal:
        return [0.0] * 10
    return [
        1.0,
        *_agreement(clean[0], told[0]),
        *_agreement(["".join(row) for row in clean[1:]], ["".join(row) for row in told[1:]]),
        *_agreement([cell for row in clean for cell in row], [cell for row in told for cell in row]),
    ]


def _agreement(true: list[str], told: list[str]) -> tuple[float, float, float]:
    if not true:
        return 1.0, 1.0, 1.0
    both = (Counter(true) & Counter(told)).total()
    return both / len(true), both / max(len(told), 1), 2 * both / (len(true) + len(told))


def main() -> None:
    everything: dict[str, list[list[float]]] = defaultdict(list)
    for kind, content, clean in polluted():
        everything[kind].append(measures(content, clean))
    for kind, each in everything.items():
        headings, records, cells = (sum(one[n] for one in each) / len(each) for n in (3, 6, 9))
        sys.stdout.write(f"{kind:28}{len(each):5}  {headings:.4f}  {records:.4f}  {cells:.4f}\n")
    all_of_them = [one for each in everything.values() for one in each]
    score = sum(map(sum, all_of_them)) / len(all_of_them)
    sys.stdout.write(f"{len(all_of_them)} files, score {score:.3f} of 10\n")


if __name__ == "__main__":
    main()
