"""Complaint leads and the monthly hand-overs in which the six sources bring them."""

from supervision.ledgers.declaration import (
    Column,
    Count,
    CreditCode,
    Day,
    FreeText,
    Ledger,
    Number,
    OneOf,
    Word,
)
from supervision.text import Text

SOURCE = Column(
    "source",
    OneOf(list_name="sources"),
    Text(zh="来源单位", en="Source"),
    Text(zh="交来线索的六个来源单位之一。", en="Which of the six sources handed it over."),
    "12345平台",
    also_headed=("来源", "线索来源"),
    required=True,
)

COMPLAINANTS = (
    "来电人", "信访人", "举报人", "投诉人", "反映人", "姓名", "联系人", "联系电话", "联系方式", "电话",
    "来电号码", "手机", "手机号", "手机号码", "身份证号", "身份证号码", "证件号码", "住址", "联系地址", "邮箱",
)  # fmt: skip

LEADS = Ledger(
    "leads",
    Text(zh="线索台账", en="Leads"),
    Text(zh="每行一条线索：一个来源单位交来的一件投诉举报。", en="One complaint handed over by one source."),
    key=("source", "number"),
    day="received_on",
    never_stored=COMPLAINANTS,
    ignored=("序号", "备注", "是否重复件"),
    columns=(
        SOURCE,
        Column(
            "number",
            Number(),
            Text(zh="线索编号", en="Lead number"),
            Text(
                zh="来源单位自己的编号；同一来源同一编号是同一条线索，无论报来几次。",
                en="The source's own number; the same number from the same source is the same lead.",
            ),
            "HO20220300186",
            also_headed=("工单编号", "信访件编号", "舆情编号", "编号"),
            required=True,
        ),
        Column(
            "received_on",
            Day(),
            Text(zh="受理日期", en="Received on"),
            Text(zh="所有统计所依据的日期。", en="The day counted in every chart."),
            "2022-03-07",
            also_headed=("登记日期", "信访日期", "来电时间", "受理时间", "发现时间", "投诉时间"),
            required=True,
        ),
        Column(
            "complainant_kind",
            Word(),
            Text(zh="举报人类别", en="Kind of complainant"),
            Text(zh="企业、群众或匿名；从不记录是谁。", en="Enterprise, individual or anonymous; never who."),
            "企业",
            also_headed=("反映人类型",),
        ),
        Column(
            "channel",
            Word(),
            Text(zh="反映渠道", en="Channel"),
            Text(zh="来信、来访、电话、网络平台等。", en="Letter, visit, call, online platform."),
            "来信",
            also_headed=("诉求类型", "信访形式", "平台"),
        ),
        Column(
            "body",
            Word(),
            Text(zh="被举报单位", en="Body complained of"),
            Text(zh="被反映的政法单位。", en="The political-legal body complained of."),
            "大连市公安局中山区分局",
            also_headed=("承办单位", "责任单位", "涉及单位", "反映对象单位", "被投诉单位"),
        ),
        Column(
            "organ",
            OneOf(list_name="organs"),
            Text(zh="单位类别", en="Kind of organ"),
            Text(
                zh="公安机关、人民法院、人民检察院或司法行政机关；未填时由单位名称判定。",
                en="Police, court, procuratorate or justice administration; told by the body's name if empty.",
            ),
            "公安机关",
            also_headed=("被投诉单位类型", "被评查单位类别"),
            from_body="body",
        ),
        Column(
            "matter",
            Word(),
            Text(zh="问题分类", en="Matter"),
            Text(zh="反映的问题类型。", en="What the complaint is about."),
            "超期办案",
            also_headed=("一级分类", "内容分类", "事项类别", "反映问题类型", "投诉事项"),
        ),
        Column(
            "prohibition",
            OneOf(list_name="prohibitions"),
            Text(zh="违反十个严禁情形", en="Prohibition breached"),
            Text(
                zh="反映的问题触及“十个严禁”中的哪一个，可写全文或序号；由来源单位或分类梳理的人填写，从不由程序推断。",
                en="Which of the ten prohibitions the complaint concerns, in full or by its number; stated by the source or "
                "by whoever sorts the leads, never guessed.",
            ),
            "严禁玩忽职守、徇私枉法",
            also_headed=("十个严禁",),
            came_later=True,
        ),
        Column(
            "district",
            OneOf(list_name="districts"),
            Text(zh="所在区县", en="District"),
            Text(
                zh="区、市、县或开放先导区；先导区单列，不并入所在区县。",
                en="District, city, county or open zone; a zone is never added to its parent.",
            ),
            "中山区",
            also_headed=("区县", "属地", "问题属地", "所属地区", "所属区县"),
        ),
        Column(
            "enterprise_name",
            Word(),
            Text(zh="涉及企业", en="Enterprise concerned"),
            Text(zh="涉及的企业名称，没有则空。", en="The enterprise concerned, if any."),
            "示例民营企业001",
            also_headed=("涉及企业名称", "投诉企业"),
            names_enterprise=True,
        ),
        Column(
            "uscc",
            CreditCode(),
            Text(zh="统一社会信用代码", en="Credit code"),
            Text(
                zh="十八位；与企业名录关联时优先于名称。",
                en="18 characters; links to the roster before the name does.",
            ),
            "91350100M000100Y43",
            names_enterprise=True,
        ),
        Column(
            "summary",
            FreeText(),
            Text(zh="内容摘要", en="Summary"),
            Text(
                zh="情况摘要；其中的电话和证件号码在写入前隐去。",
                en="What is complained of; phone and ID numbers in it are masked before anything is written.",
            ),
            "反映超期办案问题",
            also_headed=("工单内容", "概况信息", "摘要"),
        ),
        Column(
            "status",
            Word(),
            Text(zh="办理状态", en="Status"),
            Text(
                zh="来源单位所记的办理状态，后报的覆盖先报的。",
                en="As the source states it; the newest hand-over wins.",
            ),
            "已登记",
            also_headed=("处置状态", "处置方式", "状态"),
        ),
    ),
)

COLLECTIONS = Ledger(
    "collections",
    Text(zh="线索汇总登记", en="Collections"),
    Text(zh="每行是一个来源单位一个月的报送。", en="One source's hand-over for one month."),
    key=("source", "due_on"),
    day="due_on",
    columns=(
        SOURCE,
        Column(
            "due_on",
            Day(may_be_ahead=True),
            Text(zh="应报日期", en="Due on"),
            Text(
                zh="每月25日；遇周末没有已知的顺延规则。",
                en="The 25th; no rule for moving it off a weekend is known.",
            ),
            "2022-03-25",
            required=True,
        ),
        Column(
            "handed_on",
            Day(),
            Text(zh="实报日期", en="Handed over on"),
            Text(zh="实际报送日期；空表示尚未报送。", en="The day it came; empty while it has not."),
            "2022-03-25",
        ),
        Column(
            "declared",
            Count(),
            Text(zh="申报件数", en="Leads declared"),
            Text(
                zh="来源单位自报的件数；零报告为0。",
                en="How many the source says it handed over; a zero report is 0.",
            ),
            "12",
        ),
    ),
)
