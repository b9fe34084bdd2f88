"""Large numbers on an axis as Chinese says them: 1.2万, 3亿. Marks and tables keep the exact number."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from supervision.charts.chart import Chart
from supervision.text import Language

WAN, YI = 10_000, 100_000_000
STEPS = 6
"""At most so many on one axis."""


def shorter(number: int) -> str:
    """1.2万 for 12000; what is below ten thousand stays as it is."""
    for size, sign in ((YI, "亿"), (WAN, "万")):
        if abs(number) >= size:
            return f"{(Decimal(number) / size).normalize():f}{sign}"
    return str(number)


def large_axes_in_words(chart: Chart, language: Language) -> None:
    """In Chinese, where an axis reaches ten thousand; English reads plotly's own 12k."""
    if language != "zh":
        return
    for axis, top in _tops(chart).items():
        if top >= WAN:
            ticks = list(range(0, top + _step(top), _step(top)))
            chart.layout[axis] |= {
                "tickmode": "array", "tickvals": ticks, "ticktext": [shorter(tick) for tick in ticks],
            }  # fmt: skip


def _step(top: int) -> int:
    """1, 2 or 5 times a power of ten."""
    tens: int = 10 ** (len(str(top)) - 2)
    return next(tens * times for times in (1, 2, 5, 10, 20, 50) if top <= tens * times * STEPS)


def _tops(chart: Chart) -> dict[str, int]:
    """How high each upright axis reaches; what is stacked counts together."""
    is_stacked = chart.layout.get("barmode") == "stack"
    heights: dict[tuple[str, Any], float] = defaultdict(float)
    for place, trace in enumerate(chart.data):
        if trace["type"] == "heatmap" or trace.get("orientation") == "h":
            continue
        axis = f"yaxis{trace.get('yaxis', 'y')[1:]}"
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if isinstance(y, int | float | Decimal):
                heights[axis, (x, None if is_stacked and trace["type"] == "bar" else place)] += float(y)
    tops: dict[str, int] = defaultdict(int)
    for (axis, _), height in heights.items():
        tops[axis] = max(tops[axis], int(height))
    return tops
