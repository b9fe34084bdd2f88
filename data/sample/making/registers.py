"""How the office writes its own registers: a heading for each column, and days in each register's own way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .dialects import dotted, in_words, slashed


@dataclass(frozen=True)
class Register:
    """One register: its name, the ledger it is of, and its columns by heading."""

    name: str
    ledger: str
    columns: dict[str, str]
    day: Callable[[date], str] = str
    encoding: str = "gb18030"


REGISTERS = (
    Register("企业名录", "enterprises", {
        "企业编号": "number", "企业名称": "name", "统一社会信用代码": "uscc", "企业类别": "kind",
        "所在区县": "district", "选取角度": "pools"}),
    Register("线索汇总登记", "collections", {
        "来源单位": "source", "应报日期": "due_on", "实报日期": "handed_on", "申报件数": "declared"}),
    Register("评查台账", "reviews", {
        "评查编号": "number", "线索来源": "source", "线索编号": "lead_number", "评查方式": "kind",
        "启动日期": "opened_on", "办结日期": "concluded_on", "被评查单位类别": "organ",
        "所属区县": "district", "评查结论": "grade", "发现问题数": "problems", "评查组": "review_group"}, in_words),
    Register("移送台账", "referrals", {
        "移送编号": "number", "评查编号": "review_number", "移送对象": "organ", "涉嫌罪名": "crime",
        "移送日期": "sent_on", "反馈日期": "replied_on"}, slashed),
    Register("走访台账", "visits", {
        "走访编号": "number", "干部编号": "cadre_number", "企业编号": "enterprise_number",
        "走访日期": "visited_on", "宣传政策": "policies"}, dotted),
    Register("诉求台账", "needs", {
        "诉求编号": "number", "走访编号": "visit_number", "诉求类别": "kind", "责任单位类别": "organ",
        "提出日期": "raised_on", "办结日期": "resolved_on"}, encoding="utf-8"),
    Register("领导干部名录", "cadres", {
        "干部编号": "number", "姓名": "name", "所在单位": "unit", "职级": "rank",
        "参加走访起始日期": "on_duty_from", "参加走访截止日期": "on_duty_until"}, encoding="utf-8-sig"),
    Register("委员名册", "members", {
        "委员编号": "number", "姓名": "name", "所在单位": "body", "委员会职务": "role",
        "所属专班": "task_force", "参加的评查组": "review_groups", "任职日期": "appointed_on", "离任日期": "left_on"}),
)  # fmt: skip
