"""The wall screen turns its own leaves, never scrolls, and shows what somebody else has loaded."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.hotline import export, ticket


def test_it_turns_leaves_and_shows_a_new_batch(server: Server, visit: Visit) -> None:
    wall = visit(server)
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.page.goto(f"{server.address}/?screen=wall&every=3&lang=zh")
    expect(wall.page.get_by_text("【示例数据】")).to_be_visible()
    for title in ("评查办得过来吗？", "每月25日，哪些来源按时报送了？"):
        expect(wall.page.get_by_role("heading", name=title)).to_be_visible()
        assert wall.page.evaluate(
            "document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight"
        )
    expect(wall.page.get_by_test_id("stSidebar")).to_be_hidden()

    analyst = visit(server)
    analyst.open("upload")
    analyst.drop({"12345平台_202203.csv": export([ticket(1), ticket(2)])})
    analyst.press("录入为一个批次")

    expect(wall.page.get_by_text("【示例数据】")).to_have_count(0)
    expect(wall.page.get_by_text("批次1 ·")).to_be_visible()
