"""The ledger page: what the address asks for is what stands there, and every row says where it came from."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from supervision.exports.tables import csv_bytes
from supervision.exports.workbooks import xlsx_bytes
from tests.hotline import export, ticket
from tests.pages.conftest import Reader

MARCH = {"12345平台_202203.csv": export([ticket(1), ticket(2), ticket(3, day="2022-03-30")])}
APRIL = {
    "12345平台_202204.csv": export(
        [ticket(3, day="2022-03-30", status="已办结"), ticket(4, day="2022-04-02")]
    )
}


def numbers(reader: Reader, **address: str | list[str]) -> list[object]:
    """The lead numbers that the page shows for that address."""
    for name in list(reader.tab.query_params):
        if name != "lang":
            del reader.tab.query_params[name]
    for name, value in address.items():
        reader.tab.query_params[name.replace("__", ".")] = value
    reader.turn_to("ledgers")
    assert not reader.tab.exception
    return [row["Lead number"] for row in reader.table("Lead number")]


@pytest.fixture
def loaded(reader: Reader) -> Reader:
    reader.load(MARCH)
    reader.load(APRIL)
    return reader


def test_what_the_address_asks_for_is_what_stands_there(loaded: Reader) -> None:
    every = numbers(loaded)
    assert len(every) == 4
    assert numbers(loaded, sort="received_on", down="1") == [every[3], every[2], every[0], every[1]]
    assert numbers(loaded, q=str(every[3])) == [every[3]]
    assert numbers(loaded, q="%") == []
    assert numbers(loaded, is__status="已办结") == [every[2]]
    assert numbers(loaded, is__received_on="2022-03-30..2022-04-01") == [every[2]]
    assert numbers(loaded, is__enterprise_name="*") == []
    assert numbers(loaded, size="50", leaf="2") == []
    assert (
        len(numbers(loaded, ledger="leads'; drop table", sort="nothing", leaf="x", size="7", part="x:y")) == 4
    )


def test_a_number_leads_to_the_rows_it_was_made_from(loaded: Reader) -> None:
    march = {"behind": "leads.received", "from": "2022-03-01", "to": "2022-03-31"}
    assert len(numbers(loaded, **march)) == 3
    assert (
        "Leads received (1 Mar 2022 to 31 Mar 2022) 3 leads: made from these 3 rows"
        in loaded.told().replace("*", "")
    )
    assert len(numbers(loaded, **march, part=["source:12345平台"])) == 3
    assert numbers(loaded, **march, part=["source:市营商局"]) == []


def test_the_ledger_can_be_seen_as_it_was_known_at_an_earlier_batch(loaded: Reader) -> None:
    assert len(numbers(loaded, known_at="1")) == 3


@pytest.mark.parametrize("batch", ["7", "-1", "²", "9" * 5000])
def test_a_batch_that_there_never_was_is_told_and_the_newest_is_shown(loaded: Reader, batch: str) -> None:
    assert len(numbers(loaded, known_at=batch)) == 4
    assert not loaded.tab.exception
    assert "There is no batch" in loaded.told()


def test_every_row_says_which_line_of_which_file_brought_it(loaded: Reader) -> None:
    numbers(loaded)
    told = [(row["File"], row["Line"], row["Batch"]) for row in loaded.table("Lead number")]
    assert told == [
        ("12345平台_202203.csv", 2, 1),
        ("12345平台_202203.csv", 3, 1),
        ("12345平台_202204.csv", 2, 2),
        ("12345平台_202204.csv", 3, 2),
    ]


def test_downloads_run_nothing_in_a_spreadsheet() -> None:
    cells = ["=1+1", "+2", "@x", "-3", "http://a.b", "00123", "2022-03-07"]
    told = csv_bytes(["a"], [[cell] for cell in cells])
    assert told.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(told.decode("utf-8-sig"))))[1:]
    assert [line[0] for line in lines] == ["'=1+1", "'+2", "'@x", "'-3", "http://a.b", "00123", "2022-03-07"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(["a"], [[cell] for cell in cells])))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == cells  # texts as they stand
