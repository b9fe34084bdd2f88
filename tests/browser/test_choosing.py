"""Choosing on a page: by mouse and by keyboard, what was chosen plain to see, and nothing shut or lost by a press."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import SIZES, grave


def told(page: Page, name: str) -> list[str]:
    """What the address says of that."""
    return parse_qs(urlsplit(page.url).query).get(name, [])


def panel(page: Page) -> Locator:
    page.locator("summary").filter(has_text="Filters").click()
    return page.locator(".drawn-panel")


@pytest.mark.parametrize("size", SIZES)
def test_filters_follow_each_other_in_a_panel_that_stays(
    sample_server: Server, visit: Visit, size: str
) -> None:
    visitor = visit(sample_server, "en")
    page = visitor.page
    visitor.open("leads?lang=en")
    width, height = SIZES[size]
    visitor.resize(width, height)
    unfolded = panel(page)
    box = unfolded.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert [
        found["id"] for found in grave(page) if "data-puts" in str(found) or "data-names" in str(found)
    ] == []
    unfolded.get_by_role("group", name="Source").get_by_role("button", name="12345 hotline").click()
    expect(page.get_by_role("button", name="Source: 12345 hotline ✕")).to_be_visible()
    pressed = unfolded.get_by_role("group", name="Source").get_by_role("button", pressed=True)
    expect(pressed).to_have_text("12345 hotline")
    expect(pressed).to_be_focused()
    unfolded.get_by_role("group", name="District", exact=True).get_by_role("button").nth(1).click()
    expect(page.locator(".drawn-taken-off button")).to_have_count(2)
    visitor.settle()
    assert told(page, "source") == ["12345平台"]
    assert told(page, "district")
    page.keyboard.press("Escape")
    expect(unfolded).to_be_hidden()
    expect(page.locator("summary").filter(has_text="Filters")).to_be_focused()
    page.get_by_role("button", name="Source: 12345 hotline ✕").click()
    expect(page.locator(".drawn-taken-off button")).to_have_count(1)
    visitor.settle()
    assert told(page, "source") == []
    assert told(page, "district")


def test_a_day_is_taken_when_it_was_typed_whole(sample_server: Server, visit: Visit) -> None:
    """Half of a year is a day as well, to a browser: 0002."""
    visitor = visit(sample_server, "en")
    page = visitor.page
    visitor.open("leads?lang=en&as_of=2022-12-20")
    unfolded = panel(page)
    first = unfolded.get_by_label("First day")
    first.focus()
    first.press_sequentially("04052022")
    visitor.settle()
    assert told(page, "from") == []
    first.press("Enter")
    expect(visitor.main).to_contain_text("5 Apr 2022 to 31 Dec 2022")
    expect(unfolded.get_by_label("First day")).to_be_focused()
    visitor.settle()
    assert told(page, "from") == ["2022-04-05"]
    unfolded.get_by_label("First day").press_sequentially("05062022")
    page.keyboard.press("Escape")
    expect(unfolded).to_be_hidden()
    panel(page)
    expect(unfolded.get_by_label("First day")).to_have_value("2022-04-05")
    unfolded.get_by_label("First day").press_sequentially("05072022")
    unfolded.get_by_role("group", name="Source").get_by_role("button", name="12345 hotline").click()
    expect(visitor.main).to_contain_text("7 May 2022 to 31 Dec 2022")
    expect(page.get_by_role("button", name="Source: 12345 hotline ✕")).to_be_visible()
    visitor.settle()
    assert (told(page, "from"), told(page, "source")) == (["2022-05-07"], ["12345平台"])
    page.get_by_role("button", name="Source: 12345 hotline ✕").press("Enter")
    expect(page.locator(".drawn-taken-off button")).to_have_count(0)
    expect(page.locator("summary").filter(has_text="Filters")).to_be_focused()
    panel(page)
    unfolded.get_by_role("button", name="Reset").click()
    expect(visitor.main).not_to_contain_text("7 May 2022")
    visitor.settle()
    assert told(page, "from") == told(page, "as_of") == []


def test_an_earlier_batch_is_chosen_from_the_list_and_left_by_a_press(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads?lang=en&known_at=0")
    expect(visitor.main.get_by_role("alert").filter(has_text="Not the newest data")).to_be_visible()
    panel(visitor.page).get_by_label("As known at batch").select_option(index=1)
    expect(visitor.main.get_by_text("Not the newest data")).to_have_count(0)
    visitor.settle()
    assert told(visitor.page, "known_at") == []
    visitor.open("leads?lang=en&known_at=0")
    visitor.page.get_by_role("button", name="Back to the newest").click()
    expect(visitor.main.get_by_text("Not the newest data")).to_have_count(0)
    visitor.settle()
    assert told(visitor.page, "known_at") == []
