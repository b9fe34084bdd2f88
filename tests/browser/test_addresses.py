"""An address says what is shown: it opens on its own, and keeps what was chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


@pytest.mark.parametrize("name", ["leads", "history"])
def test_a_page_inside_opens_as_the_very_first_request(server: Server, visit: Visit, name: str) -> None:
    """Before the first run Streamlit knows no pages; its word that there is none must not reach the reader."""
    visitor = visit(server)
    visitor.open(f"{name}?from=2022-03-01&to=2022-06-30")
    title = {"leads": "问题线索", "history": "批次与撤销"}[name]
    expect(visitor.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.sees("示例数据")
    assert "from=2022-03-01&to=2022-06-30" in visitor.page.url


def test_the_period_chosen_holds_on_the_next_page(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("leads?from=2022-03-01&to=2022-06-30&lang=zh")
    before = visitor.tile("受理线索").inner_text()
    visitor.turn_to("总览")
    expect(visitor.tile("受理线索")).to_have_text(before)
    assert "from=2022-03-01" in visitor.page.url
    assert "to=2022-06-30" in visitor.page.url


def test_the_language_is_switched_and_kept_in_the_address(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("leads")
    visitor.main.get_by_text("English", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="Leads", exact=True, level=1)).to_be_visible()
    visitor.sees("SAMPLE DATA")
    visitor.turn_to("Reviews")
    assert "lang=en" in visitor.page.url


def test_a_day_that_does_not_exist_is_told_and_passed_over(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("?lang=zh&from=2022-13-01")
    visitor.sees("2022-13-01")
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
