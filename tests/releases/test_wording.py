"""What is read aloud: the sentences of the sample, and the guards, each against a mistake really made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.releases.document import Document, Number, Sentence
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, release_numbered
from supervision.releases.revising import revisions
from supervision.releases.telling import release_json
from supervision.releases.verifying import verify
from supervision.releases.wording.claims import RATIOS
from supervision.releases.wording.guards import document_faults, faults_of
from supervision.releases.wording.opening import opening
from supervision.releases.wording.questions import questions
from supervision.store.database import Database
from supervision.text import Text
from tests.filling import fill
from tests.releases.conftest import AS_OF, drafted
from tests.spec.test_interim_figures import load_waiting, waiting


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2022-01-01", "2022-12-31", "2022年"),
        ("2022-04-01", "2022-06-30", "2022年第二季度"),
        ("2022-07-01", "2022-12-31", "2022年下半年"),
        ("2022-05-01", "2022-05-31", "2022年5月"),
        ("2022-03-01", "2022-12-31", "2022年3月至12月"),
        ("2021-12-01", "2022-02-28", "2021年12月1日至2022年2月28日"),
        ("2022-03-07", "2022-06-30", "2022年3月7日至2022年6月30日"),
        ("2023-01-01", "2023-12-31", "今年以来（截至2月3日）"),
    ],
)
def test_a_period_is_called_by_its_shortest_name(first: str, last: str, said: str) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert opening(period, date(2023, 2, 3)).zh == said


@pytest.mark.parametrize(
    ("first", "last", "as_of"),
    [
        ("2022-01-01", "2022-12-31", "2023-02-03"),
        ("2022-04-01", "2022-06-30", "2023-02-03"),
        ("2022-08-01", "2022-08-31", "2023-02-03"),
        ("2022-03-01", "2022-12-31", "2023-02-03"),
        ("2022-03-15", "2022-04-20", "2023-02-03"),
        ("2022-08-01", "2022-08-31", "2022-08-07"),
        ("2022-01-01", "2022-12-31", "2022-08-07"),
        ("2021-12-01", "2022-02-28", "2022-02-07"),
    ],
)
def test_every_sentence_that_is_proposed_passes_the_guards(
    released: Database, first: str, last: str, as_of: str
) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    view = View(released, released.newest_batch, date.fromisoformat(as_of))
    document = draft(period, view, by="王起草")
    assert len(document.sentences) > 5
    assert document_faults(document) == []


def test_a_month_to_come_is_not_read_aloud_as_none_and_may_not_be(released: Database) -> None:
    """“11月0件” of a November that has not begun; a release that said so once is found again as it was."""
    period, view = (
        Period(date(2022, 3, 1), date(2022, 12, 31)),
        View(released, released.newest_batch, date(2022, 10, 25)),
    )
    document = draft(period, view, by="王起草")
    (said,) = [one.text for one in document.sentences if one.text.zh.startswith("按月分：")]
    assert "、10月" in said.zh and "11月" not in said.zh and "12月" not in said.zh
    assert "Oct " in said.en and "Nov" not in said.en
    for none in (said.zh.replace("。", "、11月0件。"), "11月0件。"):
        assert faults_of(document, Sentence(Text(zh=none, en=said.en), LEADS))
    asked = {one.asked.zh: one.answer.zh for one in questions(document)}
    assert "10月" in asked["受理线索按月份分是多少？"] and "11月" not in asked["受理线索按月份分是多少？"]
    release = keep_draft(released, _as_once_drafted(document), by="王起草")
    assert not verify(released, release_numbered(released, release.number)).wrong
    assert not verify(released, keep_draft(released, document, by="王起草")).wrong
    for number in (release.number, release.number + 1):
        since = revisions(release_numbered(released, number), replace(view, as_of=date(2022, 12, 31)))
        (received,) = [one for one in since.figures if one.told.figure == "leads.received"]
        assert received.stems == ("day",)


def _as_once_drafted(document: Document) -> Document:
    """With the months to come counted as none, and read aloud."""
    told = document.figure("leads.received")
    assert told is not None
    none = tuple(Number((("month", month),), 0) for month in ("2022-11", "2022-12"))
    first = replace(told.answers[0], numbers=(*told.answers[0].numbers, *none))
    once = replace(told, answers=(first, *told.answers[1:]))
    said = tuple(
        replace(one, text=Text(zh=one.text.zh.replace("。", "、11月0件、12月0件。"), en=one.text.en))
        if one.text.zh.startswith("按月分：")
        else one
        for one in document.sentences
    )
    return replace(
        document, told=tuple(once if one is told else one for one in document.told), sentences=said
    )


LEADS = ("leads.received",)
COVERAGE = ("visits.coverage.visited", "visits.coverage.listed")


def _total(document: Document) -> int:
    told = document.figure("leads.received")
    assert told is not None
    total = told.total()
    assert total is not None and isinstance(total.value, int)
    return total.value


@pytest.mark.parametrize(
    ("said", "figures", "fault"),
    [
        ("12345平台所占比重提高38.64%。", LEADS, "percentage points"),
        ("按时报送率比上年同期提高8.3%。", ("collections.on_time",), "percentage points"),
        ("受理线索下降1.5倍。", LEADS, "write per cent"),
        ("受理线索翻了一番。", LEADS, "write per cent"),
        ("12345平台占49.92%。", LEADS, "one decimal"),
        ("12345平台占50%。", LEADS, "one decimal"),
        ("共受理线索600余件。", LEADS, "exact number"),
        ("共受理线索近700件。", LEADS, "exact number"),
        ("共受理线索六百余件。", LEADS, "digits"),
        ("共受理线索三百件。", LEADS, "digits"),
        ("共受理线索99999件。", LEADS, "no figure of this release"),
        ("共受理线索99999。", LEADS, "a number of what"),
        ("受理线索上升31.9%。", LEADS, "what it is compared with"),
        ("12345平台所占比重提高2.1个百分点。", LEADS, "what it is compared with"),
        ("共受理线索617件左右。", LEADS, "exact number"),
        ("近三成线索来自12345平台。", LEADS, "exact number"),
        ("受理线索比上年上升1.0%。", ("reviews.opened",), "nothing to compare"),
        ("启动评查10件，同比上升25.0%。", ("reviews.opened",), "nothing to compare"),
    ],
)
def test_a_guard_refuses_what_officials_have_got_wrong(
    quarter: Document, said: str, figures: tuple[str, ...], fault: str
) -> None:
    found = faults_of(quarter, Sentence(Text(zh=said, en=""), figures))
    assert any(fault in one.en for one in found), found


def test_a_number_is_refused_in_another_unit_and_of_another_member(quarter: Document) -> None:
    total = _total(quarter)
    wrong = {f"共受理线索{total}家。": "the unit is 件", f"市委网信办{total}件。": "is not the number of"}
    for said, fault in wrong.items():
        found = faults_of(quarter, Sentence(Text(zh=said, en=""), LEADS))
        assert any(fault in one.en for one in found), found
    assert faults_of(quarter, Sentence(Text(zh=f"共受理线索{total}件。", en=f"{total} leads."), LEADS)) == []


def test_a_part_is_not_told_as_the_whole(quarter: Document) -> None:
    told = quarter.figure("leads.received")
    assert told is not None
    part = next(number.value for member, number in told.members("source") if member == "12345平台")
    assert part != _total(quarter)
    found = faults_of(quarter, Sentence(Text(zh=f"共受理线索{part}件。", en=""), LEADS))
    assert any("is not the number of" in one.en for one in found), found
    together = Text(zh=f"12345平台受理线索{part}件，全市共受理线索{_total(quarter)}件。", en="")
    assert faults_of(quarter, Sentence(together, LEADS)) == []


def test_what_is_told_like_for_like_is_not_told_of_the_total(quarter: Document) -> None:
    told = next(one for one in quarter.sentences if "同口径" in one.text.zh)
    change = told.text.zh.rpartition("，")[2]
    said = Text(zh=f"共受理线索{_total(quarter)}件，{change}", en="")
    assert faults_of(quarter, Sentence(said, LEADS)) != []


def test_a_rise_told_as_a_fall_is_refused(quarter: Document) -> None:
    told = next(one for one in quarter.sentences if "同口径" in one.text.zh)
    turned = told.text.zh.replace("上升", "?").replace("下降", "上升").replace("?", "下降")
    assert any(
        "other way" in one.en for one in faults_of(quarter, Sentence(Text(turned, told.text.en), LEADS))
    )


def test_of_a_whole_year_nobody_says_huanbi(released: Database) -> None:
    year = draft(
        Period(date(2022, 1, 1), date(2022, 12, 31)), View(released, 1, date(2023, 2, 3)), by="王起草"
    )
    said = Sentence(Text(zh="全年受理线索环比上升5.0%。", en=""), LEADS)
    assert any("Of a year one does not say 环比" in one.en for one in faults_of(year, said))


def test_interim_figures_are_not_read_aloud_without_saying_so(quarter: Document) -> None:
    assert quarter.interim
    silent = tuple(one for one in quarter.sentences if "阶段性数据" not in one.text.zh)
    kept = replace(quarter, sentences=silent)
    assert any("interim" in one.en for one in document_faults(kept))


def test_how_many_rows_wait_may_be_said_and_no_other_number_of_rows(database: Database) -> None:
    """The reason is the document's own sentence: without it nobody could check a release while a row waits."""
    fill(database, {"leads": [{"source": "12345平台", "number": "H1", "received_on": date(2022, 3, 7)}]})
    load_waiting(database, waiting(date(2022, 3, 8)))
    march = Period(date(2022, 3, 1), date(2022, 3, 31))
    document = draft(march, View(database, 2, AS_OF), by="王起草")
    (said,) = (one for one in document.sentences if "1行待更正" in one.text.zh)
    assert document_faults(document) == []
    zh, en = said.text.zh.replace("1行", "2行"), said.text.en.replace("1 row", "2 rows")
    assert faults_of(document, replace(said, text=Text(zh=zh, en=said.text.en)))
    assert faults_of(document, replace(said, text=Text(zh=said.text.zh, en=en)))


def test_before_a_ledger_began_nothing_is_told_of_it(released: Database) -> None:
    early = draft(Period(date(2021, 1, 1), date(2021, 6, 30)), View(released, 1, AS_OF), by="王起草")
    assert early.figure("leads.received") is not None
    assert early.figure("reviews.opened") is None
    assert not any("评查" in one.text.zh for one in early.sentences)


def test_what_is_hidden_is_told_nowhere(released: Database) -> None:
    release = release_numbered(released, 1)
    small = [number for told in release.document.told for number in told.numbers() if number.hidden]
    assert small
    told = release_json(release)["figures"]
    hidden = [entry for entry in told if entry["hidden"]]
    assert len(hidden) == len(small) == release.document.hides
    assert all(entry["value"] is None for entry in hidden)
    assert not [
        entry
        for entry in told
        if isinstance(entry["value"], int) and 0 < entry["value"] < 5 and "district" in entry["at"]
    ]


def test_answers_of_the_question_sheet_pass_the_guards(released: Database) -> None:
    for first, last in (
        ("2022-04-01", "2022-06-30"),
        ("2022-01-01", "2022-12-31"),
        ("2022-09-01", "2022-09-30"),
    ):
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        document = draft(period, View(released, released.newest_batch, date(2023, 2, 3)), by="王起草")
        whole = dict(RATIOS)
        told = [one for one in questions(document) if one.figure]
        definitions = [figure.definition.zh for figure in document.told]
        said = [
            one for one in told if not any(one.answer.zh.endswith(definition) for definition in definitions)
        ]
        assert len(told) - len(said) == len(document.told)
        for one in said:
            figures = tuple(filter(None, (one.figure, whole.get(one.figure))))
            assert faults_of(document, Sentence(one.answer, figures)) == [], one


def test_the_question_sheet_says_what_moved_and_what_cannot_be_compared(quarter: Document) -> None:
    asked = {one.asked.zh: one.answer.zh for one in questions(quarter)}
    assert asked["办结评查与上年同期相比如何？"].startswith("无可比数据：")
    assert "件，占" in asked["受理线索按来源分是多少？"]
    assert any(question.startswith("按时报送为什么比") for question in asked)
    hidden = asked["办结评查按区县分是多少？"]
    assert hidden.endswith("其余不公布。") and "为什么有的数不公布？" in asked


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({"旅顺口区": 17, "金州区": 15, "普兰店区": 15, "庄河市": 15, "中山区": 9}, "旅顺口区17件、金州区15件、普兰店区15件、庄河市15件"),
        ({"旅顺口区": 17, "金州区": 16, "普兰店区": 15, "庄河市": 9}, "旅顺口区17件、金州区16件、普兰店区15件"),
        ({"旅顺口区": 17, **dict.fromkeys(("金州区", "普兰店区", "庄河市", "中山区", "西岗区"), 15)}, "旅顺口区17件"),
    ],
    ids=["level with the third", "none level", "too many level"],
)  # fmt: skip
def test_no_district_is_left_out_that_brought_as_many_as_one_that_is_named(
    database: Database, counts: dict[str, int], named: str
) -> None:
    day = date(2022, 4, 12)
    fill(
        database,
        {
            "leads": [
                {
                    "source": "12345平台",
                    "number": f"{district}{one}",
                    "received_on": day,
                    "district": district,
                }
                for district, count in counts.items()
                for one in range(count)
            ]
        },
    )
    said = [one.text.zh for one in drafted(database).sentences]
    assert [text for text in said if text.startswith("从区县看")] == [f"从区县看，较多的为{named}。"]


def test_what_a_register_says_is_owed_is_not_asked_to_be_compared(quarter: Document) -> None:
    """It is not the ledgers that do not reach back: what was done of it is compared."""
    asked = {one.asked.zh: one.answer.zh for one in questions(quarter)}
    assert not [question for question in asked if question.startswith("应走访") and "相比" in question]
    for name in ("visits.duty.due", "visits.coverage.listed"):
        told = quarter.figure(name)
        assert told is not None
        assert "台账" not in str([base.why_not.zh for base in told.bases.values() if base.why_not])
