"""What has changed since a release: each number, why, and the batches and rows that did it; their sum is the change."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.exports.releases.revised import revisions_json, rows_csv, summary
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile
from supervision.mending import mend
from supervision.metrics import collections, leads, reviews
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft
from supervision.releases.life import Release
from supervision.releases.revising import Revisions, revisions
from supervision.store import questions
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.store.waiting import waiting_rows
from tests.filling import fill
from tests.hotline import export, ticket

QUARTER = Period(date(2022, 4, 1), date(2022, 6, 30))
THEN, TODAY = date(2022, 7, 5), date(2023, 2, 3)


def lead(number: int, day: str = "2022-04-07", **cells: Any) -> dict[str, Any]:
    return {
        "source": "市营商局", "number": f"L{number}", "received_on": date.fromisoformat(day), "district": "中山区",
        "organ": "公安机关", **cells,
    }  # fmt: skip


def review(number: int, grade: str = "合格", **cells: Any) -> dict[str, Any]:
    return {
        "number": f"R{number}", "kind": "集中评查", "opened_on": date(2022, 4, 1), "concluded_on": date(2022, 5, 9),
        "district": "中山区", "grade": grade, **cells,
    }  # fmt: skip


def released(database: Database, *metrics: Any) -> Release:
    view = View(database, database.newest_batch, THEN)
    return keep_draft(database, draft(QUARTER, view, by="王起草", metrics=metrics), by="王起草")


def today(database: Database, release: Release, as_of: date = TODAY) -> Revisions:
    return revisions(release, View(database, database.newest_batch, as_of))


def numbers(found: Revisions) -> dict[Any, tuple[Any, Any]]:
    """Of the places that are not crossed: then and now."""
    return {
        tuple(member for _, member in one.at): (one.then, one.now) for one in found.changed if len(one.at) < 2
    }


def causes(found: Revisions) -> list[tuple[str, int | None, tuple[str, ...], int]]:
    return [
        (
            cause.how,
            cause.batch.batch if cause.batch else None,
            tuple(row.key for row in cause.rows),
            cause.counts,
        )
        for cause in found.causes
    ]


def accounts_for_the_total(found: Revisions, figure: str) -> bool:
    total = next((one for one in found.changed if one.told.figure == figure and not one.at), None)
    moved = (total.now or 0) - (total.then or 0) if total else 0  # type: ignore[operator]
    return sum(cause.counts for cause in found.causes if cause.told.figure == figure) == moved


def test_nothing_changed_is_said(database: Database) -> None:
    fill(database, {"leads": [lead(number) for number in range(6)]})
    release = released(database, leads.received)
    found = today(database, release)
    assert (found.changed, found.causes) == ((), ())
    assert summary(found).en == "Release 1: counted today, every number is as released."


def test_a_late_hand_over_is_named_with_its_batch_and_rows(database: Database) -> None:
    fill(database, {"leads": [lead(number) for number in range(6)]})
    release = released(database, leads.received)
    fill(database, {"leads": [lead(7), lead(8, district="西岗区"), lead(9, "2022-09-01")]}, by="周分析")
    found = today(database, release)
    assert numbers(found)[()] == (6, 8)
    assert numbers(found)["市营商局",] == (6, 8)
    assert causes(found) == [("late", 2, ("市营商局 L7", "市营商局 L8"), 2)]
    assert accounts_for_the_total(found, "leads.received")
    assert found.causes[0].batch is not None and found.causes[0].batch.made_by == "周分析"
    assert "市营商局 L8" in rows_csv(found, "en").decode()


def test_a_corrected_grade_moves_two_parts_and_no_total(database: Database) -> None:
    fill(database, {"reviews": [review(number) for number in range(8)]})
    release = released(database, reviews.concluded)
    fill(database, {"reviews": [review(1, "瑕疵"), review(2, panel="评查组3")]})
    found = today(database, release)
    assert numbers(found) == {("合格",): (8, 7), ("瑕疵",): (0, 1)}
    assert causes(found) == [("corrected", 2, ("R1",), 0)]
    assert found.causes[0].columns == ("grade",)


def test_an_undone_upload_takes_its_rows_with_it_and_redone_brings_them_back(database: Database) -> None:
    fill(database, {"leads": [lead(number) for number in range(6)]})
    fill(database, {"leads": [lead(7)]})
    release = released(database, leads.received)
    undo(database, 2, by="周分析")
    found = today(database, release)
    assert causes(found) == [("undone", 3, ("市营商局 L7",), -1)]
    assert accounts_for_the_total(found, "leads.received")
    without = released(database, leads.received)
    undo(database, 3, by="周分析")
    assert causes(today(database, without)) == [("restored", 4, ("市营商局 L7",), 1)]
    assert today(database, release).changed == ()


def test_a_lead_whose_day_was_corrected_leaves_the_period(database: Database) -> None:
    fill(database, {"leads": [lead(number) for number in range(6)]})
    release = released(database, leads.received)
    fill(database, {"leads": [lead(1, "2022-03-31")]})
    found = today(database, release)
    assert causes(found) == [("corrected", 2, ("市营商局 L1",), -1)]
    assert found.causes[0].columns == ("received_on",)
    assert accounts_for_the_total(found, "leads.received")


def test_a_row_mended_in_quarantine_is_told_as_mended(database: Database) -> None:
    content = export([ticket(1, "2022-04-07 09:15"), ticket(2, "2022-14-07 09:15")])
    file = check_file(content, "12345平台_202204.csv", TODAY)
    assert isinstance(file, CheckedFile)
    load(database, [file], by="tester")
    release = released(database, leads.received)
    (waiting,) = waiting_rows(database)
    mend(database, {waiting.id: {"来电时间": "2022-04-08 09:15"}}, by="周分析")
    ((how, batch, _, counts),) = causes(today(database, release))
    assert (how, batch, counts) == ("mended", 2, 1)


def test_what_only_the_day_of_reckoning_changed_says_so(database: Database) -> None:
    register = {
        "source": "市营商局",
        "due_on": date(2022, 4, 25),
        "handed_on": date(2022, 4, 25),
        "declared": 1,
    }
    fill(database, {"leads": [lead(1)], "collections": [register]})
    half = Period(QUARTER.first, date(2022, 12, 31))
    view = View(database, database.newest_batch, THEN)
    document = draft(half, view, by="王起草", metrics=[leads.received, collections.missing])
    release = keep_draft(database, document, by="王起草")
    assert today(database, release, THEN).changed == ()
    found = today(database, release)
    assert {one.told.figure for one in found.changed} == {"collections.missing"}
    assert numbers(found)[()] == (17, 53)
    assert {one.whys for one in found.changed} == {("day",)}


def test_what_a_new_definition_changed_says_so(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, {"leads": [lead(number) for number in range(6)]})
    release = released(database, leads.received)
    shutil.copytree(questions.FOLDER, tmp_path / "queries")
    query = tmp_path / "queries" / "leads" / "received.sql"
    query.write_text(query.read_text().replace("where received_on", "where number <> 'L1' and received_on"))
    monkeypatch.setattr(questions, "FOLDER", tmp_path / "queries")
    questions.question.cache_clear()
    try:
        found = today(database, release)
    finally:
        questions.question.cache_clear()
    assert numbers(found)[()] == (6, 5)
    assert {one.whys for one in found.of(found.figures[0]) if not one.at} == {("definition",)}


def test_what_was_not_shown_is_not_told_now(database: Database) -> None:
    fill(database, {"leads": [lead(number) for number in range(20)] + [lead(30, district="西岗区")]})
    release = released(database, leads.received)
    fill(database, {"leads": [lead(31, district="西岗区")]})
    found = today(database, release)
    hidden = [one for one in found.changed if dict(one.at).get("district") == "西岗区"]
    assert hidden and all(one.is_hidden for one in hidden)
    told: list[Mapping[str, Any]] = revisions_json(found)["changed"]
    assert all(one["then"] is None and one["now"] is None for one in told if one["hidden"])
