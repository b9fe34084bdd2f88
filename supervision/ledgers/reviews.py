"""Case reviews and what they refer to other organs."""

from supervision.ledgers.declaration import Column, Count, Day, Ledger, Number, OneOf, Order, Word
from supervision.ledgers.leads import LEADS, SOURCE
from supervision.text import Text

REVIEWS = Ledger(
    "reviews",
    Text(zh="评查台账", en="Reviews"),
    Text(zh="每行一件被评查的案件。", en="One case reviewed."),
    key=("number",),
    day="opened_on",
    orders=(Order("opened_on", "concluded_on"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="评查编号", en="Review number"),
            Text(zh="案件评查专班的编号。", en="The case-review task force's number."),
            "PC202200001",
            required=True,
        ),
        Column(
            "source",
            SOURCE.kind,
            Text(zh="线索来源", en="Source of the lead"),
            Text(zh="引起评查的线索由谁交来。", en="Who handed over the lead that led to it."),
            "市纪委监委",
            also_headed=("来源单位",),
        ),
        Column(
            "lead_number",
            Number(),
            Text(zh="线索编号", en="Lead number"),
            Text(zh="引起评查的线索在来源单位的编号。", en="The number of that lead at its source."),
            "DI20220100114",
        ),
        Column(
            "kind",
            OneOf(list_name="review_kinds"),
            Text(zh="评查方式", en="Kind of review"),
            Text(zh="集中评查或专项评查。", en="Concentrated or special."),
            "集中评查",
            required=True,
        ),
        Column(
            "opened_on",
            Day(),
            Text(zh="启动日期", en="Opened on"),
            Text(zh="评查启动之日。", en="The day the review began."),
            "2022-04-22",
            required=True,
        ),
        Column(
            "concluded_on",
            Day(),
            Text(zh="办结日期", en="Concluded on"),
            Text(zh="评出等次之日；空表示未结。", en="The day a grade was given; empty while open."),
            "2022-05-14",
        ),
        Column(
            "organ",
            OneOf(list_name="organs"),
            Text(zh="被评查单位类别", en="Kind of organ reviewed"),
            LEADS.column("organ").about,
            "公安机关",
            also_headed=("单位类别",),
        ),
        Column(
            "district",
            OneOf(list_name="districts"),
            Text(zh="所属区县", en="District"),
            LEADS.column("district").about,
            "中山区",
            also_headed=("所在区县", "区县"),
        ),
        Column(
            "grade",
            OneOf(list_name="grades"),
            Text(zh="评查结论", en="Grade"),
            Text(zh="等次，依启动日有效的等次表；未结为空。", en="By the list in force; empty while open."),
            "合格",
            also_headed=("评查等次",),
        ),
        Column(
            "problems",
            Count(),
            Text(zh="发现问题数", en="Problems found"),
            Text(zh="评查发现的问题，按处计；未填不等于0。", en="Problems found; empty is not 0."),
            "2",
            also_headed=("问题数", "发现问题（处）", "发现问题(处)"),
            came_later=True,
        ),
        Column(
            "review_group",
            Word(),
            Text(zh="评查组", en="Review group"),
            Text(zh="承办评查的小组。", en="The group that reviewed it."),
            "评查组1",
        ),
    ),
)

REFERRALS = Ledger(
    "referrals",
    Text(zh="移送台账", en="Referrals"),
    Text(zh="每行一件评查发现移送其他机关。", en="One review's finding sent to another organ."),
    key=("number",),
    day="sent_on",
    belongs_to="reviews",
    orders=(Order("sent_on", "replied_on"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="移送编号", en="Referral number"),
            Text(zh="移送函的编号。", en="The number of the letter."),
            "YS20220001",
            required=True,
        ),
        Column(
            "review_number",
            Number(),
            Text(zh="评查编号", en="Review number"),
            Text(zh="出自哪一件评查。", en="The review that found it."),
            "PC202200004",
        ),
        Column(
            "organ",
            OneOf(list_name="referral_organs"),
            Text(zh="移送对象", en="Referred to"),
            Text(zh="纪检监察机关或检察机关。", en="Discipline inspection or the procuratorate."),
            "检察机关",
            required=True,
        ),
        Column(
            "crime",
            OneOf(list_name="duty_crimes"),
            Text(zh="涉嫌罪名", en="Suspected crime"),
            Text(
                zh="移送检察机关时，十四个罪名之一。", en="For the procuratorate: one of the 14 duty crimes."
            ),
            "民事、行政枉法裁判罪",
        ),
        Column(
            "sent_on",
            Day(),
            Text(zh="移送日期", en="Sent on"),
            Text(zh="发函之日。", en="The day it was sent."),
            "2022-07-01",
            required=True,
        ),
        Column(
            "replied_on",
            Day(),
            Text(zh="反馈日期", en="Replied on"),
            Text(zh="收到反馈之日；空表示未反馈。", en="The day the reply came; empty while waiting."),
            "2022-09-14",
        ),
    ),
)
