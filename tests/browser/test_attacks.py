"""Hostile cells in every column that takes words, of every ledger, on every page: none fires, none leaves as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook

from supervision.ledgers.catalogue import LEDGERS
from supervision.ledgers.declaration import Column, FreeText, Ledger, Number, Word
from supervision.loading import load_paths
from supervision.store.database import open_database
from supervision.store.wholeness import faults
from tests.browser.conftest import PATIENCE
from tests.browser.serving import Server, serve
from tests.browser.visiting import PAGES, Visitor

PLANTED = {
    "markup": "<img src=x onerror=window.planted=1><script>window.planted=1</script>",
    "link": "[look](javascript:window.planted=1) ![](http://elsewhere.example/pixel.png)",
    "directive": ":material/home: :red[x] $\\href{javascript:window.planted=1}{x}$ **b**",
    "address": "http://elsewhere.example/ <a href='http://elsewhere.example'>x</a>",
    "formula": '=HYPERLINK("http://elsewhere.example","x")',
    "command": "=cmd|' /C calc'!A0",
    "sum": "@SUM(1+1)*cmd|' /C calc'!A0",
    "query": "'); drop table history.leads; --",
    "pattern": "%' or '1'='1",
    "path": "../../../../etc/passwd",
    "template": "{{7*7}} ${7*7} {0.__class__} %s %(x)s",
    "axis": "<b>x</b><br><sup>2</sup>",
}
RUN_BY_EXCEL = ("=", "+", "-", "@", "\t", "\r")


def export(ledger: Ledger) -> bytes:
    """For every attack a row with it in every column that takes words, and one with it as the number too.

    Of the second kind most wait in quarantine, which is shown as well.
    """
    told = io.StringIO()
    out = csv.writer(told)
    out.writerow([column.title.zh for column in ledger.columns])
    for place, attack in enumerate(PLANTED.values()):
        for number in (f"N{place:04}", attack):
            out.writerow([_cell(column, number, attack) for column in ledger.columns])
    return told.getvalue().encode("utf-8-sig")


def _cell(column: Column, number: str, attack: str) -> str:
    if isinstance(column.kind, Number):
        return number
    return attack if isinstance(column.kind, FreeText | Word) else column.example


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("attacked")
    exports = folder / "exports"
    exports.mkdir()
    for ledger in LEDGERS:
        (exports / f"{ledger.title.zh}.csv").write_bytes(export(ledger))
    database = open_database(folder / "ledger.duckdb")
    result, _, _ = load_paths(database, [exports], by="<script>window.planted=1</script>")
    assert len([file for file in result.files if file.status == "loaded"]) == len(LEDGERS)
    assert faults(database) == []
    database.close()
    server = serve(folder / "ledger.duckdb")
    yield server
    server.stop()
    assert server.faults == []
    database = open_database(folder / "ledger.duckdb")
    assert faults(database) == []
    database.close()


@pytest.fixture(scope="module")
def tab(attacked: Server, chromium: Browser) -> Iterator[Visitor]:
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield Visitor(context.new_page(), attacked.address)
    context.close()


@pytest.fixture
def visitor(tab: Visitor) -> Iterator[Visitor]:
    """A tab in which nothing has happened yet that would be told of this test."""
    tab.page.goto("about:blank")
    tab.troubles.clear()
    yield tab
    assert tab.troubles == []


_UNFOLD = "() => document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
_FIRED = """() => [
    window.planted === undefined ? '' : 'a script ran',
    ...[...document.querySelectorAll('a, img, iframe, form, image, use')]
        .flatMap(found => ['href', 'xlink:href', 'src', 'action'].map(name => found.getAttribute(name)))
        .filter(address => address && !/^(data|blob):/.test(address))
        .filter(address => !URL.canParse(address, location.href)
            || new URL(address, location.href).host !== location.host),
].filter(Boolean)"""

CAMPAIGN = "lang=zh&from=2021-01-01&to=2022-12-31&as_of=2022-12-31"


def test_nothing_fires_on_any_page(visitor: Visitor) -> None:
    fired = {}
    for name in PAGES:
        visitor.open(f"{name}?{CAMPAIGN}" if name != "overview" else f"?{CAMPAIGN}")
        visitor.page.evaluate(_UNFOLD)
        visitor.settle()
        expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
        if found := visitor.page.evaluate(_FIRED):
            fired[name] = found
    assert fired == {}


def test_nothing_fires_in_the_rows_of_any_ledger_and_no_download_holds_a_formula(
    visitor: Visitor, tmp_path: Path
) -> None:
    fired = {}
    for ledger in LEDGERS:
        visitor.open(f"ledgers?{CAMPAIGN}&ledger={ledger.name}")
        rows = list(csv.reader(io.StringIO(visitor.download("下载CSV").decode("utf-8-sig"))))
        assert [cell for row in rows for cell in row if cell.startswith(RUN_BY_EXCEL)] == []
        held = visitor.download("下载Excel")
        assert b"<f>" not in _sheets(held)
        path = tmp_path / f"{ledger.name}.xlsx"
        path.write_bytes(held)
        told = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        if isinstance(ledger.column(ledger.key[-1]).kind, Number):
            assert len(rows) > len(PLANTED) and len(told) > len(PLANTED), ledger.name
        table = visitor.page.get_by_test_id("stDataFrame").first
        table.click(position={"x": 15, "y": 55})  # the first row: its columns and its history below
        visitor.settle()
        if found := visitor.page.evaluate(_FIRED):
            fired[ledger.name] = found
    assert fired == {}


def _sheets(workbook: bytes) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))


@pytest.mark.parametrize(
    "query",
    [
        "q=%27%29%3B+drop+table+history.leads%3B+--",
        "ledger=leads%27%3B+drop+table+history.leads",
        "is.summary=~%27+or+1%3D1+--",
        "sort=number%3B+drop+table+history.leads",
        "part=source:%27%29+or+1%3D1+--&behind=leads.received",
        "known_at=1%3B+drop+table+history.leads",
        "source=%3Cscript%3Ewindow.planted%3D1%3C%2Fscript%3E",
        "from=%3Cimg+src%3Dx+onerror%3Dwindow.planted%3D1%3E",
        "row=..%2F..%2F..%2Fetc%2Fpasswd&leaf=-1&size=99999999999999999999",
    ],
)
def test_nothing_in_an_address_fires(visitor: Visitor, query: str) -> None:
    visitor.open(f"ledgers?lang=zh&{query}")
    expect(visitor.page.get_by_test_id("stException")).to_have_count(0)
    assert visitor.page.evaluate(_FIRED) == []
