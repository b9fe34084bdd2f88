"""The wall screen goes round by itself, shows what was loaded meanwhile, and never scrolls."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, Visit
from tests.browser.serving import Server
from tests.browser.visiting import MARKS, artefact
from tests.hotline import export, ticket

_SCROLLS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]'),
    document.querySelector('[data-testid=stMainBlockContainer]')]
    .some(box => box.scrollHeight > window.innerHeight || box.scrollWidth > window.innerWidth)"""


@pytest.fixture
def wall(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_one_figure_follows_another_and_nothing_scrolls(sample_server: Server, wall: Page) -> None:
    wall.goto(f"{sample_server.address}/?screen=wall&every=4")
    for title in ("每月受理多少线索，由谁报来？", "评查办得过来吗？"):
        expect(wall.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=2 * PATIENCE)
        expect(wall.locator(MARKS).first).to_be_attached()
        expect(wall.get_by_text("示例数据")).to_be_visible()
        expect(wall.get_by_text("单位：件")).to_be_visible()
        assert not wall.evaluate(_SCROLLS)
        wall.screenshot(path=artefact(f"wall_zh_{title.strip('？')}.png"))
    expect(wall.get_by_test_id("stSidebar")).to_have_count(0)
    expect(wall.get_by_test_id("stApp")).to_have_css("background-color", "rgb(14, 17, 23)")
    wall.get_by_role("link", name="离开大屏").click()
    expect(wall.get_by_role("heading", name="总览", level=1)).to_be_visible()
    expect(wall).not_to_have_url(re.compile("screen="))


def test_no_big_number_is_cut_short_in_english(sample_server: Server, wall: Page) -> None:
    wall.goto(f"{sample_server.address}/?screen=wall&every=6&lang=en")
    expect(wall.get_by_role("heading", name="The main numbers", level=1)).to_be_visible(timeout=2 * PATIENCE)
    expect(wall.get_by_test_id("stMetric")).to_have_count(6)
    values = wall.get_by_test_id("stMetricValue").locator("p, div").all()
    assert not any(value.evaluate("box => box.scrollWidth > box.clientWidth + 1") for value in values)
    expect(wall.get_by_text("Interim: Leads received")).to_be_visible()
    assert not wall.evaluate(_SCROLLS)
    wall.screenshot(path=artefact("wall_en_numbers.png"))


def test_a_batch_loaded_meanwhile_shows(server: Server, wall: Page, visit: Visit) -> None:
    wall.goto(f"{server.address}/?screen=wall&every=2&lang=zh&from=2022-03-01&to=2022-03-31")
    expect(wall.get_by_text("示例数据")).to_be_visible()
    visitor = visit(server)
    visitor.open("upload")
    visitor.drop({"12345平台_202203.csv": export([ticket(1), ticket(2), ticket(3)])})
    visitor.press("录入为一个批次")
    visitor.sees("已录入为批次")
    received = wall.get_by_test_id("stMetric").filter(has_text="受理线索")
    expect(received.get_by_text("3 件")).to_be_visible(timeout=2 * PATIENCE)
    expect(wall.get_by_text("示例数据")).to_have_count(0)
