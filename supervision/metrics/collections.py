"""The hand-overs in which the six sources bring leads: due on the 25th, on time, late or missing."""

from supervision.metrics.declaration import BY_SOURCE, HAND_OVERS, LEADS, Metric, Rows
from supervision.metrics.shapes import Grid, Listing, State, Tile
from supervision.text import Text

DUE_DEFINITION = Text(
    zh="六个来源每月25日各应报送一次，无线索也须零报告。登记表没有某来源某月的记录时，视为未报送。",
    en="Each of the six sources owes a hand-over on the 25th of every month, a zero report included. A month for which "
    "the register has no row from a source counts as not handed over.",
)
WEEKENDS = Text(
    zh="应报日遇周末时没有已知的顺延规则，故同时列出应报日与实报日。",
    en="No rule for moving a due day off a weekend is known, so the due day and the actual day are both shown.",
)
UNREGISTERED = Text(
    zh="登记表里没有记录的报送没有行，只计次数。",
    en="A hand-over that the register does not mention has no row and is only counted.",
)


def _hand_over(column: str, title: Text, definition: Text) -> Metric:
    return Metric(
        f"collections.{column}",
        title,
        HAND_OVERS,
        Text(zh=definition.zh + DUE_DEFINITION.zh, en=f"{definition.en} {DUE_DEFINITION.en}"),
        "collections/punctuality",
        ("collections",),
        Tile(),
        column=column,
        breakdowns=(BY_SOURCE,),
        footnotes=(WEEKENDS,),
        behind=Rows(
            "collections",
            "rows/hand_overs",
            () if column == "due" else (("state", column),),
            UNREGISTERED if column in ("due", "missing") else None,
        ),
    )


due = _hand_over(
    "due",
    Text(zh="应报送", en="Hand-overs due"),
    Text(zh="应报日在期内的报送次数。", en="Hand-overs whose due day lies in the period."),
)
on_time = _hand_over(
    "on_time",
    Text(zh="按时报送", en="Handed over on time"),
    Text(zh="不晚于应报日报送的次数。", en="Those that came on or before the due day."),
)
late = _hand_over(
    "late",
    Text(zh="迟报", en="Handed over late"),
    Text(zh="晚于应报日报送的次数。", en="Those that came after the due day."),
)
missing = _hand_over(
    "missing",
    Text(zh="未报送", en="Not handed over"),
    Text(zh="至统计日仍未报送的次数。", en="Those that had not come by the as-of day."),
)

DECLARED_DEFINITION = Text(
    zh="来源单位在线索汇总登记中申报的件数，与该报送月份的文件中首次报来并已录入的线索件数相比；差额为录入减申报。"
    "待更正的行更正后，与文件中的其他行一样计入。",
    en="The number that the source declared in the register, against the leads that its files for that month brought for "
    "the first time and that were accepted; the difference is loaded less declared. A row that had to wait and was mended "
    "counts like any other row of its file.",
)
AGAIN = Text(
    zh="再次报送的线索不在申报件数之内，另列；待更正的行可以解释少录的部分。",
    en="Leads sent again are not part of the number declared and stand apart; rows that wait may explain what is short.",
)
DECLARED_AND_LOADED = {
    "declared": Text(zh="申报", en="Declared"),
    "loaded": Text(zh="录入", en="Loaded"),
    "difference": Text(zh="差额", en="Difference"),
}

HAND_OVER_STATES = {
    "on_time": State(Text(zh="按时", en="On time"), "good", "✓"),
    "late": State(Text(zh="迟报", en="Late"), "middling", "▲"),
    "missing": State(Text(zh="未报", en="Missing"), "bad", "✕"),
    "not_due": State(Text(zh="无需报送", en="Not due"), "quiet"),
}

calendar = Metric(
    "collections.calendar",
    Text(zh="每月25日，哪些来源按时报送了？", en="Who handed over on the 25th of each month?"),
    HAND_OVERS,
    Text(zh=DUE_DEFINITION.zh + DECLARED_DEFINITION.zh, en=f"{DUE_DEFINITION.en} {DECLARED_DEFINITION.en}"),
    "collections/calendar",
    ("collections", "leads"),
    Grid(
        "source",
        "month",
        "state",
        HAND_OVER_STATES,
        detail="days",
        counted=Text(zh="数字为迟报天数", en="the number is days late"),
        also_told={
            "due_on": Text(zh="应报日期", en="Due on"),
            "handed_on": Text(zh="实报日期", en="Handed over on"),
            **DECLARED_AND_LOADED,
        },
    ),
    footnotes=(WEEKENDS, AGAIN),
    behind=Rows("collections", "rows/hand_overs"),
    narrowed_as="collections",
)

outstanding = Metric(
    "collections.outstanding",
    Text(zh="哪些来源至今未报送？", en="Which hand-overs are overdue?"),
    HAND_OVERS,
    Text(
        zh="应报日在期内、至统计日仍未报送的。", en="Due in the period and not handed over by the as-of day."
    ),
    "collections/outstanding",
    ("collections",),
    Listing(
        {
            "source": Text(zh="来源单位", en="Source"),
            "due_on": Text(zh="应报日期", en="Due on"),
            "days_overdue": Text(zh="逾期天数", en="Days overdue"),
        }
    ),
    behind=Rows("collections", "rows/hand_overs", (("state", "missing"),), UNREGISTERED),
)

unequal = Metric(
    "collections.unequal",
    Text(
        zh="哪几次报送，录入与申报的件数不符？",
        en="Which hand-overs brought another number of leads than declared?",
    ),
    LEADS,
    DECLARED_DEFINITION,
    "collections/unequal",
    ("leads", "collections"),
    Listing(
        {
            "source": Text(zh="来源单位", en="Source"),
            "month": Text(zh="月份", en="Month"),
            **DECLARED_AND_LOADED,
            "waiting": Text(zh="仍待更正", en="Still wait"),
        }
    ),
    footnotes=(AGAIN,),
    behind=Rows("collections", "rows/hand_overs"),
    narrowed_as="collections",
)
