"""A release in the browser: drafted by one, checked and frozen by another, downloaded, and held against today."""

from __future__ import annotations

import io
import zipfile

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import Visitor
from tests.hotline import export, ticket

PERIOD = "from=2022-03-01&to=2022-03-31"


def load(visitor: Visitor, name: str, content: bytes) -> None:
    visitor.turn_to("录入数据")
    visitor.drop({name: content})
    visitor.press("录入为一个批次")
    visitor.sees("已录入为批次")


def write(visitor: Visitor, label: str, words: str) -> None:
    field = visitor.main.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Enter")
    visitor.settle()


def test_two_people_release_a_month_and_see_later_what_changed(server: Server, visit: Visit) -> None:
    visitor = visit(server)
    visitor.open(f"figures?{PERIOD}")
    visitor.sees("示例数据不能起草发布")
    load(visitor, "12345平台_202203.csv", export([ticket(number) for number in range(12)]))

    visitor.turn_to("公布指标")
    expect(visitor.main.get_by_test_id("stCode").first).to_contain_text("共受理线索12件")
    visitor.main.get_by_label("起草人", exact=True).fill("王起草")
    visitor.main.get_by_role("button", name="起草", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="发布管理", level=1)).to_be_visible()
    visitor.settle()

    write(visitor, "经办人", "王起草")
    expect(visitor.main.get_by_role("button", name="核对通过")).to_be_disabled()
    visitor.sees("不能自己核对")
    write(visitor, "经办人", "李核对")
    visitor.press("核对通过")
    visitor.sees("第1号发布现为“已核对”")
    write(visitor, "经办人", "李核对")
    visitor.press("定稿")
    visitor.sees("第1号发布现为“已定稿”")

    with zipfile.ZipFile(io.BytesIO(visitor.download("Word 通稿附表"))) as packed:
        assert "共受理线索12件" in packed.read("word/document.xml").decode()
    assert visitor.download("PDF").startswith(b"%PDF")

    load(visitor, "12345平台_补报_202203.csv", export([ticket(90)]))
    visitor.turn_to("发布管理")
    visitor.press("重算验证")
    visitor.sees("均与发布一致")
    visitor.main.get_by_text("发布后的变化").click()
    visitor.settle()
    visitor.sees("批次2（录入")
    visitor.sees("发布后才报送：线索台账计入1行")
