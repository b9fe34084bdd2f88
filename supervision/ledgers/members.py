"""The committee's own members."""

from supervision.ledgers.declaration import Column, Day, Ledger, Number, OneOf, Order, Word
from supervision.text import Text

MEMBERS = Ledger(
    "members",
    Text(zh="委员名册", en="Members"),
    Text(zh="每行一名执法监督委员会委员，应为28名。", en="One member of the committee; there should be 28."),
    key=("number",),
    orders=(Order("appointed_on", "left_on"),),
    columns=(
        Column(
            "number",
            Number(),
            Text(zh="委员编号", en="Member number"),
            Text(zh="名册中的编号。", en="Their number in the register."),
            "W01",
            required=True,
        ),
        Column(
            "name",
            Word(),
            Text(zh="姓名", en="Name"),
            Text(zh="委员姓名。", en="The member's name."),
            "委员01",
            required=True,
        ),
        Column(
            "body",
            Word(),
            Text(zh="所在单位", en="Body"),
            Text(zh="委员所代表的单位。", en="The body the member comes from."),
            "市委政法委",
            required=True,
        ),
        Column(
            "role",
            Word(),
            Text(zh="委员会职务", en="Role"),
            Text(zh="主任、副主任或委员。", en="Chair, deputy or member."),
            "委员",
        ),
        Column(
            "task_force",
            OneOf(list_name="task_forces"),
            Text(zh="所属专班", en="Task force"),
            Text(
                zh="日常工作专班或案件评查专班；没有则空。", en="Daily-work or case-review; empty if neither."
            ),
            "案件评查专班",
        ),
        Column(
            "review_groups",
            Word(),
            Text(zh="参加的评查组", en="Review groups"),
            Text(
                zh="参加哪些评查组，以、分隔；用于核对回避。",
                en="The review groups they sit in, separated by 、; by it recusal is checked.",
            ),
            "评查组1",
            also_headed=("评查组",),
            came_later=True,
        ),
        Column(
            "appointed_on",
            Day(may_be_ahead=True),
            Text(zh="任职日期", en="Appointed on"),
            Text(zh="任职首日。", en="First day in office."),
            "2022-03-07",
        ),
        Column(
            "left_on",
            Day(may_be_ahead=True),
            Text(zh="离任日期", en="Left on"),
            Text(zh="任职最后一日；空表示在任。", en="Last day in office; empty while serving."),
            "2022-12-31",
        ),
    ),
)
