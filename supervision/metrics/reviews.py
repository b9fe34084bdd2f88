"""Reviews: what is opened, concluded and still open, and how long it takes."""

from supervision.metrics.declaration import BY_GRADE, BY_KIND, BY_MONTH, CASES, DAYS, QUARTERS, Metric, Rows
from supervision.metrics.shapes import Bars, Flow, Grid, Listing, State, Tile
from supervision.text import Text

opened = Metric(
    "reviews.opened",
    Text(zh="启动评查", en="Reviews opened"),
    CASES,
    Text(zh="启动日期在期内的评查案件数。", en="Cases whose review was opened in the period."),
    "reviews/opened",
    ("reviews",),
    Tile(),
    breakdowns=(BY_KIND, BY_MONTH),
    behind=Rows("reviews", "rows/reviews_opened"),
)

concluded = Metric(
    "reviews.concluded",
    Text(zh="办结评查", en="Reviews concluded"),
    CASES,
    Text(
        zh="办结日期在期内的评查案件数，不论何时启动。一件案件只有一个等次。",
        en="Cases whose review was concluded in the period, whenever it was opened. A case has one grade.",
    ),
    "reviews/concluded",
    ("reviews",),
    Tile(),
    breakdowns=(BY_GRADE, BY_MONTH),
    behind=Rows("reviews", "rows/reviews_concluded"),
)

backlog = Metric(
    "reviews.backlog",
    Text(zh="期末未结", en="Reviews still open"),
    CASES,
    Text(
        zh="期末仍未办结的评查案件数。期初未结 + 本期启动 − 本期办结 = 期末未结。",
        en="Reviews opened and not concluded by the period's end. Open at the start + opened − concluded = open at the end.",
    ),
    "reviews/backlog",
    ("reviews",),
    Tile(),
    behind=Rows("reviews", "rows/reviews_open"),
)

days_to_conclusion = Metric(
    "reviews.days_to_conclusion.median",
    Text(zh="办结用时中位数", en="Median days to conclusion"),
    DAYS,
    Text(
        zh="期内办结的评查，从启动到办结的自然日数的中位数。未结案件不在其中，另列其已用时间。",
        en="The median of calendar days from opening to conclusion, of the reviews concluded in the period. Open "
        "reviews are not part of it; their age is shown beside it.",
    ),
    "reviews/days_to_conclusion",
    ("reviews",),
    Tile(),
    behind=Rows(
        "reviews",
        "rows/reviews_concluded",
        note=Text(
            zh="中位数由这些已办结的评查算出。", en="The median is taken over these concluded reviews."
        ),
    ),
)

FLOW_WORDS = {
    "open_at_start": Text(zh="期初未结", en="Open at start"),
    "opened": Text(zh="本期启动", en="Opened"),
    "concluded": Text(zh="本期办结", en="Concluded"),
    "open_at_end": Text(zh="期末未结", en="Open at end"),
}

throughput = Metric(
    "reviews.throughput",
    Text(zh="评查办得过来吗？", en="Do reviews keep up with what is opened?"),
    CASES,
    Text(
        zh="每月：期初未结 + 本期启动 − 本期办结 = 期末未结。",
        en="Each month: open at the start + opened − concluded = open at the end.",
    ),
    "reviews/throughput",
    ("reviews",),
    Flow("month", "opened", "concluded", "open_at_end", FLOW_WORDS),
    behind=Rows("reviews", "rows/reviews_opened"),
    behind_values={
        "concluded": Rows("reviews", "rows/reviews_concluded"),
        "open_at_end": Rows("reviews", "rows/reviews_open", at_end_of_month=True),
    },
)

days_by_band = Metric(
    "reviews.days_by_band",
    Text(
        zh="评查要多久，未结的已等了多久？",
        en="How long do reviews take, and how long have open ones waited?",
    ),
    CASES,
    Text(
        zh="期内办结的按启动至办结的自然日分段；期末未结的按启动至期末的自然日分段。",
        en="Concluded in the period: calendar days from opening to conclusion. Open at its end: days from opening to then.",
    ),
    "reviews/days_by_band",
    ("reviews",),
    Bars(
        "band",
        {"concluded": Text(zh="已办结", en="Concluded"), "still_open": Text(zh="未结", en="Still open")},
    ),
    behind=Rows("reviews", "rows/reviews_concluded"),
    behind_values={"still_open": Rows("reviews", "rows/reviews_open")},
)

by_grade = Metric(
    "reviews.by_grade",
    Text(zh="评查结论如何？", en="How were the concluded cases graded?"),
    CASES,
    concluded.definition,
    "reviews/concluded",
    ("reviews",),
    Bars("member", {"value": Text(zh="案件", en="Cases")}, "grade"),
    footnotes=(
        Text(
            zh="委员会的等次未见公布，暂按通行口径（合格、瑕疵、不合格）。",
            en="The committee's own grades have not been published; the customary sound, flawed and failed are used.",
        ),
    ),
    behind=Rows("reviews", "rows/reviews_concluded"),
)

SESSION_STATES = {
    "held": State(Text(zh="已开展", en="Held"), "good", "✓"),
    "not_held": State(Text(zh="未开展", en="Not held"), "bad", "✕"),
    "pending": State(Text(zh="本季尚未开展", en="Not yet this quarter"), "middling", "▲"),
    "not_due": State(Text(zh="未到", en="Not begun"), "quiet"),
}

sessions = Metric(
    "reviews.sessions",
    Text(zh="每季度的集中评查开展了吗？", en="Was a concentrated review held each quarter?"),
    QUARTERS,
    Text(
        zh="每季度至少开展一次集中评查。季内有以集中评查方式启动的案件，即视为已开展；委员会成立的当季不计。",
        en="At least one concentrated review is owed each quarter. A quarter in which a case was opened at one "
        "counts as held; the quarter in which the committee was founded is not owed.",
    ),
    "reviews/sessions",
    ("reviews",),
    Grid(
        None,
        "quarter",
        "state",
        SESSION_STATES,
        detail="concentrated",
        counted=Text(zh="数字为集中评查启动件数", en="the number is cases opened at it"),
    ),
    behind=Rows("reviews", "rows/reviews_opened", (("kind", "集中评查"),)),
    is_never_narrowed=True,
)

longest_open = Metric(
    "reviews.longest_open",
    Text(zh="哪些评查最久未结？", en="Which reviews have been open longest?"),
    CASES,
    Text(zh="期末未结的评查，按启动日期排列。", en="Open at the period's end, by the day opened."),
    "reviews/longest_open",
    ("reviews",),
    Listing(
        {
            "number": Text(zh="评查编号", en="Review"),
            "kind": Text(zh="评查方式", en="Kind"),
            "organ": Text(zh="单位类别", en="Organ"),
            "district": Text(zh="区县", en="District"),
            "review_group": Text(zh="评查组", en="Group"),
            "opened_on": Text(zh="启动日期", en="Opened on"),
            "days_open": Text(zh="已用天数", en="Days open"),
        }
    ),
    behind=Rows("reviews", "rows/reviews_open"),
)
