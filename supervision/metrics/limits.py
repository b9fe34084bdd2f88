"""Time limits: what is past one that is in force, and what reaches it soon."""

from supervision.metrics.declaration import LEADS, Metric, Rows
from supervision.metrics.shapes import Listing
from supervision.text import Text

near = Metric(
    "leads.near_limit",
    Text(zh="哪些线索已超过或将到办理时限？", en="Which leads are past their time limit or near it?"),
    LEADS,
    Text(
        zh="只列已核实的时限：信访件自受理之日起60日办结（《信访工作条例》第三十四条，2022年5月1日起受理的）。来源单位记为已办结或不予受理的不列；"
        "延长期限没有登记，不计入。列出已超过的和七日内到期的。其他来源没有核实过的时限，未设定。",
        en="Only verified limits: a petition is concluded within 60 days of the day received (Regulations on Petition Work, "
        "art. 34, received from 1 May 2022 on). Leads that their source marks concluded or not accepted are left out; "
        "extensions are not recorded and not allowed for. Past the limit, or reaching it within seven days. For other sources "
        "no limit has been verified, and none is set.",
    ),
    "leads/limits",
    ("leads",),
    Listing(
        {
            "number": Text(zh="线索编号", en="Lead"),
            "source": Text(zh="来源单位", en="Source"),
            "received_on": Text(zh="受理日期", en="Received on"),
            "status": Text(zh="办理状态", en="Status"),
            "limit_on": Text(zh="时限届满日", en="Limit"),
            "days_left": Text(zh="剩余天数（负数为已超）", en="Days left (negative: past)"),
        }
    ),
    footnotes=(
        Text(
            zh="是否办结依来源单位最近一次所报的办理状态；来源单位没有更新状态的，可能实际已经办结。",
            en="Whether a lead is concluded is told by the status last handed over; where a source has not renewed it, the lead "
            "may have been concluded.",
        ),
    ),
    behind=Rows("leads", "rows/leads_near_limit"),
)
