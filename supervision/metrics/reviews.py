"""Reviews: what is opened, concluded and still open, how they are graded, and who may not review whom."""

from supervision.metrics.declaration import (
    BY_GRADE,
    BY_KIND,
    BY_MONTH,
    BY_QUARTER,
    CASES,
    DAYS,
    PER_CENT,
    PROBLEMS,
    QUARTERS,
    Metric,
    Rows,
)
from supervision.metrics.shapes import Bars, Flow, Grid, Lines, Listing, State, Tile
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

ROUNDING = Text(
    zh="部分数据因四舍五入的原因，存在总计与分项合计不等的情况。",
    en="For rounding, parts may not add up to the total.",
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

grades = Metric(
    "reviews.grades",
    Text(zh="各季度的评查结论有什么变化？", en="How did grades change from quarter to quarter?"),
    CASES,
    Text(
        zh="按办结季度；等次取自统计日有效的等次表，表外的等次照原样列出。占比为该季度办结案件中的比例，保留一位小数，四舍五入。",
        en="By quarter of conclusion; the grades are those in force on the as-of day, any other stands as written. The share "
        "is of the quarter's concluded cases, to one decimal, half up.",
    ),
    "reviews/grades",
    ("reviews",),
    Listing(
        {
            "quarter": Text(zh="季度", en="Quarter"),
            "grade": Text(zh="评查结论", en="Grade"),
            "regime": Text(zh="等次依据", en="Regime"),
            "cases": Text(zh="案件（件）", en="Cases"),
            "share": Text(zh="占比（%）", en="Share (%)"),
        }
    ),
    footnotes=(ROUNDING,),
    behind=Rows("reviews", "rows/reviews_concluded"),
)

problems = Metric(
    "reviews.problems",
    Text(zh="评查发现了多少问题？", en="How many problems did the reviews find?"),
    PROBLEMS,
    Text(
        zh="期内办结的评查所填发现问题数之和，按处计，不与案件件数混用；未填的不算作0，另列填写件数。",
        en="The sum of problems stated for reviews concluded in the period; never mixed with cases. A review that states none "
        "is not counted as 0: the cases that state a number are shown beside.",
    ),
    "reviews/problems",
    ("reviews",),
    Listing(
        {
            "quarter": Text(zh="季度", en="Quarter"),
            "cases": Text(zh="办结案件（件）", en="Concluded (cases)"),
            "stated": Text(zh="其中填写了问题数的（件）", en="Of these stating problems"),
            "problems": Text(zh="发现问题（处）", en="Problems"),
        }
    ),
    behind=Rows("reviews", "rows/reviews_concluded"),
)

recusals = Metric(
    "reviews.recusals",
    Text(zh="有没有人评查本单位的案件？", en="Did anybody review their own body's case?"),
    CASES,
    Text(
        zh="期内在办的评查中，评查组有委员来自线索所反映的单位。依据委员名册的“参加的评查组”、评查台账的评查组和线索的被举报单位核对；"
        "缺其中任何一项就无法核对。",
        en="Of the reviews open in the period, those whose group has a member from the very body that the lead complains of. "
        "Checked by the members' review groups, the review's group and the lead's body; where one of them is missing it can't "
        "be checked.",
    ),
    "reviews/recusals",
    ("reviews", "members", "leads"),
    Listing(
        {
            "number": Text(zh="评查编号", en="Review"),
            "member_name": Text(zh="委员", en="Member"),
            "body": Text(zh="单位", en="Body"),
            "review_group": Text(zh="评查组", en="Group"),
            "opened_on": Text(zh="启动日期", en="Opened on"),
            "concluded_on": Text(zh="办结日期", en="Concluded on"),
        }
    ),
    behind=Rows("reviews", "rows/reviews_recused"),
    nothing=Text(
        zh="没有查到。只有委员名册填写了“参加的评查组”、且单位名称与线索所写完全一致时才能查到，因此不等于没有。",
        en="None was found. One is found only where the members' review groups are filled in and the body's name is written "
        "exactly as in the lead, so this does not prove that there was none.",
    ),
)

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
