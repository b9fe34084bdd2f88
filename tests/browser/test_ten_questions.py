"""A leader's ten questions, as docs/ten-questions.*.md asks them: each answered from the overview in at most two clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.visiting import Visitor

DOCS = Path(__file__).resolve().parents[2] / "docs"


def follow(visitor: Visitor, words: str, title: str) -> None:
    """One click, on a sentence of the overview."""
    visitor.main.get_by_role("link").filter(has_text=words).first.click()
    expect(visitor.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    visitor.settle()


def pick_first_row(visitor: Visitor, listing: str, title: str) -> None:
    """One click, anywhere on a listing's first row."""
    visitor.page.locator(f".card-{listing} tbody tr").first.locator("td").last.click()
    expect(visitor.page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    visitor.settle()


def sees_rows_of(visitor: Visitor, listing: str) -> None:
    table = visitor.page.locator(f".card-{listing}")
    table.scroll_into_view_if_needed()
    expect(table.get_by_role("row").nth(1)).to_be_visible()


def silent_source(visitor: Visitor) -> None:
    visitor.sees("市营商局2022年12月线索未报送，应于2022年12月25日报送，已逾期6天")
    follow(visitor, "市营商局2022年12月线索未报送", "问题线索")
    sees_rows_of(visitor, "collections-outstanding")


def concentrated_review(visitor: Visitor) -> None:
    visitor.sees("2022年第4季度尚未开展集中评查，今天是季末")
    follow(visitor, "2022年第4季度", "案件评查")
    visitor.sees("每季度的集中评查开展了吗？")


def longest_open(visitor: Visitor) -> None:
    visitor.sees("最久的PC202200038已257天")
    follow(visitor, "未结评查", "案件评查")
    sees_rows_of(visitor, "reviews-longest_open")


def unvisited_units(visitor: Visitor) -> None:
    visitor.sees("中省属单位还有10家未走访")
    follow(visitor, "中省属单位还有10家未走访", "入企走访")
    sees_rows_of(visitor, "visits-units")


def one_unit(visitor: Visitor) -> None:
    follow(visitor, "中省属单位还有10家未走访", "入企走访")
    pick_first_row(visitor, "visits-units", "企业")
    visitor.sees("期内一次也没有走访")
    visitor.sees("提出过什么，办得怎样？")


def one_cadre(visitor: Visitor) -> None:
    follow(visitor, "名应走访的干部中", "入企走访")
    pick_first_row(visitor, "visits-duty-missing", "干部")
    visitor.sees("未走访2个月")


def old_needs(visitor: Visitor) -> None:
    visitor.sees("企业诉求有33个超过30天未办结")
    follow(visitor, "企业诉求有33个", "入企走访")
    sees_rows_of(visitor, "needs-open")


def unanswered_referrals(visitor: Visitor) -> None:
    visitor.sees("移送的线索有7件未反馈")
    follow(visitor, "移送的线索有7件", "函转移送")
    sees_rows_of(visitor, "referrals-waiting")


def more_than_last_year(visitor: Visitor) -> None:
    expect(visitor.tile("受理线索")).to_have_text("574 件")
    visitor.sees("本期有来源未报送，不作比较")
    visitor.main.get_by_role("link", name="查看明细").first.click()
    visitor.sees("由以下574行得出")


def due_next(visitor: Visitor) -> None:
    visitor.sees("接下来要到期的")
    visitor.sees("六个来源报送线索")
    assert b"BEGIN:VCALENDAR" in visitor.download("下载日历（.ics）")


QUESTIONS: dict[str, Callable[[Visitor], None]] = {
    "哪个来源到期还没有报送线索？": silent_source,
    "本季度的集中评查开展了吗？": concentrated_review,
    "哪件评查拖得最久？": longest_open,
    "中省属单位还有多少家没走访，是哪些？": unvisited_units,
    "这家单位谁去过，提了什么？": one_unit,
    "哪些干部有月份没有走访？": one_cadre,
    "企业诉求有没有一个月还没办结的？": old_needs,
    "移送出去的线索有没有反馈？": unanswered_referrals,
    "今年受理多少线索，比去年同期多还是少？": more_than_last_year,
    "接下来什么要到期？": due_next,
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_is_answered_in_two_clicks_at_most(sample_server: Server, visit: Visit, question: str) -> None:
    visitor = visit(sample_server)
    visitor.open("?lang=zh")
    QUESTIONS[question](visitor)


def test_these_are_the_questions_of_the_docs() -> None:
    told = (DOCS / "ten-questions.zh.md").read_text(encoding="utf-8")
    asked = [
        line.split("|")[2].strip()
        for line in told.splitlines()
        if line.startswith("| ") and line[2].isdigit()
    ]
    assert asked == list(QUESTIONS)
    in_english = (DOCS / "ten-questions.en.md").read_text(encoding="utf-8")
    assert sum(line.startswith("| ") and line[2].isdigit() for line in in_english.splitlines()) == len(
        QUESTIONS
    )
