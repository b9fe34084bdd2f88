"""How widely the enterprises were visited: month by month, by district and pool, how often, and who was left out."""

from supervision.metrics.declaration import UNITS, VISITS, Metric, Rows
from supervision.metrics.shapes import Bars, Grid, Lines, Listing, State
from supervision.metrics.visits import ROSTER, visited
from supervision.text import Text

VISITED_OR_NOT = {
    "visited": Text(zh="已走访", en="Visited"),
    "unvisited": Text(zh="未走访", en="Not visited"),
}
LISTED_ROWS = Rows("enterprises", "rows/units_listed")


def rows_by_state(question: str) -> dict[str, Rows]:
    """Behind what was visited stand the visited ones, behind the rest the others."""
    return {state: Rows("enterprises", question, (("state", state),)) for state in VISITED_OR_NOT}


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
    behind=Rows("enterprises", "rows/units_listed"),
    behind_values={"visited": Rows("enterprises", "rows/units_visited_by_month")},
)

by_district = Metric(
    "visits.coverage.by_district",
    Text(
        zh="哪些区县的中省属单位还没有走访完？", en="In which districts are listed units still to be visited?"
    ),
    UNITS,
    visited.definition,
    "visits/coverage_by_district",
    ("enterprises", "visits"),
    Bars("district", VISITED_OR_NOT),
    footnotes=(ROSTER,),
    behind=LISTED_ROWS,
    behind_values=rows_by_state("rows/units_listed"),
)

by_pool = Metric(
    "visits.coverage.by_pool",
    Text(
        zh="四个选取角度的企业各走访了多少？",
        en="How many enterprises of each of the four pools were visited?",
    ),
    UNITS,
    Text(
        zh="期末在名录中的企业按选取角度计，期内至少被走访一次即为已走访。一家企业可属于几个角度，故各角度不能相加；只有“中省属单位”计入全覆盖。",
        en="Enterprises on the roster at the period's end by pool; visited at least once in the period. An enterprise may be in "
        "several pools, so pools don't add up; only the central and provincial units count for coverage.",
    ),
    "visits/coverage_by_pool",
    ("enterprises", "visits"),
    Bars("pool", VISITED_OR_NOT),
    behind=Rows("enterprises", "rows/units_in_pools"),
    behind_values=rows_by_state("rows/units_in_pools"),
)

per_unit = Metric(
    "visits.per_unit",
    Text(zh="一家单位走访了几次？", en="How often was one unit visited?"),
    UNITS,
    Text(
        zh="期末在名录中的中省属单位，按期内被走访的次数分组。这里数的是家数，不是次数。",
        en="Listed units by how often they were visited in the period. This counts units, not visits.",
    ),
    "visits/per_unit",
    ("enterprises", "visits"),
    Bars("times", {"value": Text(zh="单位", en="Units")}),
    footnotes=(ROSTER,),
    behind=LISTED_ROWS,
)

UNIT_STATES = {
    "visited": State(Text(zh="当月已走访", en="Visited that month"), "good", "✓"),
    "never": State(Text(zh="期内一次也没有走访", en="Not once in the period"), "bad", "✕"),
    "not_this_month": State(Text(zh="当月未走访，期内走访过", en="Visited in another month"), "quiet"),
    "ahead": State(Text(zh="未到", en="Not begun"), "quiet"),
}

unit_months = Metric(
    "visits.unit_months",
    Text(zh="哪家单位在哪个月走访过，谁去的？", en="Which unit was visited in which month, and by whom?"),
    VISITS,
    Text(
        zh="期末在名录中的每家中省属单位逐月列出；期内一次也没有走访的排在最前。",
        en="Every listed unit month by month; those not visited once in the period come first.",
    ),
    "visits/unit_months",
    ("enterprises", "visits"),
    Grid(
        "unit_name",
        "month",
        "state",
        UNIT_STATES,
        detail="visits",
        counted=Text(zh="数字为当月走访次数", en="the number is visits that month"),
        also_told={"told": Text(zh="日期与干部", en="Days and cadres")},
    ),
    footnotes=(ROSTER,),
    behind=Rows("visits", "rows/visits_to_units"),
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
        },
        page="enterprise",
    ),
    behind=Rows("enterprises", "rows/units_listed"),
)

policies = Metric(
    "visits.policies",
    Text(zh="两项政策宣讲到了多少单位？", en="How widely were the two policies explained?"),
    UNITS,
    Text(
        zh="期内走访时宣讲该政策的次数（次）与去过的企业家数（家），两者不能混用；“未宣讲到的”是期末在名录中、期内没有听过该政策的中省属单位。",
        en="Visits in the period on which the policy was explained, and distinct enterprises where it was; the two are never mixed. "
        "“Not yet told” are listed units where it was not explained in the period.",
    ),
    "visits/policies",
    ("visits", "enterprises"),
    Listing(
        {
            "policy": Text(zh="政策", en="Policy"),
            "visits": Text(zh="宣讲（次）", en="Visits"),
            "units": Text(zh="宣讲到的企业（家）", en="Enterprises told"),
            "listed_told": Text(zh="其中中省属单位（家）", en="Of these listed"),
            "listed_untold": Text(zh="未宣讲到的中省属单位（家）", en="Listed, not yet told"),
        }
    ),
    behind=Rows("visits", "rows/visits_with_policy"),
)
