"""A number on screen leads to exactly the rows that it was made from."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


def test_a_tile_leads_to_its_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads")
    told = visitor.tile("Leads received").inner_text()
    visitor.page.get_by_test_id("stPageLink").get_by_text("See the rows").first.click()
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    count = re.sub(r"\D", "", told)
    visitor.sees(f"{count} leads: made from these {count} rows")


def test_a_number_on_a_chart_leads_to_its_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads")
    visitor.drawn()
    number = visitor.page.get_by_test_id("stPlotlyChart").first.locator(".annotation").first
    number.scroll_into_view_if_needed()
    count = number.locator("text").text_content()
    number.locator("rect.bg").click()
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(f"made from these {count} rows")
