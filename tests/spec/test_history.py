"""Nothing is overwritten: loads and undos are batches, and any figure can be asked as known at any of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.ledgers.catalogue import ledger_named
from supervision.mending import mend
from supervision.metrics import leads
from supervision.store.batches import batches, undo
from supervision.store.database import Database
from supervision.store.dealing import dismiss
from supervision.store.loads import FileCounts, load
from supervision.store.revisions import revisions_of
from supervision.store.waiting import waiting_rows
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.effort import examples
from tests.filling import checked, empty, fill
from tests.spec.plain_ledger import Done, HandOver, Standing, lead, undone, waits, winners
from tests.spec.test_interim_figures import waiting

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31))


def standing(database: Database, known_at: int | None = None) -> Standing:
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


def test_a_copy_in_the_same_load_is_no_more_news_than_one_loaded_afterwards(database: Database) -> None:
    rows = [lead("H1"), lead("H2"), lead("H2", "已办结"), lead("H2", "已办结")]
    month = date(2022, 3, 28)
    copies = [
        checked("leads", rows, stated_month=month, name=name, sha256="same") for name in ("a.csv", "b.csv")
    ]
    # Read otherwise, the same bytes say of H2 what they said first: no correction of what they said last.
    otherwise = checked("leads", rows[1:2], stated_month=month, name="c.csv", sha256="same")
    first, second, third = load(database, [*copies, otherwise], by="tester").files
    assert (told(first), told(second), told(third)) == ((2, 1, 0, 1), (0, 0, 4, 0), (0, 0, 1, 0))
    assert (first.status, second.status, third.status) == ("loaded", "unchanged", "unchanged")
    assert standing(database) == {("H1", "已登记", None), ("H2", "已办结", None)}
    assert faults(database) == []


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


def test_of_the_very_same_file_only_the_first_load_counts(database: Database) -> None:
    """As the History page says before an undo: the second load kept none of the rows that stood already."""
    rows = [lead("H1"), lead("H2")]
    for _ in range(2):
        load_leads(database, *rows, month=3)
    undo(database, 1, by="tester")
    assert standing(database) == set() and faults(database) == []
    assert told(load_leads(database, *rows, month=3)) == (2, 0, 0, 0)
    assert standing(database) == {("H1", "已登记", None), ("H2", "已登记", None)}


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


def test_what_a_batch_changed_is_told_a_page_at_a_time(database: Database) -> None:
    """Of added, changed and removed rows, each page goes on where the one before it ended."""
    # Keys in turn of what becomes of them, so that each page takes some of each kind.
    load_leads(database, *(lead(f"H{number:02}") for number in range(38, -1, -2)), month=3)
    newer = [lead(f"H{number:02}", "已办结" if number % 4 else "已登记") for number in range(29, -1, -1)]
    load_leads(database, *newer, month=4)
    undo(database, 2, by="tester")
    for batch, many in ((1, 20), (2, 22), (3, 22)):
        was, stands = (
            {number: status for number, status, _ in standing(database, known_at)}
            for known_at in (batch - 1, batch)
        )
        expected = [
            (f"12345平台 {number}", was.get(number), stands.get(number))
            for number in sorted(was.keys() | stands.keys())
            if was.get(number) != stands.get(number)
        ]
        assert len(expected) == many
        for most in (1, 7, 22, 500):
            pages = [changed(database, batch, first, most) for first in range(0, many, most)]
            assert list(itertools.chain.from_iterable(pages)) == expected
            assert changed(database, batch, many, most) == []
        assert changed(database, batch) == expected
        asked = [key for key, _, _ in expected[3:9]]
        assert changed(database, batch, 1, 3, [*asked, "nobody"]) == expected[4:7]


def changed(
    database: Database, batch: int, first: int = 0, most: int | None = None, keys: Sequence[str] | None = None
) -> list[tuple[str, str | None, str | None]]:
    """Key, status before and after of the rows that a batch changed."""
    told = revisions_of(database, ledger_named("leads"), batch, first, most, keys)
    return [(each.key, (each.before or {}).get("status"), (each.after or {}).get("status")) for each in told]


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


NAMES = st.sampled_from(("H1", "H2", "H3"))
STATUSES = st.sampled_from(("已登记", "已办结"))
operations = st.lists(
    st.tuples(
        st.sampled_from(("load", "load", "load", "undo", "undo", "mend", "dismiss")),
        st.integers(1, 7),
        st.dictionaries(NAMES, STATUSES),
        st.sets(NAMES, max_size=2),
        st.booleans(),
    ),
    max_size=9,
)


@settings(
    max_examples=examples(16), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=operations)
def test_any_batches_leave_what_a_plain_model_says(
    ledger_of_session: Database, operations: list[tuple[str, int, dict[str, str], set[str], bool]]
) -> None:
    database = ledger_of_session
    empty(database)
    model: list[Done] = []
    snapshots: list[tuple[Standing, set[str]]] = [(set(), set())]
    for operation in operations:
        done = _do(database, model, *operation)
        if done is None:
            continue
        model.append(done)
        snapshots.append((winners(model), set(waits(model))))
        assert (standing(database), waiting_keys(database)) == snapshots[-1]
    assert faults(database) == []
    assert [(standing(database, b), waiting_keys(database, b)) for b in range(len(snapshots))] == snapshots


def _do(
    database: Database,
    model: list[Done],
    what: str,
    number: int,
    good: dict[str, str],
    bad: set[str],
    late: bool,
) -> Done | None:
    if what == "load":
        hand_over = HandOver(min(number, 6), good, bad, late)
        load(database, [hand_over.file], by="tester")
        return hand_over.done(model)
    if what == "undo":
        number = number * 5 % (len(model) or 1) + 1
        if not model or number in undone(model):
            return None
        undo(database, number, by="tester")
        return Done(what, number)
    chosen = {
        row.key.split()[1]: row for row in waiting_rows(database) if row.key and row.key.split()[1] in bad
    }
    if not chosen:
        return None
    if what == "dismiss":
        dismiss(database, [row.id for row in chosen.values()], by="tester", reason="twice")
        return Done(what, deals=tuple(chosen))
    status = "已办结" if late else "已登记"
    corrected = {row.id: {"来电时间": "2022-03-07", "办理状态": status} for row in chosen.values()}
    assert mend(database, corrected, by="tester").failing == {}
    offers = tuple((row.handed_for.month, row.line, key, status) for key, row in chosen.items())
    return Done(what, offers=offers, deals=tuple(chosen))


def waiting_keys(database: Database, known_at: int | None = None) -> set[str]:
    """By the same spans that make figures interim; no key can wait twice here."""
    rows = database.rows(
        "select key from history.waiting inner join history.waiting_spans using (id) "
        "where batch_in <= $1 and coalesce(batch_out, 1000) > $1",
        [999 if known_at is None else known_at],
    )
    assert len(rows) == len(set(rows))
    return {key.split()[1] for (key,) in rows}


def test_check_names_a_referral_replied_to_before_it_was_sent(database: Database) -> None:
    """Else what waits at a month's end would not be what was sent less what was replied to."""
    row = {"number": "Y1", "review_number": "P1", "organ": "纪检监察机关", "sent_on": date(2022, 3, 7)}
    load(database, [checked("referrals", [row | {"replied_on": date(2022, 3, 6)}])], by="tester")
    assert [fault.en for fault in faults(database)] == ["Referrals: 1 rows replied to before they were sent"]
