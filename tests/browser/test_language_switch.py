"""Another language is the same work in other words: nothing is lost on the way."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import Visitor
from tests.hotline import export, ticket


def _speak_english(visitor: Visitor, title: str) -> None:
    visitor.main.get_by_text("English", exact=True).click()
    expect(visitor.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    visitor.settle()


def test_files_in_the_box_are_kept(server: Server, visit: Visit) -> None:
    visitor = visit(server)
    visitor.open("upload?lang=zh")
    visitor.drop({"12345平台_202203.csv": export([ticket(1), ticket(2)])})
    _speak_english(visitor, "Upload")
    expect(visitor.page.get_by_test_id("stFileChip")).to_have_count(1)
    visitor.sees("12345平台_202203.csv")
    visitor.press("Load as one batch")
    visitor.sees("Loaded as batch")


def test_period_filter_and_what_was_folded_open_are_kept(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("leads?lang=zh&from=2022-04-01&to=2022-06-30&source=12345平台")
    before = visitor.tile("受理线索").inner_text().split()[0]
    visitor.main.get_by_text("口径与数据表", exact=True).first.click()
    expect(visitor.page.locator("details[open]")).to_have_count(1)
    visitor.settle()
    _speak_english(visitor, "Leads")
    expect(visitor.tile("Leads received")).to_contain_text(before)
    expect(visitor.page.locator("details[open]")).to_have_count(1)
    expect(visitor.main.get_by_role("table").first).to_be_visible()
    assert "from=2022-04-01&to=2022-06-30" in visitor.page.url
