"""Whatever bytes come, they are read or refused, and every record is accounted for."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervision.intake.reading import read
from supervision.intake.telling import described, write_clean
from supervision.text import Refusal
from tests.effort import examples
from tests.intake.damage import goods, leads, text
from tests.intake.test_reading_workbooks import LEDGER, workbook

_SOUND = (
    text(leads(12)).encode(),
    text(leads(12)).encode("gb18030"),
    text(goods(12), ";", "'").encode("utf-16"),
    ("登记表,,\n" + text(goods(6), "\t", escape="\\") + "合计,,3\n\n").encode(),
    workbook(台账=LEDGER),
)
_SCRAPS = st.sampled_from(
    [b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\x00", b"\xff", b'""', b'",', b'\\"', b"\xe5\xa4", b" "]
)


@st.composite
def spoilt_bytes(draw: st.DrawFn) -> bytes:
    content = bytearray(draw(st.sampled_from(_SOUND)))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(content)))
        match draw(st.integers(0, 3)):
            case 0:
                del content[place : place + draw(st.integers(1, 300))]
            case 1:
                content[place:place] = draw(_SCRAPS)
            case 2:
                content[place : place + 1] = draw(st.binary(min_size=1, max_size=1))
            case _:
                start = draw(st.integers(0, len(content)))
                content[place:place] = content[start : start + 200]
    return bytes(content)


def _is_accounted_for(content: bytes) -> None:
    try:
        told = read(content, "任意.csv")
    except Refusal:
        return
    lines = [each.line for each in (*told.records, *told.skipped)]
    lines += [told.heading_line] * (told.heading_line > 0)
    assert sorted(lines) == list(range(1, len(lines) + 1))
    assert all(len(record.cells) >= len(told.headings) for record in told.records)
    assert len(told.upper_headings) in (0, len(told.headings))
    assert described(told)["records"] == len(told.records)
    assert write_clean(told).endswith(b"\r\n")


@given(st.binary(max_size=400))
@settings(max_examples=examples(150), deadline=None)
def test_any_bytes(content: bytes) -> None:
    _is_accounted_for(content)


@given(
    st.text(alphabet="ab1,;\t|\"'\\\n\r 合计：注2022-", max_size=200),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
)
@settings(max_examples=examples(200), deadline=None)
def test_any_text(said: str, codec: str) -> None:
    _is_accounted_for(said.encode(codec))


@given(spoilt_bytes())
@settings(max_examples=examples(200), deadline=None)
def test_any_damage(content: bytes) -> None:
    _is_accounted_for(content)


# No apostrophes: cells that stand between them can't be told from cells quoted with them.
_CELLS = st.text(alphabet='甲乙ab12 ,;\t"\n\\', max_size=8)


@given(st.lists(st.tuples(_CELLS, _CELLS), max_size=12), st.sampled_from(["utf-8", "gb18030"]))
@example([(";\n\\", ";"), (";", ",1")], "utf-8")
@settings(max_examples=examples(200), deadline=None)
def test_whatever_a_sound_file_holds_is_read_from_it(pairs: list[tuple[str, str]], codec: str) -> None:
    there = [["编号", "受理日期", "内容", "办理情况"]]
    there += [[f"A{n}", f"2022-03-{n % 28 + 1:02}", *pair] for n, pair in enumerate([*pairs, ("a", "b")])]
    stream = io.StringIO()
    csv.writer(stream).writerows(there)
    told = read(stream.getvalue().encode(codec), "sound.csv")
    assert [list(told.headings), *(list(record.cells) for record in told.records)] == there


@pytest.mark.parametrize(("line", "times"), [(b",", 40_000_000), (b"1,2\n", 5_100_000)])
def test_what_would_fill_the_memory_is_refused_before_it_is_read(line: bytes, times: int) -> None:
    with pytest.raises(Refusal, match="split it"):
        read(b"a,b\n" + line * times, "many.csv")
