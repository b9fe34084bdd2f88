"""Planted phone and ID numbers that go through the pages reach no byte on the disk and no log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pages.conftest import Reader
from tests.spec.test_nobody_is_named_on_disk import PLANTED, found_in, march


def test_no_planted_number_reaches_the_disk_through_the_pages(
    reader: Reader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    p = PLANTED
    reader.turn_to("upload")
    reader.drop({f"12345平台_202203 {p['phone in a file name']}.csv": march()})
    (note,) = [box for box in reader.tab.text_input if str(box.key).startswith("note")]
    note.set_value(f"联系 {p['phone in a note']}").run()
    previews = tmp_path / "ledger.duckdb.previews"
    assert len(list(previews.iterdir())) == 1
    assert found_in(previews) == []
    reader.tab.button(key="commit").click().run()
    reader.turn_to("history")
    reader.tab.text_input(key="why 1").set_value(p["phone in an undo"])
    reader.tab.checkbox(key="sure 1").check().run()
    reader.tab.button(key="undo 1").click().run()
    assert reader.ledger.newest_batch == 2
    reader.ledger.close()
    # DuckDB opens no file twice: the sample's is still held by the page.
    copies = shutil.copytree(tmp_path, tmp_path.with_name("copies"))
    assert found_in(copies) == []
    assert [what for what, number in p.items() if number in caplog.text] == []
