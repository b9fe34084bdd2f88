"""Reviews: what is opened, concluded and still open, and who has it in hand."""

from supervision.metrics.declaration import (
    BY_GRADE,
    BY_KIND,
    BY_MONTH,
    BY_QUARTER,
    CASES,
    DAYS,
    PER_CENT,
    Metric,
    Rows,
)
from supervision.metrics.shapes import Bars, Flow, Lines, Listing, Tile
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
    is_counted_at_end=True,
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
    is_counted_at_end=True,
)

workload = Metric(
    "reviews.workload",
    Text(zh="各评查组手上有多少？", en="How much does each review group have in hand?"),
    CASES,
    Text(
        zh="每组：期初未结 + 本期启动 − 本期办结 = 期末未结。",
        en="Each group: open at the start + opened − concluded = open at the end.",
    ),
    "reviews/by_group",
    ("reviews",),
    Listing({"review_group": Text(zh="评查组", en="Review group"), **FLOW_WORDS}),
    behind=Rows("reviews", "rows/reviews_at_hand"),
    is_counted_at_end=True,
)

by_quarter = Metric(
    "reviews.throughput.by_quarter",
    Text(zh="每个季度的存量是增是减？", en="Did the stock grow or shrink each quarter?"),
    CASES,
    Text(
        zh="每季度：期初未结 + 本期启动 − 本期办结 = 期末未结。",
        en="Each quarter: open at the start + opened − concluded = open at the end.",
    ),
    "reviews/throughput_by_quarter",
    ("reviews",),
    Flow("quarter", "opened", "concluded", "open_at_end", FLOW_WORDS),
    behind=Rows("reviews", "rows/reviews_opened"),
    behind_values={
        "concluded": Rows("reviews", "rows/reviews_concluded"),
        "open_at_end": Rows("reviews", "rows/reviews_open", at_end_of_month=True),
    },
)

cumulative = Metric(
    "reviews.cumulative",
    Text(
        zh="进来的和办结的差距在拉大吗？",
        en="Is the gap between what came in and what was concluded widening?",
    ),
    CASES,
    Text(
        zh="累计进入：期初未结加期内启动至每月末的件数；累计办结：期内至每月末办结的件数。两线之间的距离就是当月末未结。",
        en="Come in: open when the period began plus opened by the end of each month. Concluded: concluded in the period by "
        "then. The gap between the lines is what is open.",
    ),
    "reviews/cumulative",
    ("reviews",),
    Lines(
        "month",
        {
            "come_in": Text(zh="累计进入", en="Come in"),
            "concluded": Text(zh="累计办结", en="Concluded"),
        },
    ),
    behind=Rows("reviews", "rows/reviews_at_hand", at_end_of_month=True),
    behind_values={"concluded": Rows("reviews", "rows/reviews_concluded_by", at_end_of_month=True)},
)

clearance = Metric(
    "reviews.clearance",
    Text(zh="办结率", en="Clearance rate"),
    PER_CENT,
    Text(
        zh="期内办结件数÷期内启动件数，保留一位小数，四舍五入；期内没有启动的没有数值。超过100%表示存量在减少。",
        en="Concluded in the period over opened in it, to one decimal, half up; no value where none was opened. Above 100 % "
        "the stock is shrinking.",
    ),
    "reviews/clearance",
    ("reviews",),
    Tile(),
    breakdowns=(BY_QUARTER,),
    behind=Rows(
        "reviews",
        "rows/reviews_concluded",
        note=Text(
            zh="这里是分子：期内办结的评查。", en="These are the concluded ones, the rate's numerator."
        ),
    ),
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
    is_counted_at_end=True,
)
