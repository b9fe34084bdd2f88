"""What happened on a day, for whoever looks at a chart later and wonders."""

from supervision.ledgers.declaration import Column, Day, FreeText, Ledger, Number
from supervision.text import Text

ANNOTATIONS = Ledger(
    "annotations",
    Text(zh="标注", en="Annotations"),
    Text(
        zh="每行是一天的一件事，标在按月的图上。",
        en="One thing that happened on a day; charts by month mark it.",
    ),
    key=("number",),
    day="noted_on",
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="标注编号", en="Annotation number"),
            Text(
                zh="标注的编号；同一编号再报即为更正。", en="Its number; the same number again corrects it."
            ),
            "BZ0001",
            required=True,
        ),
        Column(
            "noted_on",
            Day(may_be_ahead=True),
            Text(zh="标注日期", en="Noted day"),
            Text(zh="事情发生或将要发生之日。", en="The day it happened or will happen."),
            "2022-03-07",
            required=True,
        ),
        Column(
            "words",
            FreeText(),
            Text(zh="标注内容", en="Words"),
            Text(
                zh="一句话；其中的电话和证件号码在写入前隐去。",
                en="One sentence; phone and ID numbers in it are masked.",
            ),
            "新闻发布会",
            required=True,
        ),
    ),
)
