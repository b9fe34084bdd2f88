"""How the dashboard runs, in Prometheus's text format: counts, durations and sizes, for an administrator alone.

Written by hand: a dozen lines of a published format are less to look after than a library with a registry of its own,
and what is counted was counted by `events` already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from streamlit.runtime import exists, get_instance

from supervision.events import BOUNDS, counted, runs
from supervision.store.checkpoints import log_of
from supervision.text import Refusal
from supervision.ui.session import own_ledger

METRICS = "/metrics"
KIND = "text/plain; version=0.0.4; charset=utf-8"
ALWAYS = ("load", "undo", "refused", "page refused", "fault")
"""Events that are told before any came, so that whoever watches sees the first."""


def told() -> bytes:
    """All of it, as it stands now."""
    return "".join(f"{line}\n" for line in (*_counts(), *_runs(), *_state())).encode()


def _counts() -> Iterator[str]:
    events, rows = counted()
    yield from _about("events_total", "counter", "What happened since the start, by the log's own words.")
    for event, count in sorted({**dict.fromkeys(ALWAYS, 0), **events}.items()):
        yield f'supervision_events_total{{event="{event}"}} {count}'
    yield from _about("rows_total", "counter", "Rows that arrived in batches, by what became of them.")
    for name, count in rows.items():
        yield f'supervision_rows_total{{became="{name}"}} {count}'


def _runs() -> Iterator[str]:
    counts, seconds = runs()
    yield from _about("page_run_seconds", "histogram", "Runs of a page in the server, whole.")
    for bound, count in zip((*BOUNDS, "+Inf"), counts, strict=True):
        yield f'supervision_page_run_seconds_bucket{{le="{bound}"}} {count}'
    yield f"supervision_page_run_seconds_sum {seconds:.6f}"
    yield f"supervision_page_run_seconds_count {counts[-1]}"


def _state() -> Iterator[str]:
    if exists():
        yield from _about("sessions", "gauge", "Tabs that are connected.")
        yield f"supervision_sessions {get_instance()._session_mgr.num_active_sessions()}"
    with suppress(Refusal, OSError):  # without a ledger the rest is told all the same
        ledger = own_ledger()
        newest = ledger.newest_batch
        yield from _about("newest_batch", "gauge", "The newest batch of the ledger, or of the copy shown.")
        yield f"supervision_newest_batch {newest}"
        yield from _about("ledger_bytes", "gauge", "The ledger file with its log.")
        yield f"supervision_ledger_bytes {_size(ledger.path) + _size(log_of(ledger.path))}"


def _about(name: str, kind: str, says: str) -> Iterator[str]:
    yield f"# HELP supervision_{name} {says}"
    yield f"# TYPE supervision_{name} {kind}"


def _size(path: os.PathLike[str]) -> int:
    with suppress(FileNotFoundError):
        return os.stat(path).st_size
    return 0
