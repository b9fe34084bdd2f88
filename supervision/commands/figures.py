"""The command that reads the figures out."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import Any

from supervision.commands.opening import opened
from supervision.commands.saying import ALL_WELL, said, say, say_json, say_table
from supervision.figures.measuring import Figure, View, measure_all, view_now
from supervision.figures.period import Period, read_day
from supervision.ledgers.reference import name_of
from supervision.metrics.published import PUBLISHED
from supervision.store.database import Database
from supervision.text import Refusal, Text


def figures_command(asked: Namespace) -> int:
    period = asked_period(asked)
    with opened(asked, "look at figures") as database:
        figures = measure_all(PUBLISHED, period, view_now(database, known_batch(asked.known_at, database)))
    if asked.json:
        say_json([row for figure in figures for row in figure_json(figure)])
        return ALL_WELL
    say(period.text)
    for figure in figures:
        _say_figure(figure)
    return ALL_WELL


def asked_period(asked: Namespace) -> Period:
    """The period of --from and --to."""
    return Period(read_day(asked.first, "--from"), read_day(asked.last, "--to"))


def asked_view(asked: Namespace, database: Database) -> View:
    """The ledgers as known at --known-at, reckoned on --as-of; now without them."""
    now = view_now(database, known_batch(asked.known_at, database))
    return replace(now, as_of=read_day(asked.as_of, "--as-of")) if asked.as_of else now


def known_batch(asked: int | None, database: Database) -> int | None:
    """The batch asked for; Refusal where there is none of that number."""
    if asked is not None and not 0 <= asked <= database.newest_batch:
        raise Refusal(
            Text(
                zh=f"没有批次 {asked}；最新的是批次 {database.newest_batch}。",
                en=f"There is no batch {asked}; the newest is {database.newest_batch}.",
            )
        )
    return asked


def figure_json(figure: Figure) -> list[dict[str, Any]]:
    """One figure as `figures --json` tells it: one entry a number."""
    return [
        {
            "figure": figure.metric.name,
            "by": row.by,
            "member": row.member,
            "value": row.value,
            "unit": figure.metric.unit.sign,
            "interim": bool(row.interim),
            "why_interim": [said(reason) for reason in row.interim],
        }
        for row in figure.published
    ]


def _say_figure(figure: Figure) -> None:
    unit = said(figure.metric.unit.text)
    print()
    print(f"{said(figure.metric.title)}  [{figure.metric.name}]")
    for reason in figure.interim:
        say(Text(zh="  阶段性数据：{reason}", en="  Interim: {reason}").with_values(reason=reason))
    say_table(
        ["", "", unit],
        (
            [f"  {row.by or ''}", said(name_of(row.member)) if row.member else "", row.value]
            for row in figure.told
        ),
    )
