"""How every page's questions grow with the ledger: asked as the page asks them, nothing remembered, one size after another."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import streamlit as st
from streamlit.testing.v1 import AppTest

from supervision.events import runs
from supervision.store.database import Database, open_database
from supervision.ui.page import PAGES, ROOT
from supervision.ui.session import own_ledger
from tests.bench.ledgers import big_ledger
from tests.bench.section import Section

SIZES = tuple(int(size) for size in (os.environ.get("SUPERVISION_BENCH_LEADS") or "10000 1000000").split())
"""Leads in each ledger; `10000 1000000 10000000` takes the best part of an hour to make the last."""
RUNS = 7
NUMBERS = {"enterprise": "Q0003", "cadre": "G0003"}


@dataclass(frozen=True)
class Run:
    """One run of a page for which nothing had been kept, in milliseconds."""

    waited: float
    """While an answer of the store was outstanding, one or several at once: wall clock."""
    whole: float
    """The run from its beginning to its end, as the dashboard itself counts runs: the answers, and all that is drawn of them."""
    processor: float
    """Of all threads of the process, DuckDB's own among them, while it ran."""


@contextmanager
def _watching() -> Iterator[list[tuple[float, float]]]:
    """When cursors were opened and closed again, their answers fetched."""
    held: list[tuple[float, float]] = []
    own = Database.cursor

    @contextmanager
    def cursor(self: Database, *asked: object, **named: object) -> Iterator[object]:
        began = time.perf_counter()
        try:
            with own(self, *asked, **named) as opened:  # type: ignore[arg-type]
                yield opened
        finally:
            held.append((began, time.perf_counter()))

    Database.cursor = cursor  # type: ignore[method-assign, assignment]
    try:
        yield held
    finally:
        Database.cursor = own  # type: ignore[method-assign]


def _together(spans: Iterable[tuple[float, float]]) -> float:
    """How long at least one of them lasted: what was asked side by side counts once."""
    told = until = 0.0
    for began, ended in sorted(spans):
        told += max(0.0, ended - max(began, until))
        until = max(until, ended)
    return told


class Pages:
    """The pages of one ledger, of all or of one audience, asked again and again by this process."""

    def __init__(self, ledger: Path, known_at: str | None = None, audience: str = "") -> None:
        os.environ["SUPERVISION_DATABASE"] = str(ledger)
        self._tab = AppTest.from_file(ROOT / "app.py", default_timeout=900)
        if known_at:
            self._tab.query_params["known_at"] = known_at
        self._tab.run()
        self._places = [place for place in PAGES if audience in ("", place.audience)]

    def once(self) -> dict[str, Run]:
        """Each page once; before each all that was kept is made old."""
        told: dict[str, Run] = {}
        with _watching() as held:
            for place in self._places:
                self._tab.query_params["number"] = NUMBERS.get(place.stem, "")
                st.cache_data.clear()
                own_ledger().forget()
                own_ledger().writes += 1  # figures and drawings are kept under this, as after a write
                self._tab.session_state["remembered"] = {}
                held.clear()
                before, worked = runs()[1], time.process_time()
                self._tab.switch_page(str(place.file)).run()
                worked, after = time.process_time() - worked, runs()[1]
                told[place.stem] = Run(1000 * _together(held), 1000 * (after - before), 1000 * worked)
        return told


_ASKED: list[Pages] = []
"""What a process of its own asks, which was begun for one ledger."""


def _begin(ledger: Path, known_at: str | None) -> None:
    _ASKED.append(Pages(ledger, known_at))


def _once() -> dict[str, Run]:
    return _ASKED[0].once()


def _in_turn(asked: Sequence[tuple[Path, str | None]]) -> list[dict[str, Run]]:
    """Medians of each ledger's pages. Ledgers take turns, so that a slow moment of the machine falls on all of them."""
    with ExitStack() as open_:
        askers = [
            open_.enter_context(
                ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin, initargs=one)
            )
            for one in asked
        ]
        rounds = [[asker.submit(_once).result() for asker in askers] for _ in range(RUNS)]
    return [
        {
            name: Run(
                *(median(parts) for parts in zip(*(astuple(told[name]) for told in of_one), strict=True))
            )
            for name in of_one[0]
        }
        for of_one in zip(*rounds, strict=True)
    ]


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
    with tempfile.TemporaryDirectory() as folder:
        ledgers = [Path(shutil.copy2(big_ledger(size), Path(folder) / f"{size}.duckdb")) for size in SIZES]
        looked_back = Path(shutil.copy2(ledgers[-1], Path(folder) / "looked_back.duckdb"))
        *columns, early = _in_turn([*((ledger, None) for ledger in ledgers), (looked_back, "40")])
        opened = [opening(ledger) for ledger in ledgers]
    rows = [_row(name, [column[name] for column in columns], early.get(name)) for name in columns[0]]
    last = ("opening the file", *_in_ms(opened), _ratio(opened), *[""] * (1 + 2 * len(SIZES)))
    sizes = [f"{size:,} leads" for size in SIZES]
    return Section(
        "Growth",
        f"Every page when nothing of it is kept, medians of {RUNS} runs, for which the ledgers took turns. *Waits*: wall clock "
        "while an answer of the store is outstanding, from the opening of a cursor to its answer fetched; answers outstanding at "
        "the same time count once, for figures are asked for on all cores. *Whole run*: the run from its beginning to its end, "
        "the drawing of all figures included. *Processor*: of all threads for the whole run. Reviews and visits grow with the "
        "leads, rosters stay a city's.",
        ("page", *(f"waits, {size}" for size in sizes), "ratio", f"waits, known at batch 40, {sizes[-1]}",
         *(f"{what}, {size}" for what in ("whole run", "processor") for size in sizes)),
        (*rows, last),
    )  # fmt: skip


def _row(name: str, runs: list[Run], early: Run | None) -> tuple[str, ...]:
    waits = [run.waited for run in runs]
    return (
        name,
        *_in_ms(waits),
        _ratio(waits),
        f"{early.waited:.0f} ms" if early else "",
        *_in_ms([run.whole for run in runs]),
        *_in_ms([run.processor for run in runs]),
    )


def _in_ms(times: list[float]) -> tuple[str, ...]:
    return tuple(f"{one:.0f} ms" for one in times)


def _ratio(times: list[float]) -> str:
    """Of the largest ledger to the smallest."""
    return f"{times[-1] / times[0]:.1f}"
