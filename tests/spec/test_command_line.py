"""The commands other programs rely on: exit status, JSON, one clear sentence for what goes wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from supervision.__main__ import main
from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Ledger

HOTLINE = "工单编号,来电时间,诉求类型,一级分类,承办单位,单位类别,区县,来电人,联系电话,工单内容,办理状态\n"


class Office:
    """One desk: a ledger file, a folder of exports, and what the last command said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.duckdb"
        self.capsys = capsys
        self.error = ""

    def write(self, name: str, content: str | bytes, encoding: str = "gb18030") -> Path:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def run(self, *words: object) -> tuple[int, str]:
        self.capsys.readouterr()
        try:
            status = main([*map(str, words), "--database", str(self.ledger)])
        except SystemExit as left:
            status = int(str(left.code))
        told = self.capsys.readouterr()
        self.error = told.err
        assert "Traceback" not in told.err
        return status, told.out

    def load(self, *paths: Path, dry_run: bool = False) -> tuple[int, dict[str, Any]]:
        status, out = self.run(
            "load", *paths, "--json", "--by", "tester", *(["--dry-run"] if dry_run else [])
        )
        return status, json.loads(out)

    def figure(self, name: str, by: str | None = None, member: str | None = None, *more: object) -> Any:
        _, out = self.run("figures", "--from", "2022-01-01", "--to", "2022-12-31", "--json", *more)
        return next(
            row["value"]
            for row in json.loads(out)
            if (row["figure"], row["by"], row["member"]) == (name, by, member)
        )


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def ticket(number: str, day: str = "2022-03-07 01:31", text: str = "反映超期办案问题") -> str:
    return f"\t{number},{day},投诉,超期办案,大连市公安局中山区分局,,中山区,女士,13900000001,{text},已登记\n"


def test_load_tells_what_became_of_every_record(office: Office) -> None:
    content = HOTLINE + ticket("H1") + ticket("H1") + ticket("H2", "2022-13-01") + ",,,,,,,,,,\n"
    status, told = office.load(office.write("12345平台_202203.csv", content))
    assert status == 1
    assert told["batch"] == 1
    (file,) = told["files"]
    assert {key: file[key] for key in ("status", "ledger", "source", "profile", "encoding")} == {
        "status": "loaded", "ledger": "leads", "source": "12345平台", "profile": "hotline", "encoding": "gb18030",
    }  # fmt: skip
    counts = [file[name] for name in ("new", "updated", "unchanged", "repeated", "quarantined", "skipped")]
    assert counts == [1, 0, 0, 1, 1, 1]
    assert sum(counts) == file["records"] == 4
    (finding,) = file["findings"]
    assert (finding["line"], finding["column"], finding["cell"]) == (4, "来电时间", "2022-13-01")
    assert finding["problem"]
    assert finding["remedy"]


def test_a_bodys_name_gives_its_kind_where_no_column_says_so(office: Office) -> None:
    office.load(office.write("a.csv", HOTLINE + ticket("H1")))
    assert office.figure("leads.received", "organ", "公安机关") == 1


def test_a_dry_run_tells_the_same_and_writes_nothing(office: Office) -> None:
    path = office.write("a.csv", HOTLINE + ticket("H1"))
    status, told = office.load(path, dry_run=True)
    assert (status, told["batch"], told["files"][0]["new"]) == (0, None, 1)
    assert json.loads(office.run("batches", "--json")[1]) == []


def test_undo_and_known_at(office: Office) -> None:
    office.load(office.write("a.csv", HOTLINE + ticket("H1")))
    office.load(office.write("b.csv", HOTLINE + ticket("H2")))
    assert office.run("undo", 1)[0] == 0
    assert office.figure("leads.received") == 1
    assert office.figure("leads.received", None, None, "--known-at", 2) == 2
    told = json.loads(office.run("batches", "--json")[1])
    assert [(batch["batch"], batch["kind"], batch["undoes"], batch["undone_by"]) for batch in told] == [
        (1, "load", None, 3), (2, "load", None, None), (3, "undo", 1, None),
    ]  # fmt: skip
    assert office.run("undo", 1)[0] == 2
    assert "undone by batch 3" in office.error


def test_quarantine_holds_rows_as_the_source_wrote_them_less_what_is_never_stored(office: Office) -> None:
    office.load(office.write("a.csv", HOTLINE + ticket("H1", "2022-13-01", "请回电13900000009")))
    status, _ = office.run("quarantine", "--csv", office.folder / "q.csv")
    written = (office.folder / "q.csv").read_bytes()
    assert status == 1
    assert written.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(written.decode("utf-8-sig")))
    assert row["来电时间"] == "2022-13-01"
    assert "no such day" in row["reasons"]
    assert "来电人" not in row
    assert "13900000009" not in written.decode("utf-8-sig")


def test_no_complainant_and_no_phone_number_reaches_the_disk(office: Office) -> None:
    text = "反映问题,联系电话13911112222,身份证21020219900101123X"
    content = HOTLINE + ticket("H1", text=f'"{text}"') + ticket("H2", "2022-13-01", f'"{text}"')
    office.load(office.write("exports/a.csv", content.replace("女士", "赵钱孙")))
    written = b"".join(path.read_bytes() for path in office.folder.glob("ledger.duckdb*"))
    for secret in ("13911112222", "13900000001", "21020219900101123X", "赵钱孙"):
        assert secret.encode() not in written
    assert "反映问题".encode() in written


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_a_template_loads_back(
    ledger: Ledger, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["template", ledger.name]) == 0
    template = capfdbinary.readouterr().out
    assert template.startswith(b"\xef\xbb\xbf")
    (tmp_path / "template.csv").write_bytes(template)
    status = main(
        ["load", str(tmp_path / "template.csv"), "--json", "--database", str(tmp_path / "ledger.duckdb")]
    )
    (file,) = json.loads(capfdbinary.readouterr().out)["files"]
    assert (status, file["status"], file["ledger"], file["records"]) == (0, "unchanged", ledger.name, 0)


def test_a_filled_template_loads(office: Office) -> None:
    """Every column's own example is a good cell."""
    for ledger in LEDGERS:
        row = {column.title.zh: column.example for column in ledger.columns}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(row))
        writer.writeheader()
        writer.writerow(row)
        status, told = office.load(office.write(f"{ledger.name}.csv", text.getvalue()))
        assert (status, told["files"][0]["new"]) == (0, 1), told


BAD_FILES = {
    "empty.csv": b"",
    "blank.csv": b" \r\n\r\n \r\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "noise.csv": bytes(range(256)) * 8,
    "unknown.csv": "甲,乙,丙\n1,2,3\n4,5,6\n".encode("gb18030"),
    "half.csv": "工单编号,诉求类型,一级分类\nH1,投诉,其他\nH2,投诉,其他\n".encode(),
    "broken.xlsx": b"PK\x03\x04 not really a workbook",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gets_one_clear_sentence_and_nothing_else_is_lost(office: Office, name: str) -> None:
    bad = office.write(name, BAD_FILES[name])
    good = office.write("good.csv", HOTLINE + ticket("H1"))
    status, told = office.load(bad, good)
    assert status == 1
    assert [file["status"] for file in told["files"]] == ["refused", "loaded"]
    reason = told["files"][0]["reason"]
    assert name in reason
    assert "\n" not in reason
    assert office.figure("leads.received") == 1


def test_when_every_file_is_refused_there_is_no_batch(office: Office) -> None:
    status, told = office.load(office.write("empty.csv", b""))
    assert (status, told["batch"]) == (1, None)
    assert json.loads(office.run("batches", "--json")[1]) == []


def test_a_workbook_named_csv_is_read_as_what_it_is(office: Office) -> None:
    import xlsxwriter

    path = office.folder / "12345平台_202203.csv"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([HOTLINE, ticket("H1"), ticket("H2")]):
            sheet.write_row(row, 0, line.strip().split(","))
    status, told = office.load(path)
    assert (status, told["files"][0]["new"]) == (0, 2)


def test_a_number_ruined_by_excel_waits_and_the_rest_loads(office: Office) -> None:
    status, told = office.load(office.write("a.csv", HOTLINE + ticket("9.12E+17") + ticket("H2")))
    assert status == 1
    assert (told["files"][0]["new"], told["files"][0]["quarantined"]) == (1, 1)


@pytest.mark.parametrize(
    "words",
    [
        ["figures", "--from", "2022-13-01", "--to", "2022-12-31"],
        ["figures", "--from", "2022-12-31", "--to", "2022-01-01"],
        ["figures", "--from", "2022-01-01"],
        ["figures", "--from", "2022-01-01", "--to", "2022-12-31", "--known-at", "99"],
        ["undo", "7"],
        ["undo", "one"],
        ["load", "nowhere.csv"],
        ["load", "--profile", "nobody", "a.csv"],
        ["restore", "nowhere.duckdb"],
        ["dance"],
        [],
    ],
)
def test_wrong_use_is_one_sentence_and_status_two(office: Office, words: list[str]) -> None:
    office.load(office.write("a.csv", HOTLINE + ticket("H1")))
    assert office.run(*words)[0] == 2
    assert len(office.error.strip().splitlines()) == 1


def test_asking_a_ledger_that_is_not_there_makes_none(office: Office) -> None:
    for words in (
        ["figures", "--from", "2022-01-01", "--to", "2022-12-31"],
        ["batches"],
        ["check"],
        ["quarantine"],
    ):
        assert office.run(*words)[0] == 2
    assert not office.ledger.exists()


def test_check_is_clean_and_finds_a_row_changed_behind_our_back(office: Office) -> None:
    import duckdb

    office.load(office.write("a.csv", HOTLINE + ticket("H1") + ticket("H2")))
    assert office.run("check")[0] == 0
    with duckdb.connect(str(office.ledger)) as connection:
        connection.execute("update history.leads set district = '西岗区' where number = 'H1'")
    assert office.run("check")[0] == 1
    assert "H1" in office.error


def test_backup_and_restore(office: Office) -> None:
    office.load(office.write("a.csv", HOTLINE + ticket("H1")))
    copy = office.folder / "copy.duckdb"
    assert office.run("backup", copy)[0] == 0
    office.load(office.write("b.csv", HOTLINE + ticket("H2")))
    assert office.run("restore", copy)[0] == 0
    assert office.figure("leads.received") == 1
    assert office.run("backup", copy)[0] == 2, "an existing file is not overwritten"


def test_a_backup_that_is_not_whole_replaces_nothing(office: Office) -> None:
    import duckdb

    office.load(office.write("a.csv", HOTLINE + ticket("H1")))
    copy = office.folder / "copy.duckdb"
    office.run("backup", copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("delete from history.leads")
    office.load(office.write("b.csv", HOTLINE + ticket("H2")))
    assert office.run("restore", copy)[0] == 2
    assert office.figure("leads.received") == 2
    copy.write_bytes(b"no database at all")
    assert office.run("restore", copy)[0] == 2
    assert office.figure("leads.received") == 2


def test_read_tells_what_was_understood_and_writes_the_clean_csv(office: Office) -> None:
    path = office.write(
        "市纪委监委.csv",
        "线索移送表,,\n序号,线索编号,受理时间\n1,D1,2022.03.07\n2,D2,2022.03.08\n合计,,2件\n",
    )
    clean = office.folder / "clean.csv"
    main(["read", str(path), "--json", "--out", str(clean)])
    told = json.loads(office.capsys.readouterr().out)
    assert (told["encoding"], told["delimiter"], told["heading_line"]) == ("gb18030", ",", 2)
    assert told["headings"] == ["序号", "线索编号", "受理时间"]
    assert told["records"] == 2
    assert {(row["line"], row["why"]) for row in told["skipped"]} >= {(1, "title"), (5, "total")}
    assert clean.read_bytes() == "序号,线索编号,受理时间\r\n1,D1,2022.03.07\r\n2,D2,2022.03.08\r\n".encode()
    assert main(["read", str(office.write("empty.csv", b"")), "--json"]) == 1
    assert "empty.csv" in json.loads(office.capsys.readouterr().out)["refused"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["figures"], "缺少参数 --from, --to"),
        (["figures", "--from"], "参数 --from 后面缺少内容"),
        (["undo", "x"], "参数 BATCH 应为整数，不能是“x”"),
        (["undo", "1", "2"], "不认识的参数 2"),
        (["nope"], "参数 COMMAND 不能是“nope”，可以是"),
        (["profiles", "--show", "a", "--add", "b"], "参数 --add 不能与 --show 同用"),
    ],
)
def test_a_wrong_command_is_told_in_chinese_too(
    office: Office, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.setenv("SUPERVISION_LANGUAGE", "zh")
    status, _ = office.run(*words)
    assert status == 2
    assert says in office.error


def test_a_backup_into_a_folder_that_is_not_there_says_so(office: Office) -> None:
    office.load(office.write("leads.csv", HOTLINE + "H1,2022-03-07,,,,,,,,,\n"))
    status, _ = office.run("backup", office.folder / "nowhere" / "copy.duckdb")
    assert status == 2
    assert "nowhere can't be written to" in office.error


def test_quarantine_takes_its_own_file_back_mended(office: Office) -> None:
    office.load(
        office.write("12345平台_202203.csv", HOTLINE + ticket("H1", "2022-13-01") + ticket("H2", "?"))
    )
    sheet = office.folder / "waiting.csv"
    assert office.run("quarantine", "--csv", sheet)[0] == 1
    office.write(
        "mended.csv", sheet.read_text("utf-8-sig").replace(",2022-13-01,", ",2022-03-07,"), "utf-8-sig"
    )
    status, out = office.run("quarantine", "--mended", office.folder / "mended.csv", "--by", "周")
    assert status == 1
    assert "Batch 2: rows mended: 1, still failing: 0, not touched: 1" in out
    assert office.figure("leads.received") == 1
    (waiting,) = office.run("quarantine")[1].splitlines()[1:]
    status, _ = office.run("quarantine", "--dismiss", waiting.split()[0], "--why", "entered twice")
    assert status == 0
    assert [line.split()[1] for line in office.run("batches")[1].splitlines()[1:]] == [
        "Load",
        "Mending",
        "Dismissal",
    ]
    assert office.run("check")[0] == 0


def test_a_dismissal_without_a_reason_is_used_wrongly(office: Office) -> None:
    office.load(office.write("12345平台_202203.csv", HOTLINE + ticket("H1", "2022-13-01")))
    assert office.run("quarantine", "--dismiss", "1")[0] == 2
    assert "needs a reason" in office.error
    assert office.run("quarantine", "--why", "x")[0] == 2
