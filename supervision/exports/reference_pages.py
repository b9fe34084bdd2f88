"""docs/ledgers.md and docs/metrics.md, written from the declarations; a test fails when they are stale.

`python -m supervision.exports.reference_pages` writes them anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from supervision.intake.profiles import Profile, all_profiles
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Column, Count, CreditCode, Day, FreeText, Ledger, OneOf, SomeOf
from supervision.ledgers.reference import reference_list
from supervision.metrics import leads, quality, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.metrics.published import PUBLISHED
from supervision.store.questions import question

DOCS = Path(__file__).resolve().parents[2] / "docs"
WRITTEN_FROM = "<!-- Written by `make docs` from the declarations; edit those. -->\n"


def pages() -> dict[str, str]:
    """The text of every generated page by its file name."""
    return {"ledgers.md": "\n".join(_ledgers()), "metrics.md": "\n".join(_metrics())}


def _ledgers() -> Iterator[str]:
    yield "# Ledgers 台账\n"
    yield WRITTEN_FROM
    yield "One table, one row per thing. An export is recognised by its headings; any of those listed will do.\n"
    for ledger in LEDGERS:
        yield from _ledger(ledger)
    yield "## Source systems 来源系统\n"
    yield "Each is one small file in `data/profiles/`; adding one takes no Python.\n"
    yield "| profile | export | ledger | headings |\n|---|---|---|---|"
    named = {ledger.name for ledger in LEDGERS}
    yield from (_profile(profile) for profile in all_profiles() if profile.name not in named)
    yield ""


def _ledger(ledger: Ledger) -> Iterator[str]:
    yield f"## {ledger.title.zh} {ledger.title.en} (`{ledger.name}`)\n"
    yield f"{ledger.about.zh} {ledger.about.en}\n"
    yield f"Key: {' + '.join(f'`{name}`' for name in ledger.key)}.\n"
    yield "| column | headings | holds | about | example |\n|---|---|---|---|---|"
    for column in ledger.columns:
        required = " **required**" if column.required else ""
        yield (
            f"| `{column.name}`{required} | {'、'.join(column.headings)} | {_holds(column)} "
            f"| {column.about.zh} {column.about.en} | {column.example} |"
        )
    if ledger.never_stored:
        yield f"\nNever stored, whatever they hold: {'、'.join(ledger.never_stored)}.\n"
    for order in ledger.orders:
        yield f"\n`{order.later}` may not come before `{order.earlier}`.\n"
    yield ""


def _holds(column: Column) -> str:
    match column.kind:
        case Day(may_be_ahead=ahead):
            return "day" if ahead else "day, not in the future"
        case Count():
            return "whole number"
        case CreditCode():
            return "18 characters; a failing check digit is a warning"
        case FreeText():
            return "text, phone and ID numbers masked"
        case OneOf(list_name=name):
            return f"one of: {'、'.join(reference_list(name).names)}"
        case SomeOf(list_name=name):
            return f"any of: {'、'.join(reference_list(name).names)}"
        case _:
            return "text"


def _profile(profile: Profile) -> str:
    headings = "、".join(heading for candidates in profile.columns.values() for heading in candidates)
    return (
        f"| `{profile.name}` | {profile.title.zh} {profile.title.en} | `{profile.ledger.name}` | {headings} |"
    )


def every_metric() -> list[Metric]:
    """The published figures first, then those that only the pages show."""
    shown = [
        metric
        for module in (leads, reviews, visits, quality)
        for metric in vars(module).values()
        if isinstance(metric, Metric) and metric not in PUBLISHED
    ]
    return [*PUBLISHED, *shown]


def _metrics() -> Iterator[str]:
    yield "# Figures 指标口径\n"
    yield WRITTEN_FROM
    yield "Periods include both of their ends; days are local (Asia/Shanghai).\n"
    yield "## Published figures 对外指标\n"
    for metric in every_metric():
        if metric is every_metric()[len(PUBLISHED)]:
            yield "## Shown on the pages only 仅在页面显示\n"
        yield f"### {metric.title.zh} {metric.title.en} (`{metric.name}`)\n"
        yield f"{metric.definition.zh}\n\n{metric.definition.en}\n"
        yield f"- Unit 单位: {metric.unit.sign} ({metric.unit.many})"
        if metric.breakdowns:
            yield f"- Split by 分组: {'、'.join(f'{part.title.zh} {part.title.en}' for part in metric.breakdowns)}"
        asked = question(metric.query)
        yield f"- Query 查询: `queries/{metric.query}.sql` — {asked.asks}"
        yield from (f"- {note.zh} {note.en}" for note in metric.footnotes)
        yield ""


def main() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
