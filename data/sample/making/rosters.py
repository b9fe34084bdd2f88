"""The rosters: enterprises, leading cadres, and the committee's members."""

from datetime import date
from functools import cache

from . import Row
from .chance import dice, pick
from .days import CAMPAIGN_FROM, COMMITTEE_FROM, LAST_DAY
from .lists import DISTRICTS, OTHER_POOLS, PRIVATE_UNITS, PUBLIC_BODIES, SECOND_POOL, SECOND_POOL_UNITS


def unified_code(serial: int, begins: str) -> str:
    """A unified social credit code that belongs to nobody, XXXX and a serial, but whose check digits hold."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"XXXX{serial:04}"
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = -sum(letters.index(c) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    code = f"{begins}210200{body}{'X' if rest == 10 else rest}"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    return code + alphabet[-sum(alphabet.index(c) * w for c, w in zip(code, weights, strict=True)) % 31]


@cache
def enterprises() -> list[Row]:
    """The 58 of the second pool and some private enterprises of the others, a few of them in two pools."""
    chance = dice("enterprises")
    named = [
        (kind, f"示例{kind}{n:02}") for kind, count in SECOND_POOL_UNITS.items() for n in range(1, count + 1)
    ]
    named += [("民营企业", f"示例民营企业{n:03}") for n in range(1, PRIVATE_UNITS + 1)]
    rows = []
    for serial, (kind, name) in enumerate(named, start=1):
        if kind == "民营企业":
            pools = [chance.choices(OTHER_POOLS, weights=(45, 30, 25))[0]]
            pools += [pool for pool in OTHER_POOLS[:2] if pool not in pools and chance.random() < 0.15]
        else:
            pools = [SECOND_POOL] + [OTHER_POOLS[0]] * (chance.random() < 0.15)
        in_jinpu = OTHER_POOLS[2] in pools
        rows.append(
            {
                "number": f"Q{serial:04}",
                "name": name,
                "uscc": unified_code(serial, "12" if kind in PUBLIC_BODIES else "91"),
                "kind": kind,
                "district": "金州区" if in_jinpu else pick(chance, DISTRICTS),
                "pools": pools,
                "joined_on": None,
                "left_on": None,
            }
        )
    return rows


@cache
def cadres() -> list[Row]:
    """Twenty leading cadres, most of them on duty throughout, some from later on or not to the end."""
    chance = dice("cadres")
    spans = {
        3: (date(2022, 5, 1), LAST_DAY),
        7: (CAMPAIGN_FROM, date(2022, 9, 15)),
        11: (date(2022, 6, 13), LAST_DAY),
        14: (CAMPAIGN_FROM, date(2022, 7, 31)),
        18: (date(2022, 8, 1), None),
        20: (date(2022, 4, 1), date(2022, 11, 30)),
    }
    rows = []
    for n in range(1, 21):
        first, last = spans.get(n, (CAMPAIGN_FROM, LAST_DAY))
        rank = pick(chance, {"副处级": 50, "正处级": 35, "副局级": 15})
        rows.append(
            {
                "number": f"G{n:03}",
                "name": f"干部{n:03}",
                "unit": f"示例处室{chance.randint(1, 12):02}",
                "rank": rank,
                "on_duty_from": first,
                "on_duty_until": last,
            }
        )
    return rows


def members() -> list[Row]:
    """The committee's 28, with the task forces some of them work in."""
    task_forces = ["日常工作专班"] * 8 + ["案件评查专班"] * 12
    posts = ["主任"] + ["副主任"] * 4
    return [
        {
            "number": f"W{n:02}",
            "name": f"委员{n:03}",
            # One of them comes from a body that is complained of, so that recusal has something to find.
            "body": "示例中山区人民法院" if n == 14 else f"示例单位{n:02}",
            "role": posts[n - 1] if n <= len(posts) else "委员",
            "task_force": task_forces[n - 1 - len(posts)]
            if 0 <= n - 1 - len(posts) < len(task_forces)
            else None,
            "review_groups": f"评查组{(n - 14) // 2 + 1}" if 14 <= n < 26 else None,
            "appointed_on": COMMITTEE_FROM,
            "left_on": None,
        }
        for n in range(1, 29)
    ]
