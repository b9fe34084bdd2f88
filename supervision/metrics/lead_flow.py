"""From complaint to collection, review and outcome: how many leads come how far, and how many do not."""

from supervision.metrics.declaration import LEADS, Breakdown, Metric, Rows
from supervision.metrics.shapes import Bars, Steps
from supervision.text import Text

WORDS = {
    "received": Text(zh="受理", en="Received"),
    "collected": Text(zh="汇总报送", en="Collected"),
    "reviewed": Text(zh="进入评查", en="Reviewed"),
    "concluded": Text(zh="评查办结", en="Review concluded"),
    "referred": Text(zh="移送", en="Referred"),
    "not_collected": Text(zh="未对应到报送登记", en="in no hand-over registered"),
    "not_reviewed": Text(zh="未进入评查", en="not reviewed"),
    "not_concluded": Text(zh="未结", en="not concluded"),
    "not_referred": Text(zh="办结未移送", en="concluded, not referred"),
}
PATH = Text(
    zh="对期内受理的线索，看截至统计日走到哪一步（各步可在期间之后）。汇总报送：所在文件的报送月份在线索汇总登记中已有实报日期，"
    "或已进入评查；进入评查：评查台账有以该来源、该编号启动的评查；办结：其评查均已办结；移送：办结的评查中有移送其他机关的。"
    "每一步的件数等于下一步的件数加未走到下一步的件数。",
    en="Of the leads received in the period, how far each has come by the as-of day, be it after the period. Collected: it "
    "came in a file for a month that the register has as handed over, or it was reviewed. Reviewed: a review was opened "
    "on that source and number. Concluded: all its reviews are. Referred: one of them, concluded, was sent to another "
    "organ. Each step equals the next and what did not come to the next.",
)
BY_NUMBER = Text(
    zh="评查与线索按来源和线索编号对应，移送与评查按评查编号对应；评查台账未写线索编号的评查不在此列。尚未办结即已移送的，计在“未结”。",
    en="Reviews belong to leads by source and number, referrals to reviews by theirs; a review that names no lead is not "
    "here. What was referred before it was concluded stands under “not concluded”.",
)
ROWS = Rows("leads", "rows/leads_on_their_way")

flow = Metric(
    "leads.flow",
    Text(zh="线索走到了哪一步？", en="How far do leads come?"),
    LEADS,
    PATH,
    "leads/flow",
    ("leads", "collections", "reviews", "referrals"),
    Steps("step", "value", "is_left", WORDS),
    counts_leads=True,
    footnotes=(BY_NUMBER,),
    behind=ROWS,
    narrowed_as="leads",
)


def _outcome(breakdown: Breakdown, title: Text, *footnotes: Text) -> Metric:
    return Metric(
        f"leads.outcomes_by_{breakdown.name}",
        title,
        LEADS,
        Text(
            zh="期内受理、截至统计日评查均已办结的线索，按结果分；各项合计等于流程图中的“评查办结”。",
            en="Leads received in the period whose reviews are all concluded by the as-of day, by what came of them; the "
            "parts add up to “review concluded” in the flow.",
        ),
        "leads/outcomes",
        ("leads", "reviews", "referrals"),
        Bars("member", {"value": Text(zh="线索", en="Leads")}, breakdown.name),
        counts_leads=True,
        footnotes=(*footnotes, BY_NUMBER),
        behind=ROWS,
        narrowed_as="leads",
    )


by_grade = _outcome(
    Breakdown("grade", Text(zh="评查结论", en="grade")),
    Text(zh="办结的线索评查结论如何？", en="Which grade did the reviews of leads end in?"),
    Text(
        zh="一件线索评查几次的，取最后办结的结论。",
        en="Of a lead reviewed more than once the grade concluded last holds.",
    ),
)

by_referral = _outcome(
    Breakdown("referred_to", Text(zh="移送对象", en="referred to")),
    Text(zh="办结的线索移送给了谁？", en="To whom were concluded leads referred?"),
)
