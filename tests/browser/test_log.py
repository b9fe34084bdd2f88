"""The log of a server that runs: lines of JSON, in which nothing stands that came in a file, a name or an address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import expect

from supervision.loading import load_paths
from supervision.store.database import open_database
from tests.access.wire import draw, status
from tests.browser.conftest import Visit
from tests.browser.serving import serve
from tests.hotline import export, ticket

COMPLAINANT, PHONE, WRITTEN, SOUGHT = "钱举报", "13812345678", "反映海州巷八十八号无人受理", "查无此人甲"
PLANTED = (COMPLAINANT, PHONE, WRITTEN, "海州巷", SOUGHT, "补录名单")


def _row(number: int, day: str = "2022-03-07 09:15") -> list[str]:
    row = ticket(number, day)
    row[7:10] = [COMPLAINANT, PHONE, f"{WRITTEN}，{COMPLAINANT} {PHONE}"]
    return row


def _break(path: Path) -> None:
    """Whoever asks for what was written gets an error from DuckDB, with what was written in its message."""
    with duckdb.connect(str(path)) as raw:
        (told,) = raw.execute("select sql from duckdb_views() where view_name = 'leads'").fetchall()
        raw.execute("create view leads_as_they_are " + told[0].split("leads", 1)[1].lstrip('"').rstrip(";"))
        raw.execute(
            "create or replace view leads as select * replace (cast(cast(summary as integer) as varchar) as summary) "
            "from leads_as_they_are"
        )
        with pytest.raises(duckdb.ConversionException, match="海州巷"):
            raw.execute("select summary from leads").fetchall()


def test_nothing_that_was_handed_over_or_asked_for_stands_in_the_log(tmp_path: Path, visit: Visit) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "12345平台_202203.csv").write_bytes(export([_row(1), _row(2)]))
    database = open_database(tmp_path / "ledger.duckdb")
    load_paths(database, [tmp_path / "exports"], by="setup")
    database.close()
    _break(tmp_path / "ledger.duckdb")
    server = serve(tmp_path / "ledger.duckdb")
    try:
        visitor = visit(server)
        visitor.open("upload")
        visitor.drop(
            {
                f"{COMPLAINANT}{PHONE}补录名单_202204.csv": export([_row(3), _row(4, f"{PHONE}海州巷")]),
                f"补录名单{PHONE}.csv": f"{COMPLAINANT},{PHONE}\n{WRITTEN},x\n".encode(),
            }
        )
        visitor.press("录入为一个批次")
        visitor.sees("已录入为批次")
        asked = f"lang=zh&ledger=leads&q={SOUGHT}{PHONE}"
        visitor.open(f"ledgers?{asked}")
        expect(visitor.main.get_by_text("编号", exact=False).first).to_be_visible()
        assert "出了问题" in draw(server.address, "ledgers", {}, "lang=zh&ledger=leads").words
        assert status(server.address, f"/media/{PHONE}?q={PHONE}") == 404
        assert status(server.address, "/metrics") == 200, "the one person of one machine"
    finally:
        server.stop()
    log = "".join(server.log)
    assert [what for what in PLANTED if what in log] == []
    lines: list[dict[str, Any]] = [json.loads(line) for line in server.log]
    assert all({"time", "level", "event"} <= line.keys() for line in lines)
    told = {line["event"]: line for line in lines}
    assert told["load"]["batch"] == 2
    arrived = {
        name: told["rows arrived"][name] for name in ("batch", "files", "refused", "new", "quarantined")
    }
    assert arrived == {"batch": 2, "files": 1, "refused": 1, "new": 1, "quarantined": 1}
    assert [told["files read"][name] for name in ("files", "refused")] == [2, 1]
    assert told["fault"]["raised"][0]["kind"].endswith("ConversionException")
    assert any("supervision/store/" in frame for frame in told["fault"]["raised"][0]["frames"])
    assert {"started", "stopped"} <= told.keys()
