"""Referrals: what reviews found and another organ was told, and whether it replied."""

from supervision.metrics.declaration import BY_CRIME, BY_ORGAN, REFERRALS, Metric, Rows
from supervision.metrics.shapes import Bars, Flow, Listing, Tile
from supervision.text import Text

sent = Metric(
    "referrals.sent",
    Text(zh="移送线索", en="Referrals sent"),
    REFERRALS,
    Text(
        zh="移送日期在期内的移送件数：涉嫌违纪的移送纪检监察机关，涉嫌十四个罪名之一的移送检察机关。",
        en="Referrals sent in the period: suspected breaches of discipline to discipline inspection, suspicion of one "
        "of the 14 duty crimes to the procuratorate.",
    ),
    "referrals/sent",
    ("referrals",),
    Tile(),
    breakdowns=(BY_ORGAN, BY_CRIME),
    footnotes=(
        Text(
            zh="按罪名的数字只含移送检察机关的部分。",
            en="The split by crime covers only what went to the procuratorate.",
        ),
    ),
    behind=Rows("referrals", "rows/referrals_sent"),
)

by_crime = Metric(
    "referrals.by_crime",
    Text(zh="移送检察机关的涉嫌哪些罪名？", en="Which of the 14 duty crimes were referred?"),
    REFERRALS,
    sent.definition,
    "referrals/sent",
    ("referrals",),
    Bars("member", {"value": Text(zh="移送", en="Referrals")}, "crime"),
    footnotes=sent.footnotes,
    behind=Rows("referrals", "rows/referrals_sent", (("organ", "检察机关"),)),
)

awaiting_reply = Metric(
    "referrals.waiting",
    Text(zh="哪些移送还没有反馈？", en="Which referrals are still without reply?"),
    REFERRALS,
    Text(zh="期末尚未收到反馈的移送。", en="Sent and not replied to by the period's end."),
    "referrals/waiting",
    ("referrals",),
    Listing(
        {
            "number": Text(zh="移送编号", en="Referral"),
            "organ": Text(zh="移送对象", en="Referred to"),
            "crime": Text(zh="涉嫌罪名", en="Suspected crime"),
            "sent_on": Text(zh="移送日期", en="Sent on"),
            "days_waiting": Text(zh="已等天数", en="Days waiting"),
        }
    ),
    behind=Rows("referrals", "rows/referrals_waiting"),
    is_counted_at_end=True,
)

replied = Metric(
    "referrals.replied",
    Text(zh="已反馈", en="Replied to"),
    REFERRALS,
    Text(
        zh="期内移送的件数中，期末已收到反馈的。已反馈 + 待反馈 = 移送。",
        en="Of the referrals sent in the period, those with a reply by its end. Replied + waiting = sent.",
    ),
    "referrals/replies",
    ("referrals",),
    Tile(),
    column="replied",
    breakdowns=(BY_ORGAN,),
    behind=Rows("referrals", "rows/referrals_sent", (("state", "replied"),)),
    is_counted_at_end=True,
)

by_organ = Metric(
    "referrals.by_organ",
    Text(zh="移送给谁，反馈了多少？", en="Who was told, and how many replied?"),
    REFERRALS,
    replied.definition,
    "referrals/replies",
    ("referrals",),
    Bars(
        "member",
        {"replied": Text(zh="已反馈", en="Replied"), "waiting": Text(zh="待反馈", en="Waiting")},
        "organ",
    ),
    behind=Rows("referrals", "rows/referrals_sent"),
    behind_values={
        state: Rows("referrals", "rows/referrals_sent", (("state", state),))
        for state in ("replied", "waiting")
    },
)

by_month = Metric(
    "referrals.by_month",
    Text(zh="反馈跟得上移送吗？", en="Do replies keep up with what is sent?"),
    REFERRALS,
    Text(
        zh="每月移送、每月收到反馈（不论何时移送）和月末待反馈的件数。",
        en="Sent each month, replied to each month (whenever sent), and waiting at its end.",
    ),
    "referrals/by_month",
    ("referrals",),
    Flow(
        "month",
        "sent",
        "replied",
        "waiting",
        {
            "sent": Text(zh="移送", en="Sent"),
            "replied": Text(zh="收到反馈", en="Replied"),
            "waiting": Text(zh="月末待反馈", en="Waiting at the end"),
        },
    ),
    behind=Rows("referrals", "rows/referrals_sent"),
    behind_values={
        "replied": Rows("referrals", "rows/referrals_replied"),
        "waiting": Rows("referrals", "rows/referrals_waiting", at_end_of_month=True),
    },
)

by_band = Metric(
    "referrals.by_band",
    Text(
        zh="反馈用了多少天，没反馈的等了多少天？",
        en="How many days did replies take, and how long have others waited?",
    ),
    REFERRALS,
    Text(
        zh="期内收到反馈的按移送至反馈的自然日分段；期末待反馈的按移送至期末的自然日分段。",
        en="Replied to in the period: calendar days from sent to replied. Waiting at its end: days from sent to then.",
    ),
    "referrals/by_band",
    ("referrals",),
    Bars("band", {"replied": Text(zh="已反馈", en="Replied"), "waiting": Text(zh="待反馈", en="Waiting")}),
    behind=Rows("referrals", "rows/referrals_replied"),
    behind_values={"waiting": Rows("referrals", "rows/referrals_waiting")},
    is_counted_at_end=True,
)
