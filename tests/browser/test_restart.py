"""The server is killed while an analyst looks at a preview: the page comes back by itself, with everything on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from supervision.store.database import open_database
from supervision.store.wholeness import faults
from tests.browser.conftest import Visit
from tests.browser.serving import Server, serve
from tests.browser.visiting import LOCALES
from tests.hotline import export, ticket

MARCH = "12345平台_202203.csv"
SUM = "记录 3 = 新增 2 + 更新 0 + 无变化 0 + 重复 0 + 待更正 1 + 跳过 0"
AWAY = ("ERR_CONNECTION_REFUSED", "not responding", "/_stcore/health", "/_stcore/host-config")
"""What a browser says of a server that is not there."""


@pytest.fixture
def servers(sample_ledger: Path, tmp_path: Path, port_of_its_own: int) -> Iterator[list[Server]]:
    """The first of two at one address; the test starts the second."""
    shutil.copy2(sample_ledger, tmp_path / "sample.duckdb")
    running = [serve(tmp_path / "ledger.duckdb", port=port_of_its_own)]
    yield running
    for server in running:
        server.stop()
        assert server.faults == [], "".join(server.said)


def test_a_preview_outlives_its_server(
    servers: list[Server], tmp_path: Path, port_of_its_own: int, visit: Visit, chromium: Browser
) -> None:
    visitor = visit(servers[0])
    visitor.open("upload")
    visitor.drop({MARCH: export([ticket(1), ticket(2), ticket(3, day="2022-13-01")])})
    visitor.sees(SUM)
    note = visitor.page.get_by_label("备注（可不填）")
    note.fill("三月补报")
    note.press("Enter")
    visitor.settle()

    servers[0].process.kill()
    servers[0].process.wait()
    servers.append(serve(tmp_path / "ledger.duckdb", port=port_of_its_own))
    visitor.sees("看板重启过，已为您找回")
    visitor.settle()
    visitor.troubles[:] = [told for told in visitor.troubles if not any(word in told for word in AWAY)]
    visitor.sees(SUM)
    visitor.sees("没有这一天 · 1处")
    expect(visitor.page.get_by_test_id("stFileChip")).to_have_count(0)
    expect(note).to_have_value("三月补报")

    other = chromium.new_context(locale=LOCALES["zh"])
    stranger = other.new_page()
    stranger.goto(f"{servers[1].address}/upload")
    expect(stranger.get_by_text("您的文件会录入")).to_be_visible()
    expect(stranger.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(stranger.get_by_text("记录 3")).to_have_count(0)
    other.close()

    visitor.press("录入为一个批次")
    visitor.sees("已录入为批次1")
    visitor.does_not_see("预览已经没有了")
    visitor.turn_to("问题线索")
    expect(visitor.tile("受理线索")).to_have_text("2 件")
    assert list((tmp_path / "ledger.duckdb.previews").iterdir()) == []

    visitor.page.close()
    servers[1].stop()
    ledger = open_database(tmp_path / "ledger.duckdb")
    assert list(faults(ledger)) == []
    assert ledger.rows("select note, (select count(*) from leads) from history.batches") == [("三月补报", 2)]
    ledger.close()
