"""Make the sample exports: `python data/sample/make_sample.py` rewrites data/sample/exports/, byte for byte the same.

Everything here is invented, and plainly so: 示例 units, numbered cadres, telephone numbers counted up from
13900000000, codes with XXXX where a real one names its holder. What is true to life is how it is written down: each of
the six sources and each register has its own headings, encoding and habits, as real systems have, so that loading the
sample shows what intake is for. Nothing in it needs mending: every row can be read, every figure is known beforehand.

`ledgers()` gives the rows before they were dirtied, so that tests can count the figures without reading a file.
"""

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # also found when a test loads this file by its path

from making.chance import dice
from making.dialects import DIALECTS, dotted, in_words, slashed



def ledgers() -> dict[str, list[Row]]:
    """The truth of the sample: the current rows of every ledger once all of its files are loaded."""
    leads, reviews = leads_and_reviews()
    return {
        "leads": [dict(lead.row) for lead in leads],
        "collections": collections(),
        "reviews": reviews,
        "referrals": referrals(),
        "enterprises": enterprises(),
        "cadres": cadres(),
        "visits": visits(),
        "needs": needs(),
        "members": members(),
    }


def write_table(path: Path, rows: Iterable[Iterable[str]], encoding: str, delimiter: str = ",") -> None:
    """One export, with the line ends every one of these systems writes."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode(encoding))


def write_month(source: str, month: str, leads: list[Lead]) -> None:
    """One source's file of one month: what is new, what is sent again, and now and then a row twice."""
    dialect = DIALECTS[source]
    chance = dice(f"{source} {month}")
    chance.shuffle(leads)
    records = [dialect.write_row(chance, place, lead, lead.status_in(month)) for place, lead in enumerate(leads, 1)]
    if dialect.repeats_rows and len(records) > 5 and chance.random() < 0.2:
        records.insert(chance.randrange(len(records)), list(chance.choice(records)))
    above = [dialect.above(month)] if dialect.above else []
    below = dialect.below(len(records)) if dialect.below else []
    path = EXPORTS / month / f"{source}_{month.replace('-', '')}.csv"
    write_table(path, [*above, dialect.headings, *records, *below], dialect.encoding, dialect.delimiter)


def write_leads() -> None:
    """Every source's file of every month in which it handed something over, a zero report included."""
    leads, _ = leads_and_reviews()
    for source in SOURCES:
        for month in COLLECTED_IN:
            silent = (source, month) in NOT_HANDED_OVER | NOT_WRITTEN_DOWN
            if not silent and due_day(month) < SILENT_FROM.get(source, date.max):
                write_month(source, month, [x for x in leads if x.row["source"] == source and month in x.sent_in])


def write_register(
    name: str, encoding: str, rows: list[Row], columns: dict[str, str], day: Callable[[date], str]
) -> None:
    """One register of the office: heading to column, every day written in the register's own way."""

    def cell(value: Any) -> str:
        if isinstance(value, date):
            return day(value)
        return "、".join(value) if isinstance(value, list) else "" if value is None else str(value)

    records = [[cell(row[column]) for column in columns.values()] for row in rows]
    write_table(EXPORTS / f"{name}.csv", [list(columns), *records], encoding)


def write_registers() -> None:
    """The eight registers the office keeps itself."""
    truth = ledgers()
    registers: tuple[tuple[str, str, str, Callable[[date], str], dict[str, str]], ...] = (
        ("企业名录", "gb18030", "enterprises", str, {
            "企业编号": "number", "企业名称": "name", "统一社会信用代码": "uscc", "企业类别": "kind",
            "所在区县": "district", "选取角度": "pools"}),
        ("线索汇总登记", "gb18030", "collections", str, {
            "来源单位": "source", "应报日期": "due_on", "实报日期": "handed_on", "申报件数": "declared"}),
        ("评查台账", "gb18030", "reviews", in_words, {
            "评查编号": "number", "线索来源": "source", "线索编号": "lead_number", "评查方式": "kind",
            "启动日期": "opened_on", "办结日期": "concluded_on", "被评查单位类别": "organ", "所属区县": "district",
            "评查结论": "grade", "评查组": "review_group"}),
        ("移送台账", "gb18030", "referrals", slashed, {
            "移送编号": "number", "评查编号": "review_number", "移送对象": "organ", "涉嫌罪名": "crime",
            "移送日期": "sent_on", "反馈日期": "replied_on"}),
        ("走访台账", "gb18030", "visits", dotted, {
            "走访编号": "number", "干部编号": "cadre_number", "企业编号": "enterprise_number",
            "走访日期": "visited_on", "宣传政策": "policies"}),
        ("诉求台账", "utf-8", "needs", str, {
            "诉求编号": "number", "走访编号": "visit_number", "诉求类别": "kind", "责任单位类别": "organ",
            "提出日期": "raised_on", "办结日期": "resolved_on"}),
        ("领导干部名录", "utf-8-sig", "cadres", str, {
            "干部编号": "number", "姓名": "name", "所在单位": "unit", "职级": "rank",
            "参加走访起始日期": "on_duty_from", "参加走访截止日期": "on_duty_until"}),
        ("委员名册", "gb18030", "members", str, {
            "委员编号": "number", "姓名": "name", "所在单位": "body", "委员会职务": "post", "所属专班": "task_force",
            "任职日期": "appointed_on", "离任日期": "left_on"}),
    )  # fmt: skip
    for name, encoding, ledger, day, columns in registers:
        write_register(name, encoding, truth[ledger], columns, day)


if __name__ == "__main__":
    shutil.rmtree(EXPORTS, ignore_errors=True)
    write_leads()
    write_registers()
