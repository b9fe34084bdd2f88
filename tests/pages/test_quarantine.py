"""The quarantine page: what waits and why, mended by file or dismissed; the table itself is edited in a browser test."""

from __future__ import annotations

from supervision.exports.quarantine import quarantine_csv
from supervision.store.dealing import dismiss
from supervision.store.waiting import waiting_rows
from tests.hotline import export, ticket
from tests.pages.conftest import Reader

MARCH = "12345平台_202203.csv"


def _ids(reader: Reader) -> list[int]:
    return [row.id for row in waiting_rows(reader.ledger)]


def test_what_waits_is_counted_by_ledger_source_and_problem(reader: Reader) -> None:
    reader.load(
        {MARCH: export([ticket(1, day="2022-13-01"), ticket(2, day="2022-14-01"), ticket("9.12E+17")])}
    )
    assert "mend them on the Quarantine page" in reader.told()
    reader.turn_to("quarantine")
    assert "Rows in quarantine: 3." in reader.told()
    assert "Months kept interim: Mar 2022 (1), day unknown: every month (2)" in reader.told()
    (by_day, by_number) = reader.table("Problem")
    assert (by_day["Ledger"], by_day["Source"], by_day["Problem"], by_day["Rows"]) == (
        "Leads", "12345 hotline", "There is no such day", 2,
    )  # fmt: skip
    assert by_number["Rows"] == 1
    reader.tab.query_params["lang"] = "zh"
    reader.turn_to("quarantine")
    assert "受影响的月份：2022年3月（1）、日期不明，涉及所有月份（2）" in reader.told()


def test_rows_in_quarantine_are_downloaded_under_their_own_headings(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1, day="2022-13-01")])})
    content = quarantine_csv(waiting_rows(reader.ledger), "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    headings, line = content.decode("utf-8-sig").splitlines()
    assert headings.startswith("待更正号,批次,文件,行,编号,原因,工单编号,来电时间")
    assert line.split(",", 1)[1].startswith(
        f"1,{MARCH},2,12345平台 HO20220300001,来电时间“2022-13-01”：没有这一天；请向来源单位核实"
    )
    assert "13900000000" not in line
    assert "来电人" not in headings


def test_the_mended_file_is_taken_back_and_what_still_fails_says_why(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1, day="2022-13-01"), ticket(2, day="2022-14-01")])})
    sheet = quarantine_csv(waiting_rows(reader.ledger), "en").decode("utf-8-sig")
    reader.turn_to("quarantine")
    mended = sheet.replace(",2022-13-01,", ",2022-03-07,").replace(",2022-14-01,", ",2022-15-01,")
    reader.drop({"mended.csv": mended.encode("utf-8-sig")})
    assert "Rows mended: 2, not touched: 0" in reader.told()
    reader.tab.button(key="mend file").click().run()
    assert "Rows mended: 1, as batch 2" in reader.told()
    assert "Leads: 1 added" in reader.told()
    assert "来电时间: 2022-15-01 — There is no such day." in reader.told()
    assert "Rows in quarantine: 1." in reader.told()


def test_another_file_is_sent_to_the_upload_page(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1, day="2022-13-01")])})
    reader.turn_to("quarantine")
    reader.drop({MARCH: export([ticket(1)])})
    assert "any other file goes to the Upload page" in reader.told()


def test_dismissing_needs_rows_and_a_second_look(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1, day="2022-13-01")])})
    reader.turn_to("quarantine")
    assert reader.tab.button(key="dismiss").disabled
    assert reader.tab.button(key="mend").disabled


def test_dismissed_rows_are_listed_with_reason_and_who(reader: Reader) -> None:
    reader.load({MARCH: export([ticket(1, day="2022-13-01")])})
    dismiss(reader.ledger, _ids(reader), by="周", reason="entered twice")
    reader.turn_to("quarantine")
    assert "No row waits." in reader.told()
    (row,) = reader.table("Reason given")
    assert (row["Reason given"], row["Who"], row["Line"], row["Batch"]) == ("entered twice", "周", 2, 2)


def test_the_sample_can_be_looked_at_and_not_mended(reader: Reader) -> None:
    reader.turn_to("quarantine")
    assert [
        button.key for button in reader.tab.button if button.key in ("mend", "dismiss", "mend file")
    ] == []
