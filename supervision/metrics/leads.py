"""Leads: how many were received, from whom, about whom and about what."""

from supervision.metrics.declaration import (
    BY_DISTRICT,
    BY_MONTH,
    BY_ORGAN,
    BY_SOURCE,
    LEADS,
    Metric,
    Rows,
)
from supervision.metrics.shapes import Panels, Stacks, Tile
from supervision.text import Text

RECEIVED_DEFINITION = Text(
    zh="期内受理的线索件数。按受理日期计，不按报送日期；同一来源的同一编号无论报来几次只计一件；"
    "同一事项由两个来源报来计两件。",
    en="Leads received in the period, by the day received, not the day handed over. The same number from the same "
    "source counts once, however often it is sent; the same matter from two sources counts twice.",
)
ZONES = Text(
    zh="高新区、长兴岛经济区为开放先导区，单列统计，不并入所在区县。",
    en="The High-tech and Changxing Island zones stand by themselves and are not added to the district around them.",
)
RECEIVED_ROWS = Rows("leads", "rows/leads_received")
YEAR_BEFORE = Text(
    zh="“上年同期”为上一年的相同日期；台账开始之前无可比数据。",
    en="“A year before” counts the same days of the year before; before the ledger began there is nothing to compare.",
)

received = Metric(
    "leads.received",
    Text(zh="受理线索", en="Leads received"),
    LEADS,
    RECEIVED_DEFINITION,
    "leads/received",
    ("leads",),
    Tile(),
    breakdowns=(BY_SOURCE, BY_MONTH, BY_DISTRICT, BY_ORGAN),
    counts_leads=True,
    behind=RECEIVED_ROWS,
)

matters = Metric(
    "leads.matters",
    Text(zh="不同事项", en="Distinct matters"),
    LEADS,
    Text(
        zh="期内受理的线索反映的不同事项数。经分析人员判定为同一事项的几件线索计一项；没有判定的，每件线索各计一项。",
        en="Distinct matters among the leads received in the period: leads that an analyst has judged to be the same matter "
        "count once, every other lead is a matter of its own.",
    ),
    "leads/matters",
    ("leads",),
    Tile(),
    counts_leads=True,
    behind=Rows(
        "leads",
        "rows/leads_received",
        note=Text(
            zh="这里列出全部线索；同一事项的几件各占一行。",
            en="All leads are listed; those of one matter each have a row.",
        ),
    ),
)

by_month = Metric(
    "leads.by_month",
    Text(zh="每月受理多少线索，由谁报来？", en="How many leads came each month, and who brought them?"),
    LEADS,
    RECEIVED_DEFINITION,
    "leads/by_source_and_month",
    ("leads",),
    Stacks("month", "source", "value", "year_before"),
    counts_leads=True,
    footnotes=(YEAR_BEFORE,),
    behind=RECEIVED_ROWS,
)

by_source = Metric(
    "leads.by_source",
    Text(zh="各来源与上年同月相比如何？", en="How does each source compare with the same months last year?"),
    LEADS,
    RECEIVED_DEFINITION,
    "leads/by_source_and_month",
    ("leads",),
    Panels("month", "source", "value", "year_before"),
    counts_leads=True,
    footnotes=(YEAR_BEFORE,),
    behind=RECEIVED_ROWS,
)
