"""Three dashboards that show copies, behind nginx as docs/deploying/nginx-readers.conf has it, while batches are made."""

from __future__ import annotations

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from supervision.access.people import read_roles
from supervision.store.copies.making import Publisher
from supervision.store.copies.shelf import FolderShelf
from supervision.store.copies.taking import Copies
from supervision.store.database import Database, open_database
from supervision.store.people import enrol
from tests.access.conftest import being, believing_a_proxy
from tests.access.nginx import any_certificate, nginx
from tests.access.wire import PATIENCE, Visit, draw, status
from tests.browser.serving import Server, serve
from tests.conftest import ROOT
from tests.filling import fill

BELOW = "supervision"
QUERY = "lang=en&from=2022-01-01&to=2022-12-31"
SOURCES = ("12345平台", "市营商局")
EACH = 7
"""Leads that a batch brings of either source."""


def load_batch(database: Database, batch: int) -> None:
    """Two sources in one batch: half of it would show."""
    rows = [
        {"source": source, "number": f"{batch} {number}", "received_on": date(2022, 3, 7)}
        for source in SOURCES
        for number in range(EACH)
    ]
    fill(database, {"leads": rows})


@dataclass
class Office:
    """The ledger, whoever hands out its copies, the readers and the address of all of them together."""

    database: Database
    publisher: Publisher
    readers: dict[str, Server]
    """By the address that nginx knows them by."""
    address: str
    folder: Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    database = open_database(folder / "ledger.duckdb")
    enrol(database, "leader", read_roles(["leader"]), by="setup")
    enrol(database, "analyst", read_roles(["analyst", "administrator"]), by="setup")
    load_batch(database, 1)
    publisher = Publisher(database, FolderShelf(folder / "copies"))
    publisher.publish()
    publisher.start()
    settings = believing_a_proxy(folder)

    def reader(number: int) -> Server:
        shows = ["--published", str(folder / "copies"), "--record", str(folder / f"record-{number}.duckdb")]
        return serve(folder / "none.duckdb", settings, path=BELOW, more=shows)

    with ThreadPoolExecutor() as starting:
        servers = list(starting.map(reader, (1, 2, 3)))
    at = [server.address.removeprefix("http://").removesuffix(f"/{BELOW}") for server in servers]
    instead = {
        **{f"127.0.0.1:851{number}": place for number, place in enumerate(at, start=1)},
        'X-Remote-User ""': 'X-Remote-User "leader"',
        "server_tokens off;": "server_tokens off; add_header X-Reader $upstream_addr always;",
        "        add_header Set-Cookie": "        add_header X-Reader $upstream_addr always;\n        add_header Set-Cookie",
    }
    with nginx("nginx-readers.conf", folder, instead) as address:
        yield Office(database, publisher, dict(zip(at, servers, strict=True)), f"{address}/{BELOW}", folder)
    for server in servers:
        server.stop()
    publisher.stop()
    database.close()
    faults = [line for server in servers for line in server.faults]
    assert faults == [], "".join(faults)


@dataclass
class Reader:
    """Somebody who reads one page after another, and what they were shown."""

    address: str
    cookie: str
    tls: ssl.SSLContext
    seen: list[tuple[int, int]] = field(default_factory=list)
    """Batch and leads, page by page."""
    at: list[str] = field(default_factory=list)
    """The dashboard that answered, for each time the tab connected."""
    wrong: list[str] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)
    wants: Callable[[], bool] = lambda: False

    def read(self) -> None:
        """Until nobody wants more; a tab whose dashboard dies connects again, as browsers do."""
        while self.wants():
            assert len(self.at) < 20, "sent away again and again"
            try:
                with Visit(self.address, {"Cookie": self.cookie}, self.tls) as visit:
                    self.at.append(visit.answered("X-Reader").split(", ")[-1])
                    while self.wants():
                        self._look(visit)
            except (ConnectionClosed, InvalidHandshake, OSError):
                continue

    def _look(self, visit: Visit) -> None:
        drawn = visit.draw("leads", QUERY)
        batch = re.search(r"As of batch (\d+), published", drawn.told)
        if drawn.errors or batch is None or not drawn.tiles:
            self.wrong.append(drawn.errors[0] if drawn.errors else drawn.told[:200])
        else:
            self.seen.append((int(batch.group(1)), _leads(drawn.tiles)))
            self.began.set()


def cookies_of(office: Office, tls: ssl.SSLContext) -> dict[str, str]:
    """For each of the dashboards a cookie that leads to it."""
    found: dict[str, str] = {}
    while len(found) < len(office.readers):
        with urllib.request.urlopen(f"{office.address}/", context=tls) as answer:
            found.setdefault(answer.headers["X-Reader"], answer.headers["Set-Cookie"].partition(";")[0])
    return found


def _leads(tiles: list[str]) -> int:
    return next(int(tile.split()[0].replace(",", "")) for tile in tiles if tile.endswith(" leads"))


def test_how_a_reader_runs_is_told_to_an_administrator_alone(office: Office) -> None:
    for server in office.readers.values():
        asked = {name: status(server.address, "/metrics", being(name)) for name in ("leader", "analyst")}
        assert asked == {"leader": 403, "analyst": 200}, "the analyst there is an administrator too"
        assert status(server.address, "/metrics") == 403


def test_readers_see_whole_batches_in_order_and_a_dead_dashboard_harms_nobody(office: Office) -> None:
    last, tls = 5, any_certificate()
    cookies = cookies_of(office, tls)
    dead, *_ = cookies
    readers = [Reader(office.address, cookie, tls) for cookie in (cookies[dead], *cookies.values())]
    moved = threading.Event()

    def wants_of(reader: Reader) -> Callable[[], bool]:
        return lambda: not moved.is_set() or (reader.seen or [(0, 0)])[-1][0] < last

    for reader in readers:
        reader.wants = wants_of(reader)
    with ThreadPoolExecutor(len(readers)) as reading:
        done = [reading.submit(reader.read) for reader in readers]
        assert all(reader.began.wait(PATIENCE) for reader in readers)
        for batch in range(2, last):
            load_batch(office.database, batch)
        office.readers[dead].process.send_signal(signal.SIGKILL)
        load_batch(office.database, last)
        moved.set()
        for one in done:
            one.result()
    for reader in readers:
        assert reader.wrong == []
        assert [count for batch, count in reader.seen if count != 2 * EACH * batch] == [], "half a batch"
        batches = [batch for batch, _ in reader.seen]
        assert batches == sorted(batches), "what was seen once is never older later"
        assert batches[-1] == last
        if reader.cookie != cookies[dead]:
            assert len(reader.at) == 1, "nobody else was disturbed"
        else:
            assert reader.at[0] == dead and dead not in reader.at[1:] and len(reader.at) == 2


def test_a_reader_lists_the_batches_of_the_copy_that_it_shows(office: Office) -> None:
    server = next(server for server in office.readers.values() if server.process.poll() is None)
    leader = being("leader")
    shown = draw(server.address, "leads", leader)
    asked = urllib.request.Request(f"{server.address}/{shown.way_to_batches}", headers=leader)
    with urllib.request.urlopen(asked) as answer:
        told = json.load(answer)
    newest = int(told["newest"])
    assert f"As of batch {newest}," in shown.told
    assert [int(batch) for batch, _ in told["of"]] == list(range(newest, 0, -1))


def test_at_a_reader_nothing_can_be_changed_and_what_is_looked_at_is_noted_beside_it(office: Office) -> None:
    server = next(server for server in office.readers.values() if server.process.poll() is None)
    analyst = being("analyst")
    told = draw(server.address, "upload", analyst)
    assert "nobody may load files here" in told.errors[0]
    assert not told.offered & {"upload", "quarantine", "matters", "annotations", "profiles", "people"}
    assert "history" in told.offered
    history = draw(server.address, "history", analyst)
    assert history.errors == [] and "As of batch" in history.told
    assert [
        label for label, (_, may_be_pressed) in history.buttons.items() if may_be_pressed and "ndo" in label
    ] == []
    server.stop()
    number = list(office.readers.values()).index(server) + 1
    record = office.folder / f"record-{number}.duckdb"
    noted = _command("audit", "--database", str(record))
    assert '"page": "history"' in noted or "history" in noted
    assert "analyst" in noted and "load" in noted
    assert "is whole" in _command("check", "--database", str(record))


def test_a_desk_hands_out_what_its_ledger_holds_and_says_so(tmp_path: Path) -> None:
    database = open_database(tmp_path / "ledger.duckdb")
    load_batch(database, 1)
    database.close()
    desk = serve(tmp_path / "ledger.duckdb", more=["--publish", str(tmp_path / "copies")])
    copies = Copies(FolderShelf(tmp_path / "copies"), tmp_path / "own")
    try:
        while "Copies handed out up to batch 1" not in (told := draw(desk.address, "history", {}).told):
            assert "could not be handed out" not in told
            assert desk.process.poll() is None
        copies.look()
        assert copies.current().label.batch == 1
    finally:
        desk.stop()


def _command(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "supervision", *words], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"SUPERVISION_LANGUAGE": "en"},
    )  # fmt: skip
    return done.stdout
