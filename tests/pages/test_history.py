"""The history page: every batch told row by row, undone after a second look, and restored."""

from __future__ import annotations

from datetime import date

from supervision.intake.checking import check_file
from supervision.store.loads import load
from tests.hotline import export, ticket
from tests.pages.conftest import Reader

MARCH = "12345平台_202203.csv"
APRIL = "12345平台_202204.csv"


def _undo(reader: Reader, batch: int, why: str = "") -> None:
    reader.tab.text_input(key=f"why {batch}").set_value(why)
    reader.tab.checkbox(key=f"sure {batch}").check().run()
    reader.tab.button(key=f"undo {batch}").click().run()


def _look_into(reader: Reader, batch: int) -> None:
    box = next(box for box in reader.tab.selectbox if box.label == "Look into batch")
    box.select(batch).run()


def _load_meanwhile(reader: Reader, row: list[str]) -> None:
    """Somebody else loads while this tab stands still."""
    file = check_file(export([row]), APRIL, date(2026, 1, 1))
    load(reader.ledger, [file], by="吴")


def _leads(reader: Reader) -> int:
    return int(reader.ledger.rows("select count(*) from leads")[0][0])


def test_batches_are_told_newest_first(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    reader.load({APRIL: export([ticket(2, status="已办结"), ticket(3), ticket(4, day="2022-13-01")])})
    reader.turn_to("history")
    columns = ("Batch", "What", "Files", "Records", "In quarantine", "Changes")
    assert [[row[column] for column in columns] for row in reader.table("What")] == [
        [2, "Load", 1, 3, 1, "Leads: 1 added, 1 changed"],
        [1, "Load", 1, 2, 0, "Leads: 2 added"],
    ]


def test_a_batch_tells_its_files(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1), ticket(2)]), "blank.csv": b""})
    reader.turn_to("history")
    columns = ("File", "Outcome", "Ledger", "Source", "Records", "New", "Handed over for", "Encoding")
    assert [[row[column] for column in columns] for row in reader.table("SHA-256")] == [
        [MARCH, "Loaded", "Leads", "12345 hotline", 2, 2, "2022-03", "GB18030"],
        ["blank.csv", "Refused", "—", "—", 0, 0, "—", "—"],
    ]
    assert any("blank" in error.value for error in reader.tab.error)


def test_undo_waits_for_a_second_look(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1)])})
    reader.turn_to("history")
    assert reader.tab.button(key="undo 1").disabled
    reader.tab.checkbox(key="sure 1").check().run()
    assert not reader.tab.button(key="undo 1").disabled


def test_an_undo_is_told_and_can_itself_be_undone(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    reader.turn_to("history")

    _undo(reader, 1, "wrong month")
    assert "Batch 2 has undone batch 1." in reader.told()
    assert "Leads: 2 removed" in reader.told()
    assert [(row["Batch"], row["What"], row["Note"]) for row in reader.table("What")] == [
        (2, "Undo of 1", "wrong month"),
        (1, "Load (undone by 2)", "—"),
    ]
    assert _leads(reader) == 0

    _look_into(reader, 2)
    _undo(reader, 2)
    assert [row["What"] for row in reader.table("What")] == ["Undo of 2", "Undo of 1 (undone by 3)", "Load"]
    assert _leads(reader) == 2


def test_a_batch_undone_is_restored_by_one_button(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1)])})
    reader.turn_to("history")
    _undo(reader, 1)
    _look_into(reader, 1)
    assert [button.key for button in reader.tab.button if str(button.key).startswith("undo")] == []
    reader.tab.button(key="redo 1").click().run()
    assert "Batch 3 has restored batch 1." in reader.told()
    assert _leads(reader) == 1


def test_a_batch_tells_row_by_row_what_it_changed(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    reader.load({APRIL: export([ticket(2, status="已办结"), ticket(3)])})
    reader.turn_to("history")
    told = [(row["Change"], row["Number"], row["Content (before → after)"]) for row in reader.table("Change")]
    assert told[0] == ("changed", "12345平台 HO20220300002", "Status: 已转办 → 已办结")
    assert told[1][:2] == ("added", "12345平台 HO20220300003")
    assert len(told) == 2
    _undo(reader, 2)
    told = [(row["Change"], row["Number"]) for row in reader.table("Change")]
    assert told == [("changed", "12345平台 HO20220300002"), ("removed", "12345平台 HO20220300003")]


def test_the_same_file_again_is_recognised(reader: Reader) -> None:
    for _ in range(2):
        reader.load({MARCH: export([ticket(1)])})
    reader.turn_to("history")
    assert [row["Same bytes as batch"] for row in reader.table("SHA-256")] == ["1"]


def test_an_undo_decided_before_somebody_else_loaded_is_not_done(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1)])})
    reader.turn_to("history")
    reader.tab.checkbox(key="sure 1").check().run()
    _load_meanwhile(reader, ticket(2))
    _look_into(reader, 1)
    reader.tab.checkbox(key="sure 1").check().run()
    _load_meanwhile(reader, ticket(3))
    reader.tab.button(key="undo 1").click().run()
    assert "Nothing was written: after you looked, 吴 made batch 3" in reader.told()
    assert reader.ledger.newest_batch == 3


def test_the_sample_can_not_be_undone(reader: Reader) -> None:
    reader.turn_to("history")
    assert len(reader.table("What")) == 1
    assert "Sample data can't be undone." in reader.told()
    assert [button.key for button in reader.tab.button if str(button.key).startswith("undo")] == []
