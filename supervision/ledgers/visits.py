"""Enterprises, the cadres who owe them visits, the visits, and what was raised there."""

from supervision.ledgers.declaration import (
    Column,
    CreditCode,
    Day,
    Ledger,
    Number,
    OneOf,
    Order,
    SomeOf,
    Word,
)
from supervision.text import Text

CREDIT_CODE = Column(
    "uscc",
    CreditCode(),
    Text(zh="统一社会信用代码", en="Credit code"),
    Text(zh="十八位。", en="18 characters."),
    "91350100M000100Y43",
    names_enterprise=True,
)

ENTERPRISES = Ledger(
    "enterprises",
    Text(zh="企业名录", en="Enterprises"),
    Text(zh="每行一户可走访的单位，连同选取角度。", en="One unit that may be visited, with its pools."),
    key=("number",),
    orders=(Order("joined_on", "left_on"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="企业编号", en="Enterprise number"),
            Text(zh="名录中的编号。", en="Its number in the roster."),
            "Q0001",
            required=True,
        ),
        Column(
            "name",
            Word(),
            Text(zh="企业名称", en="Name"),
            Text(zh="全称。", en="In full."),
            "示例中央企业01",
            required=True,
            names_enterprise=True,
        ),
        CREDIT_CODE,
        Column(
            "kind",
            OneOf(list_name="enterprise_kinds"),
            Text(zh="企业类别", en="Kind"),
            Text(
                zh="中央企业、省属企业、医院等。", en="Central or provincial enterprise, hospital and so on."
            ),
            "中央企业",
            required=True,
        ),
        Column(
            "district",
            OneOf(list_name="districts"),
            Text(zh="所在区县", en="District"),
            Text(zh="所在区县或先导区。", en="Its district or zone."),
            "中山区",
        ),
        Column(
            "pools",
            SomeOf(list_name="pools"),
            Text(zh="选取角度", en="Pools"),
            Text(
                zh="四个选取角度之一或几个；只有“中省属单位”计入全覆盖。",
                en="One or several of the four pools; only central and provincial units count for coverage.",
            ),
            "中省属单位",
            required=True,
        ),
        Column(
            "joined_on",
            Day(may_be_ahead=True),
            Text(zh="列入日期", en="Joined on"),
            Text(zh="列入名录的首日；空表示一直在列。", en="First day on the roster; empty if always."),
            "2022-03-01",
        ),
        Column(
            "left_on",
            Day(may_be_ahead=True),
            Text(zh="移出日期", en="Left on"),
            Text(zh="在列的最后一日；空表示仍在列。", en="Last day on the roster; empty while it stays."),
            "2022-12-31",
        ),
    ),
)

CADRES = Ledger(
    "cadres",
    Text(zh="领导干部名录", en="Cadres"),
    Text(zh="每行一名须走访企业的领导干部。", en="One leading cadre who owes visits."),
    key=("number",),
    orders=(Order("on_duty_from", "on_duty_until"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="干部编号", en="Cadre number"),
            Text(zh="名录中的编号。", en="Their number in the roster."),
            "G001",
            required=True,
        ),
        Column(
            "name",
            Word(),
            Text(zh="姓名", en="Name"),
            Text(zh="干部姓名。", en="The cadre's name."),
            "干部001",
            required=True,
        ),
        Column(
            "unit",
            Word(),
            Text(zh="所在单位", en="Unit"),
            Text(zh="所在处室。", en="Where they serve."),
            "示例处室01",
        ),
        Column(
            "rank",
            Word(),
            Text(zh="职级", en="Rank"),
            Text(zh="副处级及以上。", en="Deputy division rank and above."),
            "副处级",
        ),
        Column(
            "on_duty_from",
            Day(may_be_ahead=True),
            Text(zh="参加走访起始日期", en="On duty from"),
            Text(zh="应走访的首日。", en="First day of duty."),
            "2022-03-01",
            required=True,
        ),
        Column(
            "on_duty_until",
            Day(may_be_ahead=True),
            Text(zh="参加走访截止日期", en="On duty until"),
            Text(zh="应走访的最后一日；空表示至今。", en="Last day of duty; empty while it lasts."),
            "2022-12-31",
        ),
    ),
)

VISITS = Ledger(
    "visits",
    Text(zh="走访台账", en="Visits"),
    Text(zh="每行是一名干部某日走访一户企业。", en="One cadre at one enterprise on one day."),
    key=("number",),
    day="visited_on",
    belongs_to="enterprises",
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="走访编号", en="Visit number"),
            Text(zh="走访记录的编号。", en="The number of the record."),
            "ZF2022030001",
            required=True,
        ),
        Column(
            "cadre_number",
            Number(),
            Text(zh="干部编号", en="Cadre number"),
            Text(zh="谁去的，见领导干部名录。", en="Who went; see the cadres."),
            "G001",
            required=True,
        ),
        Column(
            "enterprise_number",
            Number(),
            Text(zh="企业编号", en="Enterprise number"),
            Text(
                zh="去了哪家，见企业名录；没有编号时依信用代码、再依名称关联。",
                en="Where to; see the enterprises. Without it the credit code links, else the name.",
            ),
            "Q0009",
        ),
        CREDIT_CODE,
        Column(
            "enterprise_name",
            Word(),
            Text(zh="企业名称", en="Enterprise"),
            Text(zh="没有编号时据此关联。", en="Links the visit when there is no number."),
            "示例中央企业09",
            names_enterprise=True,
        ),
        Column(
            "visited_on",
            Day(),
            Text(zh="走访日期", en="Visited on"),
            Text(zh="走访当日。", en="The day of the visit."),
            "2022-03-13",
            required=True,
        ),
        Column(
            "policies",
            SomeOf(list_name="policies"),
            Text(zh="宣传政策", en="Policies explained"),
            Text(zh="走访时宣讲的政策文件。", en="Which of the two policies were explained."),
            "大连市营商环境升级行动方案(2022-2024年)",
        ),
    ),
)

NEEDS = Ledger(
    "needs",
    Text(zh="诉求台账", en="Needs"),
    Text(
        zh="每行是走访中提出的一项诉求，跟踪到办结。",
        en="One thing raised on a visit, followed until resolved.",
    ),
    key=("number",),
    day="raised_on",
    belongs_to="visits",
    orders=(Order("raised_on", "resolved_on"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="诉求编号", en="Need number"),
            Text(zh="诉求的编号。", en="Its number."),
            "SQ202200001",
            required=True,
        ),
        Column(
            "visit_number",
            Number(),
            Text(zh="走访编号", en="Visit number"),
            Text(zh="在哪次走访提出。", en="The visit on which it was raised."),
            "ZF2022030003",
        ),
        Column(
            "kind",
            OneOf(list_name="need_kinds"),
            Text(zh="诉求类别", en="Kind of need"),
            Text(
                zh="实际困难、司法需求、法律风险、意见建议或问题线索。",
                en="Difficulty, judicial need, legal risk, opinion or lead.",
            ),
            "司法需求",
            required=True,
        ),
        Column(
            "organ",
            OneOf(list_name="organs"),
            Text(zh="责任单位类别", en="Organ responsible"),
            Text(zh="由哪类机关办理。", en="Which kind of organ answers for it."),
            "人民法院",
            also_headed=("单位类别",),
        ),
        Column(
            "raised_on",
            Day(),
            Text(zh="提出日期", en="Raised on"),
            Text(zh="提出之日。", en="The day it was raised."),
            "2022-03-15",
            required=True,
        ),
        Column(
            "resolved_on",
            Day(),
            Text(zh="办结日期", en="Resolved on"),
            Text(zh="解决之日；空表示仍在办理。", en="The day it was resolved; empty while it waits."),
            "2022-06-19",
        ),
    ),
)
