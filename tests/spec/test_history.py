"""Nothing is overwritten: loads and undos are batches, and any figure can be asked as known at any of them."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.metrics import leads
from supervision.store.batches import batches, undo
from supervision.store.database import Database
from supervision.store.loads import FileCounts, load
from supervision.store.waiting import waiting_rows
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.filling import checked, empty, fill
from tests.spec.test_interim_figures import waiting

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))


def lead(number: str, status: str = "已登记", district: str | None = None) -> dict[str, Any]:
    return {
        "source": "12345平台",
        "number": number,
        "received_on": date(2022, 3, 7),
        "status": status,
        "district": district,
    }


def standing(database: Database, known_at: int | None = None) -> set[tuple[str, str, str | None]]:
    rows = database.rows("select number, status, district from leads", known_at=known_at)
    return {(number, status, district) for number, status, district in rows}


def load_leads(database: Database, *rows: dict[str, Any], month: int | None = None) -> FileCounts:
    stated = None if month is None else date(2022, month, 28)
    name = f"{month or 'undated'}.csv"
    return load(database, [checked("leads", rows, stated_month=stated, name=name)], by="tester").files[0]


def told(counts: FileCounts) -> tuple[int, int, int, int]:
    return counts.new, counts.updated, counts.unchanged, counts.repeated


def test_a_lead_sent_again_with_a_newer_status_is_updated_not_doubled(database: Database) -> None:
    assert told(load_leads(database, lead("H1"), lead("H2"), month=3)) == (2, 0, 0, 0)
    assert told(load_leads(database, lead("H1", "已办结"), lead("H2"), lead("H3"), month=4)) == (1, 1, 1, 0)
    assert standing(database) == {("H1", "已办结", None), ("H2", "已登记", None), ("H3", "已登记", None)}
    assert standing(database, known_at=1) == {("H1", "已登记", None), ("H2", "已登记", None)}


def test_the_same_row_twice_in_a_file_is_counted_once(database: Database) -> None:
    assert told(load_leads(database, lead("H1"), lead("H1"), lead("H1", "已办结"), month=3)) == (1, 1, 0, 1)
    assert standing(database) == {("H1", "已办结", None)}


def test_a_second_load_finds_every_row_unchanged(database: Database) -> None:
    rows = [lead("H1"), lead("H2"), lead("H2")]
    load_leads(database, *rows, month=3)
    again = load_leads(database, *rows, month=3)
    assert told(again) == (0, 0, 3, 0)
    assert again.status == "unchanged"
    assert [change for batch in batches(database)[1:] for change in batch.changes if change.added] == []


def test_an_earlier_hand_over_loaded_late_does_not_overrule_a_newer_one(database: Database) -> None:
    load_leads(database, lead("H1", "已办结"), month=6)
    late = load_leads(database, lead("H1", "已登记"), month=3)
    assert told(late) == (0, 0, 1, 0)
    assert late.older == 1
    assert standing(database) == {("H1", "已办结", None)}


def test_a_correction_without_a_month_overrules_what_stands(database: Database) -> None:
    load_leads(database, lead("H1", district="中山区"), month=6)
    assert told(load_leads(database, lead("H1", district="西岗区"))) == (0, 1, 0, 0)
    assert standing(database) == {("H1", "已登记", "西岗区")}


@pytest.mark.parametrize("order", list(itertools.permutations((3, 4, 5))))
def test_the_order_of_loads_decides_nothing(database: Database, order: tuple[int, ...]) -> None:
    """H1 is 已办结 in April and, sent once more as it was, 已登记 in May."""
    said = {3: "已登记", 4: "已办结", 5: "已登记"}
    for month in order:
        load_leads(database, lead("H1", said[month]), month=month)
    assert standing(database) == {("H1", "已登记", None)}
    assert faults(database) == []


def test_undo_puts_back_and_undoing_the_undo_restores(database: Database) -> None:
    load_leads(database, lead("H1"), month=3)
    load_leads(database, lead("H1", "已办结"), lead("H2"), month=4)
    after = standing(database)
    assert undo(database, 2, by="tester").batch == 3
    assert standing(database) == {("H1", "已登记", None)}
    assert standing(database, known_at=2) == after
    undo(database, 3, by="tester")
    assert standing(database) == after
    assert faults(database) == []


def test_undoing_an_early_batch_keeps_what_later_ones_handed_over_too(database: Database) -> None:
    load_leads(database, lead("H1"), lead("H2"), month=3)
    load_leads(database, lead("H1"), month=4)
    undo(database, 1, by="tester")
    assert standing(database) == {("H1", "已登记", None)}


def test_undoing_one_of_two_files_of_a_month_keeps_what_the_other_brought(database: Database) -> None:
    load_leads(database, lead("H1"), lead("H2"), month=3)
    load_leads(database, lead("H1"), lead("H3"), month=3)
    undo(database, 1, by="tester")
    assert standing(database) == {("H1", "已登记", None), ("H3", "已登记", None)}


def test_undoing_the_newer_hand_over_brings_back_the_older_that_came_later(database: Database) -> None:
    load_leads(database, lead("H1", "已办结"), month=6)
    load_leads(database, lead("H1", "已登记"), month=3)
    undo(database, 1, by="tester")
    assert standing(database) == {("H1", "已登记", None)}


def test_a_file_undone_can_be_loaded_anew(database: Database) -> None:
    load_leads(database, lead("H1"), month=3)
    undo(database, 1, by="tester")
    assert told(load_leads(database, lead("H1"), month=3)) == (1, 0, 0, 0)


def test_what_cannot_be_undone_says_why(database: Database) -> None:
    load_leads(database, lead("H1"), month=3)
    undo(database, 1, by="tester")
    with pytest.raises(Refusal, match="undone by batch 2 already"):
        undo(database, 1, by="tester")
    with pytest.raises(Refusal, match="no batch 9"):
        undo(database, 9, by="tester")


def test_a_rehearsal_counts_and_writes_nothing(database: Database) -> None:
    result = load(database, [checked("leads", [lead("H1")])], by="tester", rehearse=True)
    assert (result.batch, result.files[0].new) == (None, 1)
    assert (database.newest_batch, standing(database)) == (0, set())


def test_waiting_rows_end_when_mended_and_return_when_that_is_undone(database: Database) -> None:
    load(database, [checked("leads", [], waiting=(waiting(None),), records=1)], by="tester")
    assert [row.key for row in waiting_rows(database)] == ["12345平台 H9"]
    fill(database, {"leads": [lead("H9")]})
    assert waiting_rows(database) == []
    undo(database, 2, by="tester")
    assert [row.key for row in waiting_rows(database)] == ["12345平台 H9"]
    undo(database, 1, by="tester")
    assert waiting_rows(database) == []


def test_a_row_that_waits_already_is_not_kept_twice(database: Database) -> None:
    for _ in range(2):
        load(database, [checked("leads", [], waiting=(waiting(None),), records=1)], by="tester")
    assert len(waiting_rows(database)) == 1


def test_a_figure_can_be_asked_as_known_at_any_batch(database: Database) -> None:
    load_leads(database, lead("H1"), month=3)
    load_leads(database, lead("H2"), lead("H3"), month=4)
    undo(database, 1, by="tester")
    values = [
        measure(leads.received, YEAR, View(database, batch, date(2022, 12, 31))).value for batch in range(4)
    ]
    assert values == [0, 1, 3, 2]


Told = tuple[str, int, dict[str, str], dict[str, str]]
"""load or undo, the month or the batch taken back, the rows kept, the whole file."""

operations = st.lists(
    st.tuples(
        st.sampled_from(("load", "load", "load", "undo")),
        st.integers(1, 6),
        st.dictionaries(
            st.sampled_from(("H1", "H2", "H3")), st.sampled_from(("已登记", "已办结")), min_size=1
        ),
    ),
    max_size=7,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=operations)
def test_any_loads_and_undos_leave_what_a_plain_model_says(
    ledger_of_session: Database, operations: list[tuple[str, int, dict[str, str]]]
) -> None:
    """The model: of all hand-overs in force, the latest month wins, then the later batch.

    What a batch in force has handed over for the same month already is no news when it comes again.
    """
    database = ledger_of_session
    empty(database)
    model: list[Told] = []
    snapshots = [set[tuple[str, str, str | None]]()]
    for what, number, rows in operations:
        if what == "load":
            load_leads(database, *(lead(key, status) for key, status in sorted(rows.items())), month=number)
            kept = {key: rows[key] for key in rows if not offered(model, number, key, rows)}
            model.append((what, number, kept, rows))
        elif number <= len(model) and number not in in_force_undos([entry[:3] for entry in model]):
            undo(database, number, by="tester")
            model.append((what, number, {}, {}))
        else:
            continue
        snapshots.append(winners([entry[:3] for entry in model]))
        assert standing(database) == snapshots[-1]
    assert faults(database) == []
    assert [standing(database, known_at=batch) for batch in range(len(snapshots))] == snapshots


def offered(model: list[Told], month: int, key: str, rows: dict[str, str]) -> bool:
    """The very same file, of which a load in force has kept this row."""
    gone = in_force_undos([entry[:3] for entry in model])
    return any(
        what == "load" and batch not in gone and (told, whole) == (month, rows) and key in kept
        for batch, (what, told, kept, whole) in enumerate(model, start=1)
    )


def in_force_undos(model: list[tuple[str, int, dict[str, str]]]) -> set[int]:
    """The batches taken back by an undo that has not been taken back itself."""
    gone: set[int] = set()
    for batch in range(len(model), 0, -1):
        what, number, _ = model[batch - 1]
        if what == "undo" and batch not in gone:
            gone.add(number)
    return gone


def winners(model: list[tuple[str, int, dict[str, str]]]) -> set[tuple[str, str, str | None]]:
    gone = in_force_undos(model)
    best: dict[str, tuple[int, int, str]] = {}
    for batch, (what, month, rows) in enumerate(model, start=1):
        if what == "load" and batch not in gone:
            for key, status in rows.items():
                if key not in best or (month, batch) >= best[key][:2]:
                    best[key] = (month, batch, status)
    return {(key, status, None) for key, (_, _, status) in best.items()}
