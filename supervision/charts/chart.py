"""A chart as plain data, in plotly's own words: what a page draws by itself, and what plotly draws when asked to.

plotly's figure objects check every word as it is written, which takes longer than asking the ledgers; here nothing is
checked while a page waits, and a test hands every chart of the catalogue to plotly, which refuses what it does not know.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Part = dict[str, Any]
Where = Mapping[str, Any]
"""Of several panels the one that something belongs to: `xaxis` and `yaxis` of a trace."""


def _merge(into: Part, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        if isinstance(value, Mapping) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = dict(value) if isinstance(value, Mapping) else value


@dataclass
class Chart:
    """Traces, and the layout around them."""

    layout: Part = field(default_factory=dict)
    data: list[Part] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("xaxis", "yaxis"):
            self.layout.setdefault(name, {})
        for name in ("annotations", "shapes"):
            self.layout.setdefault(name, [])

    def add(self, kind: str, **told: Any) -> None:
        """A trace: "bar", "scatter" or "heatmap"."""
        self.data.append({"type": kind, **told})

    def note(self, text: str, **place: Any) -> None:
        """Words at a place, without an arrow."""
        self.layout["annotations"].append({"text": text, "showarrow": False, **place})

    def put(self, **told: Any) -> None:
        """Into the layout; parts that hold parts are filled in and not replaced."""
        _merge(self.layout, told)

    def axes(self, letter: str) -> Iterator[Part]:
        """All axes along x, or along y."""
        return (part for name, part in self.layout.items() if name.startswith(f"{letter}axis"))

    def put_axes(self, letter: str, **told: Any) -> None:
        """The same for all axes along x, or along y."""
        for axis in self.axes(letter):
            _merge(axis, told)

    @property
    def height(self) -> int:
        height: int = self.layout["height"]
        return height

    def as_json(self, **beside: Any) -> bytes:
        told = {"chart": {"data": self.data, "layout": self.layout}, **beside}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=_number).encode()


def _number(value: object) -> float:
    """A mark's length; the exact number stands beside it as words."""
    assert isinstance(value, Decimal), type(value)
    return float(value)


def panelled(
    deep: int, titles: Sequence[str], *, gap: float, wide_first: bool = False
) -> tuple[Chart, list[Where]]:
    """Small charts two abreast, `deep` rows of them; the first may take a whole row. And where each is."""
    high = (1 - gap * (deep - 1)) / deep
    chart = Chart()
    places: list[Where] = []
    for place, title in enumerate(titles):
        beside = (place + 1) if wide_first and place else place
        row, column = (0, 0) if wide_first and not place else divmod(beside, 2)
        is_wide = len(titles) == 1 or (wide_first and not place)
        across = [0.0, 1.0] if is_wide else [[0.0, 0.45], [0.55, 1.0]][column]
        top = 1 - row * (high + gap)
        number = str(place + 1) if place else ""
        chart.layout[f"xaxis{number}"] = {"anchor": f"y{number}", "domain": across}
        chart.layout[f"yaxis{number}"] = {"anchor": f"x{number}", "domain": [max(top - high, 0.0), top]}
        middle = sum(across) / 2
        chart.note(
            title, x=middle, y=top, xref="paper", yref="paper", xanchor="center", yanchor="bottom", font={"size": 12},
        )  # fmt: skip
        places.append({"xaxis": f"x{number}", "yaxis": f"y{number}"})
    return chart, places
