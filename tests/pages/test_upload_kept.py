"""A preview that was kept, as another session finds it: the server was started anew, or its maker comes back to the page."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from supervision import previews as keeping
from supervision.store.wholeness import faults
from supervision.ui import upload_kept
from tests.conftest import ROOT
from tests.hotline import export, ticket
from tests.pages.conftest import PATIENCE, Reader

MARCH = "12345平台_202203.csv"
FILES = {
    MARCH: export([ticket(1), ticket(2), ticket(3, day="2022-13-01")]),
    "unknown.csv": "甲,乙,丙\r\n1,2,3\r\n".encode(),
}
SUM = "Records **3** = new **2** + updated **0** + unchanged **0** + repeated **0** + in quarantine **1** + skipped **0**"


def token_of(reader: Reader) -> str:
    told = reader.tab.query_params["preview"]
    return told if isinstance(told, str) else told[0]


def kept(reader: Reader) -> list[Path]:
    return list(reader.ledger.path.with_name("ledger.duckdb.previews").glob("*"))


def another(token: str) -> Reader:
    """A session that knows nothing but what the address of a tab tells it."""
    tab = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
    tab.query_params["lang"] = "en"
    reader = Reader(tab.run())
    tab.query_params["preview"] = token
    reader.turn_to("upload")
    return reader


def dropped(reader: Reader) -> str:
    reader.turn_to("upload")
    reader.drop(FILES)
    return token_of(reader)


def test_another_session_finds_what_was_said_and_loads_every_row_once(reader: Reader) -> None:
    token = dropped(reader)
    before = reader.told()
    again = another(token)
    assert SUM in before and SUM in again.told()
    assert "This preview was kept at" in again.told() and "This preview was kept at" not in before
    assert again.tables("Outcome") == reader.tables("Outcome")
    assert again.tables("What to write") == reader.tables("What to write")
    assert "unknown.csv" in again.told() and "drop it again" in again.told()

    again.tab.button(key="commit").click().run()
    assert "Loaded as batch 1" in again.told()
    assert reader.ledger.rows("select count(*) from leads") == [(2,)]
    assert list(faults(reader.ledger)) == []
    assert kept(reader) == []
    assert "preview" not in again.tab.query_params
    assert "no more" not in again.told()


def test_what_was_loaded_before_the_server_was_killed_is_not_offered_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = dropped(reader)
    with monkeypatch.context() as killed:
        killed.setattr(upload_kept.Previews, "forget", lambda *told: None)
        reader.tab.button(key="commit").click().run()
    assert len(kept(reader)) == 1
    again = another(token)
    assert "loaded already (batch 1)" in again.told()
    assert [button.key for button in again.tab.button if button.key == "commit"] == []
    assert kept(reader) == []


def test_a_preview_stays_over_a_look_at_another_page_and_goes_when_it_is_discarded(reader: Reader) -> None:
    dropped(reader)
    reader.turn_to("history")
    reader.turn_to("upload")
    assert SUM in reader.told()
    reader.drop({"12345平台_202204.csv": export([ticket(5)])})
    assert "Files read: 2; cannot be loaded: 1" in reader.told()
    reader.tab.button(key="discard").click().run()
    assert "Records" not in reader.told()
    assert kept(reader) == [] and "preview" not in reader.tab.query_params
    assert reader.ledger.newest_batch == 0


def test_taking_the_files_out_of_the_box_forgets_what_was_kept(reader: Reader) -> None:
    token = dropped(reader)
    assert len(kept(reader)) == 1
    reader.drop({})
    assert kept(reader) == []
    assert "The preview in the address is no more" in another(token).told()


def test_a_file_dropped_again_is_read_as_it_is_dropped(reader: Reader) -> None:
    again = another(dropped(reader))
    again.drop({"unknown.csv": FILES["unknown.csv"]})
    assert "Unknown exports (1)" in "".join(fold.label for fold in again.tab.expander)
    assert "Files read: 1; cannot be loaded: 1" in again.told()


def test_what_can_not_be_kept_is_told_and_shown_all_the_same(reader: Reader) -> None:
    reader.ledger.path.with_name("ledger.duckdb.previews").write_text("no folder")
    reader.turn_to("upload")
    reader.drop(FILES)
    assert SUM in reader.told() and "The preview could not be kept" in reader.told()
    reader.tab.button(key="commit").click().run()
    assert reader.ledger.newest_batch == 1


@pytest.mark.parametrize("comes", ["from another page", "anew"])
def test_one_that_can_not_be_read_just_now_is_told_kept_and_found_by_the_next_look(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, comes: str
) -> None:
    def no_more_files(*told: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    token = dropped(reader)
    with monkeypatch.context() as harmed:
        harmed.setattr(keeping, "_check_sum", no_more_files)
        if comes == "anew":
            reader = another(token)
        else:
            reader.turn_to("history")
            reader.turn_to("upload")
        assert "It is still kept" in reader.told() and "too many files are open" in reader.told()
        assert token_of(reader) == token and len(kept(reader)) == 1
        reader.drop({"12345平台_202204.csv": export([ticket(5)])})
        assert len(kept(reader)) == 2
    assert SUM in another(token).told()


class Enough(BaseException):
    """Ends a look that nobody would end."""


def test_a_look_for_old_ones_that_fails_is_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [OSError(errno.EIO, "Input/output error"), RuntimeError("whatever it is"), Enough()]

    def fail(*told: object) -> None:
        raise ends.pop(0)

    monkeypatch.setattr(upload_kept.Previews, "sweep", fail)
    monkeypatch.setattr(upload_kept, "_EVERY", 0.0)
    with pytest.raises(Enough):
        upload_kept._go_on_sweeping()
    assert ends == []
