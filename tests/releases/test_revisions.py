"""What has become of a release since: each figure that differs, and the rows and batches that made it differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.figures.measuring import View
from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile
from supervision.mending import mend
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft
from supervision.releases.life import Release
from supervision.releases.revising import FigureRevised, Revisions, revisions
from supervision.releases.revision_words import cause_said, figure_said, head_said
from supervision.releases.telling import revisions_json
from supervision.store.batches import undo
from supervision.store.database import Database, open_database
from supervision.store.loads import load
from supervision.store.waiting import waiting_rows
from supervision.text import Refusal
from tests.filling import Row, fill
from tests.hotline import export, ticket
from tests.releases.conftest import AS_OF, QUARTER

LATER = date(2022, 9, 1)


def lead(number: int, day: date = date(2022, 4, 12), district: str = "中山区", **cells: object) -> Row:
    told = {"source": "12345平台", "number": f"HO{number:05d}", "received_on": day, "district": district}
    return {**told, "organ": "公安机关", "status": "已转办", **cells}


def review(number: int, grade: str = "合格", **cells: object) -> Row:
    told = {
        "number": f"PC{number:05d}",
        "kind": "集中评查",
        "opened_on": date(2022, 4, 1),
        "district": "中山区",
    }
    return {**told, "concluded_on": date(2022, 5, 20), "grade": grade, **cells}


TWENTY = [lead(number) for number in range(20)]
REVIEWED = [review(number) for number in range(20)]


def released(database: Database, as_of: date = AS_OF) -> Release:
    document = draft(QUARTER, View(database, database.newest_batch, as_of), by="王起草")
    return keep_draft(database, document, by="王起草")


def revised(database: Database, release: Release, as_of: date = AS_OF) -> Revisions:
    return revisions(release, View(database, database.newest_batch, as_of))


def figure(told: Revisions, name: str) -> FigureRevised:
    return next(one for one in told.figures if one.told.figure == name)


def lines(told: Revisions) -> list[str]:
    """Every line that the command says, less where a batch was made by whom."""
    said = [head_said(told).en]
    for one in told.figures:
        said += [figure_said(one).en, *(cause_said(cause).en.partition("), ")[2] for cause in one.causes)]
    return said


def numbers(one: FigureRevised) -> dict[str, tuple[object, object]]:
    return {
        "; ".join(member for _, member in number.at) or "total": (number.then, number.now)
        for number in one.numbers
    }


def assert_rows_account_for_totals(told: Revisions) -> None:
    for one in told.figures:
        if one.total and one.told.unit.one != "day" and one.stems == ("rows",):
            assert isinstance(one.total.now, int)
            assert isinstance(one.total.then, int)
            counted = sum(cause.count("in") - cause.count("out") for cause in one.causes)
            unregistered = sum(cause.change for cause in one.causes if cause.why == "no_row")
            assert one.total.now - one.total.then == counted + unregistered, one.told.figure


def test_a_release_of_which_nothing_changed_says_so(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    release = released(database)
    fill(database, {"leads": [lead(99, date(2022, 7, 2))]})
    told = revised(database, release)
    assert told.figures == ()
    assert lines(told) == [
        f"Release {release.number}: counted again at batch 2 as of 2022-07-05; all {told.numbers} numbers are as released."
    ]


def test_a_late_hand_over_is_told_with_its_rows_its_batch_and_its_file(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    release = released(database)
    fill(database, {"leads": [lead(20, date(2022, 5, 3)), lead(21), lead(22, date(2022, 7, 1))]}, by="李录入")
    told = revised(database, release)
    leads = figure(told, "leads.received")
    assert numbers(leads)["total"] == (20, 22)
    assert numbers(leads)["2022-05"] == (0, 1)
    assert leads.stems == ("rows",)
    [cause] = leads.causes
    assert (cause.why, cause.batch.batch, cause.batch.made_by, cause.files) == (
        "late",
        2,
        "李录入",
        ("leads.csv",),
    )
    assert [(row.key, row.way) for row in cause.rows] == [
        ("12345平台 HO00020", "in"),
        ("12345平台 HO00021", "in"),
    ]
    assert "handed over after the release: 2 rows counted in (Leads); from leads.csv" in lines(told)
    assert_rows_account_for_totals(told)


def test_what_happened_after_the_day_of_reckoning_is_not_called_late(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    release = released(database, date(2022, 5, 1))
    fill(database, {"leads": [lead(20, date(2022, 6, 3)), lead(21)]})
    causes = figure(revised(database, release), "leads.received").causes
    assert {cause.why: [row.key for row in cause.rows] for cause in causes} == {
        "since": ["12345平台 HO00020"],
        "late": ["12345平台 HO00021"],
    }


def test_a_corrected_grade_is_told_by_its_columns_though_the_total_stays(database: Database) -> None:
    fill(database, {"reviews": REVIEWED})
    release = released(database)
    fill(database, {"reviews": [review(3, "不合格"), review(4, problems=2)]})
    told = revised(database, release)
    [concluded] = told.figures
    assert concluded.total is None
    assert numbers(concluded)["合格"] == (20, 19)
    assert numbers(concluded)["不合格"] == (0, 1)
    assert lines(told)[1:] == [
        "Reviews concluded: the total is the same, 4 parts differ (2 not shown); because rows changed",
        "handed over again with changes: 1 row changed (Reviews); Grade Sound → Failed (1); from reviews.csv",
    ]
    [cause] = concluded.causes
    assert (cause.why, [row.key for row in cause.rows], cause.columns) == (
        "corrected",
        ["PC00003"],
        (("grade", 1),),
    )


def test_a_row_corrected_out_of_the_period_is_told_with_its_days_and_its_words_are_not(
    database: Database,
) -> None:
    fill(database, {"leads": [*TWENTY, lead(20, summary="甲的原话")]})
    release = released(database)
    fill(database, {"leads": [lead(20, date(2022, 7, 1), district="西岗区", summary="乙的原话")]})
    told = revised(database, release)
    [cause] = figure(told, "leads.received").causes
    assert (cause.why, cause.count("out")) == ("corrected", 1)
    assert {name for name, _ in cause.columns} == {"received_on", "district", "summary"}
    said = " ".join(lines(told)) + json.dumps(revisions_json(told), ensure_ascii=False, default=str)
    assert "2022-04-12 → 2022-07-01" in said
    assert "原话" not in said
    assert "西岗区" not in cause_said(cause).zh
    assert_rows_account_for_totals(told)


def test_an_undone_upload_is_told_by_the_undo_and_the_redo_by_the_redo(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    fill(database, {"leads": [lead(20), lead(21)]})
    release = released(database)
    undo(database, 2, by="张分析")
    told = revised(database, release)
    [cause] = figure(told, "leads.received").causes
    assert (cause.why, cause.batch.undoes, cause.batch.made_by, cause.count("out")) == (
        "undone",
        2,
        "张分析",
        2,
    )
    assert_rows_account_for_totals(told)
    without = released(database)
    undo(database, 3, by="张分析")
    assert revised(database, release).figures == ()
    told = revised(database, without)
    [cause] = figure(told, "leads.received").causes
    assert (cause.why, cause.count("in")) == ("redone", 2)


def test_what_came_and_went_again_is_no_cause(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    release = released(database)
    fill(database, {"leads": [lead(20), lead(1, district="西岗区")]})
    fill(database, {"leads": [lead(21)]})
    undo(database, 2, by="张分析")
    told = revised(database, release)
    [cause] = figure(told, "leads.received").causes
    assert (cause.batch.batch, [row.key for row in cause.rows]) == (3, ["12345平台 HO00021"])
    assert_rows_account_for_totals(told)


def test_a_row_mended_in_quarantine_is_told_as_mended(database: Database) -> None:
    def hotline(*rows: list[str]) -> CheckedFile:
        file = check_file(export(rows), "12345平台_202205.csv", date(2026, 1, 1))
        assert isinstance(file, CheckedFile)
        return file

    good = [ticket(number, "2022-05-07") for number in range(12)]
    load(database, [hotline(*good, ticket(50, "2022-13-01"))], by="李录入")
    release = released(database)
    [waiting] = waiting_rows(database)
    mend(database, {waiting.id: {"来电时间": "2022-05-09"}}, by="周更正")
    told = revised(database, release)
    [cause] = figure(told, "leads.received").causes
    assert (cause.why, cause.batch.kind, cause.batch.made_by, cause.count("in")) == (
        "mended",
        "mend",
        "周更正",
        1,
    )
    assert_rows_account_for_totals(told)


def test_a_later_day_of_reckoning_alone_is_told_as_such(database: Database) -> None:
    fill(database, {"reviews": REVIEWED})
    release = released(database, date(2022, 5, 1))
    told = revised(database, release, LATER)
    concluded = figure(told, "reviews.concluded")
    assert numbers(concluded)["total"] == (0, 20)
    assert (concluded.stems, concluded.causes) == (("day",), ())
    assert "because the day of reckoning moved on" in figure_said(concluded).en


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "ledger.duckdb")
    yield database
    database.close()


def test_a_changed_definition_is_told_apart_from_the_rows(ledger: Database) -> None:
    courts = [lead(number, organ="人民法院") for number in range(20, 32)]
    fill(ledger, {"leads": [*TWENTY, *courts]})
    release = released(ledger)
    with ledger.transaction() as cursor:
        cursor.execute(
            "create or replace view lead_part_days as "
            "select unnest(['source', 'district', 'organ']) as part, unnest([source, district, organ]) as member, "
            "received_on, leads from every_lead_days where organ <> '人民法院'"
        )
    leads = figure(revised(ledger, release), "leads.received")
    assert (numbers(leads)["total"], leads.stems, leads.causes) == ((32, 20), ("definition",), ())
    fill(ledger, {"leads": [lead(50)]})
    leads = figure(revised(ledger, release), "leads.received")
    total = leads.total
    assert total is not None
    assert ((total.then, total.now), total.stems) == ((32, 21), ("definition", "rows"))
    assert sum(cause.change for cause in leads.causes) == 1


def test_a_visit_loaded_late_is_why_a_unit_counts_as_visited(database: Database) -> None:
    units = [
        {"number": f"E{number}", "name": f"示例企业{number}", "kind": "央企", "pools": ["中省属单位"]}
        for number in range(12)
    ]
    visit = {"enterprise_number": "E3", "cadre_number": "C1", "visited_on": date(2022, 5, 4), "number": "V1"}
    before = {"enterprise_number": "E4", "cadre_number": "C1", "visited_on": date(2022, 4, 4), "number": "V0"}
    fill(database, {"enterprises": units, "visits": [before]})
    release = released(database)
    fill(database, {"visits": [visit]})
    told = revised(database, release)
    visited = figure(told, "visits.coverage.visited")
    [cause] = visited.causes
    assert (cause.why, [row.key for row in cause.rows]) == ("elsewhere", ["E3"])
    assert "through rows of Visits: 1 row counted in (Enterprises)" in lines(told)
    assert_rows_account_for_totals(told)


def test_a_hand_over_registered_late_accounts_for_one_that_had_no_row(database: Database) -> None:
    def handed(source: str, month: int, day: int) -> Row:
        return {
            "source": source,
            "due_on": date(2022, month, 25),
            "handed_on": date(2022, month, day),
            "declared": 1,
        }

    fill(database, {"collections": [handed("12345平台", month, 20) for month in (4, 5, 6)]})
    release = released(database)
    fill(database, {"collections": [handed("市纪委监委", 5, 28)]})
    told = revised(database, release)
    missing = figure(told, "collections.missing")
    assert [(cause.why, cause.change) for cause in missing.causes] == [("no_row", -1)]
    assert [cause.why for cause in figure(told, "collections.late").causes] == ["late"]
    assert_rows_account_for_totals(told)


def test_what_a_release_hides_and_what_one_of_today_would_is_told_by_nobody(database: Database) -> None:
    few = [lead(number, district="西岗区") for number in range(20, 23)]
    more = [lead(number, district="沙河口区") for number in range(30, 50)]
    fill(database, {"leads": [*TWENTY, *more, *few]})
    release = released(database)
    fill(database, {"leads": [lead(60, district="西岗区"), lead(61, district="旅顺口区")]})
    told = revised(database, release)
    leads = figure(told, "leads.received")
    hidden = {number.at for number in leads.numbers if number.is_hidden}
    assert (("district", "西岗区"),) in hidden
    assert (("district", "旅顺口区"),) in hidden
    assert numbers(leads)["total"] == (43, 45)
    for number in revisions_json(told)["figures"][0]["numbers"]:
        if number["hidden"]:
            assert (number["then"], number["now"]) == (None, None)
    with pytest.raises(AssertionError):
        replace(next(one for one in leads.numbers if one.is_hidden), now=4)


def test_a_number_that_the_release_hid_stays_hidden_though_it_has_grown(database: Database) -> None:
    few = [lead(number, district="西岗区") for number in range(20, 23)]
    more = [lead(number, district="沙河口区") for number in range(30, 50)]
    fill(database, {"leads": [*TWENTY, *more, *few]})
    release = released(database)
    fill(database, {"leads": [lead(number, district="西岗区") for number in range(60, 80)]})
    leads = figure(revised(database, release), "leads.received")
    grown = next(number for number in leads.numbers if number.at == (("district", "西岗区"),))
    assert (grown.is_hidden, grown.then, grown.now) == (True, None, None)


def test_a_release_is_not_compared_with_what_was_known_before_it(database: Database) -> None:
    fill(database, {"leads": TWENTY})
    fill(database, {"leads": [lead(20)]})
    release = released(database)
    with pytest.raises(Refusal, match="counted at batch 2"):
        revisions(release, View(database, 1, AS_OF))


def test_the_command_says_each_figure_and_its_batches_and_the_same_as_json(
    ledger: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(ledger, {"leads": TWENTY})
    number = str(released(ledger).number)
    fill(ledger, {"leads": [lead(20), lead(21)]}, by="李录入")
    path = str(ledger.path)
    ledger.close()
    assert main(["release", "revisions", number, "--json", "--database", path]) == 0
    told = json.loads(capsys.readouterr().out)
    [received] = [one for one in told["figures"] if one["figure"] == "leads.received"]
    assert received["numbers"][0] | {"stems": []} == {
        "at": {}, "then": 20, "now": 22, "hidden": False, "stems": [],
    }  # fmt: skip
    assert [(one["batch"], one["why"], one["in"]) for one in received["causes"]] == [(2, "late", 2)]
    monkeypatch.setenv("SUPERVISION_LANGUAGE", "zh")
    assert main(["release", "revisions", number, "--database", path]) == 0
    said = capsys.readouterr().out
    assert "受理线索：发布为20件，现为22件" in said
    assert "发布后才报送：线索台账计入2行；文件：leads.csv" in said
