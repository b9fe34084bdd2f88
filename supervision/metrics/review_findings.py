"""What reviews find: grades, problems, whether the quarter's review was held, and who reviewed their own body's case."""

from supervision.metrics.declaration import CASES, PROBLEMS, QUARTERS, Metric, Rows
from supervision.metrics.reviews import concluded
from supervision.metrics.shapes import Bars, Grid, Listing, State
from supervision.text import Text

ROUNDING = Text(
    zh="部分数据因四舍五入的原因，存在总计与分项合计不等的情况。",
    en="For rounding, parts may not add up to the total.",
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
