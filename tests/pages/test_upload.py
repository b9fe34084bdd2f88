"""The upload page: everything is told before anything is written, and one button writes all of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from supervision import apart
from supervision.exports.findings import findings_csv, found_rows_csv
from supervision.intake.checking import check_file
from supervision.ledgers.catalogue import LEDGERS
from supervision.store.loads import load
from supervision.ui import uploading
from tests.hotline import HEADINGS, export, ticket
from tests.intake.test_archives import packed
from tests.pages.conftest import Reader

MARCH = "12345平台_202203.csv"
APRIL = "12345平台_202204.csv"

MIXED = {
    MARCH: export([ticket(1), ticket(2), ticket(3)]),
    APRIL: export(
        [
            ticket(3, status="已办结"),
            ticket(4),
            ticket(4),
            ticket(5, day="2022-13-01"),
            ticket("9.12E+17"),
            ticket(6, day="2022-13-01"),
        ]
    ),
    "blank.csv": b"",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "unknown.csv": "甲,乙,丙\r\n1,2,3\r\n".encode(),
    "report.docx": b"PK",
    "copy of March.csv": export([ticket(1), ticket(2), ticket(3)]),
}


def test_every_record_is_accounted_for_before_anything_is_written(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)

    parts = ("New", "Updated", "Unchanged", "Repeated", "In quarantine", "Skipped")
    told = {
        row["File"]: [row["Outcome"], row["Records"], *(row[part] for part in parts)]
        for row in reader.table("Outcome")
    }
    assert told == {
        MARCH: ["Ready", 3, 3, 0, 0, 0, 0, 0],
        APRIL: ["Some rows wait", 6, 1, 1, 0, 1, 3, 0],
        "blank.csv": ["Cannot be loaded", 0, 0, 0, 0, 0, 0, 0],
        "picture.csv": ["Cannot be loaded", 0, 0, 0, 0, 0, 0, 0],
        "unknown.csv": ["Cannot be loaded", 0, 0, 0, 0, 0, 0, 0],
        "report.docx": ["Cannot be loaded", 0, 0, 0, 0, 0, 0, 0],
        "copy of March.csv": ["Cannot be loaded", 0, 0, 0, 0, 0, 0, 0],
    }
    assert (
        "Records **9** = new **4** + updated **1** + unchanged **0** + repeated **1** + in quarantine **3** + skipped **0**"
    ) in reader.told()
    assert "Leads: 4 added" in reader.told()
    assert reader.ledger.newest_batch == 0


def test_what_a_file_is_taken_for_is_told(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1)])})
    (row,) = reader.table("Outcome")
    columns = ("Recognised as", "Source", "Handed over for", "Encoding")
    assert [row[column] for column in columns] == [
        "12345 hotline: tickets → Leads", "12345 hotline", "2022-03", "GB18030",
    ]  # fmt: skip


def test_every_refused_file_gets_its_sentence(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)
    (refusals,) = (error.value.replace("\\", "").split("\n") for error in reader.tab.error)
    assert len(refusals) == 5
    for name, why in (
        ("blank.csv", "the file is empty"),
        ("picture.csv", "PNG"),
        ("unknown.csv", "fit no ledger"),
        ("report.docx", "this is no table"),
        ("copy of March.csv", f"exactly what “{MARCH}” holds"),
    ):
        assert any(name in refusal and why in refusal for refusal in refusals), name


def test_findings_are_grouped_by_kind_and_say_where_and_what_to_write(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)
    kinds = [fold.label.replace("\\", "") for fold in reader.tab.expander if "row waits" in fold.label]
    assert [kind.split(" :")[0] for kind in kinds] == [
        "There is no such day · 2",
        "Excel has turned this number into scientific notation; it can't be restored · 1",
    ]
    days, numbers = reader.tables("What to write")
    assert days == [
        {
            "File": APRIL,
            "Line": line,
            "Column": "来电时间",
            "Cell": "2022-13-01",
            "What to write": "Ask the source which day it was.",
        }
        for line in (5, 7)
    ]
    assert [(row["Line"], row["Column"], row["Cell"]) for row in numbers] == [(6, "工单编号", "9.12E+17")]


def test_the_button_loads_all_of_it_as_one_batch(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)
    (note,) = [box for box in reader.tab.text_input if str(box.key).startswith("note")]
    note.set_value("first try").run()
    reader.tab.button(key="commit").click().run()

    assert "Loaded as batch 1" in reader.told()
    assert "Leads: 4 added" in reader.told()
    assert "3 rows wait in quarantine" in reader.told()
    assert "Undo batch 1 on the History page" in reader.told()
    assert [link.label for link in reader.tab.main.get("page_link")] == [
        "→ Overview",
        "→ Quarantine",
        "→ History",
    ]
    assert reader.ledger.newest_batch == 1
    assert reader.ledger.rows("select note, (select count(*) from leads) from history.batches") == [
        ("first try", 4)
    ]
    assert not reader.tab.dataframe  # the box is empty again


def test_the_sample_is_left_behind_by_the_first_load(reader: Reader) -> None:
    reader.turn_to("upload")
    assert "SAMPLE DATA" in reader.told()
    assert "Your files go into **a ledger of your own**" in reader.told()
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    assert "SAMPLE DATA" not in reader.told()
    assert "a ledger of your own" not in reader.told()


def test_figures_count_a_batch_at_once(reader: Reader) -> None:
    reader.tab.query_params["from"], reader.tab.query_params["to"] = "2022-03-01", "2022-03-31"
    reader.load({MARCH: export([ticket(1), ticket(2)])})
    reader.turn_to("leads")
    assert reader.tile("Leads received") == "2 leads"
    reader.load({"12345平台_补报_202203.csv": export([ticket(2), ticket(3)])})
    reader.turn_to("leads")
    assert reader.tile("Leads received") == "3 leads"


def test_days_are_reckoned_on_the_ledger_shown_and_not_on_the_sample(reader: Reader) -> None:
    """Both ledgers stand at batch 1 then; what is remembered of one must not be taken for the other."""
    reader.turn_to("leads")
    reader.load({MARCH: export([ticket(1, day="2022-03-07")])})
    reader.turn_to("leads")
    assert "as of 7 Mar 2022" in reader.told()


def test_a_file_loaded_before_is_recognised_and_changes_nothing(reader: Reader) -> None:
    march = {MARCH: export([ticket(1), ticket(2)])}
    reader.load(march)
    reader.drop({"renamed.csv": march[MARCH]})
    (row,) = reader.table("Outcome")
    assert (row["Outcome"], row["Records"], row["Unchanged"]) == ("Nothing new", 2, 2)
    assert "Batch 1 has loaded this very file before." in reader.told()
    assert "The ledger holds all of this already" in reader.told()


def test_the_same_file_dropped_twice_is_loaded_once(reader: Reader) -> None:
    reader.turn_to("upload")
    march = export([ticket(1)])
    reader.tab.file_uploader[0].set_value([(MARCH, march, ""), (MARCH, march, "")]).run()
    assert f"{MARCH}: dropped twice; it is loaded once." in reader.told()
    reader.tab.button(key="commit").click().run()
    assert reader.ledger.rows("select count(*) from leads") == [(1,)]


def test_the_recognition_can_be_overruled_for_one_file(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1)]), APRIL: export([ticket(2)])})
    by_label = {box.label.replace("\\", ""): box for box in reader.tab.selectbox}
    by_label[APRIL].select("leads").run()
    assert [row["Recognised as"] for row in reader.table("Outcome")] == [
        "12345 hotline: tickets → Leads",
        "—",
    ]
    assert "required columns are missing" in reader.told()


def test_the_recognition_can_be_overruled_for_all(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1)]), APRIL: export([ticket(2)])})
    next(box for box in reader.tab.selectbox if box.label == "All files").select("visits").run()
    assert {row["Outcome"] for row in reader.table("Outcome")} == {"Cannot be loaded"}
    assert all(button.key != "commit" for button in reader.tab.button)


def test_typing_a_note_reads_nothing_again(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1)])})
    held = reader.tab.session_state["basket"]
    before = dict(held.read), held.rehearsed
    reader.tab.text_input[0].set_value("a note").run()
    after = reader.tab.session_state["basket"]
    assert [id(file) for file in after.read.values()] == [id(file) for file in before[0].values()]
    assert after.rehearsed is before[1]


def test_a_file_taken_out_is_forgotten(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1)])})
    reader.drop({APRIL: export([ticket(2)])})
    assert [file.name for file in reader.tab.session_state["basket"].read.values()] == [APRIL]


def test_files_too_large_together_are_told_which(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    march = export([ticket(1)])
    monkeypatch.setattr(uploading, "LARGEST", len(march) + 10)
    reader.turn_to("upload")
    reader.drop({MARCH: march, APRIL: export([ticket(2)])})
    assert [row["Outcome"] for row in reader.table("Outcome")] == ["Ready", "Cannot be loaded"]
    assert f"{APRIL}: the files dropped at once exceed" in reader.told()


def test_a_folder_is_read_whole_and_what_is_no_table_is_named(reader: Reader) -> None:
    reader.turn_to("upload")
    next(choice for choice in reader.tab.button_group if (choice.key or "").startswith("what ")).set_value(
        "folder"
    ).run()
    reader.drop(
        {
            "exports/2022-03/tickets.csv": export([ticket(1)]),
            "exports/2022-04/tickets.csv": export([ticket(1, status="已办结"), ticket(2)]),
            "exports/expected.json": b"{}",
            "exports/2022-03/.DS_Store": b"\0",
            "exports/2022-03/~$tickets.xlsx": b"\0",
        }
    )
    told = {
        row["File"]: [row["Handed over for"], row["New"], row["Updated"]] for row in reader.table("Outcome")
    }
    assert told == {
        "exports/2022-03/tickets.csv": ["2022-03", 1, 0],
        "exports/2022-04/tickets.csv": ["2022-04", 1, 1],
    }
    assert not reader.tab.error
    assert (
        "Passed over, for they are no tables (3): exports/expected.json, exports/2022-03/.DS_Store, "
        "exports/2022-03/~$tickets.xlsx"
    ) in reader.told()


def test_a_name_is_never_read_as_markdown(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({":red[alarm] **bold** $x$.docx": b"PK"})
    (error,) = reader.tab.error
    assert r"\:red\[alarm\] \*\*bold\*\* \$x\$\.docx" in error.value


def test_there_is_a_template_for_every_ledger(reader: Reader) -> None:
    reader.turn_to("upload")
    offered = [button.label for button in reader.tab.download_button]
    assert offered == [ledger.title.en for ledger in LEDGERS]


def test_a_ledger_open_elsewhere_is_told_in_a_sentence(reader: Reader, tmp_path: Path) -> None:
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path / "ledger.duckdb")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        reader.turn_to("upload")
        other.communicate()
    assert any("is open in another program" in error.value.replace("\\", "") for error in reader.tab.error)
    assert not reader.tab.exception


def test_findings_are_downloaded_whole(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)
    files = [file for file in reader.tab.session_state["basket"].read.values() if hasattr(file, "findings")]
    content = findings_csv(files, "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    headings, *lines = content.decode("utf-8-sig").splitlines()
    assert headings == "文件,行,列,单元格,问题,应怎样写,处理"
    assert f"{APRIL},5,来电时间,2022-13-01,没有这一天,请向来源单位核实是哪一天,整行待更正" in lines
    assert len(lines) == 3


def test_the_rows_of_one_kind_are_downloaded_as_the_source_wrote_them(reader: Reader) -> None:
    """Complainants' columns are gone, a formula is defused, and a row that was taken all the same is there too."""
    headings = ("线索编号", "登记日期", "举报人", "统一社会信用代码", "内容摘要", "口供")
    march = export(
        [
            ["A1", "2022-03-07", "王某", "91350100M000100Y43", "平安", "x"],
            ["A2", "2022-03-08", "李某", "91350100M000100Y44", "=1+1，电话13900000000", "y"],
            ["A3", "2022-13-08", "赵某", "", "平安", "z"],
        ],
        (*headings, "来源单位"),
    )
    reader.turn_to("upload")
    reader.drop({MARCH: march.replace(",来源单位".encode("gb18030"), b"")})
    reader.tab.selectbox[0].select("commission").run()
    (file,) = reader.tab.session_state["basket"].read.values()
    by_kind = {finding.refused: finding for finding in file.findings}
    taken, waits = (
        found_rows_csv([(file, by_kind[refused])], "zh").decode("utf-8-sig").splitlines()
        for refused in (False, True)
    )
    assert taken == [
        "文件,行,原因,应怎样写,线索编号,登记日期,统一社会信用代码,内容摘要",
        f"{MARCH},3,统一社会信用代码“91350100M000100Y44”：统一社会信用代码未通过校验,"
        '请与营业执照核对；真实代码也可能不符，已照录。,A2,2022-03-08,91350100M000100Y44,"\'=1+1,电话【电话已隐去】"',
    ]
    assert waits[1].endswith("请向来源单位核实是哪一天,A3,2022-13-08,,平安")
    labels = [button.label for button in reader.tab.download_button]
    assert labels.count("Download these rows as the source wrote them") == 2


def test_the_preview_tells_what_became_of_every_heading_and_row(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop(MIXED)
    box = next(box for box in reader.tab.selectbox if box.label == "File")
    assert [name.replace("\\", "") for name in box.options] == [MARCH, APRIL]
    box.select_index(1).run()

    headings = {row["Heading in the file"]: row for row in reader.table("What happens")}
    assert list(headings) == [*HEADINGS, "—"]
    assert headings["来电时间"]["Column of the ledger"] == "Received on"
    assert headings["来电人"]["What happens"] == "Personal data, never stored"
    assert headings["—"]["What happens"] == "Told by the source, needs no column: 12345 hotline"
    rows = [(row["Line"], row["Lead number"], row["Status"]) for row in reader.table("Lead number")]
    assert rows == [
        (2, "HO20220300003", "已办结"),
        (3, "HO20220300004", "已转办"),
        (4, "HO20220300004", "已转办"),
    ]
    assert {row["Source"] for row in reader.table("Lead number")} == {"12345 hotline"}


def test_a_row_that_has_shifted_shows_no_name(reader: Reader) -> None:
    """Two cells too many push the caller's name under the heading of what was complained of."""
    shifted = ticket(5, day="2022-13-01")
    reader.turn_to("upload")
    rows = [*map(ticket, range(10, 30)), [*shifted[:5], "多", "余", *shifted[5:]]]
    reader.drop({MARCH: export(rows)})
    (file,) = reader.tab.session_state["basket"].read.values()
    (row,) = file.waiting
    assert row.cells["来电时间"] == "2022-13-01"
    assert "某女士" not in str(file.findings) + str(row) + str(file.found_cells)


def test_complainants_are_not_shown(reader: Reader) -> None:
    """A finding's row and the download hold no name and no phone number of a complainant."""
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1, day="2022-13-01")])})
    shown = str([table.value for table in reader.tab.dataframe]) + reader.told()
    assert "13900000000" not in shown
    assert "某女士" not in shown
    assert set(HEADINGS) >= {"来电人", "联系电话"}


def test_an_archive_is_loaded_file_by_file(reader: Reader) -> None:
    march, april = export([ticket(1)]), export([ticket(2), ticket(3)])
    reader.turn_to("upload")
    reader.drop({"报送.zip": packed((MARCH, march), (APRIL, april), ("说明.docx", b"x"), ("empty.csv", b""))})
    assert [(row["File"], row["Outcome"], row["New"]) for row in reader.table("Outcome")] == [
        (f"报送.zip/{MARCH}", "Ready", 1),
        (f"报送.zip/{APRIL}", "Ready", 2),
        ("报送.zip/empty.csv", "Cannot be loaded", 0),
    ]
    assert "说明.docx" in reader.told()
    reader.tab.button(key="commit").click().run()
    assert reader.ledger.rows("select count(*) from leads") == [(3,)]


def test_a_preview_that_somebody_overtook_is_not_written_until_looked_at_again(reader: Reader) -> None:
    reader.turn_to("upload")
    reader.drop({"12345平台_202203.csv": export([ticket(1)])})
    meanwhile = check_file(export([ticket(1), ticket(2)]), "12345平台_202204.csv", date(2026, 1, 1))
    load(reader.ledger, [meanwhile], by="吴")
    reader.tab.button(key="commit").click().run()
    assert "Nothing was written: after you looked, 吴 made batch 1" in reader.told()
    assert reader.ledger.newest_batch == 1
    assert "changes no number" in reader.told()
    reader.tab.button(key="commit").click().run()
    assert reader.ledger.newest_batch == 2


def test_the_page_says_whether_what_came_is_what_was_declared(reader: Reader) -> None:
    register = "来源单位,应报日期,实报日期,申报件数\r\n12345平台,2022-03-25,2022-03-25,3\r\n"
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1), ticket(2)]), "线索汇总登记.csv": register.encode("gb18030")})
    [row] = reader.table("Do they agree")
    assert (row["Declared"], row["Came for the first time"]) == ("3", 2)
    assert row["Do they agree"] == "1 fewer than declared: look for a missing file or rows"


def test_a_large_file_is_read_by_another_process(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FROM", 100)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    reader.turn_to("upload")
    reader.drop({MARCH: export([ticket(1), ticket(2), ticket(3)])})
    assert "ended by the system" in reader.told()
