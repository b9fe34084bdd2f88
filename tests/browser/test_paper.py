"""A page on paper: as the PDF it hands over, and as the browser prints it."""

from __future__ import annotations

import io
import re
from unicodedata import normalize

from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.browser.serving import Server


def test_a_page_hands_itself_over_as_a_pdf(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server, "zh")
    visitor.open("leads?from=2022-04-01&to=2022-06-30&source=12345平台&as_of=2022-07-05")
    told = _sheets(visitor.download("打印版 PDF"))
    for sheet, number in zip(told, range(1, 100), strict=False):
        assert "2022年4月1日至2022年6月30日·12345平台·统计日2022年7月5日·批次1" in sheet
        assert f"第{number}页/共{len(told)}页" in sheet
    count = visitor.tile("受理线索").inner_text().split()[0]
    assert f"受理线索{count}件" in told[0].replace("阶段性数据", "")


def test_a_page_prints_without_its_controls_and_says_what_it_shows(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server, "en")
    visitor.open("leads?from=2022-03-01&to=2022-12-31&as_of=2023-01-05")
    visitor.drawn()
    told = _sheets(visitor.page.pdf(prefer_css_page_size=True))
    for number, sheet in enumerate(told, 1):
        assert "1Mar2022to31Dec2022·asof5Jan2023·batch1" in sheet
        assert f"Page{number}of{len(told)}" in sheet
        assert "SAMPLEDATA" in sheet
    whole = "".join(told)
    assert "Howmanyleadscameeachmonth,andwhobroughtthem?" in whole
    for control in ("Upload", "Localreader", "Printversion", "Seetherows", "DownloadCSV", "English"):
        assert control not in whole


def test_what_is_longer_than_a_sheet_goes_on_under_its_headings_and_leaves_none_empty(
    sample_server: Server, visit: Visit
) -> None:
    visitor = visit(sample_server, "zh")
    visitor.open("visits?from=2022-03-01&to=2022-12-31&as_of=2023-01-05")
    visitor.drawn()
    # Chromium writes some signs as the radicals that they are.
    told = [normalize("NFKC", sheet) for sheet in _sheets(visitor.page.pdf(prefer_css_page_size=True))]
    rest = [
        re.sub(r"^示例数据第\d+./共\d+.|2022年3月1日至2022年12月31日·统计日2023年1月5日·批次1", "", sheet)
        for sheet in told
    ]
    assert [number for number, sheet in enumerate(rest, 1) if len(sheet) < 40] == []
    units = [sheet for sheet in told if re.search(r"Q00\d\d示例", sheet)]
    assert len(units) > 1 and all("企业编号企业名称" in sheet for sheet in units)
    (by_month,) = (sheet for sheet in told if "哪家单位在哪个月走访过" in sheet)
    of_table = set(re.findall(r"Q00\d\d(示例[^\d]+\d\d)", "".join(units)))
    assert len(of_table) == 58 and [unit for unit in of_table if unit not in by_month] == []
    open_needs = visitor.page.locator(".card-needs-open .drawn-table")
    visitor.page.emulate_media(media="print")
    assert open_needs.evaluate("frame => frame.scrollWidth <= frame.clientWidth")


def _sheets(held: bytes) -> list[str]:
    """What each sheet says, without the white space that depends on where lines end."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(io.BytesIO(held)).pages]
