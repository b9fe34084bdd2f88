"""How every page's questions grow with the ledger: asked as the page asks them, nothing remembered, one size after another."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.store.database import Database, open_database
from supervision.ui.once import Once
from supervision.ui.page import PAGES, ROOT, place_of
from supervision.ui.session import own_ledger
from supervision.ui.standing import begin_anew
from tests.bench.ledgers import big_ledger
from tests.bench.section import Section

SIZES = tuple(int(size) for size in (os.environ.get("SUPERVISION_BENCH_LEADS") or "10000 1000000").split())
"""Leads in each ledger; `10000 1000000 10000000` takes the best part of an hour to make the last."""
RUNS = 3
NUMBERS = {"enterprise": "Q0003", "cadre": "G0003"}


class _Watched:
    """Adds up what cursors take from their opening to their closing, answers fetched."""

    def __init__(self) -> None:
        self.seconds = 0.0


@contextmanager
def _watching() -> Iterator[_Watched]:
    watched, own, once = _Watched(), Database.cursor, Once.get

    @contextmanager
    def cursor(self: Database, *asked: object, **named: object) -> Iterator[object]:
        began = time.perf_counter()
        with own(self, *asked, **named) as opened:  # type: ignore[arg-type]
            yield opened
        watched.seconds += time.perf_counter() - began

    Database.cursor = cursor  # type: ignore[method-assign, assignment]
    Once.get = lambda self, key, make: make()  # type: ignore[method-assign]
    try:
        yield watched
    finally:
        Database.cursor, Once.get = own, once  # type: ignore[method-assign]


def page_times(ledger: Path, known_at: str | None = None, audience: str = "") -> dict[str, list[float]]:
    """Milliseconds of the store for each page, of all or of one audience, one run after another."""
    os.environ["SUPERVISION_DATABASE"] = str(ledger)
    tab = AppTest.from_file(ROOT / "app.py", default_timeout=900)
    if known_at:
        tab.query_params["known_at"] = known_at
    tab.run()
    told: dict[str, list[float]] = {}
    with _watching() as watched:
        for place in PAGES:
            if audience not in ("", place.audience):
                continue
            tab.query_params["number"] = NUMBERS.get(place.stem, "")
            times = told[place.stem] = []
            for _ in range(RUNS):
                st.cache_data.clear()
                own_ledger().forget()
                tab.session_state["remembered"] = {}
                watched.seconds = 0.0
                tab.switch_page(str(place_of(place.stem).file)).run()
                times.append(1000 * watched.seconds)
    own_ledger().close()
    st.cache_data.clear()
    begin_anew()
    st.cache_resource.clear()
    return told


def _medians(ledger: Path, known_at: str | None) -> dict[str, float]:
    return {name: median(times) for name, times in page_times(ledger, known_at).items()}


def opening(ledger: Path) -> float:
    """Milliseconds from the file's name to an open ledger, the median of some openings."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        open_database(ledger).close()
        times.append(time.perf_counter() - began)
    return 1000 * median(times)


def measured() -> Section:
    """Each page at each size, as it is now and as known at an early batch of the largest."""
    columns: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            ledger = Path(shutil.copy2(big_ledger(size), Path(folder) / f"{size}.duckdb"))
            columns.append(_medians(ledger, None) | {"opening the file": opening(ledger)})
        early = _medians(ledger, "40")
    rows = []
    for name in columns[0]:
        times = [column[name] for column in columns]
        asked_early = f"{early[name]:.0f} ms" if name in early else ""
        rows.append((name, *(f"{one:.0f} ms" for one in times), f"{times[-1] / times[0]:.1f}", asked_early))
    return Section(
        "Growth",
        "What the store takes for each page when nothing is remembered, from the opening of each cursor to its answer: "
        f"medians of {RUNS} runs. Reviews and visits grow with the leads, rosters stay a city's.",
        ("page", *(f"{size:,} leads" for size in SIZES), "ratio", f"known at batch 40, {SIZES[-1]:,} leads"),
        tuple(rows),
    )
