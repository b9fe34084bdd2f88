"""What a person sees in a file is what is read from it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from supervision.intake.reading import Table, read
from supervision.intake.telling import described, write_clean
from supervision.text import Refusal

SHARED = Path(__file__).parents[3] / "shared"
PLAIN = "编号,受理日期,单位,件数\n"


def table(text: str, encoding: str = "utf-8", name: str = "线索.csv") -> Table:
    return read(text.encode(encoding), name)


def rows(told: Table) -> list[list[str]]:
    return [list(record.cells) for record in told.records]


def skipped(told: Table) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in told.skipped]


def refused(content: bytes, name: str = "线索.csv") -> str:
    with pytest.raises(Refusal) as caught:
        read(content, name)
    assert name in caught.value.sentence.zh
    assert name in caught.value.sentence.en
    return caught.value.sentence.zh


BODY = "A1,2022-03-07,大连市公安局,3\nA2,2022-03-08,大连市人民法院,12\n"


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_every_encoding_gives_the_same_cells(codec: str, told: str) -> None:
    read_table = table(PLAIN + BODY, codec)
    assert read_table.encoding == told
    assert read_table.headings == ("编号", "受理日期", "单位", "件数")
    assert rows(read_table)[1] == ["A2", "2022-03-08", "大连市人民法院", "12"]


def test_rare_characters_of_gb18030_are_kept() -> None:
    assert (
        rows(table(PLAIN + "A1,2022-03-07,㐂䶮镕公司,1\nA2,2022-03-07,大连市法院,1\n", "gb18030"))[0][2]
        == "㐂䶮镕公司"
    )


def test_a_few_western_letters_are_not_taken_for_chinese() -> None:
    told = table("id,name,city\n1,CAFÉ ROMA,San José\n2,PIÑA,Reno\n3,Joe's,Reno\n", "latin-1")
    assert (told.encoding, rows(told)[0]) == ("latin-1", ["1", "CAFÉ ROMA", "San José"])


@pytest.mark.parametrize("codec", ["big5", "shift_jis", "cp1251"])
def test_other_scripts_are_refused_rather_than_garbled(codec: str) -> None:
    said = {
        "big5": "編號,單位,內容\n1,臺北市警察局,反映辦案時間過長問題\n" * 9,
        "shift_jis": "番号,機関,内容\n1,警察署,手続きの遅れについて\n" * 9,
        "cp1251": "номер,орган,содержание\n1,полиция,жалоба на задержку\n" * 9,
    }[codec]
    refused(said.encode(codec))


def test_a_character_cut_in_half_at_the_end_is_told() -> None:
    for codec in ("gb18030", "utf-8"):
        told = read((PLAIN + "A1,2022-03-07,大连市公安局").encode(codec)[:-1], "线索.csv")
        assert rows(told) == [["A1", "2022-03-07", "大连市公安", ""]]
        assert told.notes


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \r\n\t\r\n",
        b"\xef\xbb\xbf\r\n",
        "\u3000\n\u200b\n".encode(),
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        bytes(range(256)) * 20,
        bytes(3000),
        b"PK\x03\x04" + b"x" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"<html><table><tr><td>1</td></tr></table></html>",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        "今天，开会讨论, 第一点; 第二点\n大家都同意\n散会, 明天再来, 再见, 谢谢\n".encode(),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(content: bytes) -> None:
    assert refused(content).endswith("。")


def test_title_merged_level_total_and_notes_are_told_from_records() -> None:
    told = table(
        "线索移送登记表(2022年3月),,,\n单位：件,,,\n,基本情况,,办理\n编号,受理日期,单位,件数\n"
        + BODY
        + ",,,\n合计,,,15件\n注：以上数据截至3月25日。,,,\n填表人：张三,,审核人：李四,\n"
    )
    assert told.heading_line == 4
    assert told.upper_headings == ("", "基本情况", "基本情况", "办理")
    assert told.titles == ("线索移送登记表(2022年3月)", "单位：件")
    assert skipped(told) == [
        (1, "title"), (2, "units"), (3, "heading"), (7, "blank"), (8, "total"), (9, "note"), (10, "note"),
    ]  # fmt: skip
    assert [record.line for record in told.records] == [5, 6]


def test_a_heading_merged_downwards_takes_the_upper_words() -> None:
    told = table("编号,办理情况,,备注\n,日期,件数,\nA1,2022-03-07,3,\nA2,2022-03-08,4,无\n")
    assert told.headings == ("编号", "日期", "件数", "备注")
    assert (told.heading_line, len(told.records)) == (2, 2)


def test_headings_that_a_print_out_repeats_are_no_records() -> None:
    told = table(PLAIN + BODY * 4 + PLAIN + BODY * 4)
    assert (len(told.records), skipped(told)) == (16, [(10, "heading")])


@pytest.mark.parametrize(
    "row",
    [
        "合计公司,2022-03-09,大连市公安局,3",
        "总计划办,2022-03-09,大连市公安局,3",
        "合计,2022-03-09,大连市公安局,3",
        "注,2022-03-09,大连市公安局,3",
        "A3,,,",
        "A3,2022-03-09",
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_a_record_that_looks_a_little_like_a_total_is_kept(row: str, is_last: bool) -> None:
    told = table(PLAIN + (BODY + row + "\n" if is_last else row + "\n" + BODY))
    assert (len(told.records), told.skipped) == (3, ())


def test_no_headings_are_invented_from_data() -> None:
    told = table("医院,145\n医生,93\n政策,60\n")
    assert (told.heading_line, told.headings, len(told.records)) == (0, ("列1", "列2"), 3)
    assert told.notes


def test_years_are_headings() -> None:
    told = table("指标,2024年,2023年\n支出,8396.49,7971.25\n教育,12.1,11.0\n")
    assert (told.heading_line, told.headings) == (1, ("指标", "2024年", "2023年"))


@pytest.mark.parametrize("body", ["1,2,3\n4,5,6\n", "好,不好,好\n不好,好,好\n"])
def test_numbered_headings_are_headings(body: str) -> None:
    assert table("Q1,Q2,Q3\n" + body).headings == ("Q1", "Q2", "Q3")


def test_headings_only_is_a_table_without_records() -> None:
    told = table("编号,受理日期,单位\n")
    assert (told.headings, told.records, told.heading_line) == (("编号", "受理日期", "单位"), (), 1)


def test_one_column_is_read_where_nothing_divides_it() -> None:
    told = table("企业名称\n示例企业一\n示例企业二\n")
    assert (told.headings, rows(told), told.delimiter) == (
        ("企业名称",),
        [["示例企业一"], ["示例企业二"]],
        None,
    )


def test_cells_stay_as_they_stand() -> None:
    told = table('编号,数\n\tHO2022,="00123"\n ＤＩ２０２２\u3000, 7 \n"第一行\n第二行, ""引""",8\n')
    assert rows(told) == [
        ["\tHO2022", '="00123"'],
        [" ＤＩ２０２２\u3000", " 7 "],
        ['第一行\n第二行, "引"', "8"],
    ]
    assert [record.line for record in told.records] == [2, 3, 4]


def test_the_delimiter_that_excel_declares_is_believed() -> None:
    told = table("sep=;\na;b\n1,5;2\n2,5;3\n")
    assert (told.delimiter, told.heading_line, rows(told)[0]) == (";", 2, ["1,5", "2"])
    assert skipped(told) == [(1, "separator")]


def test_a_space_after_each_delimiter_is_no_part_of_a_cell() -> None:
    told = table('a, b, c\n1, "x, y", 2\n3, z, 4\n')
    assert (told.headings, rows(told)) == (("a", "b", "c"), [["1", "x, y", "2"], ["3", "z", "4"]])


def test_commas_that_divide_nothing_don_t_mislead() -> None:
    told = table(
        "编号\t时间\t摘要\nC1\t2021-01-06 19:19:52\t反映问题,联系电话1\nC2\t2021-01-05 01:19:09\t反映,又反映,再反映\n"
    )
    assert (told.delimiter, len(told.records), len(told.headings)) == ("\t", 2, 3)


def test_a_quote_that_never_closes_harms_its_own_row_only() -> None:
    told = table(PLAIN + BODY + 'A3,2022-03-09,"大连市司法局,4\n' + BODY)
    assert rows(told)[2] == ["A3", "2022-03-09", '"大连市司法局', "4"]
    assert len(told.records) == 5
    assert any("4" in note.zh for note in told.notes)


def test_two_stray_quotes_don_t_swallow_the_rows_between_them() -> None:
    told = table(PLAIN + 'A0,2022-03-09,"大连,4\n' + BODY + 'A3,2022-03-09,大连市",4\n')
    assert [row[0] for row in rows(told)] == ["A0", "A1", "A2", "A3"]


def test_short_rows_are_filled_and_long_ones_keep_what_they_have() -> None:
    told = table(
        PLAIN + BODY + "A3,2022-03-09\nA4,,2022-03-10,大连市公安局,5\nA5,2022-03-10,大连市公安局,6,,\n" + BODY
    )
    assert rows(told)[2:5] == [
        ["A3", "2022-03-09", "", ""],
        ["A4", "", "2022-03-10", "大连市公安局", "5"],
        ["A5", "2022-03-10", "大连市公安局", "6"],
    ]
    assert len(told.notes) == 2


def test_an_unquoted_delimiter_in_the_last_text_is_made_whole() -> None:
    told = table(
        "编号,日期,内容\nA1,2022-03-07,反映办案超期问题\nA2,2022-03-08,反映甲,乙,丙\nA3,2022-03-09,反映服务态度问题\n"
    )
    assert rows(told)[1] == ["A2", "2022-03-08", "反映甲,乙,丙"]
    assert told.notes


def test_the_last_column_is_not_made_whole_where_it_holds_words_of_a_list() -> None:
    told = table(
        "编号,日期,状态\nA1,2022-03-07,已办结\nA2,2022-03-08,电话已留,已办结\nA3,2022-03-09,已登记\n"
    )
    assert rows(told)[1] == ["A2", "2022-03-08", "电话已留", "已办结"]


def test_what_was_understood_is_told_as_agreed() -> None:
    told = described(table("表,,,\n" + PLAIN + BODY + "合计,,,15\n", "gb18030"))
    assert json.loads(json.dumps(told)) == {
        "encoding": "gb18030", "delimiter": ",", "quote": None, "heading_line": 2,
        "headings": ["编号", "受理日期", "单位", "件数"], "records": 2,
        "skipped": [{"line": 1, "why": "title"}, {"line": 5, "why": "total"}],
    }  # fmt: skip


def test_the_clean_copy_reads_back_as_the_same_table() -> None:
    told = table('编号,内容,数\nA1,"第一行\n第二行, ""引""",7\nA2, x ,8\n', "gb18030")
    clean = write_clean(told)
    assert clean.startswith("编号,内容,数\r\n".encode())
    assert list(csv.reader(io.StringIO(clean.decode(), newline="")))[1:] == rows(told)
    assert rows(read(clean, "clean.csv")) == rows(told)


SPECTRUM = sorted((SHARED / "real" / "csv_spectrum" / "csvs").glob("*.csv"))


@pytest.mark.parametrize("path", SPECTRUM, ids=[path.stem for path in SPECTRUM])
def test_csv_spectrum(path: Path) -> None:
    told = read(path.read_bytes(), path.name)
    meant = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8"))
    meant = meant if isinstance(meant, list) else [meant]
    got = [dict(zip(told.headings, record.cells, strict=True)) for record in told.records]
    for row in (*got, *meant):
        # These files' line ends were made alike by git, and one telephone number was changed in the CSV alone.
        for heading in row:
            row[heading] = row[heading].replace("\r\n", "\n")
        row.pop("Contact Phone Number", None)
    assert got == meant


EXPORTS = sorted((SHARED / "exports").glob("**/*.csv"))


@pytest.mark.parametrize("path", EXPORTS, ids=[path.stem for path in EXPORTS])
def test_every_export_is_read_whole(path: Path) -> None:
    content = path.read_bytes()
    told = read(content, path.name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    there = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "网信办" in path.name else ","))
    by_line = dict(enumerate(there, start=1))
    assert [by_line[record.line] for record in told.records] == rows(told)
    below = [each for each in told.skipped if each.line > told.heading_line]
    assert told.heading_line + len(told.records) + len(below) == len(there)
    assert {each.why for each in below} <= {"blank", "total"}
    assert told.notes == ()


def test_empty_cells_side_by_side_are_no_delimiter_of_two_characters() -> None:
    content = "编号|日期|区县|内容\n" + "".join(f"A{n}|2022-03-0{n}||反映问题\n" for n in range(1, 8))
    told = table(content)
    assert told.delimiter == "|"
    assert rows(told)[0] == ["A1", "2022-03-01", "", "反映问题"]


def test_a_delimiter_of_two_characters_is_told_and_left_in_quoted_cells() -> None:
    others = "".join(
        f"A{n}||2022-03-0{n}||丙|丁{n}\n" if n == 3 else f"A{n}||2022-03-0{n}||戊\n" for n in range(2, 9)
    )
    told = table(f'编号||日期||内容\nA1||2022-03-01||"甲||乙"\n{others}')
    assert told.delimiter == "||"
    assert rows(told)[0] == ["A1", "2022-03-01", "甲||乙"]
    assert rows(told)[2] == ["A3", "2022-03-03", "丙|丁3"]
