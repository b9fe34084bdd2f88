"""Opening a page, choosing another period and a filter, beside the smallest good Streamlit page and the same page in Dash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from playwright.sync_api import Page, Playwright, sync_playwright

from supervision.sample import build_sample
from tests.bench.section import Section, ratio, seconds
from tests.bench.watching import WATCH, Moments, settled
from tests.browser.conftest import BROWSERS, QUIETLY
from tests.browser.serving import ROOT, Server, free_port, serve
from tests.browser.visiting import SIZES

TIMES = int(os.environ.get("SUPERVISION_BENCH_TIMES") or 7)
READS = 1500
"""Milliseconds for which somebody looks at a page of ours before opening it again."""
READS_THE_LIST = 8000
"""Milliseconds from the last press to one in a list of filters that was opened and read."""
SMALLEST, DASH = "smallest Streamlit page", "the same in Dash"
PAGES = {
    "overview": "", "leads": "leads", "reviews": "reviews", "referrals": "referrals", "visits": "visits",
    "enterprise": "enterprise", "cadre": "cadre",
}  # fmt: skip
"""Leaders' pages and their addresses."""
OF_ONE = ("enterprise", "cadre")
"""Of these, the pages that show tables, no chart, and nothing to narrow."""


@dataclass(frozen=True)
class Visit:
    """One round with a new browser profile."""

    cold: Moments
    warm: Moments
    named: Moments
    """A period one press away."""
    chosen: Moments
    """A filter at once, before the server has come to it."""
    read: Moments
    """A filter after its list was read."""
    fetched: int
    """Bytes over the network on the first open, as they came."""


def measured() -> Section:
    """In turn: each page once with a new profile, opened, opened again, asked for a named period and for a filter."""
    visits: dict[str, list[Visit]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder)) as addresses,
        sync_playwright() as run,
    ):
        for turn in range(TIMES):
            for name, address in addresses.items():
                visits.setdefault(name, []).append(_visited(run, name, address, turn))
    base, dash = visits[SMALLEST], visits[DASH]
    return Section(
        "Opening a page, choosing another period and a filter",
        f"Chromium at 1440 × 900, {TIMES} rounds in turn, the sample's leads under all. *First screen*: the last change to "
        "anything that then lies in the window; *all charts*: the last change to any chart of the page, seen or not. A new "
        "profile each round (cold); the same address again (warm), on our pages 1.5 s later; then a *named period*, which our "
        "server counts while somebody reads; then a *filter at once*, which nobody had asked for before, over a day of reckoning of "
        "this round's own, chosen by a script before the server has counted it; then another *filter, its list read*: the same "
        f"after {READS_THE_LIST / 1000:.0f} s, in which the server goes on counting what is one press away. The two pages compared "
        "with have four tiles, three charts and one choice, taken for all: a month that nobody had asked for. Ours hold all that "
        "leaders see on them; those of one enterprise and one cadre have no filter, so theirs is the named period, which is not "
        "counted before. In brackets: the ratio to the smallest Streamlit page / Dash.",
        ("page", "charts", "cold, first screen", "cold, all charts", "warm, first screen", "warm, all charts",
         "named period, first screen", "named period, all charts", "filter at once, first screen", "filter at once, all charts",
         "filter, its list read, first screen", "filter, its list read, all charts",
         "MB on first open"),
        tuple(_row(name, own, base, dash) for name, own in visits.items()),
        (
            "Dropped beside plotly's own charts: leaving a part out by a click on its legend, and the selection tools; both are "
            "in the view that the zoom button brings. Kept: what a mark says, clicks to rows, links, the picture.",
            "Goals: 0.6 cold, 0.55 warm, 0.5 for another period or filter and 0.3 of the bytes, each to the smallest Streamlit page.",
        ),
    )  # fmt: skip


def _row(name: str, own: list[Visit], base: list[Visit], dash: list[Visit]) -> tuple[str, ...]:
    def told(when: str, what: str) -> str:
        times = [[getattr(getattr(visit, when), what) for visit in visits] for visits in (own, base, dash)]
        if not any(times[0]):
            return "—"
        return f"{seconds(times[0])} [{ratio(times[0], times[1])} / {ratio(times[0], times[2])}]"

    cells = [
        told(when, what)
        for when in ("cold", "warm", "named", "chosen", "read")
        for what in ("first_screen", "all_charts")
    ]
    fetched = [visit.fetched / 1e6 for visit in own]
    bytes_ = f"{sorted(fetched)[len(fetched) // 2]:.2f} [{ratio(fetched, [visit.fetched / 1e6 for visit in base])}]"
    return (name, str(own[0].cold.charts), *cells, bytes_)


def _visited(run: Playwright, name: str, address: str, turn: int) -> Visit:
    path = next(found for one in BROWSERS if (found := shutil.which(one)))
    width, height = SIZES["desk"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        context = run.chromium.launch_persistent_context(
            profile, executable_path=path, args=list(QUIETLY), locale="zh-CN", viewport={"width": width, "height": height}
        )  # fmt: skip
        context.set_default_timeout(120_000)
        context.add_init_script(WATCH)
        page, fetched = context.pages[0], [0]
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: fetched.append(int(told["encodedDataLength"])))
        wire.on(
            "Network.webSocketFrameReceived",
            lambda told: fetched.append(len(told["response"]["payloadData"]) * 3 // 4),
        )
        is_ours = name in PAGES
        # A day of reckoning of its own for every round, so that no figure was counted before.
        asked = f"{address}&as_of=2022-12-{28 - turn:02}" if is_ours else address
        page.goto(asked, wait_until="commit")
        cold, on_open = settled(page), sum(fetched)
        if is_ours:
            page.wait_for_timeout(READS)
        page.close()
        page = context.new_page()
        page.goto(asked, wait_until="commit")
        warm = settled(page)
        words = "本季" if is_ours else f"2022-{11 - turn % 10:02}"
        page.get_by_text(words, exact=True).first.click()
        named = chosen = read = settled(page)
        if is_ours and name not in OF_ONE:
            _filter(page, 1 + turn % 5)
            chosen = settled(page)
            page.wait_for_timeout(READS_THE_LIST)
            _filter(page, 6 + turn % 6)
            read = settled(page)
        context.close()
    return Visit(cold, warm, named, chosen, read, on_open)


def _filter(page: Page, place: int) -> None:
    """A district by its place in the list; what counts is the press on its name."""
    districts = page.get_by_role("group", name="区县", exact=True)
    if not districts.is_visible():
        page.locator("summary").filter(has_text="筛选").click()
    districts.get_by_role("button").nth(place).click()


@contextmanager
def _served(folder: Path) -> Iterator[dict[str, str]]:
    """All three dashboards, over the same leads, each in a process of its own."""
    sample = build_sample(folder / "sample.duckdb")
    leads = folder / "leads.duckdb"
    with duckdb.connect(leads) as plain:
        plain.execute(f"attach '{sample}' as ledger (read_only)")
        plain.execute(
            "create table leads as select strftime(received_on, '%Y-%m') as month, source, district, organ, status "
            "from ledger.history.leads where _batch_out is null and year(received_on) = 2022"
        )
    environment = os.environ | {"COMPARED_LEADS": str(leads), "PYTHONPATH": str(ROOT)}
    ports = free_port(), free_port()
    started = [
        subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for words in (
            ["-m", "streamlit", "run", "tests/bench/minimal_streamlit.py", "--server.port", str(ports[0]),
             "--server.headless", "true", "--browser.gatherUsageStats", "false"],
            ["-m", "tests.bench.dash_page", str(ports[1])],
        )
    ]  # fmt: skip
    ours: Server = serve(folder / "ledger.duckdb")
    try:
        for port in ports:
            _wait(f"http://127.0.0.1:{port}/")
        numbers = {"enterprise": "&number=Q0001", "cadre": "&number=G001"}
        yield {
            SMALLEST: f"http://127.0.0.1:{ports[0]}/",
            DASH: f"http://127.0.0.1:{ports[1]}/",
            **{name: f"{ours.address}/{stem}?lang=zh{numbers.get(name, '')}" for name, stem in PAGES.items()},
        }
    finally:
        ours.stop()
        for process in started:
            process.terminate()
            process.wait()


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)
