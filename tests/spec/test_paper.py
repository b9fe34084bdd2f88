"""The report on paper: every number that is published is on it, every sheet says what it is, and nothing is a box."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from supervision.__main__ import main
from supervision.exports.paper.drawing import marks
from supervision.exports.paper.fonts import families_of
from supervision.exports.paper.numbers import scale_to
from supervision.exports.paper.parts import ROWS_AT_MOST, figure_part
from supervision.exports.paper.report import Report, notice_pdf, report_data, report_pdf
from supervision.exports.paper.sections import SECTIONS, Section, drawn
from supervision.figures.measuring import View, measure
from supervision.figures.period import Period
from supervision.figures.tables import rows_of
from supervision.metrics import leads, review_findings, reviews, visits
from supervision.metrics.declaration import Metric
from supervision.metrics.shapes import Bars, Flow, Lines, Panels, Stacks
from supervision.store.database import Database, open_database
from supervision.text import Language, Refusal
from tests.filling import fill

CAMPAIGN = Period(date(2022, 3, 1), date(2022, 12, 31))
MADE_AT = datetime(2023, 1, 5, 9, 30)  # noqa: DTZ001 (local, as every time in the ledgers)


@pytest.fixture(scope="module")
def sample(sample_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    copy = tmp_path_factory.mktemp("paper") / "ledger.duckdb"
    shutil.copy2(sample_ledger, copy)
    database = open_database(copy)
    yield database
    database.close()


def report(database: Database, language: Language = "en", period: Period = CAMPAIGN) -> Report:
    view = View(database, database.newest_batch, date(2023, 1, 5))
    return Report(SECTIONS, period, view, language, "Wu", MADE_AT)


def sheets(held: bytes) -> list[str]:
    """What each sheet says."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(held)).pages]


def cover(held: bytes) -> str:
    """What the first sheet says, for which the others need not be read."""
    return PdfReader(io.BytesIO(held)).pages[0].extract_text()


def bare(text: str) -> str:
    """Without the white space that depends on where lines end."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Printed:
    """The whole report in a language, read back once: to read it takes as long as to print it."""

    language: Language
    held: bytes
    sheets: list[str]


@pytest.fixture(scope="module", params=["zh", "en"])
def printed(sample: Database, request: pytest.FixtureRequest) -> Printed:
    held = report_pdf(report(sample, request.param))
    return Printed(request.param, held, sheets(held))


def test_every_published_number_is_on_paper(printed: Printed, sample: Database) -> None:
    language, told = printed.language, printed.sheets
    heading = {"zh": "公布指标一览", "en": "All published figures"}[language]
    first = next(place for place, sheet in enumerate(told[2:], 2) if heading in sheet)
    published = bare("".join(told[first:]))
    for entry in report_data(report(sample, language))["published"]:
        assert bare(f"{entry['title']}{entry['total']}") in published
        for part in entry["parts"]:
            for member, value in part["rows"]:
                assert bare(f"{member}{value}") in published, (entry["title"], member)


def test_published_numbers_on_paper_are_those_of_the_command(
    sample_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], sample: Database
) -> None:
    shutil.copy2(sample_ledger, tmp_path / "ledger.duckdb")
    asked = ["figures", "--from", "2022-03-01", "--to", "2022-12-31", "--json"]
    assert main([*asked, "--database", str(tmp_path / "ledger.duckdb")]) == 0
    told = json.loads(capsys.readouterr().out)
    numbers = sorted(f"{row['value']:,}" for row in told)
    on_paper = []
    for entry in report_data(report(sample))["published"]:
        on_paper += [entry["total"].split()[0]] if entry["total"] else []
        on_paper += [value.rstrip("*") for part in entry["parts"] for _, value in part["rows"]]
    assert sorted(on_paper) == numbers


def test_every_sheet_says_what_it_shows_and_which_of_how_many_it_is(printed: Printed) -> None:
    language, told = printed.language, printed.sheets
    for number, sheet in enumerate(told, 1):
        page = {"zh": f"第{number}页/共{len(told)}页", "en": f"Page {number} of {len(told)}"}[language]
        foot = {
            "zh": "2022年3月1日至2022年12月31日 · 统计日2023年1月5日 · 批次1",
            "en": "1 Mar 2022 to 31 Dec 2022 · as of 5 Jan 2023 · batch\u00a01",
        }[language]
        sample = {"zh": "示例数据", "en": "SAMPLE DATA"}[language]
        assert bare(page) in bare(sheet)
        assert bare(foot) in bare(sheet)
        assert sample in sheet


def test_the_cover_says_who_made_it_when_and_through_which_filter(sample: Database) -> None:
    view = View(sample, 0, date(2023, 1, 5), (("source", "12345平台"),))
    said = bare(cover(report_pdf(replace(report(sample), view=view))))
    for told in ("MadebyWu", "2023-01-0509:30(Asia/Shanghai)", "12345hotline", "batch0(thenewestis1)"):
        assert told in said


def test_an_unnarrowed_figure_says_so_under_a_filter(sample: Database) -> None:
    view = View(sample, 1, date(2023, 1, 5), (("source", "12345平台"),))
    assert "not narrowed by" in figure_part(measure(visits.coverage, CAMPAIGN, view), view, "en")["facts"]
    assert "not narrowed" not in figure_part(measure(leads.by_month, CAMPAIGN, view), view, "en")["facts"]


def test_big_numbers_that_a_filter_does_not_reach_say_so(sample: Database) -> None:
    view = View(sample, 1, date(2023, 1, 5), (("enterprise_kind", "中央企业"),))
    told = " ".join("".join(sheets(report_pdf(replace(report(sample), view=view)))).split())
    assert "not narrowed by Kind of enterprise: Leads received, Reviews still open" in told


def test_interim_figures_say_why(printed: Printed) -> None:
    told = "".join(printed.sheets)
    assert {"zh": "阶段性数据", "en": "Interim"}[printed.language] in told
    why = {"zh": "未报送：市委市政府信访局（2022年5月）", "en": "not handed over: Petition Bureau (May 2022)"}
    assert bare(why[printed.language]) in bare(told)


def test_all_fonts_are_in_the_file_and_it_is_tagged(printed: Printed) -> None:
    reader = PdfReader(io.BytesIO(printed.held))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.trailer["/Root"]["/Lang"].startswith(printed.language)
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
    ]
    assert fonts
    assert all(_is_embedded(font) for font in fonts)


def _is_embedded(descriptor: DictionaryObject) -> bool:
    return any(name in descriptor for name in ("/FontFile2", "/FontFile3"))


def test_the_same_report_made_at_the_same_moment_has_the_same_bytes(sample: Database) -> None:
    one = replace(report(sample), sections=SECTIONS[:1])
    assert report_pdf(one) == report_pdf(one)
    assert report_pdf(replace(one, made_by="Li")) != report_pdf(one)


def test_a_sign_that_no_font_holds_is_refused_and_named(sample: Database) -> None:
    with pytest.raises(Refusal) as refused:
        report_pdf(replace(report(sample), sections=SECTIONS[3:4], made_by="\U000f0000"))
    assert "fonts-noto-cjk" in refused.value.sentence.en
    assert "U+F0000" in refused.value.sentence.zh


def test_on_screen_a_refusal_is_told_in_the_file_that_was_asked_for(sample: Database) -> None:
    with pytest.raises(Refusal) as refused:
        report_pdf(replace(report(sample), sections=SECTIONS[3:4], made_by="\U000f0000"))
    (told,) = sheets(notice_pdf(refused.value.sentence, report(sample, "zh")))
    assert bare(refused.value.sentence.zh) in bare(told)


def test_without_a_chinese_font_it_says_which_to_install() -> None:
    with pytest.raises(Refusal) as refused:
        families_of(typst.Fonts(include_system_fonts=False), "en")
    assert "fonts-noto-cjk" in refused.value.sentence.en
    assert "fonts-noto-cjk" in refused.value.sentence.zh


def test_words_from_a_ledger_are_set_as_they_stand(sample: Database) -> None:
    """Signs that mean something to the typesetter mean nothing in a name."""
    name = '#panic("x") *a* _b_ $c$ <d> @e \\ [f] "g" // h'
    one = replace(report(sample), sections=SECTIONS[3:4], made_by=name)
    assert bare(name) in bare(cover(report_pdf(one)))


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2022, 3, 1), date(2022, 3, 1)),
        Period(date(2015, 1, 1), date(2024, 12, 31)),
        Period(date(2030, 1, 1), date(2030, 12, 31)),
    ],
    ids=["one day", "ten years", "to come"],
)
def test_any_period_can_be_printed(sample: Database, period: Period) -> None:
    assert report_pdf(report(sample, "zh", period)).startswith(b"%PDF")


def test_an_empty_ledger_can_be_printed(database: Database) -> None:
    told = sheets(report_pdf(report(database)))
    assert "None in the period." in "".join(told)
    assert not any("SAMPLE DATA" in sheet for sheet in told)


def test_a_long_list_says_how_many_rows_it_leaves_out(database: Database) -> None:
    rows = [
        {
            "number": f"PC{number:04}", "kind": "专项评查", "body": "市公安局", "organ": "公安机关",
            "district": "中山区", "opened_on": date(2022, 4, 1),
        }
        for number in range(ROWS_AT_MOST + 7)
    ]  # fmt: skip
    fill(database, {"reviews": rows})
    view = View(database, database.newest_batch, date(2023, 1, 5))
    told = figure_part(measure(reviews.longest_open, CAMPAIGN, view), view, "zh")["table"]
    assert len(told["rows"]) == ROWS_AT_MOST
    assert told["more"] == "其余7行见台账。"


def test_a_shape_that_paper_does_not_know_is_printed_as_its_table(
    sample: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision.exports.paper.drawing._DRAWN", {})
    section = Section("leads", leads.received.title, drawn(review_findings.by_grade))
    (part,) = report_data(replace(report(sample), sections=(section,)))["sections"][0]["figures"]
    assert part["drawing"] is None
    assert ["Sound", "91"] in part["table"]["rows"]


def test_the_sum_of_stock_and_flow_stands_under_its_table(sample: Database) -> None:
    view = View(sample, 1, date(2023, 1, 5))
    rows = figure_part(measure(reviews.throughput, CAMPAIGN, view), view, "en")["table"]["rows"]
    start, opened, concluded, end = (int(cell) for cell in rows[-1][1:])
    assert start + opened - concluded == end
    assert opened == measure(reviews.opened, CAMPAIGN, view).value


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    capsys.readouterr()
    try:
        status = main([*map(str, words)])
    except SystemExit as left:
        status = int(str(left.code))
    told = capsys.readouterr()
    return status, told.out, told.err


def test_the_command_writes_the_file(
    sample_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, out = tmp_path / "ledger.duckdb", tmp_path / "report.pdf"
    shutil.copy2(sample_ledger, ledger)
    status, told, _ = run(
        capsys, "report", "--from", "2022-03-01", "--to", "2022-12-31", "--as-of", "2023-01-05", "--known-at", 1,
        "--by", "Wu", "--out", out, "--database", ledger,
    )  # fmt: skip
    assert status == 0
    assert str(out.stat().st_size) in told
    assert "Wu" in cover(out.read_bytes())
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == ["report.pdf"]


def test_a_report_can_be_made_again_byte_for_byte(
    sample_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "ledger.duckdb"
    shutil.copy2(sample_ledger, ledger)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672882200")
    asked = [
        "report",
        "--from",
        "2022-03-01",
        "--to",
        "2022-12-31",
        "--as-of",
        "2023-01-05",
        "--database",
        ledger,
    ]
    for name in ("one.pdf", "other.pdf"):
        assert run(capsys, *asked, "--out", tmp_path / name)[0] == 0
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()
    assert "2023-01-05 09:30" in cover((tmp_path / "one.pdf").read_bytes())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--to", "2022-02-30"], "--to: “2022-02-30” is not a day"),
        (["--to", "2021-12-31"], "Swap them"),
        (["--known-at", "9"], "There is no batch 9; the newest is 1."),
        (["--as-of", "soon"], "--as-of: “soon” is not a day"),
        (["--out", "report.docx"], "Give a name that ends in .pdf"),
        (["--out", "no/such/folder/report.pdf"], "Make it first"),
        (["--database", "none.duckdb"], "none.duckdb"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_nothing_is_written(
    words: list[str],
    says: str,
    sample_ledger: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copy2(sample_ledger, tmp_path / "ledger.duckdb")
    monkeypatch.chdir(tmp_path)
    usual = [
        "--from",
        "2022-03-01",
        "--to",
        "2022-12-31",
        "--out",
        "report.pdf",
        "--database",
        "ledger.duckdb",
    ]
    status, out, error = run(capsys, "report", *usual, *words)
    assert (status, out) == (2, "")
    assert says in error
    assert error.count("\n") == 1
    assert not (tmp_path / "report.pdf").exists()


CHARTS = [
    shown.metric
    for section in SECTIONS
    for shown in section.shown
    if isinstance(shown.metric.shape, Bars | Stacks | Panels | Lines | Flow)
]


@pytest.mark.parametrize("metric", CHARTS, ids=lambda metric: metric.name)
def test_marks_are_as_long_as_the_numbers_of_the_figure(metric: Metric, sample: Database) -> None:
    figure = measure(metric, CAMPAIGN, View(sample, 1, date(2023, 1, 5)))
    drawn_marks = marks(figure, "en")
    assert drawn_marks is not None
    assert sorted(_lengths(drawn_marks)) == sorted(
        float(row[name])
        for row in rows_of(figure)
        for name in _drawn_columns(metric)
        if row[name] is not None
    )


def _lengths(drawn_marks: dict[str, Any]) -> list[float]:
    if drawn_marks["kind"] == "bars":
        return [value for row in drawn_marks["rows"] for value in row["values"]]
    series = [one for panel in drawn_marks.get("panels", [drawn_marks]) for one in panel["series"]]
    if drawn_marks["kind"] == "columns" and not drawn_marks["stacked"]:
        series.append(drawn_marks["line"])
    return [value for one in series for value in one["values"] if value is not None]


def _drawn_columns(metric: Metric) -> list[str]:
    match metric.shape:
        case Stacks(value=value):
            return [value]
        case Panels(value=value, before=before):
            return [value, before]
        case Flow(into=into, out_of=out_of, stock=stock):
            return [into, out_of, stock]
        case Bars(values=values) | Lines(values=values):
            return list(values)
    raise AssertionError(metric.shape)


@pytest.mark.parametrize(
    ("highest", "scale"), [(0, [0, 1]), (4, [0, 1, 2, 3, 4]), (9, [0, 5, 10]), (57, [0, 20, 40, 60])]
)
def test_a_scale_is_round_and_reaches_the_highest(highest: int, scale: list[int]) -> None:
    assert scale_to(highest) == scale
