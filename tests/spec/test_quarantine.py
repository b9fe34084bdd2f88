"""Rows wait until mended, dismissed or overtaken, and every way out can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from supervision.exports.quarantine import quarantine_csv
from supervision.intake.checking import check_file
from supervision.ledgers.rows import CheckedFile
from supervision.mending import mend, read_mended
from supervision.store.batches import batches, undo
from supervision.store.database import Database, open_database
from supervision.store.dealing import dismiss, dismissed_rows
from supervision.store.loads import LoadResult, load
from supervision.store.questions import ask
from supervision.store.received import files_of
from supervision.store.waiting import waiting_rows
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.filling import fill
from tests.hotline import HEADINGS, export, ticket

BAD_DAY = "2022-13-01"
GOOD = {"来电时间": "2022-03-07"}


def hotline(month: str, *rows: Sequence[str]) -> CheckedFile:
    file = check_file(export(rows), f"12345平台_{month}.csv", date(2026, 1, 1))
    assert isinstance(file, CheckedFile)
    return file


def take(database: Database, *files: CheckedFile) -> LoadResult:
    return load(database, files, by="tester")


def numbers(database: Database) -> list[tuple[str, str]]:
    return sorted(database.rows("select number, status from leads"))


def lines(database: Database) -> list[tuple[int, int]]:
    """Batch and line of every row that waits."""
    return [(row.batch, row.line) for row in waiting_rows(database)]


def ids(database: Database) -> list[int]:
    return [row.id for row in waiting_rows(database)]


def test_an_older_good_row_does_not_clear_a_newer_bad_one(database: Database) -> None:
    take(database, hotline("202205", ticket(1, BAD_DAY)))
    take(database, hotline("202203", ticket(1)))
    assert lines(database) == [(1, 2)]
    take(database, hotline("202206", ticket(1)))
    assert lines(database) == []


def test_within_one_batch_a_newer_good_row_mends(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)), hotline("202204", ticket(1)))
    assert lines(database) == []


def test_within_one_file_the_lower_line_is_the_newer(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY), ticket(1), ticket(2), ticket(2, BAD_DAY)))
    assert lines(database) == [(1, 5)]


def test_a_row_that_two_batches_brought_waits_until_both_are_undone(database: Database) -> None:
    for _ in range(2):
        take(database, hotline("202203", ticket(1, BAD_DAY)))
    assert lines(database) == [(1, 2)]
    undo(database, 1, by="tester")
    assert lines(database) == [(2, 2)]
    undo(database, 2, by="tester")
    assert lines(database) == []


def test_two_rows_alike_but_for_dropped_columns_are_two(database: Database) -> None:
    caller, other = ticket("9.12E+17"), ticket("9.12E+17")
    other[HEADINGS.index("来电人")] = "另一位"
    take(database, hotline("202203", caller, other))
    assert lines(database) == [(1, 2), (1, 3)]


def test_a_mended_row_is_in_the_ledger_and_keeps_where_it_came_from(database: Database) -> None:
    take(database, hotline("202203", ticket(1), ticket(2, BAD_DAY)))
    done = mend(database, {ids(database)[0]: GOOD}, by="周", note="电话核实")
    assert done.result is not None
    assert (done.result.batch, done.failing, lines(database)) == (2, {}, [])
    assert [number for number, _ in numbers(database)] == ["HO20220300001", "HO20220300002"]
    told = batches(database)[-1]
    assert (told.kind, told.done.zh, told.done.en, told.made_by, told.note) == (
        "mend", "更正", "Mending", "周", "电话核实",
    )  # fmt: skip
    (file,) = files_of(database, 2)
    assert (file.name, file.handed_for, file.records, file.new) == (
        "12345平台_202203.csv",
        date(2022, 3, 31),
        1,
        1,
    )
    assert database.rows("select _line from leads where number like '%2'") == [(3,)]
    assert faults(database) == []


def test_what_still_fails_keeps_waiting_and_says_why(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY), ticket(2, BAD_DAY)))
    first, second = ids(database)
    done = mend(database, {first: GOOD, second: {"来电时间": "2022-14-01"}}, by="tester")
    assert done.mended == (first,)
    assert [(finding.column, finding.cell) for finding in done.failing[second]] == [
        ("来电时间", "2022-14-01")
    ]
    assert ids(database) == [second]


def test_when_nothing_passes_nothing_is_written(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    assert mend(database, {ids(database)[0]: {"来电时间": "?"}}, by="tester").result is None
    assert database.newest_batch == 1


def test_undoing_a_mend_lets_the_row_wait_and_redo_mends_it(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    mend(database, {ids(database)[0]: GOOD}, by="tester")
    undo(database, 2, by="tester")
    assert (lines(database), numbers(database)) == ([(1, 2)], [])
    undo(database, 3, by="tester")
    assert (lines(database), len(numbers(database))) == ([], 1)
    assert faults(database) == []


def test_a_mended_row_goes_with_the_load_that_brought_it_and_comes_back_with_it(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    mend(database, {ids(database)[0]: GOOD}, by="tester")
    undo(database, 1, by="tester")
    assert (lines(database), numbers(database)) == ([], [])
    again = take(database, hotline("202203", ticket(1, BAD_DAY)))
    assert (lines(database), len(numbers(database))) == ([], 1)
    assert [(change.ledger, change.added) for change in again.changes if change.added] == [("leads", 1)]
    assert faults(database) == []


def test_a_mended_row_that_another_load_brought_too_stays(database: Database) -> None:
    for _ in range(2):
        take(database, hotline("202203", ticket(1, BAD_DAY)))
    mend(database, {ids(database)[0]: GOOD}, by="tester")
    undo(database, 1, by="tester")
    assert (lines(database), len(numbers(database))) == ([], 1)


def test_a_newer_hand_over_wins_over_a_mended_row(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    mend(database, {ids(database)[0]: GOOD}, by="tester")
    take(database, hotline("202204", ticket(1, status="已办结")))
    assert [status for _, status in numbers(database)] == ["已办结"]


def test_the_same_bad_row_of_a_mended_one_does_not_wait_again(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    mend(database, {ids(database)[0]: GOOD}, by="tester")
    take(database, hotline("202204", ticket(1, BAD_DAY), ticket(2)))
    assert lines(database) == []


def test_a_dismissal_needs_a_reason_and_can_be_undone(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    with pytest.raises(Refusal, match="needs a reason"):
        dismiss(database, ids(database), by="tester", reason="  ")
    assert database.newest_batch == 1
    dismiss(database, ids(database), by="周", reason="重复工单 联系 13800138000")
    (row,) = dismissed_rows(database)
    assert (row.row.line, row.by, row.batch, row.reason) == (2, "周", 2, "重复工单 联系 【电话已隐去】")
    assert (lines(database), batches(database)[-1].done.zh) == ([], "不予更正")
    undo(database, 2, by="tester")
    assert (lines(database), dismissed_rows(database)) == ([(1, 2)], [])
    assert faults(database) == []


def test_a_row_dealt_with_by_somebody_else_is_refused_with_who_and_when(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    row = ids(database)[0]
    mend(database, {row: GOOD}, by="周")
    with pytest.raises(Refusal, match=r"waits no more since batch 2 \(mended\) by 周 at 20"):
        mend(database, {row: GOOD}, by="吴")
    with pytest.raises(Refusal, match="since batch 2"):
        dismiss(database, [row], by="吴", reason="twice")
    with pytest.raises(Refusal, match="No row has the waiting id 999999"):
        dismiss(database, [999999], by="吴", reason="twice")
    assert database.newest_batch == 2


def test_of_two_who_mend_the_same_row_at_once_one_is_told(database: Database) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    row, said, ready = ids(database)[0], list[str](), threading.Barrier(2)

    def try_it(who: str) -> None:
        ready.wait()
        try:
            mend(database, {row: GOOD}, by=who)
        except Refusal as refusal:
            said.append(refusal.sentence.en)

    at_once = [threading.Thread(target=try_it, args=(who,)) for who in ("周", "吴")]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert (len(said), database.newest_batch) == (1, 2)
    assert "waits no more since batch 2" in said[0]
    assert faults(database) == []


def test_the_downloaded_file_comes_back_mended(database: Database) -> None:
    """One row mended, one left as it was, one whose cell a spreadsheet would run; Excel saves in GB18030."""
    dangerous = ticket(3, BAD_DAY)
    dangerous[HEADINGS.index("工单内容")] = "=1+1"
    take(database, hotline("202203", ticket(1, BAD_DAY), ticket(2, BAD_DAY), dangerous))
    sheet = quarantine_csv(waiting_rows(database), "zh").decode("utf-8-sig")
    head, first, second, third = sheet.splitlines()
    assert head.startswith("待更正号,批次,文件,行,编号,原因,工单编号,来电时间")
    assert "'=1+1" in third
    saved = "\r\n".join(
        [head, *(row.replace(f",{BAD_DAY},", ",2022/3/9,") for row in (first, third)), second]
    )
    corrections = read_mended(database, saved.encode("gb18030"), "改好.csv")
    assert (len(corrections.cells), corrections.untouched) == (2, 1)
    assert mend(database, corrections.cells, by="tester").failing == {}
    assert database.rows("select number, received_on, summary from leads where number like '%3'") == [
        ("HO20220300003", date(2022, 3, 9), "=1+1")
    ]
    assert lines(database) == [(1, 3)]


def test_a_file_that_is_no_download_is_refused(database: Database) -> None:
    with pytest.raises(Refusal, match="no column “waiting id”"):
        read_mended(database, export([ticket(1)]), "12345平台_202203.csv")


def test_a_file_of_version_1_is_brought_along(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    old = open_database(path)
    take(old, hotline("202205", ticket(1, BAD_DAY)))
    old.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("drop table history.dealt")
        raw.execute("drop table history.links")
        raw.execute("create table history.mended (id bigint, batch integer)")
        raw.execute("update history.facts set value = '1' where name = 'schema'")
        raw.execute("delete from history.facts where name = 'fingerprint'")
        # Version 1 let an older good row clear it.
        raw.execute("update history.waiting_spans set batch_out = 1")
    now = open_database(path)
    assert (lines(now), faults(now)) == ([], [])
    take(now, hotline("202203", ticket(7)))
    assert (lines(now), faults(now)) == ([(1, 2)], [])
    now.close()


def test_a_crash_in_the_midst_of_a_mend_leaves_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    waits = ids(database)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("supervision.store.loads.write_changes", crash)
    with pytest.raises(KeyboardInterrupt):
        mend(database, {waits[0]: GOOD}, by="tester")
    assert (database.newest_batch, ids(database), numbers(database)) == (1, waits, [])
    assert faults(database) == []


def test_of_two_loads_previewed_at_once_one_is_told_and_both_succeed_in_the_end(database: Database) -> None:
    files = {"周": hotline("202203", ticket(1)), "吴": hotline("202204", ticket(2))}
    said, ready = list[tuple[str, str]](), threading.Barrier(2)

    def press(who: str) -> None:
        ready.wait()
        try:
            load(database, [files[who]], by=who, after=0)
        except Refusal as refusal:
            said.append((who, refusal.sentence.en))

    at_once = [threading.Thread(target=press, args=(who,)) for who in files]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    ((late, sentence),) = said
    assert "made batch 1 (Load)" in sentence
    load(database, [files[late]], by=late, after=1)
    assert (len(numbers(database)), database.newest_batch) == (2, 2)


def test_a_mended_row_counts_towards_what_was_declared(database: Database) -> None:
    """Mended here it came with its month's file all the same; undone with that file it came no more."""
    content = export([ticket(1), ticket(2, day="2022-13-01")])
    file = check_file(content, "12345平台_202203.csv", date(2022, 4, 1))
    load(database, [file], by="吴")
    fill(database, {"collections": [{"source": "12345平台", "due_on": date(2022, 3, 25), "declared": 2}]})

    def loaded() -> tuple[object, object]:
        days = {"from_day": date(2022, 3, 1), "until_day": date(2022, 4, 1)}
        rows = ask(database, "quality/declared", as_of=date(2022, 4, 30), **days)
        [row] = [row for row in rows if row["source"] == "12345平台"]
        return row["loaded"], row["state"]

    assert loaded() == (1, "fewer")
    [waits] = waiting_rows(database)
    mend(database, {waits.id: {"来电时间": "2022-03-09"}}, by="吴")
    assert loaded() == (2, "equal")
    undo(database, 1, by="吴")
    assert loaded() == (0, "fewer")


SPRING = {"from_day": date(2022, 3, 1), "until_day": date(2022, 6, 1)}


def handed_over(database: Database, known_at: int | None = None) -> dict[str, tuple[int, int, int]]:
    """By month of the hotline: loaded, sent again, waiting; only where there is anything."""
    rows = ask(database, "quality/declared", known_at, as_of=date(2022, 6, 30), **SPRING)
    told = {
        row["month"]: (row["loaded"], row["sent_again"], row["waiting"])
        for row in rows
        if row["source"] == "12345平台"
    }
    return {month: counts for month, counts in told.items() if any(counts)}


def test_a_mended_row_stays_its_months_when_a_later_one_sends_it_again(database: Database) -> None:
    take(database, hotline("202203", ticket(1), ticket(2), ticket(3, BAD_DAY), ticket(4, BAD_DAY)))
    assert handed_over(database) == {"2022-03": (2, 0, 2)}
    mend(database, dict.fromkeys(ids(database), GOOD), by="周")
    assert handed_over(database) == {"2022-03": (4, 0, 0)}
    take(database, hotline("202204", ticket(4, "2022-03-07", status="已办结"), ticket(5)))
    assert handed_over(database) == {"2022-03": (4, 0, 0), "2022-04": (1, 1, 0)}
    undo(database, 3, by="吴")
    assert handed_over(database) == {"2022-03": (4, 0, 0)}
    undo(database, 4, by="吴")
    undo(database, 2, by="吴")
    # Waiting anew, row 4 came in April in good order: only 3 waits, and March has handed over two.
    assert handed_over(database) == {"2022-03": (2, 0, 1), "2022-04": (2, 0, 0)}
    assert [handed_over(database, batch)["2022-03"][0] for batch in (1, 2, 3, 4, 5)] == [2, 4, 4, 4, 4]
    assert faults(database) == []


def test_a_row_that_two_months_brought_broken_was_handed_over_by_both_once_mended(database: Database) -> None:
    take(database, hotline("202203", ticket(1), ticket(2, BAD_DAY)))
    take(database, hotline("202204", ticket(2, BAD_DAY), ticket(3)))
    assert handed_over(database) == {"2022-03": (1, 0, 0), "2022-04": (1, 0, 1)}
    mend(database, {ids(database)[0]: GOOD}, by="周")
    assert handed_over(database) == {"2022-03": (2, 0, 0), "2022-04": (1, 1, 0)}
    undo(database, 1, by="吴")
    assert handed_over(database) == {"2022-04": (2, 0, 0)}
    assert faults(database) == []


def test_a_mended_row_was_handed_over_when_its_file_was(database: Database) -> None:
    """Collected where March is in the register, and as prompt as March was, though April sends it again."""
    take(database, hotline("202203", ticket(1, BAD_DAY)))
    days = {"handed_on": date(2022, 3, 27), "due_on": date(2022, 3, 25), "declared": 1}
    fill(database, {"collections": [{"source": "12345平台"} | days]})
    mend(database, {ids(database)[0]: GOOD}, by="周")
    for _ in range(2):
        flow = ask(database, "leads/flow", as_of=date(2022, 4, 30), **SPRING)
        assert {row["step"]: row["value"] for row in flow}["not_collected"] == 0
        (prompt,) = (
            row
            for row in ask(database, "quality/timeliness", as_of=date(2022, 4, 30), **SPRING)
            if row["source"] == "12345平台"
        )
        assert (prompt["days_to_hand_over"], prompt["leads_known"]) == (20, 1)
        assert ask(database, "collections/unequal", as_of=date(2022, 4, 30), **SPRING) == []
        (total,) = (row for row in ask(database, "quality/handed_rows", **SPRING) if not row["breakdown"])
        assert (total["waited"], total["first_time"]) == (1, 0)
        take(database, hotline("202204", ticket(1, "2022-03-07")))
