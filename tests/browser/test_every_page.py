"""Every page in both languages: drawn to the end, no fault, nothing asked of any other host."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import PAGES, Spoken

SAMPLE = {"zh": "示例数据", "en": "SAMPLE DATA"}
CHARTS = {"overview": 2, "leads": 3, "reviews": 3, "visits": 2, "upload": 0, "history": 0}
"""At least so many charts; a page that lost them all must not pass for a page without troubles."""


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_drawn_to_the_end(sample_server: Server, visit: Visit, name: str, spoken: Spoken) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open(name)
    assert visitor.page.get_by_test_id("stPlotlyChart").count() >= CHARTS[name]
    visitor.drawn()
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    visitor.sees(SAMPLE[spoken])


@pytest.mark.parametrize(("spoken", "foreign"), [("zh", "SAMPLE DATA"), ("en", "示例数据")])
def test_sample_mark_speaks_the_readers_language(
    sample_server: Server, visit: Visit, spoken: Spoken, foreign: str
) -> None:
    visitor = visit(sample_server, spoken)
    visitor.open("overview")
    visitor.sees(SAMPLE[spoken])
    visitor.does_not_see(foreign)
