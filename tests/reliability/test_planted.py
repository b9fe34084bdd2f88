"""`check` finds whatever was done to a ledger file behind the program's back: here one fault of every kind."""

from __future__ import annotations

import pytest

from supervision.store.database import Database
from supervision.store.wholeness import faults
from tests.effort import TIMES
from tests.reliability.planting import LEFT_ALONE, Fault, found, planted, tables


def test_a_ledger_that_nobody_touched_is_whole(full: Database) -> None:
    assert faults(full) == []


def test_every_table_holds_something_to_be_planted_in(full: Database) -> None:
    empty = [table for table in tables(full) if not full.rows(f"select 1 from history.{table} limit 1")]
    assert empty == []
    assert len(LEFT_ALONE) == 1


def test_one_fault_of_every_kind_is_found_and_each_by_itself(full: Database) -> None:
    """All of them in a long run, and by `python -m tests.reliability.planted`."""
    of_kind: dict[str, list[Fault]] = {}
    for fault in planted(full):
        of_kind.setdefault(fault.kind, []).append(fault)
    assert len(of_kind) > 25
    chosen = [fault for faults in of_kind.values() for fault in faults[len(faults) // 2 :][:TIMES]]
    assert [fault for fault in chosen if not found(full, fault)] == []
    assert faults(full) == []


@pytest.mark.parametrize("table", ["handed", "lead_ways", "reviewed_leads", "offered"])
def test_no_count_of_hand_overs_can_be_moved_to_another_batch(full: Database, table: str) -> None:
    """The sum up to now stays what the rows give; what was known at the batch before does not."""
    moved = (
        f"update history.{table} set batch = batch + 1 where rowid = (select min(rowid) from history.{table})"
    )
    told = found(full, Fault("", "", (moved,)))
    assert any("the counts of hand-overs of batch" in fault.en for fault in told)


@pytest.mark.parametrize("table", ["handed", "lead_ways", "reviewed_leads", "offered"])
def test_nor_where_the_chain_was_made_to_fit(full: Database, table: str) -> None:
    """Which it allows in a ledger in which leads were mended; then the rows say which batch a count came with."""
    (fault,) = (
        fault
        for fault in planted(full)
        if (fault.kind, fault.about) == ("counts moved and chained anew", table)
    )
    (told,) = found(full, fault)
    assert f"rollup {table} " in told.en
    assert "what the rows give: 2 cells" in told.en


def test_the_record_of_access_can_not_be_cut_off_behind_the_newest_batch(full: Database) -> None:
    told = found(full, Fault("", "", ("delete from history.audit where entry > 3",)))
    assert any("record of access lacks entry" in fault.en for fault in told)


def test_no_later_link_takes_the_place_of_what_a_batch_wrote(full: Database) -> None:
    """Other promises are broken by that as well; the chain has to say so by itself."""
    (fault,) = (fault for fault in planted(full) if fault.kind == "a batch chained once more")
    assert "What batch 1 wrote was altered afterwards" in [told.en for told in found(full, fault)]
