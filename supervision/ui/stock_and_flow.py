"""Stock and flow on screen: each month's sum written out, so that anybody can check it."""

from __future__ import annotations

from supervision.metrics import reviews
from supervision.text import Text
from supervision.ui.cards import written
from supervision.ui.choices import Choice
from supervision.ui.counting import measured
from supervision.ui.session import said
from supervision.ui.sheet import add


def tell_stock_and_flow(choice: Choice) -> None:
    """期初未结 + 本期启动 − 本期办结 = 期末未结, for the whole period."""
    (figure,) = measured([reviews.throughput], choice)
    if not figure.rows:
        return
    first, last = figure.rows[0], figure.rows[-1]
    told = Text(
        zh="期初未结 **{start}** + 本期启动 **{opened}** − 本期办结 **{concluded}** = 期末未结 **{end}**（件）",
        en="Open at start **{start}** + opened **{opened}** − concluded **{concluded}** = open at end **{end}** cases",
    ).with_values(
        start=first["open_at_start"],
        opened=sum(row["opened"] for row in figure.rows),
        concluded=sum(row["concluded"] for row in figure.rows),
        end=last["open_at_end"],
    )
    add([written({"name": "stock and flow", "says": said(told), "is_bare": True})])
