"""From a hotline's export to the leaders' chart and back, through the pages alone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import Visitor
from tests.hotline import export, ticket

MARCH = "12345平台_202203.csv"
PERIOD = "from=2022-03-01&to=2022-03-31"


def _leads_in_chart(visitor: Visitor) -> float:
    """The sum of everything that the chart of leads by month draws."""
    chart = visitor.page.locator(".card-leads-by_month .drawn-figure[data-drawn]")
    expect(chart).to_be_visible()
    total: float = chart.evaluate(
        "chart => [...chart.querySelectorAll('rect[data-value]')].reduce((sum, bar) => sum + Number(bar.dataset.value), 0)"
    )
    return total


def _load(visitor: Visitor, files: dict[str, bytes]) -> None:
    visitor.turn_to("录入数据")
    visitor.drop(files)
    visitor.press("录入为一个批次")
    visitor.sees("已录入为批次")


def test_an_export_reaches_the_leaders_chart_and_an_undo_takes_it_back(server: Server, visit: Visit) -> None:
    visitor = visit(server)
    visitor.open(f"leads?{PERIOD}")
    visitor.sees("示例数据")

    _load(visitor, {MARCH: export([ticket(1), ticket(2), ticket(3)])})
    visitor.does_not_see("示例数据")
    visitor.turn_to("问题线索")
    visitor.does_not_see("示例数据")
    expect(visitor.tile("受理线索")).to_have_text("3 件")
    assert _leads_in_chart(visitor) == 3

    _load(visitor, {"12345平台_补报_202203.csv": export([ticket(3, status="已办结"), ticket(4), ticket(5)])})
    visitor.turn_to("问题线索")
    expect(visitor.tile("受理线索")).to_have_text("5 件")
    assert _leads_in_chart(visitor) == 5

    visitor.turn_to("批次与撤销")
    visitor.page.get_by_text("撤销批次2", exact=True).click()
    visitor.settle()  # what unfolds moves what lies in it
    visitor.page.get_by_text("确认撤销批次2").click()
    expect(visitor.page.get_by_label("确认撤销批次2")).to_be_checked()
    visitor.press("撤销")
    visitor.sees("批次3已撤销批次2")
    visitor.turn_to("问题线索")
    expect(visitor.tile("受理线索")).to_have_text("3 件")
    assert _leads_in_chart(visitor) == 3


def test_bad_files_say_what_is_wrong_and_good_rows_still_load(server: Server, visit: Visit) -> None:
    visitor = visit(server)
    visitor.open(f"upload?{PERIOD}")
    visitor.drop(
        {
            MARCH: export([ticket(1), ticket(2, day="2022-13-01"), ticket("9.12E+17"), ticket(3)]),
            "空.csv": b"",
            "照片.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            "未知.csv": "甲,乙,丙\r\n1,2,3\r\n".encode(),
            "说明.docx": b"PK",
        }
    )
    for sentence in (
        "空.csv：文件是空的",
        "照片.csv：不是文本，也不是Excel工作簿",
        "未知.csv：3个表头没有一个是认识的",
        "说明.docx：不是表格文件",
        "没有这一天 · 1处",
        "号码已被Excel改成科学计数法，原号无法恢复 · 1处",
        "记录 4 = 新增 2 + 更新 0 + 无变化 0 + 重复 0 + 待更正 2 + 跳过 0",
        "到此为止台账里什么都没有写入",
    ):
        visitor.sees(sentence)

    visitor.press("录入为一个批次")
    visitor.sees("有2行待更正")
    visitor.turn_to("问题线索")
    expect(visitor.tile("受理线索")).to_have_text("2 件")
    visitor.sees("阶段性数据")
    visitor.turn_to("待更正")
    visitor.sees("2行待更正")


def test_findings_and_waiting_rows_are_downloaded(server: Server, visit: Visit) -> None:
    visitor = visit(server)
    visitor.open("upload")
    visitor.drop({MARCH: export([ticket(1), ticket(2, day="2022-13-01")])})
    findings = visitor.download("下载全部问题CSV")
    assert findings.startswith(b"\xef\xbb\xbf")
    assert f"{MARCH},3,来电时间,2022-13-01,没有这一天" in findings.decode("utf-8-sig")

    visitor.press("录入为一个批次")
    visitor.sees("已录入为批次")
    visitor.turn_to("待更正")
    waiting = visitor.download("下载待更正的行CSV").decode("utf-8-sig")
    assert "来电时间“2022-13-01”：没有这一天" in waiting
    assert "13900000000" not in waiting


def test_nothing_is_written_when_the_tab_is_closed(sample_server: Server, visit: Visit) -> None:
    first = visit(sample_server)
    first.open("upload")
    first.drop({MARCH: export([ticket(1)])})
    first.sees("到此为止台账里什么都没有写入")
    first.page.close()

    second = visit(sample_server)
    second.open("history")
    second.sees("示例数据")
    second.does_not_see("线索台账：增加1行")


def test_a_file_over_the_limit_is_told_in_a_sentence(
    sample_server: Server, visit: Visit, tmp_path: Path
) -> None:
    """Streamlit keeps it in the browser and says why in English, in a tooltip."""
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as written:
        written.truncate(257 * 2**20)
    visitor = visit(sample_server)
    visitor.open("upload")
    visitor.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(huge)
    expect(visitor.page.get_by_test_id("stFileChipIconError")).to_be_visible()
    said = visitor.page.get_by_test_id("stFileUploader").evaluate(
        "box => getComputedStyle(box, '::after').content"
    )
    assert "超过了 256 MB 的上限" in said


def test_a_folder_brings_its_months_along(server: Server, visit: Visit, tmp_path: Path) -> None:
    """No file's own name says its month, and March comes in a folder that sorts after April's."""
    for folder, rows in (("b 2022年3月", [ticket(1)]), ("a 2022年4月", [ticket(1, status="已办结")])):
        (tmp_path / "报送" / folder).mkdir(parents=True)
        (tmp_path / "报送" / folder / "工单.csv").write_bytes(export(rows))
    (tmp_path / "报送" / "说明.json").write_text("{}")
    visitor = visit(server)
    visitor.open("upload")
    visitor.page.get_by_text("整个文件夹", exact=True).click()
    box = visitor.page.locator("[data-testid=stFileUploaderDropzoneInput][webkitdirectory]")
    box.set_input_files(tmp_path / "报送")  # once the box takes folders
    visitor.sees("记录 2 = 新增 1 + 更新 1 + 无变化 0 + 重复 0 + 待更正 0 + 跳过 0")
    visitor.sees("未读取1个不是表格的文件：报送/说明.json")
    visitor.press("录入为一个批次")
    visitor.sees("线索台账：增加1行")


def test_templates_are_downloaded_and_known_again(sample_server: Server, visit: Visit) -> None:
    visitor = visit(sample_server)
    visitor.open("upload")
    visitor.page.get_by_text("下载模板").click()
    template = visitor.download("走访台账")
    visitor.drop({"走访.xlsx": template})
    visitor.sees("读取了1个文件")
