"""Copies of the ledger that are handed out: whole, of one batch, in order, whatever happens on either side."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from streamlit.testing.v1 import AppTest

from supervision.access.people import read_roles
from supervision.store.batches import undo
from supervision.store.copies.label import LABEL, Unreadable, read
from supervision.store.copies.making import Publisher
from supervision.store.copies.places import shelf_at
from supervision.store.copies.shelf import FolderShelf
from supervision.store.copies.taking import AGAIN_AFTER, LOOKS_EVERY, Copies
from supervision.store.database import Database, open_database
from supervision.store.people import end_sign_in, enrol, enrolled
from supervision.store.wholeness import faults
from supervision.text import Refusal
from supervision.ui.session import shown_ledger
from tests.conftest import ROOT
from tests.filling import fill


@pytest.fixture
def ledger(database: Database) -> Database:
    return database


@pytest.fixture
def shelf(tmp_path: Path) -> FolderShelf:
    return FolderShelf(tmp_path / "copies")


@pytest.fixture
def publisher(ledger: Database, shelf: FolderShelf) -> Publisher:
    return Publisher(ledger, shelf)


@pytest.fixture
def copies(shelf: FolderShelf, tmp_path: Path) -> Copies:
    return Copies(shelf, tmp_path / "own")


def load_leads(database: Database, first: int, count: int) -> None:
    rows = [
        {"source": "12345平台", "number": f"N{number}", "received_on": date(2022, 3, 7)}
        for number in range(first, first + count)
    ]
    fill(database, {"leads": rows})


def leads_of(copies: Copies) -> int:
    return int(copies.current().database.rows("select count(*) from leads")[0][0])


def test_a_copy_is_the_ledger_as_of_its_batch(ledger: Database, publisher: Publisher, copies: Copies) -> None:
    load_leads(ledger, 0, 5)
    label = publisher.publish()
    load_leads(ledger, 5, 3)
    copies.look()
    shown = copies.current()
    assert (shown.label, shown.label.batch, leads_of(copies)) == (label, 1, 5)
    assert faults(shown.database) == []
    publisher.publish()
    copies.look()
    assert (copies.current().label.batch, leads_of(copies)) == (2, 8)
    # Whoever began with the one before goes on seeing that.
    assert shown.database.rows("select count(*) from leads") == [(5,)]


def test_what_was_laid_out_is_not_laid_out_again(
    ledger: Database, publisher: Publisher, shelf: FolderShelf
) -> None:
    assert publisher.publish() is None, "an empty ledger is nothing to show"
    load_leads(ledger, 0, 1)
    first = publisher.publish()
    assert publisher.publish() == first
    assert Publisher(ledger, shelf).publish() == first, "nor after a restart"


def test_nobody_can_change_a_copy(ledger: Database, publisher: Publisher, copies: Copies) -> None:
    load_leads(ledger, 0, 1)
    publisher.publish()
    copies.look()
    with pytest.raises(Refusal, match="can be read and not changed"):
        undo(copies.current().database, 1, by="somebody")


def test_roles_and_ended_sign_ins_reach_the_copies_without_a_batch(
    ledger: Database, publisher: Publisher, copies: Copies
) -> None:
    load_leads(ledger, 0, 1)
    enrol(ledger, "li", read_roles(["analyst"]), by="wang")
    publisher.publish()
    copies.look()
    enrol(ledger, "li", read_roles([]), by="wang")
    end_sign_in(ledger, "a hash")
    assert not copies.has_signed_out("a hash")
    publisher.publish()
    copies.look()
    told = enrolled(copies.current().database, "li")
    assert told is not None and told.roles == frozenset()
    assert copies.has_signed_out("a hash") and not copies.has_signed_out("another")


def test_by_itself_every_change_is_followed_by_a_copy(
    ledger: Database, publisher: Publisher, shelf: FolderShelf, copies: Copies
) -> None:
    publisher.start()
    for batch in range(6):
        load_leads(ledger, batch, 1)
    publisher.stop()
    publisher.publish()
    copies.look()
    assert leads_of(copies) == 6
    editions = [name for name in shelf.names() if name.startswith("edition-")]
    assert len(editions) <= 3 and copies.current().label.file in editions, "old editions go"


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _altered(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _gone(content: bytes) -> None:
    return None


def test_a_copy_that_is_not_whole_is_passed_over_and_said(
    ledger: Database,
    publisher: Publisher,
    shelf: FolderShelf,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    load_leads(ledger, 0, 5)
    publisher.publish()
    before = (shelf.folder / LABEL).read_bytes()
    load_leads(ledger, 5, 3)
    label = publisher.publish()
    assert label is not None
    newest = (shelf.folder / LABEL).read_bytes()
    caplog.set_level(logging.WARNING)
    for name in (label.file, LABEL):
        whole = (shelf.folder / name).read_bytes()
        for harm in (_cut, _altered, _gone):
            (shelf.folder / LABEL).write_bytes(before)
            copies = Copies(shelf, tmp_path / "own")
            copies.look()
            caplog.clear()
            (shelf.folder / LABEL).write_bytes(newest)
            (shelf.folder / name).unlink()
            if (left := harm(whole)) is not None:
                (shelf.folder / name).write_bytes(left)
            for _ in range(4):
                copies.look()
            assert (copies.current().label.batch, leads_of(copies)) == (1, 5), (name, harm)
            if (name, harm) != (LABEL, _gone):  # as if nothing had been handed out yet
                assert copies.trouble is not None and "administrator" in copies.trouble.en, (name, harm)
                assert len([line for line in caplog.messages if line == "copy not taken"]) == 1, "once"
            (shelf.folder / name).unlink(missing_ok=True)
            (shelf.folder / name).write_bytes(whole)
    for _ in range(int(AGAIN_AFTER / LOOKS_EVERY)):
        copies.look()
    assert (leads_of(copies), copies.trouble) == (8, None), "it was on its way, and has come"


def test_an_older_copy_is_never_shown_after_a_newer_one(
    ledger: Database, publisher: Publisher, shelf: FolderShelf, copies: Copies
) -> None:
    load_leads(ledger, 0, 1)
    publisher.publish()
    before = (shelf.folder / LABEL).read_bytes()
    load_leads(ledger, 1, 1)
    publisher.publish()
    copies.look()
    (shelf.folder / LABEL).write_bytes(before)
    copies.look()
    assert leads_of(copies) == 2
    assert copies.trouble is not None and "older" in copies.trouble.en


def test_a_folder_out_of_reach_leaves_what_was_shown(
    ledger: Database, publisher: Publisher, shelf: FolderShelf, copies: Copies
) -> None:
    load_leads(ledger, 0, 1)
    publisher.publish()
    copies.look()
    shelf.folder.rename(shelf.folder.with_name("away"))
    copies.look()
    assert leads_of(copies) == 1
    assert copies.trouble is not None and "can't be reached" in copies.trouble.en
    shelf.folder.with_name("away").rename(shelf.folder)
    copies.look()
    assert copies.trouble is None


def test_outside_of_a_run_the_newest_is_shown_and_no_warning_logged(
    ledger: Database,
    publisher: Publisher,
    copies: Copies,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A page is counted while its browser starts, so what Streamlit warns of would stand in the log with every page."""
    load_leads(ledger, 0, 2)
    publisher.publish()
    copies.look()
    monkeypatch.setattr("supervision.ui.session.copies", lambda: copies)
    streamlits = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    streamlits.addHandler(caplog.handler)
    try:
        assert shown_ledger() is copies.current().database
    finally:
        streamlits.removeHandler(caplog.handler)
    assert caplog.record_tuples == []


def test_nothing_to_show_says_what_to_do(shelf: FolderShelf, copies: Copies) -> None:
    shelf.folder.mkdir()
    copies.look()
    with pytest.raises(Refusal, match="no copy to show yet"):
        copies.current()


def test_a_copy_of_another_version_is_refused_with_what_to_do(
    ledger: Database, publisher: Publisher, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_leads(ledger, 0, 1)
    publisher.publish()
    monkeypatch.setattr("supervision.store.schema.fingerprint", lambda: "of another version")
    copies.look()
    with pytest.raises(Refusal, match="same version"):
        copies.current()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a prefix in a store that speaks S3, served on this machine."""
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/office", method="PUT")).close()
    yield "s3://office/copies"
    server.stop()


def test_copies_lie_as_well_in_a_store_that_speaks_s3(ledger: Database, store: str, tmp_path: Path) -> None:
    shelf = shelf_at(store)
    publisher, copies = Publisher(ledger, shelf), Copies(shelf, tmp_path / "own")
    copies.look()
    with pytest.raises(Refusal, match="no copy to show yet"):
        copies.current()
    for batch in range(1, 6):
        load_leads(ledger, batch, 1)
        label = publisher.publish()
        copies.look()
        assert (copies.current().label, leads_of(copies)) == (label, batch)
    assert len(shelf.names()) == 4, "the label and the newest three"
    whole = shelf.small(LABEL)
    assert whole is not None
    shelf.put_small(LABEL, whole[: len(whole) // 2])
    copies.look()
    assert leads_of(copies) == 5 and copies.trouble is not None
    urllib.request.urlopen(f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset", data=b"").close()
    load_leads(ledger, 6, 1)
    with pytest.raises(OSError, match=r"the store did not do it|no such copy"):
        publisher.publish()


def test_a_page_that_has_begun_stays_with_its_copy(
    ledger: Database, publisher: Publisher, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that one run of a page shows may be of another batch than the rest."""
    load_leads(ledger, 0, 1)
    publisher.publish()
    copies.look()
    monkeypatch.setattr("supervision.ui.session.copies", lambda: copies)
    seen: list[tuple[int, int]] = []

    def newer() -> None:
        load_leads(ledger, 1, 1)
        publisher.publish()
        copies.look()

    app = AppTest.from_function(_two_looks, args=(newer, seen), default_timeout=60)
    app.run()
    app.run()
    assert [error.message for error in app.exception] == []
    assert seen == [(1, 1), (2, 2)]


def _two_looks(newer, seen):  # type: ignore[no-untyped-def]
    """A page during whose first run a newer copy is handed out and taken."""
    from supervision.ui.session import shown_ledger, turn_to_newest

    turn_to_newest()
    first = shown_ledger().newest_batch
    if not seen:
        newer()
    seen.append((first, shown_ledger().newest_batch))


_WRITES = """
import os, signal, sys
from pathlib import Path
from supervision.store.copies import making, shelf
from supervision.store.database import open_database
moment = sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if moment == "while the bytes are read":
    heard = making._hear
    making._hear = lambda stream, word: die() if word == "copied" else heard(stream, word)
if moment == "before the copy has its name":
    shelf.FolderShelf.put = die
if moment == "before the label":
    shelf.FolderShelf.put_small = die
folder = Path(sys.argv[1])
making.Publisher(open_database(folder / "ledger.duckdb"), shelf.FolderShelf(folder / "copies")).publish()
"""


def test_a_writer_killed_at_any_moment_leaves_the_copy_before(
    shelf: FolderShelf, copies: Copies, tmp_path: Path
) -> None:
    ledger = open_database(tmp_path / "ledger.duckdb")
    load_leads(ledger, 0, 5)
    Publisher(ledger, shelf).publish()
    load_leads(ledger, 5, 3)
    ledger.close()
    for moment in ("while the bytes are read", "before the copy has its name", "before the label"):
        killed = subprocess.run([sys.executable, "-c", _WRITES, str(tmp_path), moment], cwd=ROOT, check=False)
        assert killed.returncode == -signal.SIGKILL, moment
        copies.look()
        assert (copies.current().label.batch, leads_of(copies), copies.trouble) == (1, 5, None), moment
    ledger = open_database(tmp_path / "ledger.duckdb")
    again = Publisher(ledger, shelf).publish()
    copies.look()
    assert again is not None and (again.batch, leads_of(copies)) == (2, 8)
    assert not [name for name in shelf.names() if name != LABEL and not name.startswith("edition-")]
    ledger.close()


def test_the_ledger_stays_locked_against_others_while_it_is_copied(
    ledger: Database, publisher: Publisher
) -> None:
    """A process that closes a file gives up all its locks on it: so another one has to read the bytes."""
    load_leads(ledger, 0, 1)
    publisher.publish()
    opens = "import sys; from pathlib import Path; from supervision.store.database import open_database as o; o(Path(sys.argv[1]))"
    tried = subprocess.run(
        [sys.executable, "-c", opens, str(ledger.path)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert tried.returncode != 0 and b"is open in another program" in tried.stderr


def test_a_label_tells_when_it_was_altered(
    ledger: Database, publisher: Publisher, shelf: FolderShelf
) -> None:
    load_leads(ledger, 0, 1)
    label = publisher.publish()
    content = (shelf.folder / LABEL).read_bytes()
    assert read(content) == label
    with pytest.raises(Exception, match="its sum does not fit"):
        read(content.replace(b'"batch": 1', b'"batch": 2'))
    with pytest.raises(Unreadable, match="brackets"):
        read(b"[" * 100_000)
