"""Each role at each page, over the bare websocket and by address: what may not be opened is not sent."""

from __future__ import annotations

import json
import re
import socket
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus

from supervision.ledgers.reference import reference_list
from supervision.ui.guard import FONTS
from supervision.ui.page import PAGES
from tests.access.conftest import DISTRICT, HELD, LOCAL, SOURCE, being
from tests.access.wire import Visit, draw, multipart, status
from tests.browser.serving import Server
from tests.hotline import export, ticket

ALLOWED = {
    "leader": {"overview", "leads", "reviews", "referrals", "visits", "enterprise", "cadre", "quality", "ledgers"},
    "analyst": {
        "overview", "leads", "reviews", "referrals", "visits", "enterprise", "cadre", "quality", "ledgers",
        "upload", "quarantine", "matters", "annotations", "profiles", "history",
    },
    "press": {"overview", "leads", "reviews", "referrals", "quality", "ledgers", "figures", "releases"},
    "checker": {"overview", "leads", "reviews", "referrals", "quality", "ledgers", "figures", "releases"},
    "administrator": {"people", "record"},
    HELD: {"leads", "ledgers", "upload"},
    LOCAL: {"leads", "reviews", "ledgers"},
    "gone": set[str](),
}  # fmt: skip
"""Written out here once more, so that a slip in the table of rules does not go unseen."""

CONTENTS = {"dataframe", "bidi_component", "metric", "download_button", "file_uploader"}

EVERY_PAGE = {place.stem for place in PAGES}


@pytest.mark.parametrize("name", ALLOWED)
def test_the_navigation_offers_what_the_role_gives_and_every_other_page_refuses(
    behind_proxy: Server, name: str
) -> None:
    front = draw(behind_proxy.address, "", being(name))
    start = next((place.stem for place in PAGES if place.stem in ALLOWED[name]), "overview")
    assert {path or start for path in front.offered} == ALLOWED[name]
    for stem in EVERY_PAGE - ALLOWED[name] - ({"overview"} if start == "overview" else set()):
        drawn = draw(behind_proxy.address, stem, being(name))
        assert len(drawn.errors) == 1, stem
        assert "ask an administrator" in drawn.errors[0], stem
        assert drawn.kinds & CONTENTS == set(), stem


@pytest.mark.parametrize("name", ALLOWED)
def test_every_page_that_is_offered_opens(behind_proxy: Server, name: str) -> None:
    """The first of them too, which Streamlit serves at the root: a link to it may come from somebody with another front page."""
    for stem in ALLOWED[name]:
        assert draw(behind_proxy.address, stem, being(name)).errors == [], stem


def test_a_proxy_that_says_whom_it_speaks_for_is_believed_as_before(behind_proxy: Server) -> None:
    """nginx says it, and whoever connects is still nginx."""
    through = {**being("leader"), "X-Forwarded-For": "192.0.2.77", "X-Forwarded-Proto": "https"}
    assert draw(behind_proxy.address, "leads", through).tiles
    assert status(behind_proxy.address, "/media/0123456789abcdef.csv", through) == 404


def test_somebody_whom_nobody_named_is_shown_nothing(behind_proxy: Server) -> None:
    for page in ("", "leads", "ledgers", "record"):
        drawn = draw(behind_proxy.address, page, {})
        assert "Open this dashboard through your office" in drawn.words
        assert drawn.pages == {}
        assert "574" not in drawn.words and SOURCE not in drawn.words


def test_whoever_a_proxy_lets_in_is_noted(behind_proxy: Server) -> None:
    draw(behind_proxy.address, "leads", being("leader"))
    noted = draw(behind_proxy.address, "record", being("administrator")).cells
    assert {"leader", "sign in"} <= noted


def test_a_wall_screen_shows_nothing_to_whoever_may_not_see_all_of_it(behind_proxy: Server) -> None:
    assert "wall-" in draw(behind_proxy.address, "", being("leader"), "lang=en&screen=wall").words
    for name in ("press", "administrator", HELD, LOCAL, "gone"):
        assert "wall-" not in draw(behind_proxy.address, "", being(name), "lang=en&screen=wall").words, name


@pytest.mark.parametrize("name", ["leader", "press", "checker", "administrator", LOCAL, "gone"])
def test_files_are_not_taken_from_whoever_may_not_load(behind_proxy: Server, name: str) -> None:
    session = draw(behind_proxy.address, "", being(name)).session
    body, kind = multipart("a.csv", b"a,b\n1,2\n")
    answer = status(
        behind_proxy.address,
        f"/_stcore/upload_file/{session}/0123",
        {**being(name), "Content-Type": kind},
        "PUT",
        body,
    )
    assert answer == 403


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/script-health-check",
    ],
)
def test_what_streamlit_would_tell_anybody_is_closed(behind_proxy: Server, path: str) -> None:
    assert status(behind_proxy.address, path, being("administrator")) == 404


def test_how_it_runs_is_told_to_an_administrator_alone(behind_proxy: Server) -> None:
    for name in ALLOWED:
        allowed = 200 if name == "administrator" else 403
        assert status(behind_proxy.address, "/metrics", being(name)) == allowed, name
    assert status(behind_proxy.address, "/metrics") == 403
    before = measured_there(behind_proxy)
    draw(behind_proxy.address, "people", being("administrator"))
    assert status(behind_proxy.address, "/metrics", being("press")) == 403
    draw(behind_proxy.address, "upload", being("press"))
    after = measured_there(behind_proxy)
    told = {name: after[name] - before[name] for name in after if name in before}
    assert told["supervision_page_run_seconds_count"] == 2
    assert told['supervision_page_run_seconds_bucket{le="+Inf"}'] == 2
    assert told["supervision_page_run_seconds_sum"] > 0
    assert told['supervision_events_total{event="refused"}'] == 2
    assert told['supervision_events_total{event="page refused"}'] == 1
    assert told['supervision_events_total{event="fault"}'] == 0
    assert after["supervision_newest_batch"] == 1
    assert after["supervision_ledger_bytes"] > 2**20


WITH_BAR = {
    "overview", "leads", "reviews", "referrals", "visits", "enterprise", "cadre", "quality",
    "ledgers", "matters", "annotations", "figures",
}  # fmt: skip


def test_the_list_of_batches_goes_to_whoever_finds_a_bar_that_it_stands_in(behind_proxy: Server) -> None:
    def noted() -> set[tuple[str, ...]]:
        return set(draw(behind_proxy.address, "record", being("administrator"), "lang=en").rows)

    way = f"/{draw(behind_proxy.address, 'leads', being('leader')).way_to_batches}"
    before = noted()
    for name, pages in ALLOWED.items():
        allowed = 200 if pages & WITH_BAR else 403
        assert status(behind_proxy.address, way, being(name)) == allowed, name
    assert status(behind_proxy.address, way) == 403
    asked = urllib.request.Request(f"{behind_proxy.address}{way}", headers=being(HELD))
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert json.load(answer) == {"newest": "1", "of": [["1", "Newest (batch 1)"]]}
    new = sorted((row[2], row[4]) for row in noted() - before if row[4] == "refused")
    assert new == [("administrator", "refused"), ("gone", "refused")]


def test_the_list_of_batches_goes_to_nobody_whom_no_page_told_the_way(behind_proxy: Server) -> None:
    """Where nobody signs in this is what tells a page of ours from another site's that passes for this address."""
    way = draw(behind_proxy.address, "leads", being("leader")).way_to_batches
    word = way.partition("?")[0].removeprefix("batches/")
    assert len(word) > 20
    for other in ("x", word[:-1], f"{word}x", word.swapcase()):
        assert status(behind_proxy.address, f"/batches/{other}?lang=en", being("leader")) == 403, other


def measured_there(server: Server) -> dict[str, float]:
    """Name and labels, and the number, of every line."""
    asked = urllib.request.Request(f"{server.address}/metrics", headers=being("administrator"))
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = answer.read().decode().splitlines()
    numbers = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    assert all(
        re.fullmatch(r'supervision_[a-z_]+({[a-z]+="[a-z0-9.+ ]+"})?', name, re.I) for name, _ in numbers
    )
    return {name: float(number) for name, number in numbers}


def test_files_are_fetched_by_nobody_who_is_not_signed_in(behind_proxy: Server) -> None:
    assert status(behind_proxy.address, "/media/0123456789abcdef.csv") == 403
    assert status(behind_proxy.address, "/media/0123456789abcdef.csv", being("leader")) == 404


def test_the_page_to_sign_in_at_has_its_letters_and_keeps_them(behind_proxy: Server) -> None:
    for path in FONTS:
        with urllib.request.urlopen(f"{behind_proxy.address}{path}") as answer:
            assert "immutable" in answer.headers["Cache-Control"], path
    assert status(behind_proxy.address, f"/media/x{FONTS[0]}x") == 403, (
        "nor is anything else let through by its name"
    )


@pytest.mark.parametrize("stem", ["quarantine", "history", "overview"])
def test_a_page_that_is_refused_for_what_it_holds_is_noted_as_that_and_not_as_looked_at(
    behind_proxy: Server, stem: str
) -> None:
    def noted() -> set[tuple[str, ...]]:
        record = draw(behind_proxy.address, "record", being("administrator"), "lang=en")
        return set(record.rows)

    before = noted()
    assert draw(behind_proxy.address, stem, being(HELD)).errors
    new = [row[4:] for row in noted() - before if row[2] == HELD]
    assert [what for what, _ in new if what != "sign in"] == ["refused"], new
    assert all("page: " in told for what, told in new if what == "refused")


OTHERS = ("12345平台", "市纪委监委", "市委政法委", "市委网信办", "市委市政府信访局")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "&source=12345平台",
        "&ledger=leads&is.source=12345平台",
        "&ledger=collections",
        "&ledger=visits",
        "&ledger=enterprises",
        "&ledger=reviews",
        "&behind=leads.received&part=source:12345平台",
    ],
)
def test_rows_of_another_source_reach_nobody_who_is_held_to_one(behind_proxy: Server, query: str) -> None:
    held = draw(behind_proxy.address, "ledgers", being(HELD), f"lang=zh{query}")
    whole = draw(behind_proxy.address, "ledgers", being("analyst"), "lang=zh")
    assert set(OTHERS) & whole.cells
    assert held.errors == [] and "dataframe" in held.kinds
    assert held.cells & set(OTHERS) == set()
    assert [cell for cell in held.cells if any(name in cell for name in OTHERS)] == []
    assert not held.cells & {"企业名称", "走访编号"}


ELSEWHERE = "沙河口区"


@pytest.mark.parametrize(
    "query",
    [
        "ledger=leads",
        "ledger=leads&is.district=沙河口区",
        "ledger=reviews&district=沙河口区",
        "ledger=enterprises",
    ],
)
def test_rows_of_another_district_reach_nobody_who_is_held_to_one(behind_proxy: Server, query: str) -> None:
    others = set(reference_list("districts").names) - {DISTRICT}
    whole = draw(behind_proxy.address, "ledgers", being("analyst"), f"lang=zh&size=500&{query}")
    held = draw(behind_proxy.address, "ledgers", being(LOCAL), f"lang=zh&size=500&{query}")
    assert others & whole.cells
    assert held.errors == [] and "dataframe" in held.kinds
    assert held.cells & others == set()
    assert (DISTRICT in held.cells) == ("is.district" not in query)


def test_rows_that_hang_on_a_district_are_those_of_it_alone(behind_proxy: Server) -> None:
    """A visit names no district: its enterprise does. Nor does a need: its visit leads there."""

    def cells(name: str, query: str) -> set[str]:
        return draw(behind_proxy.address, "ledgers", being(name), f"lang=zh&size=500&{query}").cells

    own = cells("analyst", f"ledger=enterprises&is.district={DISTRICT}")
    for ledger, numbers in (("visits", r"Q\d{4}"), ("needs", r"ZF\d+")):
        seen = {cell for cell in cells(LOCAL, f"ledger={ledger}") if re.fullmatch(numbers, cell)}
        assert seen and seen <= own, ledger
        assert {cell for cell in cells("analyst", f"ledger={ledger}") if re.fullmatch(numbers, cell)} - seen
        own = cells(LOCAL, f"ledger={ledger}")
    assert "应报日期" not in cells(LOCAL, "ledger=collections"), "what has no district is not offered"


@pytest.mark.parametrize(
    ("name", "page", "own", "other"),
    [
        (HELD, "leads", f"source={SOURCE}", "source=12345平台"),
        (LOCAL, "leads", f"district={DISTRICT}", f"district={ELSEWHERE}"),
        (LOCAL, "reviews", f"district={DISTRICT}", f"district={ELSEWHERE}"),
    ],
)
def test_figures_count_one_part_for_whoever_is_held_to_it(
    behind_proxy: Server, name: str, page: str, own: str, other: str
) -> None:
    whole = draw(behind_proxy.address, page, being("analyst"), f"lang=zh&{own}")
    held = draw(behind_proxy.address, page, being(name), f"lang=zh&{other}")
    assert held.tiles == whole.tiles != []
    assert held.tiles != draw(behind_proxy.address, page, being("analyst"), "lang=zh").tiles


def test_names_of_enterprises_and_what_was_written_are_left_out_for_roles_that_need_neither(
    behind_proxy: Server,
) -> None:
    names, written = {"涉及企业", "统一社会信用代码"}, {"内容摘要"}
    for name, hidden in {"press": names | written, "checker": names | written, "leader": written}.items():
        drawn = draw(behind_proxy.address, "ledgers", being(name), "lang=zh&ledger=leads")
        assert drawn.cells & (names | written) == (names | written) - hidden
        assert "按您的角色不显示" in drawn.told
    drawn = draw(behind_proxy.address, "ledgers", being("analyst"), "lang=zh&ledger=leads")
    assert drawn.cells >= names | written and "按您的角色不显示" not in drawn.told


def test_a_hidden_column_is_not_searched_either(behind_proxy: Server) -> None:
    """Whoever may not read a text must not find out by searching whether a row holds it."""
    whole = draw(behind_proxy.address, "ledgers", being("analyst"), "lang=zh&ledger=leads")
    read = draw(behind_proxy.address, "ledgers", being("press"), "lang=zh&ledger=leads")
    word = max(whole.cells - read.cells, key=len)[:8]
    assert draw(behind_proxy.address, "ledgers", being("analyst"), f"lang=zh&ledger=leads&q={word}").cells
    searched = draw(behind_proxy.address, "ledgers", being("press"), f"lang=zh&ledger=leads&q={word}").cells
    assert "线索编号" in searched and len(searched) < 30, "headings and no rows"
    narrowed = draw(
        behind_proxy.address, "ledgers", being("press"), f"lang=zh&ledger=leads&is.summary=~{word}"
    )
    assert narrowed.cells == read.cells, "a filter on it is passed over"


def test_only_those_may_download_rows_who_may_take_them_away(behind_proxy: Server) -> None:
    for name, may in {"leader": False, "press": False, "checker": False, "analyst": True}.items():
        assert ("download_button" in draw(behind_proxy.address, "ledgers", being(name)).kinds) == may, name


def test_a_press_that_the_page_does_not_offer_changes_nothing(behind_proxy: Server) -> None:
    """A disabled button is a picture in the browser; whoever speaks the protocol can press it all the same."""
    look = draw(behind_proxy.address, "releases", being("press"))
    assert look.buttons["Check"][1] is False
    pressed = draw(behind_proxy.address, "releases", being("press"), press="Check")
    assert "Counting everything again" not in pressed.words
    assert draw(behind_proxy.address, "releases", being("press")).buttons["Check"][1] is False
    checker = draw(behind_proxy.address, "releases", being("checker"))
    assert checker.buttons["Check"][1] is True
    draw(behind_proxy.address, "releases", being("checker"), press="Check")
    done = draw(behind_proxy.address, "releases", being("checker")).buttons
    assert "Check" not in done and done["Freeze"][1] is True, "the same press by whoever may"
    assert "Draft" not in draw(behind_proxy.address, "figures", being("checker")).buttons
    assert "Draft" in draw(behind_proxy.address, "figures", being("press")).buttons


def test_what_a_page_would_send_changes_nothing_when_it_comes_from_somebody_who_may_not_open_it(
    behind_proxy: Server,
) -> None:
    page = draw(behind_proxy.address, "people", being("administrator"))
    (label,) = page.fields
    for name in (*(name for name in ALLOWED if name != "administrator"), "administrator"):
        with Visit(behind_proxy.address, being(name)) as visit:
            visit.draw("")
            answer = visit.replay(page, "Save", {label: f"planted by {name}"})
            assert bool(answer.errors) == (name != "administrator"), name
            assert ("dataframe" in answer.kinds) == (name == "administrator"), name
    roster = draw(behind_proxy.address, "people", being("administrator")).cells
    assert {cell for cell in roster if cell.startswith("planted by")} == {"planted by administrator"}


def test_an_upload_without_the_token_of_the_page_is_refused(behind_proxy: Server) -> None:
    session = draw(behind_proxy.address, "upload", being("analyst")).session
    body, kind = multipart("a.csv", b"a,b\n1,2\n")
    path = f"/_stcore/upload_file/{session}/0123"
    assert status(behind_proxy.address, path, {**being("analyst"), "Content-Type": kind}, "PUT", body) == 403


def test_a_page_of_another_site_opens_no_websocket_and_has_nobody_outside_asked(
    behind_proxy: Server, way_out: socket.socket
) -> None:
    headers = {**being("analyst"), "Origin": "http://elsewhere.example"}
    with pytest.raises(InvalidStatus):
        draw(behind_proxy.address, "leads", headers)
    with pytest.raises(BlockingIOError):
        way_out.accept()


def test_a_preview_opens_for_whoever_uploaded_it_and_for_nobody_else(behind_proxy: Server) -> None:
    load = "Load as one batch"
    with Visit(behind_proxy.address, being("analyst")) as visit:
        visit.draw("upload")
        visit.upload({"12345平台_202203.csv": export([ticket(1)])})
        assert load in visit.redraw().buttons
        address = visit.query
    assert "preview=" in address
    other = draw(behind_proxy.address, "upload", being(HELD), address)
    assert load not in other.buttons and "is no more" in other.words
    assert load not in draw(behind_proxy.address, "upload", being(HELD)).buttons
    again = draw(behind_proxy.address, "upload", being("analyst"), address, press="Discard")
    assert load not in again.buttons
    assert load not in draw(behind_proxy.address, "upload", being("analyst"), address).buttons
