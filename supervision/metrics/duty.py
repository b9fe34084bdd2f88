"""The cadres' duty: a visit each month, kept or missed."""

from supervision.metrics.declaration import BY_MONTH, CADRE_MONTHS, Metric, Rows
from supervision.metrics.shapes import Bars, Grid, Listing, State, Tile
from supervision.text import Text

CADRES_ONCE = Text(
    zh="数字按人次计，一名干部每月计一次；这里每名干部只列一行。",
    en="The number counts cadre-months; here every cadre is listed once.",
)

DUTY = Text(
    zh="走访活动期间（2022年3月至12月），干部在某月至少一天在岗，该月即应走访至少1户企业。",
    en="Within the campaign (March to December 2022) a cadre on duty on at least one day of a month owes a visit that month.",
)

due = Metric(
    "visits.duty.due",
    Text(zh="应走访人次", en="Cadre-months owed"),
    CADRE_MONTHS,
    Text(
        zh=f"期内每名干部每个应走访的月计一次。{DUTY.zh}",
        en=f"One for each cadre and month in which a visit was owed. {DUTY.en}",
    ),
    "visits/duty",
    ("cadres",),
    Tile(),
    column="due",
    breakdowns=(BY_MONTH,),
    behind=Rows("cadres", "rows/cadres_on_duty", note=CADRES_ONCE),
    is_never_narrowed=True,
)

kept = Metric(
    "visits.duty.kept",
    Text(zh="已走访人次", en="Cadre-months kept"),
    CADRE_MONTHS,
    Text(
        zh=f"其中当月至少走访一次的。{DUTY.zh}",
        en=f"Of those, the ones with at least one visit that month. {DUTY.en}",
    ),
    "visits/duty",
    ("cadres", "visits"),
    Tile(),
    column="kept",
    breakdowns=(BY_MONTH,),
    behind=Rows("cadres", "rows/cadres_on_duty", (("state", "kept"),), CADRES_ONCE),
    is_never_narrowed=True,
)

CADRE_STATES = {
    "kept": State(Text(zh="已走访", en="Kept"), "good", "✓"),
    "missed": State(Text(zh="未走访", en="Missed"), "bad", "✕"),
    "pending": State(Text(zh="本月尚未走访", en="Not yet this month"), "middling", "▲"),
    "not_on_duty": State(Text(zh="不在岗", en="Not on duty"), "quiet"),
}

cadre_months = Metric(
    "visits.cadre_months",
    Text(zh="哪些干部哪个月没有走访？", en="Which cadres missed which month?"),
    CADRE_MONTHS,
    DUTY,
    "visits/cadre_months",
    ("cadres", "visits"),
    Grid(
        "name",
        "month",
        "state",
        CADRE_STATES,
        detail="visits",
        counted=Text(zh="数字为当月走访次数", en="the number is visits that month"),
    ),
    behind=Rows("cadres", "rows/cadres_on_duty", note=CADRES_ONCE),
    is_never_narrowed=True,
)

by_unit = Metric(
    "visits.duty.by_unit",
    Text(zh="哪些处室的走访有缺？", en="Which units' cadres missed visits?"),
    CADRE_MONTHS,
    DUTY,
    "visits/duty_by_unit",
    ("cadres", "visits"),
    Bars("unit", {"kept": Text(zh="已走访", en="Kept"), "missed": Text(zh="未走访", en="Not kept")}),
    footnotes=(
        Text(zh="本月尚未走访的也计入未走访。", en="Months still running without a visit count as not kept."),
    ),
    behind=Rows("cadres", "rows/cadres_on_duty", note=CADRES_ONCE),
    behind_values={
        state: Rows("cadres", "rows/cadres_on_duty", (("state", state),), CADRES_ONCE)
        for state in ("kept", "missed")
    },
    is_never_narrowed=True,
)

missing = Metric(
    "visits.duty.missing",
    Text(zh="哪些干部有月份没有走访？（缺得多的在前）", en="Which cadres missed months? (most first)"),
    CADRE_MONTHS,
    Text(
        zh=f"{DUTY.zh}当月尚未过完的不计为未走访。",
        en=f"{DUTY.en} A month still running is not counted as missed.",
    ),
    "visits/cadres_missing",
    ("cadres", "visits"),
    Listing(
        {
            "number": Text(zh="干部编号", en="Number"),
            "name": Text(zh="姓名", en="Name"),
            "unit": Text(zh="所在单位", en="Unit"),
            "due": Text(zh="应走访月数", en="Months owed"),
            "kept": Text(zh="已走访", en="Kept"),
            "missed": Text(zh="未走访", en="Missed"),
            "last_visited_on": Text(zh="最近走访", en="Last visit"),
        },
        page="cadre",
    ),
    behind=Rows("cadres", "rows/cadres_on_duty", note=CADRES_ONCE),
    is_never_narrowed=True,
)
