"""A file is called by its path below the folder given: the month stays told, the analyst's machine does not show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervision.__main__ import main
from supervision.loading import check_path, gather
from supervision.store.database import open_database
from tests.hotline import export, ticket

MARCH = export([ticket(1)])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, content in (
        ("exports/2022-03/12345平台.csv", MARCH),
        ("exports/blank.csv", b""),
        ("exports/13904110000_202204.csv", export([ticket(2)])),
    ):
        path = tmp_path / "home" / "王某" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "home" / "王某" / "exports"


def test_names_begin_below_the_folder_given(desk: Path) -> None:
    assert gather([desk]).names == ("【电话已隐去】_202204.csv", "2022-03/12345平台.csv", "blank.csv")


@pytest.mark.parametrize("given", [".", "2022-03", "2022-03/12345平台.csv"])
def test_the_month_that_a_folder_states_is_kept_however_it_is_given(desk: Path, given: str) -> None:
    gathered = gather([desk / given])
    name = next(name for name in gathered.names if "12345平台" in name)
    assert name == "2022-03/12345平台.csv"
    (file,) = check_path(desk / "2022-03/12345平台.csv", None, name)
    assert str(getattr(file, "stated_month", None)) == "2022-03-31"


def test_nothing_stored_or_said_names_the_machines_folders(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["load", str(desk), "--json", "--database", str(tmp_path / "l.duckdb")])
    told = json.loads(capsys.readouterr().out)
    (refused,) = (file for file in told["files"] if file["status"] == "refused")
    assert refused["path"] == str(desk / "blank.csv")
    assert refused["reason"].startswith("blank.csv")
    with open_database(tmp_path / "l.duckdb", create=False).transaction() as cursor:
        stored = cursor.execute("select name, reason_zh from history.files order by name").fetchall()
    assert [name for name, _ in stored] == ["2022-03/12345平台.csv", "blank.csv", "【电话已隐去】_202204.csv"]
    assert "王某" not in str(stored)


def test_a_folder_can_not_be_read_as_a_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(desk), "--json"]) == 2
    assert "is a folder" in capsys.readouterr().err
