"""Planted phone and ID numbers reach no byte on the disk and no word of a command: asked of the raw bytes.

Files, cells, notes, reasons and names bear them through every road that writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from supervision.__main__ import main
from supervision.mending import mend
from supervision.store.batches import undo
from supervision.store.database import open_database
from supervision.store.dealing import dismiss
from supervision.store.waiting import waiting_rows
from tests.hotline import HEADINGS, export, ticket

PLANTED = {
    "phone of the caller": "13911110001",
    "identity of the caller": "210203198001010011",
    "phone in a text": "13911110002",
    "identity in a text": "210203198001010038",
    "phone in a waiting row": "13911110003",
    "phone where a day should be": "13911110004",
    "phone in a listed column": "13911110005",
    "phone in an unknown column": "13911110006",
    "phone in a file name": "13911110007",
    "phone in a title": "13911110008",
    "phone in a refused file": "13911110009",
    "phone in a mended cell": "13911110010",
    "phone in a mended cell that fails": "13911110011",
    "phone in a dismissal": "13911110012",
    "phone in who": "13911110013",
    "phone in an undo": "13911110014",
    "landline in a text": "0411-83911115",
    "phone beside a body": "13911110016",
    "identity in a mended text": "210203198001010054",
    "phone in a note": "13911110018",
}


def _ticket(number: int, **cells: str) -> list[str]:
    row = [*ticket(number), ""]
    for heading, cell in cells.items():
        row[[*HEADINGS, "来电人证件"].index(heading)] = cell
    return row


def march() -> bytes:
    """Complainants in their own columns, in texts, in good rows and in rows that must wait."""
    p = PLANTED
    rows = [
        ["", f"来电登记 经办 {p['phone in a title']}"],
        [*HEADINGS, "来电人证件"],
        _ticket(1, 来电人="王某", 联系电话=p["phone of the caller"], 来电人证件=p["identity of the caller"]),
        _ticket(
            2,
            工单内容=f"致电{p['phone in a text']}，证件{p['identity in a text']}，{p['landline in a text']}",
        ),
        _ticket(3, 来电时间="2022-13-01", 工单内容=f"回电 {p['phone in a waiting row']}"),
        _ticket(4, 来电时间=p["phone where a day should be"]),
        _ticket(5, 区县=p["phone in a listed column"], 来电人证件=p["phone in an unknown column"]),
        _ticket(6, 承办单位=f"示例法院 {p['phone beside a body']}"),
        _ticket(7, 来电时间="2022-14-01"),
    ]
    return export(rows[1:], headings=rows[0])


def encoded(number: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        yield number.encode(encoding)
    yield "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in number).encode()


def found_in(folder: Path) -> list[tuple[str, str]]:
    """Every planted number in the raw bytes of every file, and in every table of every ledger, which is compressed."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "exports" not in path.parts):
        held = path.read_bytes()
        if path.suffix == ".duckdb":
            held += _dumped(path)
        held += path.name.encode()
        found += [
            (what, path.name) for what, number in PLANTED.items() if any(map(held.count, encoded(number)))
        ]
    return found


def _dumped(path: Path) -> bytes:
    with duckdb.connect(str(path), read_only=True) as database:
        tables = database.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        assert ("history", "waiting") in tables
        return "".join(
            repr(database.execute(f'from "{schema}"."{table}"').fetchall()) for schema, table in tables
        ).encode()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "l.duckdb")) as database:
        database.execute(
            "create schema history; create table history.waiting as select '13911110001' as cells"
        )
    (tmp_path / "app.log").write_bytes(
        "１３９１１１１０００２ ".encode() + "210203198001010011".encode("utf-16")
    )
    assert {what for what, _ in found_in(tmp_path)} == {
        "phone of the caller",
        "identity of the caller",
        "phone in a text",
    }


def test_no_planted_number_is_on_disk_or_said_by_a_command(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    p, ledger, exports = PLANTED, tmp_path / "ledger.duckdb", tmp_path / "exports"
    exports.mkdir()
    (exports / "12345平台_202203.csv").write_bytes(march())
    (exports / f"联系{p['phone in a file name']}_202204.csv").write_bytes(
        export([ticket(20), ticket(21, "2022-13-02")])
    )
    (exports / "不明.csv").write_bytes(f"甲,乙\n{p['phone in a refused file']},1\n".encode())

    def run(*words: object) -> int:
        return main([*map(str, words), "--database", str(ledger)])

    assert run("load", exports / "12345平台_202203.csv", "--json", "--by", f"周 {p['phone in who']}") == 1
    assert run("load", exports) == 1
    assert run("quarantine") == 1
    assert run("quarantine", "--csv", tmp_path / "waiting.csv") == 1
    sheet = (tmp_path / "waiting.csv").read_text("utf-8-sig")
    (exports / "mended.csv").write_text(
        sheet.replace("2022-13-01", "2022-03-09").replace("回电", f"回电 {p['phone in a mended cell']}"),
        "utf-8-sig",
    )
    run("quarantine", "--mended", exports / "mended.csv")
    database = open_database(ledger)
    rows = {row.line: row.id for row in waiting_rows(database)}
    text = f"证件 {p['identity in a mended text']}"
    mend(database, {rows[9]: {"来电时间": p["phone in a mended cell that fails"]}}, by="周")
    mend(
        database,
        {rows[9]: {"来电时间": "2022-03-09", "工单内容": text}},
        by="周",
        note=p["phone in a note"],
    )
    dismiss(database, [rows[6]], by="周", reason=f"来电人 {p['phone in a dismissal']} 撤回")
    undo(database, database.newest_batch, by="周", note=p["phone in an undo"])
    # As a crash would leave it: with the write-ahead log still beside the file.
    wal = ledger.with_name(ledger.name + ".wal")
    assert wal.exists()
    (tmp_path / "wal.copy").write_bytes(wal.read_bytes())
    (tmp_path / "before closing.copy").write_bytes(ledger.read_bytes())
    assert database.rows("select count(*) from leads where summary like '%已隐去%'") == [(3,)]
    database.close()
    assert run("backup", tmp_path / "copy.duckdb") == 0
    assert run("restore", tmp_path / "copy.duckdb") == 0
    assert run("batches", "--json") == 0
    assert run("check") == 0

    assert found_in(tmp_path) == []
    told = capfd.readouterr()
    said = told.out + told.err
    assert json.dumps("【电话已隐去】", ensure_ascii=False)[1:-1] in said
    assert [what for what, number in PLANTED.items() if number in said] == []
