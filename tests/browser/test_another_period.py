"""Another period is shown in the frames that stand: nothing jumps, flashes or is made anew that only changes its numbers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server


@pytest.mark.parametrize("page", ["leads", "visits"])
def test_frames_and_tiles_stay_where_they_are(sample_server: Server, visit: Visit, page: str) -> None:
    """The year is not over, so that its figures are interim and a line says so; the quarter before it has none."""
    visitor = visit(sample_server)
    visitor.open(f"{page}?as_of=2022-12-20&lang=zh")
    visitor.sees("期间尚未结束")
    held = visitor.page.evaluate(
        """() => {
            window.held = [...document.querySelectorAll('.drawn-card')];
            return window.held.length;
        }"""
    )
    assert held > 20
    visitor.main.get_by_text("本季", exact=True).click()
    expect(visitor.main).to_contain_text("2022年10月1日至2022年12月20日 · 统计日")
    expect(visitor.main).not_to_contain_text("期间尚未结束")
    visitor.settle()
    assert visitor.page.evaluate("() => window.held.filter(one => !one.isConnected).length") == 0
