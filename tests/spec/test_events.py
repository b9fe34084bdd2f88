"""What the log may say: events that stand, in the program's own words, and of whatever goes wrong the kind and the place."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

import pytest

from supervision.access.people import read_roles
from supervision.events import counted
from supervision.store.database import Database, open_database
from supervision.store.loads import load
from supervision.store.people import enrol
from supervision.text import Refusal
from supervision.ui.log import Lines
from tests.filling import checked

CELL = "海州巷八十八号"
LEAD = {"source": "12345平台", "number": "H1", "received_on": date(2022, 3, 7), "summary": CELL}


@pytest.fixture
def database(tmp_path: Any) -> Database:
    return open_database(tmp_path / "ledger.duckdb")


def test_what_is_taken_back_is_told_to_nobody_and_what_stands_is_told_with_its_counts(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    files = [checked("leads", [LEAD, LEAD | {"number": "H2"}], name=f"{CELL}.csv")]
    before = counted()[1].get("new", 0)
    load(database, files, by="analyst", rehearse=True)
    assert caplog.messages == []
    load(database, files, by="analyst", note=CELL)
    with pytest.raises(Refusal):
        load(database, files, by="analyst", after=0)
    lines = [json.loads(Lines().format(record)) for record in caplog.records]
    assert [(line["event"], line["batch"]) for line in lines] == [("load", 1), ("rows arrived", 1)]
    assert (lines[1]["new"], lines[1]["files"], lines[1]["refused"]) == (2, 1, 0)
    assert CELL not in caplog.text + json.dumps(lines, ensure_ascii=False)
    assert counted()[1]["new"] == before + 2


def test_who_it_was_stands_in_the_record_alone(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    enrol(database, "li@office.example", read_roles(["analyst"]), by="wang@office.example")
    (line,) = [Lines().format(record) for record in caplog.records]
    assert json.loads(line)["event"] == "change roles" and "office" not in line


def test_of_a_librarys_words_only_those_that_stand_in_its_program_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    library = logging.getLogger("library")
    try:
        raise ValueError(CELL) from KeyError(CELL)
    except ValueError:
        library.exception(f"could not read {CELL}")
    library.warning("could not read %s", CELL)
    first, second = (json.loads(Lines().format(record)) for record in caplog.records)
    assert [first["event"], second["event"]] == ["library", "could not read %s"]
    assert [one["kind"] for one in first["raised"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert first["raised"][0]["frames"][0].startswith("tests/spec/test_events.py:")
    assert CELL not in json.dumps([first, second], ensure_ascii=False)
