"""A hotline export of any size, invented: GB18030, a tab before each number, quotes and line ends in some texts.

Numbers, times and texts are nearly all different, as they are in real exports; one text in ten holds a phone number,
one in twenty is quoted over two lines.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.hotline import HEADINGS

_DISTRICTS = (
    "中山区",
    "西岗区",
    "沙河口区",
    "甘井子区",
    "旅顺口区",
    "金州区",
    "普兰店区",
    "庄河市",
    "高新区",
)
_ORGANS = (
    ("示例公安局{}分局", "公安机关"), ("示例{}人民法院", "人民法院"), ("示例{}人民检察院", "人民检察院"),
    ("示例{}司法局", "司法行政机关"),
)  # fmt: skip
_MATTERS = ("超期办案", "执法不公", "服务态度", "有案不立", "执行不力", "违规查封、扣押、冻结", "其他")
_KINDS = ("投诉", "举报", "求助", "咨询")
_STATUSES = ("已登记", "已转办", "已办结")
_SAID = (
    "来电人称多次前往办事大厅未得到答复", "希望尽快告知办理进度", "对方表示材料已经收齐但没有出具回执",
    "认为适用程序有误", "企业经营受到影响", "请有关单位核实后回复", "窗口要求补充材料却未一次告知",
    "案款到账后一直没有发还", "承办人更换后无人接听电话", "已按要求补正仍被退回",
)  # fmt: skip
_CLOSED = "已归档"
SPOILT = ("9.12E+17", "2022-13-45 10:00", "没有这个区")


def rows(count: int, *, spoilt: float = 0.0, changed: float = 0.0, seed: int = 1) -> Iterator[list[str]]:
    """So many tickets; a share of them with one cell that can't be taken, and of others with a newer status.

    But for these two, the same seed gives the same tickets.
    """
    luck, fate = Random(seed), Random(seed + 1)
    for number in range(count):
        district = _DISTRICTS[luck.randrange(9)]
        body, organ = _ORGANS[luck.randrange(4)]
        matter = _MATTERS[luck.randrange(7)]
        body = body.format(district)
        said = f"反映{body}{matter}问题。{_SAID[luck.randrange(10)]}，{_SAID[luck.randrange(10)]}，第{number % 97}次来电"
        chance = luck.random()
        if chance < 0.1:
            said += f",联系电话139{luck.randrange(10**8):08d}"
        elif chance < 0.15:
            said += '\n详见附件,"请予核查"'
        month, day = luck.randrange(1, 13), luck.randrange(1, 29)
        row = [
            f"\tHO2022{number:09d}", f"2022-{month:02}-{day:02} {luck.randrange(24):02}:{luck.randrange(60):02}",
            _KINDS[luck.randrange(4)], matter, body, organ, district, "某女士", f"139{luck.randrange(10**8):08d}", said,
            _STATUSES[luck.randrange(3)],
        ]  # fmt: skip
        fell = fate.random()
        if fell < spoilt:
            place = fate.randrange(3)
            row[(0, 1, 6)[place]] = SPOILT[place]
        elif fell < spoilt + changed:
            row[-1] = _CLOSED
        yield row


def write(path: Path, tickets: Iterator[list[str]]) -> Path:
    """The file as the hotline's system writes it, row by row."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(tickets)
    return path
