"""How long things take to their end, with what has not ended taken into account (Kaplan–Meier)."""

from supervision.metrics.declaration import CASES, DAYS, REFERRALS, Metric, Rows
from supervision.metrics.shapes import Listing, Ranges
from supervision.text import Text

METHOD = Text(
    zh="按Kaplan–Meier法计算：未结的计至期末（或统计日），不被忽略；95%置信区间用log(-log)变换和Greenwood方差。"
    "曲线未降到该分位数时没有数值（—），表示还有太多未结。只看期内启动的。天数为自然日。",
    en="Kaplan–Meier: what has not ended was watched until the period's end or the as-of day and is not ignored; the 95 % "
    "band by Greenwood's variance on the log(-log) scale. Where the curve has not fallen that far there is no value (—): too "
    "many are still open. Of those begun in the period; calendar days.",
)
PERCENTILES = {
    "median": Text(zh="中位数", en="Median"),
    "ninetieth": Text(zh="90%分位数", en="90th percentile"),
}
OPENED = Rows(
    "reviews",
    "rows/reviews_opened",
    note=Text(
        zh="天数由这些评查算出，未结的也在内。",
        en="The days are taken from these reviews, open ones included.",
    ),
)

by_quarter = Metric(
    "reviews.times.by_quarter",
    Text(zh="各季度启动的评查要多久才办结？", en="How long do reviews opened in each quarter take?"),
    DAYS,
    METHOD,
    "times/reviews_to_end",
    ("reviews",),
    Ranges("member", PERCENTILES, "review_quarter"),
    behind=OPENED,
)


def _told(begun: Text, ended: Text) -> dict[str, Text]:
    return {
        "begun": begun,
        "ended": ended,
        "still_open": Text(zh="未结", en="Still open"),
        "median": Text(zh="用时中位数（含未结）", en="Median days (open ones included)"),
        "ninetieth": Text(zh="90%分位数", en="90th percentile"),
        "median_of_ended": Text(zh="仅已结的中位数", en="Median of ended only"),
    }


def _by(name: str, word: Text, title: Text) -> Metric:
    return Metric(
        f"reviews.times.by_{name}",
        title,
        CASES,
        METHOD,
        "times/reviews_to_end",
        ("reviews",),
        Listing(
            {"member": word, **_told(Text(zh="启动", en="Opened"), Text(zh="办结", en="Concluded"))},
            f"review_{name}",
        ),
        behind=OPENED,
    )


by_kind = _by(
    "kind",
    Text(zh="评查方式", en="Kind"),
    Text(zh="专项评查比集中评查快吗？", en="Are special reviews quicker?"),
)
by_organ = _by(
    "organ",
    Text(zh="单位类别", en="Kind of organ"),
    Text(zh="哪类单位的评查最慢？", en="Which kind of organ's reviews take longest?"),
)
by_district = _by(
    "district",
    Text(zh="区县", en="District"),
    Text(zh="哪个区县的评查最慢？", en="Which district's reviews take longest?"),
)
by_group = _by(
    "group",
    Text(zh="评查组", en="Review group"),
    Text(zh="各评查组办得多快？", en="How quick is each review group?"),
)

replies = Metric(
    "referrals.times",
    Text(zh="移送多久能收到反馈？", en="How long until a referral is replied to?"),
    REFERRALS,
    METHOD,
    "times/referrals_to_end",
    ("referrals",),
    Listing(
        {
            "member": Text(zh="移送对象", en="Referred to"),
            **_told(Text(zh="移送", en="Sent"), Text(zh="已反馈", en="Replied")),
        },
        "referral_organ",
    ),
    behind=Rows("referrals", "rows/referrals_sent"),
)
