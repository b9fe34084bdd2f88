"""Sound tables spoilt in every way that exports are, with the cells that a person would still read in them.

`python -m tests.intake.damage` prints how much of each kind of damage is read right: headings, records and cells,
each an F1 of what was read against what is there.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from supervision.intake.reading import read
from supervision.intake.telling import write_clean
from supervision.text import Refusal

Row = list[str]

_ORGANS = ("大连市公安局沙河口区分局", "大连市中山区人民法院", "大连市西岗区人民检察院", "大连市庄河市司法局")
_MATTERS = ("超期办案", "执法不公", "服务态度", "违规查封、扣押、冻结", "其他")
_CONTENT = (
    "反映该单位超期办案问题,联系电话已留",
    "反映办理时限问题",
    '反映现场称"明天再来", 请予核查',
    "来电人称已多次反映,至今未答复, 请尽快回复",
    "请按规定答复",
    "办件大厅3' x 5'公告牌字迹不清",
)
_GOODS = (
    "Men's Boots",
    "Towel, Cotton",
    'Round Table 48"',
    "Fly Rod 8 Wt.",
    "Kids' Hat",
    "Leather Sofa, Large",
)
_ABOUT = (
    "These boots are rugged, light and quick enough to keep feet from feeling weighed down.",
    "The next level of weather protection, in low-light conditions.",
    "A light feel in our 8'9\" length rod, for all.",
    "Keeps its shape wash after wash.",
)


def leads(count: int = 40) -> list[Row]:
    rows = [["工单编号", "来电时间", "件数", "诉求类型", "承办单位", "工单内容", "办理状态", "备注"]]
    for n in range(count):
        rows.append(
            [
                f"HO2022{n % 12 + 1:02}{n * 37 % 9000:05}",
                f"2022-{n % 12 + 1:02}-{n % 28 + 1:02} {n % 24:02}:15",
                str(n % 7),
                _MATTERS[n % 5],
                _ORGANS[n % 4],
                _CONTENT[n % 6],
                ("已办结", "已转办")[n % 2],
                "" if n % 9 else "重复件",
            ]
        )
    return rows


def goods(count: int = 40) -> list[Row]:
    rows = [
        ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]
    ]
    for n in range(count):
        rows.append(
            [
                f"{n % 28 + 1:02}/{n % 12 + 1:02}/2018",
                f"{n % 24:02}:{n % 4 * 15:02}",
                str(n % 30),
                f"{['MG', 'RI', 'CC', 'YY'][n % 4]}-{1000 + n * 77}",
                f"${n * 3.7 + 2:.2f}",
                _GOODS[n % 6],
                _ABOUT[n % 4],
                f"https://www.example.com/product/{n}.html",
                "",
            ]
        )
    return rows


@dataclass(frozen=True)
class Damaged:
    kind: str
    content: bytes
    headings: Row
    records: list[Row]


def written(cell: str, place: int, delimiter: str = ",", quote: str = '"', escape: str | None = None) -> str:
    """One cell as an export writes it; some columns are quoted always. No escape: quotes stay as they are."""
    if place in (6, 7) or any(
        sign in cell for sign in (delimiter, delimiter.strip() or delimiter, quote, "\n")
    ):
        return quote + cell.replace(quote, (quote if escape is None else escape) + quote) + quote
    return cell


def line(row: Sequence[str], delimiter: str = ",", quote: str = '"', escape: str | None = None) -> str:
    return delimiter.join(written(cell, place, delimiter, quote, escape) for place, cell in enumerate(row))


def text(
    rows: Sequence[Row], delimiter: str = ",", quote: str = '"', escape: str | None = None, end: str = "\r\n"
) -> str:
    return "".join(line(row, delimiter, quote, escape) + end for row in rows)


def spoilt(rows: list[Row]) -> Iterator[Damaged]:
    """Every damaged version of one table; the row that is damaged comes from its whole length."""
    head, body = rows[0], rows[1:]

    def whole(kind: str, content: str, headings: Row = head, records: list[Row] = body) -> Damaged:
        return Damaged(kind, content.encode(), headings, records)

    yield whole("sound", text(rows))
    yield whole("no newline at the end", text(rows).removesuffix("\r\n"))
    yield whole("newlines at the end", text(rows) + "\r\n\r\n\r\n")
    yield whole("no headings", text(body), [])
    yield whole("headings only", text(rows[:1]), records=[])
    yield whole("one record", text(rows[:2]), records=body[:1])
    for times in (2, 3):
        told = [" ".join([cell] * times) for cell in head]
        yield whole(f"headings {times} times", text([head] * (times - 1) + rows), told)
    yield whole("title", text([["登记表", *[""] * (len(head) - 1)], *rows]))
    yield whole("title and blank", text([["登记表（2022年3月）"], [""], *rows]))
    yield whole("notes below", text(rows) + "注：以上数据截至月末。\r\n填表人：张三\r\n")
    for end in ("\n", "\r"):
        yield whole(f"line ends {end!r}", text(rows, end=end))
    yield whole("line ends mixed", text(rows[:9]) + text(rows[9:20], end="\n") + text(rows[20:], end="\r"))
    for delimiter in (";", "\t", "|", "^", "~", ", ", "||", "\t\t", "::", "|~|", "\\t"):
        yield whole(f"delimiter {delimiter!r}", text(rows, delimiter))
    yield whole("delimiter ' '", "".join(" ".join(map(_always_quoted, row)) + "\n" for row in rows))
    if not any(" " in row[1] for row in rows):  # a space in every day of a column divides it for good
        yield whole("delimiter ' ', phrases bare", _spaced(rows))
    yield whole("quote '", text(rows, quote="'"))
    yield whole("escape \\", text(rows, escape="\\"))
    yield whole("escape missing", text(rows, escape=""))
    for n in range(0, len(rows), 3):
        for column in range(len(head)):
            yield from _row_spoilt(rows, n, column)
        other = [line(row) + "\r\n" for row in rows]
        other[n] = line(rows[n], ";") + "\r\n"
        yield whole("row with another delimiter", "".join(other))


def _spaced(rows: list[Row]) -> str:
    """Quoted where commas would have asked for it, and divided by spaces all the same."""
    return "".join(" ".join(written(cell, place) for place, cell in enumerate(row)) + "\n" for row in rows)


def _always_quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _row_spoilt(rows: list[Row], n: int, column: int) -> Iterator[Damaged]:
    row = rows[n]
    cells = [written(cell, place) for place, cell in enumerate(row)]
    lines = [line(each) + "\r\n" for each in rows]

    def spoil(kind: str, damaged: list[str], truth: Row) -> Damaged:
        told = [*lines[:n], ",".join(damaged) + "\r\n", *lines[n + 1 :]]
        true = [*rows[:n], truth, *rows[n + 1 :]]
        width = len(true[0])
        fitted = [[*each, *[""] * (width - len(each))] for each in true[1:]]
        return Damaged(kind, "".join(told).encode(), true[0], fitted)

    yield spoil(
        "a delimiter too many", [*cells[:column], "", *cells[column:]], [*row[:column], "", *row[column:]]
    )
    if column and not any('"' in cell for cell in cells[column - 1 : column + 1]):
        joined = [*row[: column - 1], row[column - 1] + row[column], *row[column + 1 :]]
        spoilt_cells = [*cells[: column - 1], cells[column - 1] + cells[column], *cells[column + 1 :]]
        # Headings one short: the column at the end has no name, and its cells are still there.
        yield spoil("a delimiter too few", spoilt_cells, [*joined, ""])
    stray = [*cells[:column], '"' + cells[column], *cells[column + 1 :]]
    yield spoil("a stray quote", stray, [*row[:column], '"' + row[column], *row[column + 1 :]])


def f1(true: Counter[str], told: Counter[str]) -> float:
    if not true:
        return 1.0
    both = (true & told).total()
    return 2 * both / (true.total() + told.total()) if both else 0.0


def score(damaged: Damaged) -> tuple[float, float, float]:
    """F1 of headings, records and cells; a refusal scores nothing."""
    try:
        table = read(damaged.content, "damaged.csv")
    except Refusal:
        return 0.0, 0.0, 0.0
    headings, *told = csv.reader(io.StringIO(write_clean(table).decode(), newline=""))
    return (
        f1(Counter(damaged.headings), Counter(headings)),
        f1(Counter(map(_joined, damaged.records)), Counter(map(_joined, told))),
        f1(
            Counter(cell for row in damaged.records for cell in row),
            Counter(cell for row in told for cell in row),
        ),
    )


def _joined(row: Row) -> str:
    return "\x1f".join(row)


def scores() -> dict[str, list[tuple[float, float, float]]]:
    told: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for rows in (leads(), goods()):
        for damaged in spoilt(rows):
            told[damaged.kind].append(score(damaged))
    return told


def main() -> None:
    everything = scores()
    for kind, each in everything.items():
        means = [sum(one[n] for one in each) / len(each) for n in range(3)]
        worst = min(min(one) for one in each)
        sys.stdout.write(
            f"{kind:28}{len(each):5}  " + "  ".join(f"{mean:.4f}" for mean in means) + f"  {worst:.2f}\n"
        )


if __name__ == "__main__":
    main()
