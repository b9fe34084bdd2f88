"""The short way for large files gives what the careful way gives, down to the last finding, or steps aside."""

from __future__ import annotations

import csv
import io
import re
import sys
from dataclasses import replace
from datetime import date
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.intake import blocks, encoding, privacy, records, regular
from supervision.intake.checking import check_file
from supervision.intake.plain_cells import MAY_BE_MASKED
from supervision.intake.profile_texts import own_profiles
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.loads import load
from supervision.text import Text
from tests.bench.tickets import rows as tickets
from tests.effort import TIMES, examples
from tests.filling import empty
from tests.hotline import HEADINGS
from tests.intake import mutate
from tests.intake.alike import differences
from tests.intake.odd_cells import ODD

TODAY = date(2023, 6, 30)
CASES = 60 * TIMES


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for hundreds of megabytes, at a scale at which the careful way takes no time."""
    monkeypatch.setattr(regular, "_HEAD", 260_000)
    monkeypatch.setattr(regular, "_FEWEST_ROWS", 720)
    monkeypatch.setattr(blocks, "CHUNK", 24_000)
    for module in (encoding, regular):
        monkeypatch.setattr(module, "LOOKED_AT", 90_000)


def sound(luck: Random, count: int = 1_500) -> list[list[str]]:
    return [list(HEADINGS), *tickets(count, seed=luck.randrange(1 << 30))]


def written(table: list[list[str]], luck: Random) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=luck.choice(("\r\n", "\n"))).writerows(table)
    return text.getvalue()


def spoilt(luck: Random) -> bytes:
    """A large file with a few odd cells, and sometimes odd rows or bytes."""
    table = sound(luck)
    for _ in range(luck.choice((0, 3, 30, 300))):
        row = table[luck.randrange(1, len(table))]
        row[luck.randrange(len(row))] = luck.choice(ODD)
    odd = luck.randrange(10)
    at = luck.randrange(2, len(table))
    if odd == 0:
        table += [[""] * len(HEADINGS)] * luck.randrange(1, 400)
    elif odd == 1:
        table += [["合计", *[""] * 9, "1500"], ["填表人：张三"]]
    elif odd == 2:
        table.insert(at, list(HEADINGS))
    elif odd == 3:
        table[at] = table[at][: luck.randrange(1, len(HEADINGS))]
    elif odd == 4:
        table[at] = [*table[at], luck.choice(ODD)]
    elif odd == 5:
        table = [["12345平台工单（2022年12月）"], *table]
    elif odd == 6:
        table.insert(at, [])
    text = written(table, luck)
    if luck.random() < 0.2:
        text = text.rstrip("\r\n")
    content = text.encode(luck.choice(("gb18030", "gb18030", "utf-8", "utf-8-sig")), errors="ignore")
    if luck.random() < 0.25:
        content = luck.choice(mutate.DAMAGES)(luck, content)
    return content


def both_ways(
    content: bytes, name: str = "hotline_202212.csv"
) -> tuple[CheckedFile | None, CheckedFile | RefusedFile]:
    swift = regular.check_regular(
        io.BytesIO(content), len(content), name, TODAY, None, own_profiles(), is_limited=True
    )
    return swift, check_file(content, name, TODAY)


@pytest.mark.parametrize("large", [records.LARGE, 1_000], ids=["some rows odd", "odd rows borne"])
def test_spoilt_files_are_read_alike_both_ways(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (records, blocks):
        monkeypatch.setattr(module, "LARGE", large)
    luck, taken = Random(large), 0
    for case in range(CASES // 2):
        swift, careful = both_ways(spoilt(luck))
        if swift is not None:
            taken += 1
            assert differences(swift, careful) == [], case
    assert taken > CASES // 6


_SIGNS = st.sampled_from(
    [
        *"0139 \t-.·@:：＠（)人名姓联系举报微信QＱqｑ电话手机号码张三说a中\n\u3000\u2003\x1c٣",
        *(
            "联系人：",
            "139",
            "0411",
            "１３９",
            "8765432",
            "微信：",
            "微信号",
            "QQ:",
            "ｑQ：",
            "abc",
            "a@b.cn",
        ),
    ]
)


@given(st.lists(_SIGNS, max_size=24).map("".join))
@settings(max_examples=examples(1500), deadline=None)
def test_no_text_that_masking_would_change_is_taken_for_plain(text: str) -> None:
    if privacy.masked(text) != text:
        assert pc.match_substring_regex(pa.array([text]), f"(?s){MAY_BE_MASKED}").to_pylist() == [True]


@pytest.mark.parametrize("sign", ["digit", "white"])
def test_every_sign_that_python_takes_for_a_digit_or_white_is_taken_for_one(sign: str) -> None:
    """Arrow's expressions know another edition of Unicode than Python's."""
    every = map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode)))
    if sign == "digit":
        texts = [f"a{digit}345678" for digit in every if re.fullmatch(r"\d", digit)]
    else:
        texts = [f"举报人{white}：" for white in every if white.isspace()]
    assert len(texts) > 20
    assert pc.all(pc.match_substring_regex(pa.array(texts), f"(?s){MAY_BE_MASKED}")).as_py()


@given(st.lists(_SIGNS, max_size=24).map("".join))
@settings(max_examples=examples(500), deadline=None)
def test_masking_leaves_nothing_out_for_being_quick(text: str) -> None:
    """Each pattern is asked only where a sign that it can't do without is there; asked everywhere, all is the same."""
    slow = narrowed = privacy._narrowed_digits(text)
    for pattern, told in (
        (privacy._IDENTITY, privacy.IDENTITY), (privacy._MOBILE, privacy.PHONE), (privacy._LANDLINE, privacy.PHONE),
        (privacy._AFTER_A_WORD, rf"\g<1>{privacy.PHONE}"), (privacy._MAIL, privacy.MAIL),
        (privacy._ACCOUNT, rf"\g<1>{privacy.ACCOUNT}"), (privacy._NAME, rf"\g<1>{privacy.NAME}"),
    ):  # fmt: skip
        slow = pattern.sub(told, slow)
    assert privacy.masked(text) == (text if slow == narrowed else slow)


@given(st.lists(st.lists(_SIGNS, max_size=10).map("".join), max_size=6))
@settings(max_examples=examples(1500), deadline=None)
def test_texts_masked_together_are_masked_as_each_alone(texts: list[str]) -> None:
    assert privacy.all_masked(texts) == [privacy.masked(text) for text in texts]


def _ledger(database: Database) -> list[tuple[object, ...]]:
    columns = "columns(* exclude (_id))"
    return database.rows(f"select {columns} from history.leads order by all")


@pytest.mark.parametrize("seed", range(2 * TIMES))
def test_files_read_either_way_leave_the_same_ledger(seed: int, database: Database) -> None:
    """Three hand-overs of much the same rows, with repeats, updates and rows that wait."""
    luck = Random(seed)
    table = sound(luck)
    handed = []
    for month in ("202211", "202210", "202212"):
        for row in luck.choices(table[1:], k=40):
            row[-1] = luck.choice(("已办结", "已转办", "退回"))
        again = [list(row) for row in luck.choices(table[1:], k=20)]
        wrong = [[f"B{n}", "2022-02-30", *table[1][2:]] for n in range(3)]
        handed.append((f"hotline_{month}.csv", written([*table, *again, *wrong], luck).encode("gb18030")))
    told = []
    for is_short in (True, False):
        empty(database)
        results = []
        for name, content in [*handed, handed[0]]:
            short, careful = both_ways(content, name)
            assert short is not None
            result = load(database, [short if is_short else careful], by="李分析")
            [counts] = result.files
            results.append((result.changes, replace(counts, file=RefusedFile("", "", 0, Text(zh="", en="")))))
        told.append((results, _ledger(database)))
    assert told[0] == told[1]


def test_the_same_large_file_again_is_known_only_while_its_rows_are_in_force(database: Database) -> None:
    content = written(sound(Random(3)), Random(3)).encode("gb18030")
    swift, _ = both_ways(content)
    assert swift is not None
    first = load(database, [swift], by="李分析")
    second = load(database, [swift], by="李分析")
    assert (first.files[0].new, second.files[0].unchanged) == (1_500, 1_500)
    assert [(change.added, change.changed, change.removed) for change in second.changes] == [(0, 0, 0)]
    assert first.batch is not None
    undo(database, first.batch, by="李分析")
    # The second brought nothing of its own, so that the rows went with the first.
    third = load(database, [swift], by="李分析")
    assert third.files[0].new == 1_500
    assert database.rows("select count(*) from leads") == [(1_500,)]
