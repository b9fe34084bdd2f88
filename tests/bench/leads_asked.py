"""The questions of the two pages that are compared with, asked of a plain table of leads."""

from __future__ import annotations

from typing import Any

import duckdb

Answer = list[tuple[Any, ...]]

MONTHS = [f"2022-{month:02}" for month in range(1, 13)]
"""What is chosen on these pages: the last month that counts."""

NUMBERS, STACKED = "numbers", "by source and month"
DOWN = ("by district", "by organ")

_ASKED = {
    NUMBERS: """
        select unnest(['Leads', 'Sources', 'Districts', 'Open']),
            unnest([count(*), count(distinct source), count(distinct district), count(*) filter (status <> '已办结')])
        from leads where month <= $until""",
    STACKED: "select source, month, count(*) from leads where month <= $until group by all order by all",
    DOWN[0]: "select district, count(*) from leads where month <= $until and district is not null group by all order by 2",
    DOWN[1]: "select organ, count(*) from leads where month <= $until and organ is not null group by all order by 2",
}  # fmt: skip


def answer(cursor: duckdb.DuckDBPyConnection, name: str, until: str) -> Answer:
    return cursor.execute(_ASKED[name], {"until": until}).fetchall()
