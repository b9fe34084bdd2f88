"""The first rows of a page go to the browser while the rest is being counted.

Only where they answer a press, in the place of the same rows over another period or filter. What stands below them keeps its room,
pales and is inert: nothing in it can be pressed, focused or heard, until the rest has come.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from supervision.metrics.declaration import Metric
from supervision.text import Language
from supervision.ui.choices import Choice
from supervision.ui.counting import Counting
from supervision.ui.sheet import say_so_far

COUNTING = "counting"


def count_first_rows(page: str, choice: Choice, spoken: Language) -> None:
    """Returns once what stands on the first screen is counted; the rest goes on meanwhile."""
    counting = st.session_state[COUNTING] = Counting(page, choice, spoken)
    counting.count_first()


def go_on_to(metrics: Sequence[Metric]) -> None:
    """Before these are shown: if they are of the rest, and it isn't counted yet, what was shown until now goes out."""
    counting: Counting | None = st.session_state.get(COUNTING)
    if counting is None or counting.later.isdisjoint(metric.name for metric in metrics):
        return
    st.session_state.pop(COUNTING)
    if not counting.is_through:
        say_so_far()
        counting.count_rest()


def forget_counting() -> None:
    """What a run began to count is no other run's, and what is left of it nobody waits for."""
    counting: Counting | None = st.session_state.pop(COUNTING, None)
    if counting is not None:
        counting.give_up()
