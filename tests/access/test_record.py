"""The record of access: what is done stands in it with it, and a hand laid on it shows."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.access.people import Person, read_roles
from supervision.intake.profile_texts import own_profiles
from supervision.ledgers.catalogue import ledger_named
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import check_bytes, held_back
from supervision.store.audit import audit_faults, entries, note
from supervision.store.batches import undo
from supervision.store.browsing import versions_of
from supervision.store.database import Database, open_database
from supervision.store.people import enrol, enrolled, roster
from supervision.store.wholeness import faults
from supervision.text import Refusal
from tests.conftest import ROOT
from tests.filling import fill

LEAD = {"source": "12345平台", "number": "1"}


def test_what_is_done_is_noted_in_the_same_transaction(database: Database) -> None:
    fill(database, {"leads": [_lead("1")]}, by="wang@office.example")
    undo(database, 1, by="李四")
    enrol(database, "wang@office.example", read_roles(["press"]), by="李四")
    told = [(entry.who, entry.what, json.loads(entry.told)) for entry in reversed(entries(database, most=9))]
    assert told == [
        ("wang@office.example", "load", {"batch": 1}),
        ("李四", "undo", {"batch": 2, "undoes": 1}),
        ("李四", "change roles", {"person": "wang@office.example", "roles": ["press"]}),
    ]
    with pytest.raises(Refusal):
        undo(database, 99, by="李四")
    assert len(entries(database, most=9)) == 3


def _lead(number: str) -> dict[str, object]:
    return {**LEAD, "number": number, "received_on": date(2022, 3, 7), "organ": "公安机关"}


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with four entries that nobody has touched; copy it before something opens it."""
    path = tmp_path_factory.mktemp("noted") / "ledger.duckdb"
    database = open_database(path)
    for number in range(4):
        note(database, "wang", "look at rows", ledger="leads", rows=number)
    assert list(audit_faults(database)) == [] and faults(database) == []
    database.close()
    return path


@pytest.mark.parametrize(
    "hand",
    [
        "update history.audit set who = 'another' where entry = 2",
        "update history.audit set told = '{}' where entry = 2",
        "update history.audit set noted_at = noted_at - interval 1 day where entry = 2",
        "delete from history.audit where entry = 2",
        "delete from history.audit where entry = 1",
        "insert into history.audit select * from history.audit where entry = 2",
        "update history.audit set entry = 5 - entry where entry in (2, 3)",
        "update history.audit set link = 'x' where entry = 3",
    ],
)
def test_a_hand_laid_on_it_shows(noted: Path, tmp_path: Path, hand: str) -> None:
    database = open_database(shutil.copy(noted, tmp_path / "ledger.duckdb"))
    with database.transaction() as cursor:
        cursor.execute(hand)
    assert len(list(audit_faults(database))) == 1
    assert any("record of access" in fault.en for fault in faults(database))
    database.close()


def test_no_contents_are_kept(database: Database) -> None:
    note(database, "张三 13912345678", "load", file="李四13812345678的举报.csv")
    assert "13912345678" not in str(entries(database, most=1)) and "13812345678" not in str(
        entries(database, most=1)
    )


def test_roles_are_those_set_last(database: Database) -> None:
    enrol(database, "a", read_roles(["press", "checker"]), by="x")
    enrol(database, "a", read_roles(["leader"]), by="x", scope="district", member="中山区")
    assert enrolled(database, "a") == Person("a", frozenset({"leader"}), {"district": "中山区"})
    enrol(database, "a", read_roles([]), by="x")
    assert enrolled(database, "a") == Person("a", frozenset())
    assert enrolled(database, "b") is None
    enrol(database, "Li@Office.example", read_roles(["leader"]), by="x")
    enrol(database, "li@office.example", read_roles([]), by="x")
    for spelled in ("Li@Office.example", "LI@office.example"):
        known = enrolled(database, spelled)
        assert known is not None and known.roles == frozenset(), "one person, however the service spells them"
    assert len([one for one in roster(database) if one.person.name.lower().startswith("li@")]) == 1


def test_what_a_row_was_in_another_district_is_told_to_nobody_who_is_held_to_one(database: Database) -> None:
    day = {"received_on": date(2022, 3, 7)}
    fill(database, {"leads": [{**LEAD, **day, "district": "西岗区", "summary": "别处的事"}]})
    fill(database, {"leads": [{**LEAD, **day, "district": "中山区", "summary": "本区的事"}]})
    ledger, key = ledger_named("leads"), "12345平台 1"
    told = [
        version.values["summary"] for version in versions_of(database, ledger, key, {"district": "中山区"})
    ]
    assert told == ["本区的事"]
    assert len(versions_of(database, ledger, key)) == 2


def test_the_terminal_asks_the_same_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "ledger.duckdb")
    monkeypatch.setattr("getpass.getuser", lambda: "me")
    assert main(["people", "--database", ledger, "--set", "me", "--roles", "press"]) == 0
    exports = ROOT / "data" / "sample" / "exports" / "2022-03"
    for words in (
        ["load", str(exports)],
        ["undo", "1"],
        ["quarantine", "--csv", str(tmp_path / "q.csv")],
        ["audit"],
    ):
        capsys.readouterr()
        assert main([words[0], "--database", ledger, *words[1:]]) == 2
        assert "me may not" in capsys.readouterr().err
    assert not (tmp_path / "q.csv").exists()
    database = open_database(Path(ledger))
    assert [entry.what for entry in entries(database, most=9)] == ["refused"] * 4 + ["change roles"]
    database.close()


PERIOD = ["--from", "2022-03-01", "--to", "2022-03-31"]
COMMANDS = {
    "figures": (["figures", *PERIOD], {"leader", "analyst", "press", "checker"}),
    "batches": (["batches"], {"analyst"}),
    "undo": (["undo", "99"], {"analyst"}),
    "quarantine": (["quarantine"], {"analyst"}),
    "quarantine --csv": (["quarantine", "--csv", "/nowhere/q.csv"], {"analyst"}),
    "quarantine --dismiss": (["quarantine", "--dismiss", "99", "--why", "x"], {"analyst"}),
    "release draft": (["release", "draft", *PERIOD, "--by", "me"], {"press"}),
    "release check": (["release", "check", "99", "--by", "me"], {"checker"}),
    "release send-back": (["release", "send-back", "99", "--by", "me", "--why", "x"], {"checker"}),
    "release freeze": (["release", "freeze", "99", "--by", "me"], {"checker"}),
    "release withdraw": (["release", "withdraw", "99", "--by", "me", "--why", "x"], {"press", "checker"}),
    "release show": (["release", "show", "99"], {"press", "checker"}),
    "release list": (["release", "list"], {"press", "checker"}),
    "release verify": (["release", "verify", "99"], {"press", "checker"}),
    "check": (["check"], {"administrator"}),
    "audit": (["audit"], {"administrator"}),
    "people": (["people"], {"administrator"}),
}
"""Each with the roles that may, written out once more."""


@pytest.mark.parametrize("role", ["leader", "analyst", "press", "checker", "administrator"])
def test_each_role_may_give_the_commands_that_are_theirs_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], role: str
) -> None:
    ledger = tmp_path / "ledger.duckdb"
    database = open_database(ledger)
    enrol(database, "me", read_roles([role]), by="setup")
    database.close()
    monkeypatch.setattr("getpass.getuser", lambda: "me")
    for name, (words, roles) in COMMANDS.items():
        capsys.readouterr()
        code = main([*words, "--database", str(ledger)])
        told = capsys.readouterr()
        is_refused = "me may not" in told.err
        assert is_refused == (role not in roles), (name, told.err)
        assert not is_refused or (code, told.out) == (2, ""), name


def test_commands_speak_of_all_rows_so_whoever_is_held_to_some_may_only_load(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, folder = str(tmp_path / "ledger.duckdb"), ROOT / "data" / "sample" / "exports" / "2022-03"
    monkeypatch.setattr("getpass.getuser", lambda: "me")
    assert (
        main(
            ["people", "--database", ledger, "--set", "me", "--roles", "analyst", "--only", "source=市营商局"]
        )
        == 0
    )
    capsys.readouterr()
    assert main(["load", "--database", ledger, str(folder)]) == 1
    assert "you load data of 市营商局 only" in capsys.readouterr().err
    period = ["--from", "2022-03-01", "--to", "2022-03-31"]
    for words in (
        ["figures", *period],
        ["report", *period, "--out", str(tmp_path / "r.pdf")],
        ["quarantine"],
        ["batches"],
    ):
        assert main([words[0], "--database", ledger, *words[1:]]) == 2
        told = capsys.readouterr()
        assert told.out == "" and "commands speak of all rows" in told.err
    database = open_database(Path(ledger))
    assert {row for (row,) in database.rows("select distinct source from history.leads")} == {"市营商局"}
    database.close()


def test_whoever_is_held_to_one_district_loads_nothing() -> None:
    """Whose number a row has can't be told by its district."""
    held = Person("a", read_roles(["analyst"]), {"district": "中山区"})
    content = "线索编号,来源单位,受理日期,所属区县\nA1,12345平台,2022-03-07,中山区\n".encode()
    (file,) = check_bytes(content, "线索.csv", "leads", own_profiles())
    assert isinstance(file, CheckedFile) and len(file.keys) == 1
    assert isinstance(held_back(file, held), RefusedFile)


def test_a_number_that_others_use_too_is_not_loaded_by_whoever_is_held_to_one_source() -> None:
    """Reviews are numbered by the office: a row of one's own source could replace the review of another."""
    held = Person("a", read_roles(["analyst"]), {"source": "12345平台"})
    content = "评查编号,评查方式,线索来源,启动日期\nP1,专项评查,12345平台,2022-03-07\n".encode()
    (file,) = check_bytes(content, "评查.csv", None, own_profiles())
    assert isinstance(file, CheckedFile) and len(file.keys) == 1, file
    assert isinstance(held_back(file, held), RefusedFile)


def test_whoever_is_held_to_one_source_loads_no_other() -> None:
    held = Person("a", read_roles(["analyst"]), {"source": "12345平台"})
    folder = ROOT / "data" / "sample" / "exports"
    kept = {}
    for path in (
        folder / "2022-03" / "12345平台_202203.csv",
        folder / "2022-03" / "市营商局_202203.csv",
        folder / "企业名录.csv",
        folder / "线索汇总登记.csv",
    ):
        (file,) = check_bytes(path.read_bytes(), path.name, None, own_profiles())
        assert isinstance(file, CheckedFile)
        assert held_back(file, Person("b", read_roles(["analyst"]))) is file
        kept[path.stem] = not isinstance(held_back(file, held), RefusedFile)
    assert kept == {
        "12345平台_202203": True,
        "市营商局_202203": False,
        "企业名录": False,
        "线索汇总登记": False,
    }
