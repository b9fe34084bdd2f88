"""Visits to enterprises: how many, how widely, by whom; and what was raised there."""

from supervision.metrics.declaration import (
    BY_KIND,
    BY_MONTH,
    CADRE_MONTHS,
    NEEDS,
    UNITS,
    VISITS,
    Bars,
    Grid,
    Lines,
    Listing,
    Metric,
    Rows,
    State,
    Tile,
)
from supervision.text import Text

CADRES_ONCE = Text(
    zh="数字按人次计，一名干部每月计一次；这里每名干部只列一行。",
    en="The number counts cadre-months; here every cadre is listed once.",
)

made = Metric(
    "visits.made",
    Text(zh="走访次数", en="Visits made"),
    VISITS,
    Text(
        zh="走访日期在期内的次数；同一企业多次走访逐次计算，不与家数混用。",
        en="Visits in the period; every visit to the same enterprise counts. Never mixed with distinct units.",
    ),
    "visits/made",
    ("visits",),
    Tile(),
    breakdowns=(BY_MONTH,),
    behind=Rows("visits", "rows/visits_made"),
)

ROSTER = Text(
    zh="名录在期末应为58家；家数取自企业名录，不是固定数。",
    en="The roster should hold 58 at the period's end; the number comes from the roster and is not fixed.",
)

listed = Metric(
    "visits.coverage.listed",
    Text(zh="应走访中省属单位", en="Central and provincial units listed"),
    UNITS,
    Text(
        zh="期末在企业名录中、选取角度含“中省属单位”的家数。",
        en="Units on the roster at the period's end whose pools include the central and provincial units.",
    ),
    "visits/coverage",
    ("enterprises",),
    Tile(),
    column="listed",
    breakdowns=(BY_KIND,),
    footnotes=(ROSTER,),
    behind=Rows("enterprises", "rows/units_listed"),
)

visited = Metric(
    "visits.coverage.visited",
    Text(zh="已走访中省属单位", en="Central and provincial units visited"),
    UNITS,
    Text(
        zh="上述单位中期内至少被走访一次的家数，一家只计一次；其他选取角度的企业不计入。",
        en="Of the listed units, those visited at least once in the period, each counted once; enterprises of the other "
        "pools are not part of it.",
    ),
    "visits/coverage",
    ("enterprises", "visits"),
    Tile(),
    column="visited",
    breakdowns=(BY_KIND,),
    footnotes=(ROSTER,),
    behind=Rows("enterprises", "rows/units_listed", (("state", "visited"),)),
)

coverage = Metric(
    "visits.coverage",
    Text(zh="各类中省属单位走访了多少？", en="How many units of each kind have been visited?"),
    UNITS,
    visited.definition,
    "visits/coverage",
    ("enterprises", "visits"),
    Bars(
        "member",
        {"visited": Text(zh="已走访", en="Visited"), "unvisited": Text(zh="未走访", en="Not visited")},
        "kind",
    ),
    footnotes=(ROSTER,),
    behind=Rows("enterprises", "rows/units_listed"),
)

curve = Metric(
    "visits.curve",
    Text(zh="全覆盖的进度跟得上吗？", en="Is coverage keeping the pace it needs?"),
    UNITS,
    Text(
        zh="至每月末累计走访过的中省属单位家数；“所需进度”把应走访家数平均分到期内各月。",
        en="Listed units visited at least once by the end of each month; the pace needed spreads them evenly over the "
        "period's months.",
    ),
    "visits/curve",
    ("enterprises", "visits"),
    Lines(
        "month",
        {
            "visited": Text(zh="累计已走访", en="Visited so far"),
            "pace": Text(zh="所需进度", en="Pace needed"),
            "listed": Text(zh="应走访", en="Listed"),
        },
    ),
    footnotes=(ROSTER,),
    behind=Rows("enterprises", "rows/units_listed", (("state", "visited"),)),
)

units = Metric(
    "visits.units",
    Text(
        zh="哪些中省属单位还没有走访？（未走访的在前）",
        en="Which central and provincial units have not been visited? (those first)",
    ),
    UNITS,
    visited.definition,
    "visits/units",
    ("enterprises", "visits"),
    Listing(
        {
            "number": Text(zh="企业编号", en="Number"),
            "name": Text(zh="企业名称", en="Name"),
            "kind": Text(zh="类别", en="Kind"),
            "district": Text(zh="区县", en="District"),
            "visits": Text(zh="走访次数", en="Visits"),
            "last_visited_on": Text(zh="最近走访", en="Last visited"),
        }
    ),
    behind=Rows("enterprises", "rows/units_listed"),
)

DUTY = Text(
    zh="走访活动期间（2022年3月至12月），干部在某月至少一天在岗，该月即应走访至少1户企业。",
    en="Within the campaign (March to December 2022) a cadre on duty on at least one day of a month owes a visit that month.",
)

duty_due = Metric(
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
)

duty_kept = Metric(
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
)

raised = Metric(
    "needs.raised",
    Text(zh="提出诉求", en="Needs raised"),
    NEEDS,
    Text(zh="提出日期在期内的诉求数。", en="Needs raised in the period."),
    "needs/raised_and_resolved",
    ("needs",),
    Tile(),
    column="raised",
    breakdowns=(BY_KIND,),
    behind=Rows("needs", "rows/needs_raised"),
)

resolved = Metric(
    "needs.resolved",
    Text(zh="办结诉求", en="Needs resolved"),
    NEEDS,
    Text(zh="办结日期在期内的诉求数，不论何时提出。", en="Needs resolved in the period, whenever raised."),
    "needs/raised_and_resolved",
    ("needs",),
    Tile(),
    column="resolved",
    breakdowns=(BY_KIND,),
    behind=Rows("needs", "rows/needs_resolved"),
)

needs_by_kind = Metric(
    "needs.by_kind",
    Text(zh="企业提了什么，解决了多少？", en="What did enterprises raise, and how much was resolved?"),
    NEEDS,
    Text(
        zh=f"{raised.definition.zh}{resolved.definition.zh}",
        en=f"{raised.definition.en} {resolved.definition.en}",
    ),
    "needs/raised_and_resolved",
    ("needs",),
    Bars(
        "member",
        {"raised": Text(zh="期内提出", en="Raised"), "resolved": Text(zh="期内办结", en="Resolved")},
        "kind",
        are_parts=False,
    ),
    behind=Rows("needs", "rows/needs_raised"),
)

open_needs = Metric(
    "needs.open",
    Text(zh="哪些诉求还没有解决？", en="Which needs are still open?"),
    NEEDS,
    Text(zh="期末尚未办结的诉求。", en="Raised and not resolved by the period's end."),
    "needs/open",
    ("needs",),
    Listing(
        {
            "number": Text(zh="诉求编号", en="Need"),
            "kind": Text(zh="类别", en="Kind"),
            "organ": Text(zh="责任单位类别", en="Organ responsible"),
            "raised_on": Text(zh="提出日期", en="Raised on"),
            "days_open": Text(zh="已等天数", en="Days open"),
        }
    ),
    behind=Rows("needs", "rows/needs_open"),
)
