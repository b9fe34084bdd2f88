"""Planted pairs of one matter among leads that only look alike: how many are proposed, and how many rightly.

python -m tests.intake.matching        precision and recall at several scores
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from supervision.likeness import LIKELY, Lead, Rarity, own_words, score

DISTRICTS = ("中山区", "西岗区", "沙河口区", "甘井子区", "旅顺口区", "金州区")
BODIES = ("公安局{}分局", "{}人民法院", "{}人民检察院", "{}司法局")
MATTERS = ("超期办案", "执行不力", "有案不立", "违规查封扣押冻结", "服务态度")
THINGS = (
    "货款",
    "厂房租金",
    "工程款",
    "设备",
    "账户",
    "车辆",
    "仓库",
    "土地",
    "股权",
    "商标",
    "押金",
    "保证金",
)
NAMES = (
    "兴隆",
    "恒达",
    "金源",
    "东港",
    "海川",
    "瑞丰",
    "宏图",
    "天合",
    "盛世",
    "联创",
    "华信",
    "百川",
    "明德",
    "永利",
)
TRADES = ("机械", "食品", "物流", "建材", "水产", "纺织", "软件", "化工", "贸易", "船舶")
ROADS = ("人民路", "中山路", "长江路", "黄河路", "五一路", "解放路", "友好街", "天津街", "胜利路", "华南路")
OPENINGS = ("反映{}{}问题", "来电人反映{}存在{}", "举报{}{}", "投诉{}{}，请核实处理")
WAYS = (
    "自{month}月起多次催办，涉及{thing}{amount}万元，至今没有结果",
    "{road}{house}号的{thing}被处置，金额约{amount}万元",
    "案号({year})辽{court}号，{thing}{amount}万元未得到处理",
    "经办人以各种理由推脱，{road}{house}号{thing}一事拖延至今",
)


@dataclass(frozen=True)
class Event:
    """One thing that happened, and which words tell it."""

    body: str
    matter: str
    enterprise: str
    day: date
    facts: dict[str, object]


def invent(chance: Random) -> Event:
    district = chance.choice(DISTRICTS)
    return Event(
        body="大连市" + chance.choice(BODIES).format(district),
        matter=chance.choice(MATTERS),
        enterprise=f"{chance.choice(NAMES)}{chance.choice(TRADES)}有限公司" if chance.random() < 0.5 else "",
        day=date(2022, 3, 1) + timedelta(days=chance.randrange(60)),
        facts={
            "month": chance.randint(1, 12), "thing": chance.choice(THINGS), "amount": chance.randint(2, 900),
            "road": chance.choice(ROADS), "house": chance.randint(1, 400), "year": chance.randint(2019, 2022),
            "court": f"02{chance.randint(1, 99):02d}民初{chance.randint(1, 9000)}",
        },
    )  # fmt: skip


def told(chance: Random, event: Event, source: str, serial: int, is_again: bool) -> Lead:
    """The event as one source writes it down: its own formula, some of the facts, a body in its own spelling."""
    body = event.body if chance.random() < 0.6 else event.body.removeprefix("大连")
    ways = chance.sample(WAYS, 2)
    facts = "；".join(way.format(**event.facts) for way in ways)
    opening = chance.choice(OPENINGS).format(body, event.matter)
    is_bare = chance.random() < 0.15
    summary = opening if is_bare else f"{opening}：{event.enterprise or '本人'}{facts}"
    day = event.day + timedelta(days=chance.randint(0, 9) if is_again else 0)
    names_it = event.enterprise and chance.random() < 0.7
    return Lead(
        f"{source} {serial}",
        source,
        str(serial),
        day,
        body,
        event.matter,
        event.enterprise if names_it else "",
        "",
        summary,
    )


def planted(seed: int = 7, events: int = 400, doubled: int = 80) -> tuple[list[Lead], set[tuple[str, str]]]:
    """Leads, and the pairs among them that tell the same event."""
    chance = Random(seed)
    leads: list[Lead] = []
    same: set[tuple[str, str]] = set()
    for serial in range(events):
        event = invent(chance)
        first = told(chance, event, "12345平台", serial, is_again=False)
        leads.append(first)
        if serial < doubled:
            again = told(chance, event, "市委市政府信访局", serial, is_again=True)
            leads.append(again)
            same.add((min(first.key, again.key), max(first.key, again.key)))
        elif (
            chance.random() < 0.3
        ):  # another event that looks alike: the same body and matter, some days later
            other = Event(
                event.body, event.matter, invent(chance).enterprise, event.day, invent(chance).facts
            )
            leads.append(told(chance, other, "市委市政府信访局", serial, is_again=True))
    return leads, same


def scored(leads: list[Lead]) -> dict[tuple[str, str], int]:
    """Every pair of two sources that DuckDB would offer, with its score."""
    rarity = Rarity.among(own_words(lead) for lead in leads)
    pairs: dict[tuple[str, str], int] = {}
    for place, one in enumerate(leads):
        for other in leads[place + 1 :]:
            is_near = abs((one.received_on - other.received_on).days) <= 14
            is_about = one.body.removeprefix("大连") == other.body.removeprefix("大连") or (
                one.enterprise and one.enterprise == other.enterprise
            )
            if one.source != other.source and is_near and is_about:
                pairs[min(one.key, other.key), max(one.key, other.key)] = score(one, other, rarity)
    return pairs


def measured(
    least: int, pairs: dict[tuple[str, str], int], same: set[tuple[str, str]]
) -> tuple[float, float]:
    """Precision and recall of proposing every pair from a score on."""
    proposed = {pair for pair, points in pairs.items() if points >= least}
    right = len(proposed & same)
    return (right / len(proposed) if proposed else 1.0), right / len(same)


def main() -> None:
    leads, same = planted()
    pairs = scored(leads)
    print(f"{len(leads)} leads, {len(same)} planted pairs, {len(pairs)} pairs compared")
    print("score  precision  recall")
    for least in (30, 40, 45, 50, 55, 60, 65, 70, 75, 80):
        precision, recall = measured(least, pairs, same)
        print(
            f"{least:>5}  {precision:>9.3f}  {recall:>6.3f}{'   proposed from here' if least == LIKELY else ''}"
        )


if __name__ == "__main__":
    main()
