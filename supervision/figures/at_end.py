"""Up to which day a figure is counted, where that is not the day of reckoning: both stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.figures.measuring import Figure
from supervision.figures.period import day_text
from supervision.text import Text

AT_END = Text(zh="计至期末{day}", en="counted at the period's end, {day}")
_OF = Text(zh="{titles}：{until}", en="{titles}: {until}")


def counted_at_end(figure: Figure) -> list[Text]:
    """What still is open, and for how many days: of a period that is over, on its last day."""
    if not figure.metric.is_counted_at_end or figure.period.last >= figure.as_of:
        return []
    return [AT_END.with_values(day=day_text(figure.period.last))]


def tiles_at_end(tiles: Sequence[Figure]) -> list[Text]:
    """The same of a row of big numbers, below it, with their names."""
    told = [(tile.metric.title, until) for tile in tiles for until in counted_at_end(tile)]
    if not told:
        return []
    titles = Text(zh="、".join(title.zh for title, _ in told), en=", ".join(title.en for title, _ in told))
    return [_OF.with_values(titles=titles, until=told[0][1])]
