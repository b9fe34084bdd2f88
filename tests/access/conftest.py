"""A dashboard behind a proxy that names people, with one person for every role, on a ledger filled from the sample."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from supervision.access.people import EVERY_ROLE, read_roles
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft
from supervision.store.database import open_database
from supervision.store.people import enrol
from tests.browser.serving import Server, serve

HEADER = "X-Remote-User"
HELD = "held"
"""An analyst who sees and loads one source alone."""
SOURCE = "市营商局"
LOCAL = "local"
"""An analyst who sees one district alone."""
DISTRICT = "中山区"


@pytest.fixture(scope="session")
def way_out() -> Iterator[socket.socket]:
    """Where whatever the dashboard asks of other machines would arrive; nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="session")
def behind_proxy(
    filled_ledger: Path, tmp_path_factory: pytest.TempPathFactory, way_out: socket.socket
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("behind_proxy")
    shutil.copy2(filled_ledger, folder / "ledger.duckdb")
    database = open_database(folder / "ledger.duckdb")
    for role in EVERY_ROLE:
        enrol(database, role, read_roles([role]), by="setup")
    enrol(database, HELD, read_roles(["analyst"]), by="setup", scope="source", member=SOURCE)
    enrol(database, LOCAL, read_roles(["analyst"]), by="setup", scope="district", member=DISTRICT)
    enrol(database, "gone", read_roles([]), by="setup")
    period = Period(date(2022, 4, 1), date(2022, 6, 30))
    document = draft(period, View(database, database.newest_batch, date(2022, 12, 31)), by="press")
    keep_draft(database, document, by="press")
    database.close()
    outside = f"http://127.0.0.1:{way_out.getsockname()[1]}"
    outward = {"HTTP_PROXY": outside, "HTTPS_PROXY": outside}
    server = serve(folder / "ledger.duckdb", {**believing_a_proxy(folder), **outward})
    yield server
    server.stop()
    assert server.faults == [], "".join(server.said)


def believing_a_proxy(folder: Path) -> dict[str, str]:
    """The environment of a dashboard to which a proxy on this machine names people; its settings are written there."""
    settings = folder / "access.toml"
    settings.write_text(f'[proxy]\nheader = "{HEADER}"\nfrom = ["127.0.0.1"]\n', encoding="utf-8")
    settings.chmod(0o600)
    return {"SUPERVISION_ACCESS": str(settings)}


def being(name: str) -> dict[str, str]:
    """The header with which the proxy names somebody."""
    return {HEADER: name}
