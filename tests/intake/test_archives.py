"""An archive of many files is loaded like the files themselves; what can't be trusted in it is refused by name."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.intake import archives
from supervision.intake.archives import is_archive, unpack
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import ENDINGS, check_bytes, check_path
from supervision.text import Refusal
from tests.hotline import export, ticket
from tests.intake.test_reading_workbooks import LEDGER, workbook

MARCH = export([ticket(1), ticket(2)])


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def checked(content: bytes, name: str = "报送.zip") -> dict[str, CheckedFile | RefusedFile]:
    return {file.name: file for file in check_bytes(content, name)}


def refusal_of(content: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        unpack(content, "报送.zip", ENDINGS)
    return refused.value.sentence.en


def test_every_file_inside_is_a_file_of_its_own() -> None:
    told = checked(packed(("12345平台_202203.csv", MARCH), ("2022-04/12345平台.csv", export([ticket(3)]))))
    assert {name: (len(file.lines), str(file.stated_month)) for name, file in told.items()} == {
        "报送.zip/12345平台_202203.csv": (2, "2022-03-31"),
        "报送.zip/2022-04/12345平台.csv": (1, "2022-04-30"),
    }


def test_the_archives_own_name_states_the_month_of_files_that_say_nothing() -> None:
    (file,) = checked(packed(("12345平台.csv", MARCH)), "2022年3月.zip").values()
    assert str(file.stated_month) == "2022-03-31"


def test_a_workbook_is_no_archive_though_it_is_a_zip() -> None:
    assert not is_archive(workbook(台账=LEDGER))
    (file,) = checked(packed(("台账.xlsx", workbook(台账=LEDGER)))).values()
    assert "archive" not in getattr(file, "reason", file.name).__str__()


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_chinese_names_are_read_though_the_archive_does_not_say_their_encoding(codec: str) -> None:
    written = "12345平台_202203.csv".encode(codec)
    stand_in = "x" * len(written)
    content = packed((stand_in, MARCH)).replace(stand_in.encode(), written)
    assert list(checked(content)) == ["报送.zip/12345平台_202203.csv"]


def test_what_is_no_table_is_named() -> None:
    content = packed(("__MACOSX/._a.csv", b"x"), (".DS_Store", b"x"), ("说明.docx", b"x"), ("a.csv", MARCH))
    (file,) = checked(content).values()
    assert isinstance(file, CheckedFile)
    assert (
        ".DS_Store" in file.notes[-1].en
        and "._a.csv" in file.notes[-1].en
        and "说明.docx" in file.notes[-1].en
    )
    (nothing,) = checked(packed(("说明.docx", b"x"))).values()
    assert isinstance(nothing, RefusedFile) and "说明.docx" in nothing.reason.zh


def test_a_part_without_any_name_harms_no_other() -> None:
    """A name ends at its first NUL, and `zipfile` asks a name of no letters for its last one."""
    content = packed(("12345平台_202203.csv", export([ticket(1)])), ("abcd.txt", b"x"))
    files = checked(content.replace(b"abcd.txt", b"\0bcd.txt"))
    [file] = [each for each in files.values() if isinstance(each, CheckedFile)]
    assert len(file.keys) == 1 and file.notes


def test_a_link_is_not_followed() -> None:
    link = zipfile.ZipInfo("link.csv")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    unpacked = unpack(packed((link, b"/etc/passwd"), ("a.csv", MARCH)), "报送.zip", ENDINGS)
    assert unpacked.passed_over == ("报送.zip/link.csv",)
    assert [member.name for member in unpacked.members] == ["报送.zip/a.csv"]


@pytest.mark.parametrize("path", ["../../a.csv", "/etc/a.csv", "C:\\x\\a.csv", "b/../../a.csv"])
def test_a_path_outside_is_refused_and_the_others_are_read(path: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = path
    told = checked(packed((info, MARCH), ("a_202203.csv", MARCH)))
    outside, inside = told.values()
    assert isinstance(outside, RefusedFile) and "outside" in outside.reason.en
    assert ".." not in outside.name and ":" not in outside.name and "//" not in outside.name
    assert isinstance(inside, CheckedFile)


@pytest.mark.parametrize("name", ["inner.zip", "inner.csv"])
def test_an_archive_inside_an_archive_is_refused(name: str) -> None:
    (file,) = checked(packed((name, packed(("a.csv", MARCH))))).values()
    assert isinstance(file, RefusedFile) and "archive inside an archive" in file.reason.en


def test_a_file_with_a_password_is_refused() -> None:
    content = bytearray(packed(("a.csv", MARCH)))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (file,) = checked(bytes(content)).values()
    assert isinstance(file, RefusedFile) and "password" in file.reason.en


def test_too_many_too_much_and_too_dense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST", 3)
    assert "4 files" in refusal_of(packed(*((f"{n}.csv", b"x") for n in range(4))))
    assert "300 times" in refusal_of(packed(("a.csv", b"\0" * (1 << 26))))
    monkeypatch.setattr(archives, "LARGEST", 1 << 20)
    assert "more than 1 MB" in refusal_of(packed(("a.csv", b"\0" * (1 << 21))))


def test_a_size_that_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The listing says 10 bytes; what is inflated is bounded all the same, and not taken for the file."""
    content = bytearray(packed(("a.csv", MARCH * 50)))
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    (file,) = checked(bytes(content)).values()
    assert isinstance(file, RefusedFile) and "damaged" in file.reason.en


def test_several_files_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed(("a.csv", b"a" * 900), ("b.csv", b"b" * 900))
    monkeypatch.setattr(archives, "LARGEST", 1 << 20)
    monkeypatch.setattr(archives, "_within_bounds", lambda packed, *_: packed.infolist())
    assert len(unpack(content, "报送.zip", ENDINGS).members) == 2
    monkeypatch.setattr(archives, "LARGEST", 1_000)
    assert "unpacks to more" in refusal_of(content)


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut short", packed(("a.csv", MARCH))[:-30], packed()])
def test_a_broken_or_empty_archive_is_refused(content: bytes) -> None:
    (file,) = checked(content).values()
    assert isinstance(file, RefusedFile)
    assert "damaged" in file.reason.en or "holds no files" in file.reason.en


def test_text_named_zip_is_read_as_text() -> None:
    (file,) = checked(MARCH, "a.zip").values()
    assert isinstance(file, CheckedFile)


def test_load_takes_an_archive_and_one_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "三月.zip").write_bytes(packed(("12345平台_202203.csv", MARCH), ("blank.csv", b"")))
    status = main(["load", str(tmp_path / "in"), "--json", "--database", str(tmp_path / "l.duckdb")])
    told = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [(file["path"], file["status"]) for file in told["files"]] == [
        (str(tmp_path / "in" / "三月.zip" / "12345平台_202203.csv"), "loaded"),
        (str(tmp_path / "in" / "三月.zip" / "blank.csv"), "refused"),
    ]
    assert told["files"][0]["new"] == 2
    assert len(check_path(tmp_path / "in" / "三月.zip")) == 2


def test_read_says_what_is_in_an_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "三月.zip").write_bytes(packed(("12345平台_202203.csv", MARCH)))
    status = main(["read", str(tmp_path / "三月.zip"), "--json"])
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert status == 1
    assert "12345平台_202203.csv" in refused and str(tmp_path) not in refused
