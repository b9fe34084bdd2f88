"""Which part of the leads came from whom, from where, about whom and about what, and how that has changed."""

from supervision.metrics.declaration import LEADS, Metric
from supervision.metrics.leads import RECEIVED_DEFINITION, RECEIVED_ROWS, ZONES
from supervision.metrics.shapes import Shares
from supervision.text import Text

COMPARED = Text(
    zh="占比为该项件数除以期内全部件数，四舍五入至一位小数；“未注明”也是一项，各项件数合计等于总数。"
    "同比与上一年的相同日期相比；环比与紧接在前的一期相比：期间为整月的，上期为同样多的整月，否则为同样多的天数。"
    "占比之差以百分点计，由未经舍入的占比算出。",
    en="A share is a part's leads of all leads in the period, to one decimal, half up; “not stated” is a part too, so that "
    "the parts add up. Changes on a year before are against the same days of that year; changes on the period before are "
    "against as many whole months where the period is whole months, else as many days. Shares differ in percentage "
    "points, reckoned from the exact shares.",
)
NO_BASE = Text(
    zh="期间尚未结束、可比期间早于台账开始，或本期、可比期间有应报未报的，无可比数据（—）：来源只看自己的报送，其他各项看全部来源；"
    "可比期间为0件的，不计算比率。",
    en="Nothing is compared (—) while the period is not over, where the base lies before the ledger began, or where a "
    "hand-over is missing on either side: a source's own for a source, any source's for every other part. On a base of "
    "none there is no rate.",
)


def _shares(breakdown: str, name: str, title: Text, *footnotes: Text, query: str = "leads/changes") -> Metric:
    return Metric(
        f"leads.{name}",
        title,
        LEADS,
        Text(zh=RECEIVED_DEFINITION.zh + COMPARED.zh, en=f"{RECEIVED_DEFINITION.en} {COMPARED.en}"),
        query,
        ("leads",),
        Shares(breakdown),
        counts_leads=True,
        footnotes=(*footnotes, NO_BASE),
        behind=RECEIVED_ROWS,
    )


by_source = _shares(
    "source",
    "shares_by_source",
    Text(zh="各来源占多少，有何变化？", en="What share does each source bring, and how has it changed?"),
)

by_month = _shares(
    "month",
    "shares_by_month",
    Text(
        zh="各月占多少，比上年、比上月如何？",
        en="How does each month compare with last year's and with the month before?",
    ),
    Text(
        zh="首尾不足整月的，按该月在期内的天数计。",
        en="A first or last month that is not whole counts for its days in the period.",
    ),
    query="leads/changes_by_month",
)

by_district = _shares(
    "district",
    "by_district",
    Text(zh="线索集中在哪些区县？", en="Which districts do the leads concern?"),
    ZONES,
)

by_organ = _shares(
    "organ",
    "by_organ",
    Text(zh="线索反映的是哪类政法单位？", en="Which kind of organ is complained of?"),
    Text(
        zh="来源未填单位类别的，由单位名称判定；名称也看不出的列为“未注明”。",
        en="Where the source states no kind, the body's name tells it; where that tells none either, it is “not stated”.",
    ),
)

by_matter = _shares(
    "matter", "by_matter", Text(zh="反映最多的是什么问题？", en="What is complained of most?")
)

by_complainant = _shares(
    "complainant_kind",
    "by_complainant",
    Text(zh="哪些人在反映？", en="What kind of complainant comes forward?"),
    Text(
        zh="只有部分来源报送举报人类别；没有报的列为“未注明”。从不记录是谁。",
        en="Only some sources state the kind of complainant; the rest is “not stated”. Who it was is never recorded.",
    ),
)

by_prohibition = _shares(
    "prohibition",
    "by_prohibition",
    Text(zh="触及“十个严禁”中的哪几个？", en="Which of the ten prohibitions do the leads concern?"),
    Text(
        zh="只按台账中填写的“违反十个严禁情形”统计，从不由问题分类或摘要推断；未填的列为“未注明”，十个严禁全部列出，0件也列。",
        en="Counted only by what the ledger states, never guessed from the matter or the summary; where it states none it is "
        "“not stated”. All ten are listed, zeros too.",
    ),
)
