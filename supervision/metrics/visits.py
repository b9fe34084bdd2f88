"""Visits to enterprises: how many, how widely, and who was not visited."""

from supervision.metrics.declaration import BY_KIND, BY_MONTH, UNITS, VISITS, Metric, Rows
from supervision.metrics.shapes import Bars, Tile
from supervision.text import Text

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
    behind_values={
        state: Rows("enterprises", "rows/units_listed", (("state", state),))
        for state in ("visited", "unvisited")
    },
)
