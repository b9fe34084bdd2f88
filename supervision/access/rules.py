"""What each role may do: one table, asked by every page, button, download and command.

`may` answers, for what is offered; `check_may` raises with the reason, for what is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from supervision.access.people import ROLES, Person, Role
from supervision.text import Refusal, Text


@dataclass(frozen=True)
class Rule:
    """One thing that can be done, and who may do it."""

    title: Text
    roles: frozenset[Role]
    held_too: bool = True
    """Whether somebody held to one source or district may do it as well."""
    changes: bool = False
    """Whether it writes to the ledger: nobody can do it to a copy."""


def _rule(zh: str, en: str, *roles: Role, held_too: bool = True, changes: bool = False) -> Rule:
    return Rule(Text(zh=zh, en=en), frozenset(roles), held_too, changes)


RULES: dict[str, Rule] = {
    "look at figures": _rule("查看各项数字", "look at the figures", "leader", "analyst", "press", "checker"),
    "look at one": _rule(
        "查看一家企业、一名干部", "look at one enterprise or cadre", "leader", "analyst", held_too=False
    ),
    "look at rows": _rule("查看明细", "look at rows", "leader", "analyst", "press", "checker"),
    "read names": _rule("查看企业名称", "read enterprises' names", "leader", "analyst"),
    "read free text": _rule("查看事由等文字", "read what was written", "analyst"),
    "take rows away": _rule("下载明细", "download rows", "analyst"),
    "take figures away": _rule(
        "下载图表数据和打印", "download and print figures", "leader", "analyst", "press", "checker"
    ),
    "look after ledgers": _rule("管理台账", "look after the ledgers", "analyst"),
    "load": _rule("录入数据", "load files", "analyst", changes=True),
    "mend": _rule("更正或不予更正", "mend and dismiss rows", "analyst", changes=True),
    "undo": _rule("撤销批次", "undo batches", "analyst", held_too=False, changes=True),
    "judge": _rule("判定同一事项", "judge what is one matter", "analyst", held_too=False, changes=True),
    "annotate": _rule("添加标注", "annotate", "analyst", held_too=False, changes=True),
    "change profiles": _rule("修改来源配置", "change profiles", "analyst", held_too=False, changes=True),
    "look at releases": _rule("查看发布", "look at releases", "press", "checker", held_too=False),
    "draft": _rule("起草发布", "draft releases", "press", held_too=False, changes=True),
    "reword": _rule("修改发布的文字", "reword releases", "press", held_too=False, changes=True),
    "show small counts": _rule("公布小数", "have small counts shown", "press", held_too=False, changes=True),
    "check": _rule("复核发布", "check releases", "checker", held_too=False, changes=True),
    "send_back": _rule("退回发布", "send releases back", "checker", held_too=False, changes=True),
    "freeze": _rule("定稿发布", "freeze releases", "checker", held_too=False, changes=True),
    "withdraw": _rule("撤回发布", "withdraw releases", "press", "checker", held_too=False, changes=True),
    "take releases away": _rule("下载发布", "download releases", "press", "checker", held_too=False),
    "look at the record": _rule("查看操作记录", "look at the record of access", "administrator"),
    "watch over it": _rule("查看运行指标", "look at how the dashboard runs", "administrator"),
    "change roles": _rule("管理人员和角色", "change who has which role", "administrator", changes=True),
    "keep the file": _rule(
        "备份、恢复和检查台账文件", "back up, restore and check the file", "administrator"
    ),
}


class NotAllowed(Refusal):
    """Somebody asked for what their roles don't give."""

    def __init__(self, action: str, sentence: Text) -> None:
        super().__init__(sentence)
        self.action = action


def may(person: Person, action: str) -> bool:
    """Whether that person may do that now."""
    rule = RULES[action]
    return (
        bool(rule.roles & person.roles)
        and (rule.held_too or not person.only)
        and not (rule.changes and person.reads_copy)
    )


def check_may(person: Person, action: str) -> None:
    """NotAllowed, with the reason and whom to ask, unless that person may do that now."""
    if may(person, action):
        return
    raise NotAllowed(action, why_not(person, action))


def why_not(person: Person, action: str) -> Text:
    rule = RULES[action]
    if rule.changes and person.reads_copy:
        return Text(
            zh="这里显示的是分发的副本，只能查看，不能{what}。请在主看板上操作。",
            en="This is a copy that was handed out: nobody may {what} here. Use the office's own dashboard.",
        ).with_values(what=rule.title)
    if rule.roles & person.roles:
        return Text(
            zh="您只负责{scope}的数据，不能{what}。如有需要，请联系管理员。",
            en="You look after {scope} only, so you may not {what}. If you need to, ask an administrator.",
        ).with_values(scope="、".join(person.only.values()), what=rule.title)
    wanted = [ROLES[role] for role in ROLES if role in rule.roles]
    return Text(
        zh="{name} 没有权限{what}，需要的角色：{roles}。如有需要，请联系管理员。",
        en="{name} may not {what}; that needs the role {roles}. If you need it, ask an administrator.",
    ).with_values(
        name=person.name,
        what=rule.title,
        roles=Text(zh="或".join(word.zh for word in wanted), en=" or ".join(word.en for word in wanted)),
    )
