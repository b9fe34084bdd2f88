"""Needs: what was raised on visits, and what became of it."""

from supervision.metrics.declaration import BY_KIND, NEEDS, Metric, Rows
from supervision.metrics.shapes import Bars, Listing, Tile
from supervision.text import Text

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

by_kind = Metric(
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
    behind_values={"resolved": Rows("needs", "rows/needs_resolved")},
)

still_open = Metric(
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
            "enterprise": Text(zh="企业", en="Enterprise"),
            "organ": Text(zh="责任单位类别", en="Organ responsible"),
            "raised_on": Text(zh="提出日期", en="Raised on"),
            "days_open": Text(zh="已等天数", en="Days open"),
        }
    ),
    behind=Rows("needs", "rows/needs_open"),
    is_counted_at_end=True,
)

by_organ = Metric(
    "needs.by_organ",
    Text(zh="诉求由哪类单位负责，办得如何？", en="Who answers for the needs, and how far are they?"),
    NEEDS,
    Text(
        zh="按责任单位类别：期内提出、期内办结（不论何时提出）、期末未办结。",
        en="By the kind of organ responsible: raised in the period, resolved in it (whenever raised), open at its end.",
    ),
    "needs/by_organ",
    ("needs",),
    Bars(
        "organ",
        {
            "raised": Text(zh="期内提出", en="Raised"),
            "resolved": Text(zh="期内办结", en="Resolved"),
            "still_open": Text(zh="期末未办结", en="Still open"),
        },
        are_parts=False,
    ),
    behind=Rows("needs", "rows/needs_raised"),
    behind_values={
        "resolved": Rows("needs", "rows/needs_resolved"),
        "still_open": Rows("needs", "rows/needs_open"),
    },
    is_counted_at_end=True,
)

by_band = Metric(
    "needs.by_band",
    Text(
        zh="诉求办了多久，没办结的等了多久？",
        en="How long did needs take, and how long have open ones waited?",
    ),
    NEEDS,
    Text(
        zh="期内办结的按提出至办结的自然日分段；期末未办结的按提出至期末的自然日分段。",
        en="Resolved in the period: calendar days from raised to resolved. Open at its end: days from raised to then.",
    ),
    "needs/by_band",
    ("needs",),
    Bars(
        "band",
        {"resolved": Text(zh="已办结", en="Resolved"), "still_open": Text(zh="未办结", en="Still open")},
    ),
    behind=Rows("needs", "rows/needs_resolved"),
    behind_values={"still_open": Rows("needs", "rows/needs_open")},
    is_counted_at_end=True,
)
