"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from supervision.access.rules import RULES
from supervision.exports.reference_pages import DOCS, pages
from supervision.intake.profile_texts import own_profiles
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import OneOf, SomeOf
from supervision.ledgers.reference import FILES, name_of, reference_list
from supervision.metrics.catalogue import every_metric
from supervision.store.questions import every_question, question
from supervision.ui.page import PAGES as PLACES

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("name", pages())
def test_generated_docs_are_those_of_the_declarations(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_pages_lie_one_folder_down() -> None:
    """A page directly in pages/ could be opened around the front door."""
    assert PAGES
    assert [path for path in PAGES if path.parent == ROOT / "pages"] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_page_begins_at_the_front_door(page: Path) -> None:
    body = ast.parse(page.read_text(encoding="utf-8")).body
    doing = (node.value for node in body if isinstance(node, ast.Expr | ast.Assign))
    first = next(value for value in doing if isinstance(value, ast.Call))
    assert isinstance(first.func, ast.Name)
    assert first.func.id == "begin"
    audience = next(word.value for word in first.keywords if word.arg == "audience")
    assert isinstance(audience, ast.Constant)
    assert audience.value == page.parent.name


def test_every_question_declares_what_it_asks_its_grain_and_its_parameters() -> None:
    assert [asked.name for asked in every_question() if not asked.asks.endswith("?")] == []


def test_no_question_is_asked_by_nobody() -> None:
    """A query that no metric and no page uses is dead."""
    used = {metric.query for metric in every_metric()}
    used |= {metric.behind.question for metric in every_metric() if metric.behind}
    used |= {rows.question for metric in every_metric() for rows in metric.behind_values.values()}
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("supervision", "pages")
        for path in (ROOT / folder).rglob("*.py")
    )
    assert [
        asked.name for asked in every_question() if asked.name not in used and f'"{asked.name}"' not in code
    ] == []


def test_every_metric_counts_a_column_that_its_query_gives() -> None:
    for metric in every_metric():
        if metric.breakdowns:
            assert re.search(rf"\b{metric.column}\b", question(metric.query).sql), metric.name


def test_every_member_of_every_list_has_an_english_name() -> None:
    names = [name for listed in (*FILES, "grades") for name in reference_list(listed).names]
    assert [name for name in names if name_of(name).en == name] == []


def test_every_list_that_a_column_refers_to_is_there() -> None:
    for ledger in LEDGERS:
        for column in ledger.columns:
            if isinstance(column.kind, OneOf | SomeOf):
                assert reference_list(column.kind.list_name).names


def test_profiles_are_told_apart_by_their_headings() -> None:
    """Each profile fits its own headings best."""
    profiles = own_profiles()
    for profile in profiles:
        headings = [candidates[0] for candidates in profile.columns.values()]
        best = max(profiles, key=lambda other: (other.fit(headings), len(other.places(headings))))
        assert best.name == profile.name


SIGNED = re.compile(r"\bby=(?!by\b)(?!acting\()[^,)]+")


def test_a_change_on_a_page_is_signed_by_whoever_the_rules_let_sign() -> None:
    """`acting` asks the rules before it hands a name out; no other name reaches the store."""
    unsigned = [
        f"{path.name}: {found}"
        for path in sorted((ROOT / "supervision" / "ui").glob("*.py"))
        for found in SIGNED.findall(path.read_text(encoding="utf-8"))
        if path.name not in ("asking.py",)
    ]
    assert unsigned == []


OPEN_TO_ALL = {"asking.py", "mapping.py", "profiles.py", "upload_box.py", "overview.py"}
"""Besides `hand_over` itself: profiles, templates and the calendar, in which no row and no figure stands."""


def test_downloads_ask_the_rules_and_are_noted() -> None:
    told = {
        path.name
        for path in (ROOT / "supervision" / "ui").glob("*.py")
        if ".download_button(" in path.read_text(encoding="utf-8")
    }
    assert told == OPEN_TO_ALL


def test_every_page_asks_for_something_that_the_rules_know() -> None:
    assert {place.action for place in PLACES} <= set(RULES)


def test_a_page_that_has_a_bar_says_so() -> None:
    """Who may open one may have the list that its bar gets for itself."""
    with_bar = {path.stem for path in PAGES if re.search(r"\bchoose\(", path.read_text("utf-8"))}
    assert {place.stem for place in PLACES if place.has_bar} == with_bar


def test_the_log_is_written_through_events_alone() -> None:
    """There it is said once what may stand in it."""
    programs = [*(ROOT / "supervision").rglob("*.py"), *PAGES, ROOT / "app.py"]
    writers = [path for path in programs if re.search(r"getLogger\(|\bprint_exc\b", path.read_text("utf-8"))]
    assert writers == [ROOT / "supervision" / "events.py"]
