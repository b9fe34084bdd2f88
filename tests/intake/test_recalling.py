"""A large file that comes again is not read again, and everything is as though it had been."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from supervision import loading
from supervision.intake import blocks, encoding, regular
from supervision.ledgers.rows import CheckedFile
from supervision.loading import known_profiles, load_paths
from supervision.store.batches import undo
from supervision.store.database import Database, local_now, open_database
from supervision.store.saved_profiles import save_profile
from supervision.store.wholeness import faults
from tests.bench.tickets import SPOILT
from tests.bench.tickets import rows as tickets
from tests.hotline import export
from tests.intake.alike import differences

TODAY = local_now().replace(year=2023, month=6, day=30)
TOMORROW = TODAY + timedelta(days=1)
AHEAD = f"{TOMORROW:%Y-%m-%d} 10:00"
OWN_HOTLINE = Path(__file__).resolve().parents[2] / "data" / "profiles" / "hotline.toml"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for large files, at a scale at which reading one takes no time."""
    monkeypatch.setattr(regular, "FROM", 50_000)
    monkeypatch.setattr(regular, "_HEAD", 50_000)
    monkeypatch.setattr(regular, "_FEWEST_ROWS", 100)
    monkeypatch.setattr(blocks, "CHUNK", 24_000)
    monkeypatch.setattr(blocks, "LARGE", 10_000)
    for module in (encoding, regular):
        monkeypatch.setattr(module, "LOOKED_AT", 10_000)
    monkeypatch.setattr(loading, "local_now", lambda: TODAY)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, as they are read."""
    names: list[str] = []
    check = regular.check_regular

    def counted(*given: object, **named: object) -> CheckedFile | None:
        names.append(str(given[2]))
        return check(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(regular, "check_regular", counted)
    return names


def handed(folder: Path, *, days: tuple[str, ...] = ("2022-02-30",)) -> Path:
    """A file with rows that wait: spoilt numbers, days and districts, and rows of these days."""
    table = [list(row) for row in tickets(500, spoilt=0.04, seed=7)]
    sound = [row for row in table if not set(SPOILT) & set(row)]
    for row, day in zip(Random(7).sample(sound, len(days)), days, strict=True):
        row[1] = day
    path = folder / "12345平台_202212.csv"
    path.write_bytes(export(table))
    return path


def loaded(database: Database, path: Path) -> tuple[CheckedFile, tuple[int, ...]]:
    result, _, _ = load_paths(database, [path], by="李分析")
    [told] = result.files
    assert isinstance(told.file, CheckedFile)
    return told.file, (told.new, told.updated, told.unchanged, told.repeated, len(told.file.waiting))


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that a ledger file holds of what was handed over."""
    names = ("leads", "files", "changes", "waiting", "waiting_spans", "facts", "lead_days", "lead_months")
    told = {
        name: database.rows(f"from history.{name} order by all")
        for name in (*names, "handed", "offered", "lead_ways")
    }
    return told | {"links": database.rows("select what, number, digest from history.links order by all")}


def test_a_file_that_was_read_before_is_told_as_reading_it_tells(
    database: Database, tmp_path: Path, readings: list[str]
) -> None:
    path = handed(tmp_path)
    first, counted = loaded(database, path)
    assert counted[0] > 400 and counted[4] > 10 and len(readings) == 1
    again, counted_again = loaded(database, path)
    assert counted_again == (0, 0, counted[0], 0, counted[4]) and len(readings) == 1
    assert differences(again, first) == []
    assert readings == [path.name] * 2  # for the cells of its rows, which the comparison looked at


def test_the_ledger_is_the_same_as_when_it_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readings: list[str]
) -> None:
    path = handed(tmp_path)
    held = []
    monkeypatch.setattr("supervision.store.batches.local_now", lambda: TODAY)
    for is_known in (True, False):
        readings.clear()
        if not is_known:
            monkeypatch.setattr(loading, "recalled", lambda *_: None)
        with closing(open_database(tmp_path / f"{is_known}.duckdb")) as database:
            for _ in range(3):
                loaded(database, path)
            assert faults(database) == []
            held.append(everything(database))
        assert len(readings) == (1 if is_known else 3)
    for name, told in held[0].items():
        assert told == held[1][name], name


def test_rows_taken_back_since_come_anew(database: Database, tmp_path: Path, readings: list[str]) -> None:
    path = handed(tmp_path)
    _, counted = loaded(database, path)
    undo(database, database.newest_batch, by="李分析")
    assert database.rows("select count(*) from leads") == [(0,)]
    _, again = loaded(database, path)
    assert again == counted and len(readings) == 2
    assert database.rows("select count(*) from leads") == [(counted[0],)]


def test_what_a_profile_reads_otherwise_by_now_is_read(
    database: Database, tmp_path: Path, readings: list[str]
) -> None:
    path = handed(tmp_path)
    _, counted = loaded(database, path)
    told = OWN_HOTLINE.read_text("utf-8") + '\n[values.channel]\n"咨询" = "问询"\n'
    save_profile(database, "hotline", told, by="李分析")
    assert "hotline" in {profile.name for profile in known_profiles(database)}
    _, again = loaded(database, path)
    assert again[1] > 50 and len(readings) == 2
    assert again[1] + again[2] == counted[0]
    assert database.rows("select count(*) from leads where channel = '咨询'") == [(0,)]


def test_a_row_of_tomorrow_waits_until_tomorrow_only(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, readings: list[str]
) -> None:
    path = handed(tmp_path, days=(AHEAD,))
    _, counted = loaded(database, path)
    _, again = loaded(database, path)
    assert again[4] == counted[4] and len(readings) == 1
    monkeypatch.setattr(loading, "local_now", lambda: TOMORROW)
    _, later = loaded(database, path)
    assert (later[0], later[4]) == (1, counted[4] - 1) and len(readings) == 2


def test_other_bytes_of_the_same_length_are_read(
    database: Database, tmp_path: Path, readings: list[str]
) -> None:
    path = handed(tmp_path)
    loaded(database, path)
    content = path.read_bytes()
    path.write_bytes(content.replace("已转办".encode("gb18030"), "已办结".encode("gb18030")))
    assert len(path.read_bytes()) == len(content)
    _, again = loaded(database, path)
    assert again[1] > 50 and len(readings) == 2


@pytest.mark.parametrize("troubled", ["a warning", "a row filled up"])
def test_a_file_of_which_more_is_said_is_read_each_time(
    database: Database, tmp_path: Path, readings: list[str], troubled: str
) -> None:
    """A warning about a row that was taken, or a note on rows that were too short, stands in no book."""
    headings = ("来源单位", "线索编号", "受理日期", "内容摘要", "统一社会信用代码", "办理状态", "反映渠道")
    said = "反映示例中山区人民法院执行不力，请有关单位核实后回复"
    table = [
        ["市营商局", f"YS{number}", "2022-03-07", said, "", "已转办", "来信" if number % 2 else ""]
        for number in range(1, 900)
    ]
    if troubled == "a warning":
        table[-50][4] = "91210200MA0000000X"
    else:
        table[-50].pop()
    path = tmp_path / "市营商局_202203.csv"
    path.write_bytes(export(table, headings))
    first, counted = loaded(database, path)
    assert counted[0] == len(table) and first.spool is not None and (first.findings or first.notes)
    again, _ = loaded(database, path)
    assert differences(again, first) == [] and readings == [path.name] * 2
