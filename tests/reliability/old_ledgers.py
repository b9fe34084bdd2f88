"""Small ledger files written by the earlier programs themselves: `python -m tests.reliability.old_ledgers` makes them.

For every shape that a file ever had, the last program that wrote it is taken out of this repository's history and
fed some of the invented sample through its own commands. Kept compressed in `old/`, each marked as a sample.
"""

from __future__ import annotations

import io
import lzma
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from supervision.sample import EXPORTS

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("old")

PROGRAMS = {
    "1": "c25d81b",
    "1-profiles": "c1b7367",
    "2": "e59c60f",
    "2-matters": "53b6e28",
    "3": "930f235",
    "3-annotations": "f3e1a3a",
    "4": "324e46b",
    "5": "9937365",
    "6": "bbbf290",
    "7": "d9defb1",
    "8": "a20552f",
    "9": "8009ea8",
    "10": "0bc406d",
    "11": "648f90f",
    "12": "5005d00",
    "13": "5f108d7",
    "14": "3f84ef4",
}
"""By the name that a file is kept under, schema first: the last commit whose program wrote that shape."""
READ_TWICE_FROM = 10
"""The schema of the first kept file in which some bytes were read twice."""
MENDED_FROM = 11
"""The schema of the first kept file in which a row was mended and sent again."""

ODD = (
    "工单编号,来电时间,诉求类型,一级分类,承办单位,单位类别,区县,来电人,联系电话,工单内容,办理状态\n"
    "SL1,2022-13-01,投诉,超期办案,大连市公安局中山区分局,,中山区,,,示例数据：日期写错,已登记\n"
    "SL2,2022-05-99,投诉,超期办案,大连市公安局中山区分局,,中山区,,,示例数据：日期写错,已登记\n"
    "SL3,2022-05-07,投诉,超期办案,大连市公安局中山区分局,,中山区,,,示例数据,已登记\n"
)
UNLISTED = "没有这个区"
READ_TWICE = ODD.splitlines()[0] + "".join(
    f"\nSL{number},2022-06-07,投诉,超期办案,大连市公安局中山区分局,,{district},,,示例数据,已登记"
    for number, district in enumerate(("中山区", "中山区", UNLISTED, UNLISTED), 11)
)
"""Of these four rows two wait until the profile knows the district; then the same bytes are loaded again."""
BROKEN_DAY, MENDED_DAY = "2022-07-99", "2022-07-07"
BROKEN = ODD.splitlines()[0] + "".join(
    f"\nSL{number},{day},投诉,超期办案,大连市公安局中山区分局,,中山区,,,示例数据,已登记"
    for number, day in ((21, MENDED_DAY), (22, BROKEN_DAY))
)
"""Of these two rows the second waits, is mended, and comes again with the next month's file."""
PROFILE = """
name = "example"
title = { zh = "示例", en = "Example" }
ledger = "leads"
[columns]
number = "示例编号"
received_on = "示例日期"
"""

JUDGED = """
from pathlib import Path
from supervision.store.database import open_database
from supervision.store.judging import judge
ledger = open_database(Path({ledger!r}))
keys = [key for key, in ledger.rows("select min(_key) from leads group by source order by 1 limit 2")]
judge(ledger, {{(keys[0], keys[1]): True}}, by="示例乙")
ledger.close()
"""
ANNOTATED = """
from datetime import date
from pathlib import Path
from supervision.annotating import annotate
from supervision.store.database import open_database
ledger = open_database(Path({ledger!r}))
annotate(ledger, date(2022, 4, 1), "示例数据", by="示例甲")
ledger.close()
"""
MARKED = """
from pathlib import Path
from supervision.store.database import open_database
ledger = open_database(Path({ledger!r}))
ledger.mark_as_sample()
ledger.close()
"""


class Earlier:
    """One earlier program, unpacked, and the ledger file that it writes."""

    def __init__(self, commit: str, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.duckdb"
        kept = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(kept)) as archive:
            archive.extractall(folder, filter="data")

    def has(self, module: str) -> bool:
        return (self.folder / "supervision" / module).exists()

    def run(self, *words: str) -> str:
        """One of its commands; what it says. Rows that wait are no failure here."""
        return self._python("-m", "supervision", *words)

    def code(self, program: str) -> str:
        return self._python("-c", program.format(ledger=str(self.ledger)))

    def _python(self, *words: str) -> str:
        told = {
            "SUPERVISION_LANGUAGE": "en",
            "SUPERVISION_DATABASE": str(self.ledger),
            "PYTHONPATH": str(self.folder),
        }
        done = subprocess.run(
            [sys.executable, *words], cwd=self.folder, env=os.environ | told, capture_output=True, text=True
        )
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:
            raise SystemExit(f"{words}: {done.stderr}")
        return done.stdout


def write(name: str, folder: Path) -> Path:
    """The ledger file that the program of that name leaves behind."""
    program = Earlier(PROGRAMS[name], folder)
    odd = folder / "12345平台_202205.csv"
    odd.write_text(ODD, encoding="gb18030")
    registers = [str(path) for path in sorted(EXPORTS.glob("*.csv"))]
    program.run("load", str(EXPORTS / "2022-03"), *registers, "--by", "示例甲")
    program.run("load", str(EXPORTS / "2022-04"), "--by", "示例乙")
    if program.has("commands/releases.py"):
        period = ("--from", "2022-03-01", "--to", "2022-04-30")
        program.run("release", "draft", *period, "--by", "示例甲")
        program.run("release", "check", "1", "--by", "示例乙")
        program.run("release", "freeze", "1", "--by", "示例乙")
        program.run("release", "draft", "--from", "2022-04-01", "--to", "2022-04-30", "--by", "示例甲")
    program.run("load", str(odd), "--by", "示例乙")
    program.run("undo", "2")
    program.run("undo", "4")
    if program.has("commands/profiles.py"):
        told = folder / "example.toml"
        told.write_text(PROFILE, encoding="utf-8")
        program.run("profiles", "--add", str(told), "--by", "示例乙")
    if program.has("commands/quarantine.py"):
        waits = re.findall(r"^\s*(\d+)", program.run("quarantine"), re.MULTILINE)
        program.run("quarantine", "--dismiss", waits[0], "--why", "示例", "--by", "示例乙")
    if program.has("store/judging.py"):
        program.code(JUDGED)
    if program.has("annotating.py"):
        program.code(ANNOTATED)
    if program.has("commands/people.py"):
        program.run(
            "people",
            "--set",
            "li@example",
            "--roles",
            "analyst",
            "--only",
            "source=市营商局",
            "--by",
            "示例甲",
        )
    if int(name.split("-")[0]) >= READ_TWICE_FROM:
        read_twice = folder / "12345平台_202206.csv"
        read_twice.write_text(READ_TWICE, encoding="gb18030")
        program.run("load", str(read_twice), "--by", "示例乙")
        told = folder / "hotline.toml"
        known = (folder / "data" / "profiles" / "hotline.toml").read_text(encoding="utf-8")
        told.write_text(f'{known}\n[values.district]\n"{UNLISTED}" = "中山区"\n', encoding="utf-8")
        program.run("profiles", "--add", str(told), "--by", "示例乙")
        program.run("load", str(read_twice), "--by", "示例乙")
    if int(name.split("-")[0]) >= MENDED_FROM:
        july, august, waits = (
            folder / f"{told}.csv" for told in ("12345平台_202207", "12345平台_202208", "waiting")
        )
        july.write_text(BROKEN, encoding="gb18030")
        program.run("load", str(july), "--by", "示例乙")
        program.run("quarantine", "--csv", str(waits))
        waits.write_text(waits.read_text(encoding="utf-8").replace(BROKEN_DAY, MENDED_DAY), encoding="utf-8")
        program.run("quarantine", "--mended", str(waits), "--by", "示例甲")
        august.write_text(BROKEN.replace(BROKEN_DAY, MENDED_DAY), encoding="gb18030")
        program.run("load", str(august), "--by", "示例乙")
    program.code(MARKED)
    print(name, program.run("check").splitlines()[0])
    return program.ledger


def unpacked(name: str, folder: Path) -> Path:
    """A kept file of an earlier program, ready to be opened."""
    ledger = folder / "ledger.duckdb"
    ledger.write_bytes(lzma.decompress((KEPT / f"{name}.duckdb.xz").read_bytes()))
    return ledger


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    for name in sys.argv[1:] or PROGRAMS:
        with tempfile.TemporaryDirectory() as folder:
            content = write(name, Path(folder)).read_bytes()
        (KEPT / f"{name}.duckdb.xz").write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
