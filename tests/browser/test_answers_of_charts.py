"""What a chart answers: to a keyboard, to whoever takes its picture, and to whoever wants to zoom."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server

CHART = ".card-reviews-throughput"


def test_keys_go_from_mark_to_mark_and_to_the_rows(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("reviews?from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    chart = visitor.page.locator(CHART)
    chart.locator(".drawn-stage").focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(visitor.page.locator("#drawn-cloud")).to_contain_text("Mar 2022")
    visitor.page.keyboard.press("ArrowRight")
    expect(chart.get_by_role("status")).to_contain_text("Apr 2022")
    (opened,) = re.findall(r"Opened\D*: (\d+)", chart.get_by_role("status").text_content() or "")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_role("heading", name="Ledgers", level=1)).to_be_visible()
    visitor.settle()
    visitor.sees(f"made from these {opened} rows")


def test_a_picture_is_taken_and_plotly_comes_when_asked_for(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "zh")
    visitor.open("reviews?from=2022-03-01&to=2022-12-31")
    visitor.drawn()
    chart = visitor.page.locator(CHART)
    chart.hover()
    with visitor.page.expect_download() as taken:
        chart.get_by_role("button", name="下载图片（PNG）").click()
    assert taken.value.suggested_filename == "reviews.throughput_2022-03-01_2022-12-31.png"
    assert taken.value.path().read_bytes().startswith(b"\x89PNG")
    expect(visitor.page.locator(".js-plotly-plot")).to_have_count(0)

    chart.get_by_role("button", name="缩放查看").click()
    plot = visitor.page.locator(".js-plotly-plot")
    expect(plot.locator(".barlayer .point").first).to_be_visible()
    visitor.page.get_by_role("button", name="返回原图").click()
    expect(plot).to_have_count(0)
    expect(visitor.page.locator(f"{CHART} [data-value]").first).to_be_visible()
