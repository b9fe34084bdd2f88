"""Exports nobody wrote for us, read by a profile alone: order of days, spellings, constants, joined numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.intake.checking import check_file
from supervision.intake.profile_texts import own_profiles, parse_profile, profile_text, read_profile
from supervision.ledgers.rows import CheckedFile
from supervision.loading import known_profiles, load_paths
from supervision.metrics import visits
from supervision.store.database import Database
from supervision.store.saved_profiles import save_profile
from supervision.text import Refusal
from tests.conftest import ROOT, SHARED

EXAMPLES = sorted((ROOT / "docs" / "profiles").glob("*.toml"))
TODAY = date(2022, 6, 30)

TICKETS = """
name = "tickets"
title = { zh = "外地工单", en = "Tickets" }
ledger = "leads"
ignored = ["Note"]
[columns]
received_on = "Opened"
channel = "Came by"
district = "Area"
[constants]
source = "12345平台"
[joined.number]
headings = ["Desk", "No"]
separator = "/"
numbered = true
[days]
received_on = "%s"
[values.channel]
"Phone" = "来电"
"phone call" = "来电"
[values.district]
"ZS" = "中山区"
[otherwise]
district = "西岗区"
"""


def read_tickets(rows: str, order: str = "month-day-year") -> CheckedFile:
    profile = parse_profile(TICKETS % order, "tickets")
    content = f"Desk,No,Opened,Came by,Area,Note\n{rows}".encode()
    file = check_file(content, "tickets.csv", TODAY, None, (profile, *own_profiles()))
    assert isinstance(file, CheckedFile)
    return file


@pytest.mark.parametrize(
    ("order", "written", "means"),
    [
        ("month-day-year", "1/2/2016 12:00:00 AM", date(2016, 1, 2)),
        ("day-month-year", "1/2/2016 12:00:00 AM", date(2016, 2, 1)),
        ("day-month-year", "01.02.16", date(2016, 2, 1)),
        ("month-day-year", "1-2-99", date(1999, 1, 2)),
        ("month-day-year", "2016-01-02", date(2016, 1, 2)),
    ],
)
def test_the_source_tells_which_part_is_the_month(order: str, written: str, means: date) -> None:
    assert read_tickets(f"A,1,{written},Phone,ZS,\n", order).columns["received_on"] == [means]


@pytest.mark.parametrize("written", ["13/2/2016", "2/30/2016", "1/2/16/7", "1/2-2016"])
def test_a_day_that_can_not_be_in_that_order_waits(written: str) -> None:
    file = read_tickets(f"A,1,{written},Phone,ZS,\n")
    assert not file.lines
    assert [row.line for row in file.waiting] == [2]


def test_their_spellings_become_ours_and_what_is_not_named_is_what_the_profile_says() -> None:
    file = read_tickets("A,1,1/2/2016,Phone,ZS,\nA,2,1/2/2016,phone call,??,\nA,3,1/2/2016,Letter,,\n")
    assert file.columns["channel"] == ["来电", "来电", "Letter"]
    assert file.columns["district"] == ["中山区", "西岗区", "西岗区"]
    assert set(file.columns["source"]) == {"12345平台"}


def test_a_number_of_several_columns_and_rows_alike_even_so() -> None:
    day = "1/2/2016,Phone,ZS,"
    file = read_tickets(f"A,1,{day}\nA,2,{day}\nA,1,{day}\nB,,{day}\n,,{day}\nA,1,{day}\n")
    assert file.columns["number"] == ["A/1", "A/2", "A/1/2", "B/", "A/1/3"]
    [waits] = file.waiting
    assert (waits.line, waits.reasons[0].column) == (6, "Desk")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda text: text.replace('ledger = "leads"', 'ledger = "leeds"'), "leeds"),
        (lambda text: text.replace("[columns]", "[column]"), "column"),
        (lambda text: text.replace('channel = "Came by"', 'chanel = "Came by"'), "chanel"),
        (lambda text: text.replace("month-day-year", "m/d/y"), "m/d/y"),
        (lambda text: text.replace('source = "12345平台"', 'source = "热线"'), "热线"),
        (lambda text: text.replace("中山区", "中三区"), "中三区"),
        (lambda text: text.replace('headings = ["Desk", "No"]\n', ""), "headings"),
        (lambda text: text.replace("[values.district]", "[values.district"), "profile"),
        (lambda text: f"x = {'[' * 5000}\n{text}", "profile"),
    ],
)
def test_a_profile_that_is_not_right_is_refused_with_the_word(
    change: Callable[[str], str], names: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parse_profile(change(TICKETS % "month-day-year"), "my.toml")
    assert "my.toml" in refused.value.sentence.en
    assert names in refused.value.sentence.en


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_profile_written_out_reads_back_the_same(path: Path) -> None:
    profile = read_profile(path)
    assert parse_profile(profile_text(profile), "again") == profile


def test_a_saved_profile_is_used_from_then_on_until_it_is_taken_out(
    database: Database, tmp_path: Path
) -> None:
    export = tmp_path / "tickets.csv"
    export.write_text("Desk,No,Opened,Came by,Area,Note\nA,1,1/2/2016,Phone,ZS,\n", encoding="utf-8")

    def loads() -> list[str]:
        result, _, _ = load_paths(database, [export], by="tester", rehearse=True)
        return [entry.status for entry in result.files]

    assert loads() == ["refused"]
    save_profile(database, "tickets", TICKETS % "month-day-year", by="tester")
    assert loads() == ["loaded"]
    save_profile(database, "tickets", None, by="tester")
    assert loads() == ["refused"]


def test_a_saved_profile_replaces_the_programs_own_of_that_name(database: Database) -> None:
    hotline = next(profile for profile in own_profiles() if profile.name == "hotline")
    told = profile_text(hotline).replace("办理状态", "现在状态")
    save_profile(database, "hotline", told, by="tester")
    now = [profile for profile in known_profiles(database) if profile.name == "hotline"]
    assert [profile.columns["status"] for profile in now] == [("现在状态",)]


# What real files must give, where they lie beside the checkout.


def loaded(database: Database, *names: str) -> None:
    for path in EXAMPLES:
        save_profile(database, path.stem, path.read_text(encoding="utf-8"), by="tester")
    load_paths(database, [next((SHARED / "real").glob(name)) for name in names], by="tester")


def allegations(database: Database) -> None:
    loaded(database, "new_orleans/*.csv")
    counted: dict[str, list[int]] = {}
    for year, _, rows in database.rows(
        "select left(number, 4), source, count(*) from leads where left(number, 4) in ('2016', '2017', '2018') "
        "group by all order by 1, source"
    ):
        counted.setdefault(year, []).append(rows)
    assert counted == {"2016": [821, 327], "2017": [622, 380], "2018": [612, 332]}


def sites(database: Database) -> None:
    loaded(database, "san_francisco/businesses.csv", "san_francisco/inspections.csv")
    view = View(database, database.newest_batch, date(2018, 12, 31))
    period = Period(date(2015, 1, 1), date(2018, 12, 31))
    told: list[Any] = [measure(metric, period, view).value for metric in (visits.listed, visits.visited)]
    assert told == [6092, 5530]


def messages(database: Database) -> None:
    loaded(database, "gb18030/附件3*.csv")
    by_month = database.rows(
        "select month(received_on), count(*) from leads where year(received_on) = 2019 group by 1 order by 1"
    )
    assert [rows for _, rows in by_month] == [359, 256, 368, 397, 387, 338, 417, 391, 387, 296, 280, 366]


REAL = {"new_orleans": allegations, "san_francisco": sites, "gb18030": messages}


@pytest.mark.parametrize("folder", [name for name in REAL if (SHARED / "real" / name).exists()])
def test_real_files_give_their_figures_by_profile_alone(database: Database, folder: str) -> None:
    REAL[folder](database)
