"""What a batch did to the ledgers, in words."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.ledgers.catalogue import LEDGERS, ledger_named
from supervision.store.settling import Change
from supervision.text import Text
from supervision.ui.session import language, said


def real_changes(changes: Sequence[Change]) -> list[Change]:
    """Those that changed something, in the order in which people speak of the ledgers."""
    told = [change for change in changes if change.added or change.changed or change.removed]
    return sorted(told, key=lambda change: LEDGERS.index(ledger_named(change.ledger)))


def changes_listed(changes: Sequence[Change]) -> str:
    """What happened to each ledger, one line each."""
    if told := real_changes(changes):
        return "\n".join(f"- {change_said(change)}" for change in told)
    return said(Text(zh="台账没有变化。", en="No ledger changed."))


def change_said(change: Change) -> str:
    """One ledger's change; what did not happen is left unsaid."""
    words = (
        (change.added, Text(zh="增加{rows}行", en="{rows} added")),
        (change.changed, Text(zh="更改{rows}行", en="{rows} changed")),
        (change.removed, Text(zh="减少{rows}行", en="{rows} removed")),
    )
    joint, colon = ("，", "：") if language() == "zh" else (", ", ": ")
    told = joint.join(said(word.with_values(rows=f"{rows:,}")) for rows, word in words if rows)
    return f"{said(ledger_named(change.ledger).title)}{colon}{told}"
