"""Months in which unusually many or few leads came, by a method that says how often it is wrong.

Laney's u′ chart (D. B. Laney, “Improved Control Charts for Attributes”, Quality Engineering 14(4), 2002,
pp. 531–537): Poisson limits, widened by how much the months before really strayed. Complaints stray by more than
chance alone, which would make a plain c chart cry wolf; and an individuals chart knows nothing of counts.
"""

from supervision.metrics.declaration import LEADS, Metric, Rows
from supervision.metrics.shapes import Band, State
from supervision.text import Text

STATES = {
    "high": State(Text(zh="偏高", en="Unusually many"), "bad", "▲"),
    "low": State(Text(zh="偏低", en="Unusually few"), "bad", "▼"),
    "usual": State(Text(zh="正常波动", en="As usual"), "good", "●"),
    "not_whole": State(Text(zh="数未报全，不判偏低", en="Not all handed over: not judged low"), "quiet", "○"),
    "running": State(Text(zh="当月未结束，不判断", en="Month not over: not judged"), "quiet", "○"),
    "too_few_months": State(
        Text(zh="此前可比不足8个月，不判断", en="Fewer than 8 months to judge by"), "quiet", "○"
    ),
    "too_few_leads": State(
        Text(zh="此前月均不足3件，不判断", en="Fewer than 3 leads a month to judge by"), "quiet", "○"
    ),
}

control_chart = Metric(
    "leads.control_chart",
    Text(zh="哪些月份多得或少得反常？", en="Which months brought unusually many or few leads?"),
    LEADS,
    Text(
        zh="方法：Laney u′控制图。每个自然月与此前12个月比（不含当月；须有至少8个月、月均至少3件），按每日件数算，再乘以当月天数。"
        "正常波动范围为均值上下各3倍标准差：标准差取泊松波动，乘以此前各月实际离散程度（由移动极差得出，不低于1），"
        "并计入均值本身的误差；取范围内的整数。超出范围的标出。只凭偶然，一个月被误标的机会约为千分之二至千分之五。"
        "首尾月份按整月计。",
        en="Method: Laney's u′ control chart. Each calendar month is held against the twelve before it (itself left out; at "
        "least eight months, and three leads a month), as leads a day times its days. The usual range is three standard "
        "deviations to either side of the mean: Poisson's, times how much those months really strayed (by their moving "
        "range, never below 1), with the error of the mean itself; whole numbers within it. By chance alone two to five "
        "months in a thousand are marked wrongly. The first and last month are counted whole.",
    ),
    "leads/control_chart",
    ("leads", "collections"),
    Band(
        "month", "source", "value", "lower", "upper", "state", STATES, Text(zh="全部来源", en="All sources")
    ),
    counts_leads=True,
    footnotes=(
        Text(
            zh="25日之后受理的线索随下月报送。当月或下月尚未报送的，该月数未报全：不判偏低，也不作为其后各月的比较基础。",
            en="Leads received after the 25th come with the next month's hand-over. Until a month's own and the next one's "
            "have come it is not whole: it is not judged low, and no later month is held against it.",
        ),
        Text(
            zh="反常只说明值得过问，不说明原因；反常的月份仍作为其后各月的比较基础。",
            en="Unusual means worth asking about, and says nothing of why; an unusual month still counts among those that "
            "later ones are held against.",
        ),
    ),
    behind=Rows("leads", "rows/leads_of_months"),
)
