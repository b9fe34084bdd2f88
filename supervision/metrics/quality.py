"""How good the data is that each source hands over: full, prompt, sound, and not the same twice."""

from supervision.metrics.collections import AGAIN, DECLARED_AND_LOADED, DECLARED_DEFINITION
from supervision.metrics.declaration import BY_SOURCE, HAND_OVERS, LEADS, PER_CENT, ROWS, Metric, Rows, Unit
from supervision.metrics.shapes import Bars, Grid, Listing, State, Tile
from supervision.text import Text

BY_FILE_MONTH = Text(
    zh="按文件的报送月份归入期间（文件未写明月份的，按录入之日）；同一文件录入几次只计一次，已撤销的批次不计。",
    en="By the month for which the file was handed over (the day it was loaded where it states none). A file loaded "
    "twice counts once; batches that were undone don't count.",
)
MIXED_FILES = Text(
    zh="一个文件里混有多个来源的（如多来源合填的模板），其各行列在“未注明”。",
    en="Rows of a file that mixes sources, such as a template filled by several, stand under “Not stated”.",
)
NOT_MEASURED = Text(
    zh="未统计：整份被拒收的文件（来源无从得知）；不影响录入的提示（如信用代码校验位不符），录入后不留存；"
    "填写的内容是否属实。",
    en="Not measured: files refused as a whole (their source is not known); warnings that keep no row waiting, such as "
    "a credit code's check digit, which are not kept after loading; and whether what is filled in is true.",
)
SOURCE = Text(zh="来源单位", en="Source")
WAITED = Text(zh="曾待更正", en="Had to wait")
STILL_WAITING = Text(zh="仍待更正", en="Still wait")
HANDED_ROWS = Text(zh="报来行数", en="Rows handed over")


def _share(what: Text) -> Text:
    return Text(zh=f"{what.zh}（%）", en=f"{what.en} (%)")


def _of_rows(
    column: str, title: Text, unit: Unit, definition: Text, footnotes: tuple[Text, ...] = ()
) -> Metric:
    return Metric(
        f"quality.{column}",
        title,
        unit,
        Text(zh=definition.zh + BY_FILE_MONTH.zh, en=f"{definition.en} {BY_FILE_MONTH.en}"),
        "quality/handed_rows",
        ("leads",),
        Tile(),
        column=column,
        breakdowns=(BY_SOURCE,),
        counts_leads=True,
        footnotes=(MIXED_FILES, *footnotes),
        narrowed_as="collections",
    )


handed = _of_rows(
    "handed_rows",
    HANDED_ROWS,
    ROWS,
    Text(
        zh="线索文件里的数据行数，不含空行和合计行。",
        en="Rows of data in the files of leads, without blank rows and totals.",
    ),
)
WAITED_DEFINITION = Text(
    zh="报来时有单元格读不懂、须待更正的行数，其后已更正的仍计在内。",
    en="Rows with a cell that could not be read when they came; those mended since are counted too.",
)
waited = _of_rows("waited", Text(zh="曾待更正的行", en="Rows that had to wait"), ROWS, WAITED_DEFINITION)
waited_share = _of_rows(
    "waited_share",
    Text(zh="待更正率", en="Share that had to wait"),
    PER_CENT,
    Text(
        zh="曾待更正的行数除以报来行数，四舍五入至一位小数；没有报来任何行时无此数。",
        en="Rows that had to wait, of all rows handed over, to one decimal, half up; no value where none was handed over.",
    ),
    (NOT_MEASURED,),
)
needless_share = _of_rows(
    "needless_share",
    Text(zh="无新内容率", en="Share that said nothing new"),
    PER_CENT,
    Text(
        zh="重复行与再次报送而无变化的行合计，除以报来行数，四舍五入至一位小数；没有报来任何行时无此数。",
        en="Rows repeated and rows sent again unchanged, of all rows handed over, to one decimal, half up; no value where "
        "none was handed over.",
    ),
)

FATES = {
    "first_time": Text(zh="首次报送", en="First time"),
    "changed": Text(zh="再报有变化", en="Again, changed"),
    "same": Text(zh="再报无变化", en="Again, unchanged"),
    "repeated": Text(zh="同文件重复", en="Repeated in the file"),
    "waited": WAITED,
}

fates = Metric(
    "quality.fates",
    Text(zh="报来的行有多少是新的？", en="How much of what is handed over is new?"),
    ROWS,
    Text(
        zh="报来行数按去向分为五类，合计等于报来行数：首次报送；再次报送且内容有变化（多为办理状态更新，属正常）；再次报送而无变化；"
        "在同一文件中重复；曾待更正。先后按报送月份，不按录入顺序。" + BY_FILE_MONTH.zh,
        en="Rows handed over, in five parts that add up: for the first time; again with a change (mostly a newer status, "
        "as it should be); again without any; repeated within one file; had to wait. Earlier and later go by the month "
        "handed over for, not by the order of loading. " + BY_FILE_MONTH.en,
    ),
    "quality/handed_rows",
    ("leads",),
    Bars("member", FATES, "source"),
    counts_leads=True,
    footnotes=(MIXED_FILES,),
    narrowed_as="collections",
)

soundness = Metric(
    "quality.soundness",
    Text(zh="谁报来的行须待更正？", en="Whose rows have to be mended?"),
    ROWS,
    Text(
        zh=WAITED_DEFINITION.zh + "率为其除以报来行数，四舍五入至一位小数，没有报来任何行时为“—”。"
        "“仍待更正”为至所选批次尚未更正的。" + BY_FILE_MONTH.zh,
        en=WAITED_DEFINITION.en
        + " The share is of all rows handed over, to one decimal, half up; — where none was. "
        "“Still wait” are those not mended by the batch shown; one sent again just as broken waits once. "
        + BY_FILE_MONTH.en,
    ),
    "quality/handed_rows",
    ("leads",),
    Listing(
        {
            "member": SOURCE,
            "handed_rows": HANDED_ROWS,
            "waited": WAITED,
            "waited_share": _share(Text(zh="待更正率", en="Share")),
            "waiting": STILL_WAITING,
        },
        breakdown="source",
    ),
    counts_leads=True,
    footnotes=(MIXED_FILES, NOT_MEASURED),
    narrowed_as="collections",
)

filled = Metric(
    "quality.filled",
    Text(zh="各来源把哪些栏目填全了？", en="Which columns does each source fill?"),
    PER_CENT,
    Text(
        zh="期内受理的线索中，该栏目不为空的件数除以件数，四舍五入至一位小数；没有线索时无此数。以线索台账的现行内容为准。",
        en="Of the leads received in the period, those whose column is not empty, in per cent to one decimal, half up; no "
        "value where there is no lead. Judged by what stands in the ledger.",
    ),
    "quality/filled",
    ("leads",),
    Grid(
        "lead_column",
        "source",
        "state",
        {
            "full": State(Text(zh="95%以上", en="95% or more"), "good", "✓"),
            "partly": State(Text(zh="80%至95%", en="80% to 95%"), "middling", "▲"),
            "poor": State(Text(zh="不足80%", en="Below 80%"), "bad", "✕"),
            "nothing": State(Text(zh="无线索", en="No leads"), "quiet", "—"),
        },
        detail="share",
        counted=Text(zh="数字为填写率（%）", en="the number is the share filled (%)"),
        always_counted=True,
        also_told={
            "leads": Text(zh="线索", en="Leads"),
            "filled": Text(zh="已填", en="Filled"),
            "share": _share(Text(zh="填写率", en="Share filled")),
        },
    ),
    counts_leads=True,
    footnotes=(
        Text(
            zh="三档的界限（80%、95%）为本看板所定，没有外部标准。来源单位的导出文件里没有的栏目也按未填计。",
            en="The bounds of 80% and 95% are this dashboard's own; no outside standard is known. A column that a source's "
            "export does not have counts as empty.",
        ),
        Text(
            zh="单位类别未填而由单位名称判定的，按已填计。编号、受理日期为必填，不列；涉及企业、信用代码因不是每件线索都涉及企业，不计。",
            en="A kind of organ told by the body's name counts as filled. Number and day are required and not listed; the "
            "enterprise and its code are not judged, since not every lead concerns one.",
        ),
    ),
    behind=Rows(
        "leads",
        "rows/leads_received",
        note=Text(
            zh="这里是该来源期内受理的全部线索，可在“筛选”里只看该栏目为空的。",
            en="All leads of the source in the period; a filter shows those whose column is empty.",
        ),
    ),
)

timeliness = Metric(
    "quality.timeliness",
    Text(zh="各来源报送得有多及时？", en="How promptly does each source hand over?"),
    HAND_OVERS,
    Text(
        zh="应报日在期内的报送：按时为不晚于应报日，迟报为晚于应报日，未报为至统计日仍未报送；迟报天数取迟报各次的中位数。"
        "“受理至报送”为期内受理的线索从受理日期到首次报送月份的实报日期之间天数的中位数。没有可计的为“—”。",
        en="Hand-overs whose due day lies in the period: on time by the due day, late after it, missing if not there by the "
        "as-of day; days late are the median of the late ones. “Days to hand-over” are the median of the days between "
        "a lead's receipt in the period and the day of the hand-over that first brought it. — where there is none.",
    ),
    "quality/timeliness",
    ("collections", "leads"),
    Listing(
        {
            "source": SOURCE,
            "due": Text(zh="应报", en="Due"),
            "on_time": Text(zh="按时", en="On time"),
            "late": Text(zh="迟报", en="Late"),
            "missing": Text(zh="未报", en="Missing"),
            "on_time_share": _share(Text(zh="按时率", en="On time")),
            "days_late": Text(zh="迟报天数（中位）", en="Days late (median)"),
            "days_to_hand_over": Text(zh="受理至报送天数（中位）", en="Days to hand-over (median)"),
            "leads_known": Text(zh="可计件数", en="Of leads"),
            "leads": Text(zh="期内件数", en="All leads"),
        }
    ),
    footnotes=(
        Text(
            zh="登记表没有该月实报日期的，或实报日期早于受理日期的，不知何日报来，不计入“受理至报送”；“可计件数”为计入的件数。",
            en="Where the register has no day for the month, or one before the lead was received, the day it came is not "
            "known and the lead is left out of “days to hand-over”; “of leads” says how many are known.",
        ),
    ),
    behind=Rows("collections", "rows/hand_overs"),
)

DECLARED_STATES = {
    "equal": State(Text(zh="相符", en="Equal"), "good", "✓"),
    "fewer": State(Text(zh="录入少于申报", en="Fewer loaded"), "bad", "−"),
    "more": State(Text(zh="录入多于申报", en="More loaded"), "middling", "+"),
    "not_declared": State(Text(zh="未申报", en="Nothing declared"), "quiet"),
}

declared = Metric(
    "quality.declared",
    Text(zh="申报件数与录入件数相符吗？", en="Did as many leads come as were declared?"),
    LEADS,
    DECLARED_DEFINITION,
    "quality/declared",
    ("leads", "collections"),
    Grid(
        "source",
        "month",
        "state",
        DECLARED_STATES,
        detail="differing",
        counted=Text(zh="数字为相差件数", en="the number is the difference in leads"),
        always_counted=True,
        also_told={
            **DECLARED_AND_LOADED,
            "sent_again": Text(zh="再次报送", en="Sent again"),
            "waiting": STILL_WAITING,
        },
    ),
    footnotes=(AGAIN,),
    behind=Rows("collections", "rows/hand_overs"),
    narrowed_as="collections",
)

standing = Metric(
    "quality.standing",
    Text(zh="各台账还有多少行待更正？", en="How many rows of each ledger still wait?"),
    ROWS,
    Text(
        zh="日期在期内的已录入行与待更正行；名录没有日期，全部计入；日期读不懂的待更正行可能属于任何期间，也计入。"
        "率为待更正行数除以两者之和，四舍五入至一位小数，均无时为“—”。",
        en="Rows accepted and rows waiting whose day lies in the period; rosters have no day and are counted whole, and so "
        "are waiting rows whose day can't be read. The share is of both together, to one decimal, half up; — where there "
        "is neither.",
    ),
    "quality/standing",
    (
        "leads",
        "collections",
        "reviews",
        "referrals",
        "enterprises",
        "cadres",
        "visits",
        "needs",
        "members",
        "annotations",
    ),
    Listing(
        {
            "ledger": Text(zh="台账", en="Ledger"),
            "standing": Text(zh="已录入", en="Accepted"),
            "waiting": STILL_WAITING,
            "waiting_share": _share(Text(zh="待更正率", en="Share")),
        }
    ),
)
