"""What is wrong with a command, in the reader's language: argparse says it in English only."""

from __future__ import annotations

import re

from supervision.text import Text

_SAID = (
    (r"the following arguments are required: (.+)", "缺少参数 {0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数 {0}"),
    (r"argument (.+): expected one argument", "参数 {0} 后面缺少内容"),
    (r"argument (.+): expected at least one argument", "参数 {0} 后面缺少内容"),
    (r"argument (.+): invalid int value: '(.*)'", "参数 {0} 应为整数，不能是“{1}”"),
    (r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)", "参数 {0} 不能是“{1}”，可以是 {2}"),
    (r"argument (.+): not allowed with argument (.+)", "参数 {0} 不能与 {1} 同用"),
    (r"ambiguous option: (.+) could match (.+)", "参数 {0} 不明确，可能是 {1}"),
    (r"argument (.+): ignored explicit argument '(.*)'", "参数 {0} 后面不应有“{1}”"),
)


def said_in_both(message: str) -> Text:
    """argparse's sentence and the same in Chinese; one that it has learnt since stays as it is."""
    for pattern, zh in _SAID:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return Text(zh=zh.format(*match.groups()), en=message)
    return Text.same(message)
