"""Choosing on a page: by mouse and by keyboard, what was chosen plain to see, and nothing shut or lost by a press."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from supervision.store.database import open_database
from tests.browser.conftest import Visit
from tests.browser.serving import Server, serve
from tests.browser.visiting import SIZES, grave
from tests.filling import fill
from tests.hotline import export, ticket


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


CHOICE: dict[str, Any] = {
    "heard": "Period",
    "named": [
        {"says": "This year", "is": False, "puts": {"from": "2022-01-01"}},
        {"says": "This month", "is": True, "puts": {"from": "2022-12-01"}},
    ],
    "folded": "Filters",
    "days": [{"says": "First day", "puts": "from", "is": "2022-03-01"}],
    "filters": [{"says": "Source", "of": [{"says": "Hotline", "is": False, "puts": {"source": "12345"}}]}],
    "batches": {
        "says": "Batch",
        "puts": "known_at",
        "newest": "3",
        "is": ["3", "newest"],
        "waits": "The list is coming.",
        "fails": "The list did not come.",
    },
    "resets": {"says": "Reset", "puts": {"source": None}},
    "on": [],
}
ANSWER = """([choice, isAhead, number]) => {
    let place = document.querySelector("#bar");
    if (!place) {
        place = document.body.appendChild(Object.assign(document.createElement("div"), {id: "bar"}));
        Object.assign(window, {told: [], name: `bar ${performance.now()}`});
    }
    choice.batches.from = `batches/${encodeURIComponent(window.name)}`;
    const parts = [{name: window.name, is_bare: true, choice}];
    const sheet = JSON.stringify({said: ["tab", number], carried: "", open: [], bare: false, rows: [{stretch: false, parts}]});
    if (isAhead) return dispatchEvent(new CustomEvent("sheet-said", {detail: sheet}));
    window.unmount = window.mount({
        data: new TextEncoder().encode(sheet),
        parentElement: place,
        setTriggerValue: (_, told) => window.told.push(told),
    });
}"""
"""The bar as a server says it, and all that presses say in return."""
TAKE_OFF = "() => {window.unmount(); document.querySelector('#bar').remove();}"


LIST = {"newest": "3", "of": [["3", "newest"], ["2", "second"], ["1", "first"]]}


@dataclass
class Office:
    """Where the bar gets its list of batches."""

    says: dict[str, Any] | None = field(default_factory=lambda: {"json": LIST, "headers": {"ETag": "a"}})
    """Nothing keeps the bar waiting."""
    waiting: list[Route] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Of each time the list was asked for, by which mark a list was known already."""

    def answer(self, route: Route) -> None:
        self.asked.append(route.request.headers.get("if-none-match", ""))
        if self.says is None:
            self.waiting.append(route)
        else:
            route.fulfill(**self.says)


@pytest.fixture
def office(paper: Page) -> Iterator[Office]:
    office = Office()
    paper.route("**/batches/**", office.answer)
    yield office
    paper.unroute("**/batches/**")


@pytest.fixture
def bar(paper: Page, office: Office) -> Iterator[Page]:
    """The bar and nothing else, answered when a test says so."""
    paper.evaluate(ANSWER, [CHOICE, False, 0])
    yield paper
    paper.evaluate(TAKE_OFF)
    paper.mouse.move(5, 5)


def answer(page: Page, *, is_ahead: bool = False, said: int = 1, **otherwise: Any) -> None:
    """Through Streamlit, or ahead of it; numbered by what was said ahead until then."""
    page.evaluate(ANSWER, [CHOICE | otherwise, is_ahead, said])


def presses(page: Page) -> list[Any]:
    """What all presses so far said."""
    said: list[Any] = page.evaluate("window.told")
    return said


def options(batches: Locator) -> list[str]:
    return batches.locator("option").all_inner_texts()


def test_a_list_that_is_coming_says_so_and_leaves_the_keyboard_where_it_is(bar: Page, office: Office) -> None:
    office.says = None
    batches, line = panel(bar).get_by_label("Batch"), bar.get_by_role("status")
    batches.focus()
    expect(line).to_have_text("The list is coming.")
    expect(batches).to_have_accessible_description("The list is coming.")
    assert options(batches) == ["newest"]
    bar.keyboard.press("ArrowDown")
    office.waiting[0].fulfill(json=LIST)
    expect(line).to_be_empty()
    assert options(batches) == ["newest", "second", "first"]
    expect(batches).to_be_focused()
    bar.keyboard.press("ArrowDown")
    bar.keyboard.press("Enter")
    assert presses(bar) == [{"known_at": "2"}]
    answer(bar, batches=CHOICE["batches"] | {"is": ["2", "second"]})
    expect(batches).to_be_focused()
    expect(batches).to_have_value("2")
    bar.keyboard.press("ArrowUp")
    bar.keyboard.press("Enter")
    assert presses(bar)[1:] == [{"known_at": None}]


def test_a_list_that_did_not_come_says_so_and_is_asked_for_at_the_next_opening(
    bar: Page, office: Office
) -> None:
    for says in ({"status": 403}, {"status": 200, "body": "<html>Sign in</html>"}, {"status": 503}):
        office.says = says
        batches, line = panel(bar).get_by_label("Batch"), bar.get_by_role("status")
        expect(line).to_have_text("The list did not come.")
        assert options(batches) == ["newest"]
        bar.keyboard.press("Escape")
    office.says = {"json": LIST}
    panel(bar)
    expect(batches.locator("option")).to_have_count(3)
    expect(line).to_be_empty()


def test_a_list_that_is_here_is_shown_at_once_and_sent_again_only_where_there_is_another(
    bar: Page, office: Office
) -> None:
    batches = panel(bar).get_by_label("Batch")
    expect(batches.locator("option")).to_have_count(3)
    bar.keyboard.press("Escape")
    office.says = {"status": 304}
    with bar.expect_response("**/batches/**"):
        panel(bar)
        expect(batches.locator("option")).to_have_count(3)
    assert office.asked == ["", "a"]
    bar.keyboard.press("Escape")
    more = {"newest": "4", "of": [["4", "the newest now"], *LIST["of"]]}
    office.says = {"json": more, "headers": {"ETag": "b"}}
    panel(bar)
    expect(batches.locator("option")).to_have_count(4)
    expect(batches).to_have_value("3")
    batches.select_option("4")
    assert presses(bar) == [{"known_at": None}]


def test_a_list_that_comes_while_keys_turn_it_leaves_it_where_they_are(bar: Page, office: Office) -> None:
    batches = panel(bar).get_by_label("Batch")
    expect(batches.locator("option")).to_have_count(3)
    bar.keyboard.press("Escape")
    office.says = None
    with bar.expect_request("**/batches/**"):
        panel(bar)
    batches.focus()
    bar.keyboard.press("ArrowDown")
    office.waiting[0].fulfill(json={"newest": "4", "of": [["4", "the newest now"], *LIST["of"]]})
    expect(batches.locator("option")).to_have_count(4)
    expect(batches).to_have_value("2")
    expect(batches).to_be_focused()
    assert presses(bar) == []
    bar.keyboard.press("Enter")
    assert presses(bar) == [{"known_at": "2"}]


def test_a_run_that_tells_of_another_batch_has_an_open_list_got_again(bar: Page, office: Office) -> None:
    batches = panel(bar).get_by_label("Batch")
    expect(batches.locator("option")).to_have_count(3)
    answer(bar, filters=PRESSED)
    expect(bar.get_by_role("button", name="Harbour")).to_be_visible()
    expect(batches.locator("option")).to_have_count(3)
    assert len(office.asked) == 1
    office.says = {"json": {"newest": "5", "of": [["5", "newest"], ["4", "fourth"], *LIST["of"]]}}
    answer(bar, filters=PRESSED, batches=CHOICE["batches"] | {"is": ["4", "fourth"], "newest": "5"})
    expect(batches.locator("option")).to_have_count(5)
    expect(batches).to_have_value("4")


PRESSED = [
    {"says": "Source", "of": [{"says": "Hotline", "is": True, "puts": {"source": "12345"}}]},
    {"says": "District", "of": [{"says": "Harbour", "is": False, "puts": {"district": "1"}}]},
]


def test_an_answer_that_comes_while_a_day_is_typed_waits_until_it_was(bar: Page) -> None:
    first = panel(bar).get_by_label("First day")
    first.focus()
    first.press_sequentially("0405")
    answer(bar, filters=PRESSED)
    expect(first).to_be_focused()
    expect(bar.get_by_role("button", name="Harbour")).to_have_count(0)
    bar.keyboard.type("2022")
    bar.keyboard.press("Enter")
    assert presses(bar) == [{"from": "2022-04-05"}]
    expect(bar.get_by_role("button", name="Harbour")).to_be_visible()


def test_an_answer_that_comes_while_a_button_is_held_does_not_take_the_press(bar: Page) -> None:
    panel(bar).get_by_role("button", name="Hotline").hover()
    bar.mouse.down()
    answer(bar, filters=PRESSED)
    bar.mouse.up()
    assert presses(bar) == [{"source": "12345"}]
    expect(bar.get_by_role("button", name="Harbour")).to_be_visible()


def test_the_second_of_two_quick_presses_says_what_the_first_did(bar: Page) -> None:
    panel(bar).get_by_role("button", name="Hotline").click()
    bar.get_by_role("button", name="This year").click()
    assert presses(bar) == [{"source": "12345"}, {"source": "12345", "from": "2022-01-01"}]


def test_a_press_on_what_was_said_ahead_of_streamlit_says_the_first_as_well(bar: Page) -> None:
    """The address is Streamlit's to write: until it has, the server is told of the one before with every press."""
    panel(bar).get_by_role("button", name="Hotline").click()
    answer(bar, filters=PRESSED, is_ahead=True)
    bar.get_by_role("button", name="Harbour").click()
    assert presses(bar) == [{"source": "12345"}, {"source": "12345", "district": "1"}]
    answer(bar, filters=PRESSED)
    bar.get_by_role("button", name="Harbour").click()
    assert presses(bar)[2:] == [{"district": "1"}]


def test_what_is_pressed_besides_waits_until_the_address_is_written(bar: Page) -> None:
    """A link or a mark is followed by the address as the server knows it."""
    answer(bar, filters=PRESSED, is_ahead=True)
    bar.evaluate("document.querySelector('#bar .drawn-sheet').answer('turned', 'reviews')")
    assert presses(bar) == []
    answer(bar, filters=PRESSED)
    bar.wait_for_function("window.told.length")
    assert presses(bar) == ["reviews"]


def test_words_of_streamlit_that_come_late_do_not_take_back_a_later_answer(bar: Page) -> None:
    panel(bar).get_by_role("button", name="Hotline").click()
    answer(bar, filters=PRESSED, is_ahead=True, said=2)
    answer(bar, said=1)
    expect(bar.get_by_role("button", name="Harbour")).to_be_visible()
    bar.get_by_role("button", name="Harbour").click()
    assert presses(bar) == [{"source": "12345"}, {"source": "12345", "district": "1"}]
    answer(bar, filters=PRESSED, said=2)


def test_what_was_answered_is_not_said_again(bar: Page) -> None:
    panel(bar).get_by_role("button", name="Hotline").click()
    answer(bar, filters=PRESSED)
    bar.get_by_role("button", name="Harbour").click()
    assert presses(bar)[1:] == [{"district": "1"}]


def test_a_bar_that_is_gone_listens_to_nothing(paper: Page) -> None:
    """Else each page that was turned to would be held, and asked at every press, until the tab is closed."""
    paper.mouse.click(5, 5)  # what earlier bars have left goes with a press
    before = listened_to(paper)
    paper.evaluate(ANSWER, [CHOICE, False, 0])
    panel(paper).get_by_role("button", name="Hotline").click()
    assert listened_to(paper) > before
    paper.evaluate(TAKE_OFF)
    paper.mouse.click(5, 5)
    assert listened_to(paper) == before


def listened_to(page: Page) -> Counter[str]:
    """Who waits for the pointer, of the whole window; what drives this browser does so before anybody else."""
    session = page.context.new_cdp_session(page)
    window = session.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
    listeners = session.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
    session.detach()
    kinds = [str(listener["type"]) for listener in listeners if not listener["useCapture"]]
    return Counter(kind for kind in kinds if kind.startswith("pointer"))


def test_one_step_back_after_a_reset_is_one_step_back(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "en")
    page = visitor.page
    visitor.open("leads?lang=en&from=2022-04-05&to=2022-12-01&as_of=2022-12-20&source=12345平台")
    panel(page).get_by_role("button", name="Reset").click()
    expect(page.locator(".drawn-taken-off button")).to_have_count(0)
    visitor.settle()
    assert [told(page, name) for name in ("from", "to", "as_of", "source")] == [[], [], [], []]
    assert told(page, "lang") == ["en"]
    page.go_back()
    expect(page).to_have_url(re.compile("from=2022-04-05.*as_of=2022-12-20.*source="))


@pytest.fixture
def four_batches(tmp_path: Path, port_of_its_own: int) -> Iterator[Server]:
    database = open_database(tmp_path / "ledger.duckdb")
    for number in range(4):
        row = {"source": "12345平台", "number": f"N{number}", "received_on": date(2022, 3, 7)}
        fill(database, {"leads": [row]})
    database.close()
    server = serve(tmp_path / "ledger.duckdb", port=port_of_its_own)
    yield server
    server.stop()
    assert server.faults == []


def test_keys_that_turn_the_list_of_batches_choose_where_they_end(four_batches: Server, visit: Visit) -> None:
    visitor = visit(four_batches, "en")
    page = visitor.page
    visitor.open("leads?lang=en")
    batches = panel(page).get_by_label("As known at batch")
    expect(batches.locator("option")).to_have_count(4)
    batches.focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
        visitor.settle()
    assert told(page, "known_at") == []
    expect(batches).to_have_value("2")
    page.keyboard.press("Enter")
    expect(visitor.main.get_by_role("alert").filter(has_text="Not the newest data")).to_be_visible()
    visitor.settle()
    assert told(page, "known_at") == ["2"]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    visitor.settle()
    assert told(page, "known_at") == ["2"]
    panel(page)
    expect(batches).to_have_value("2")
    batches.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    expect(visitor.main.get_by_text("Not the newest data")).to_have_count(0)
    visitor.settle()
    assert told(page, "known_at") == []


def test_the_list_of_batches_is_had_when_it_is_looked_at_and_is_whole(
    four_batches: Server, visit: Visit
) -> None:
    visitor = visit(four_batches, "en")
    page = visitor.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/batches/" in request.url else None)
    visitor.open("leads?lang=en&from=2022-01-01&to=2022-12-31")
    page.get_by_role("button", name="Campaign").click()
    visitor.settle()
    assert asked == []
    batches = panel(page).get_by_label("As known at batch")
    expect(batches.locator("option")).to_have_count(4)
    newest, *earlier = options(batches)
    assert newest == "Newest (batch 4)"
    assert [re.sub(r" \d{4}-\d\d-\d\d \d\d:\d\d ", " … ", told) for told in earlier] == [
        f"{batch} · … · Load · tester" for batch in (3, 2, 1)
    ]
    batches.select_option("3")
    expect(visitor.tile("Leads received")).to_have_text("3 leads")
    visitor.settle()
    assert told(page, "known_at") == ["3"]
    assert options(batches) == [newest, *earlier]
    expect(batches).to_have_value("3")
    page.keyboard.press("Escape")
    with page.expect_response("**/batches/**") as again:
        panel(page)
    assert again.value.status == 304
    assert options(batches) == [newest, *earlier]


def test_a_batch_that_came_meanwhile_stands_in_the_list_at_the_next_opening(
    four_batches: Server, visit: Visit
) -> None:
    visitor, analyst = visit(four_batches, "en"), visit(four_batches, "en")
    page = visitor.page
    visitor.open("leads?lang=en")
    batches = panel(page).get_by_label("As known at batch")
    expect(batches.locator("option")).to_have_count(4)
    page.keyboard.press("Escape")
    analyst.open("upload?lang=en")
    analyst.drop({"12345平台_202203.csv": export([ticket(1)])})
    analyst.press("Load as one batch")
    analyst.sees("Loaded as batch 5")
    panel(page)
    expect(batches.locator("option")).to_have_count(5)
    expect(batches).to_have_value("4")
    assert [re.sub(r" · .*", "", told) for told in options(batches)] == ["Newest (batch 5)", *"4321"]
    batches.select_option(index=0)
    expect(visitor.tile("Leads received")).to_have_text("5 leads")
    visitor.settle()
    assert told(page, "known_at") == []
