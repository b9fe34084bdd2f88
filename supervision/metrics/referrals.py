"""Referrals: what reviews found and another organ was told, and whether it replied."""

from supervision.metrics.declaration import BY_CRIME, BY_ORGAN, REFERRALS, Metric, Rows
from supervision.metrics.shapes import Bars, Listing, Tile
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
)
