"""A release's life: two people, nothing edited once frozen, and every number found again however the ledger goes on."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supervision.__main__ import main
from supervision.figures.measuring import measure, view_now
from supervision.intake.checking import check_file
from supervision.metrics import leads
from supervision.releases.document import Document, Sentence
from supervision.releases.keeping import all_releases, keep_draft, keep_wording, release_numbered, take_step
from supervision.releases.verifying import verify
from supervision.store import schema
from supervision.store.batches import undo
from supervision.store.database import Database
from supervision.store.frozen import cursor_in_words
from supervision.store.loads import load
from supervision.store.questions import ask_within, question
from supervision.store.releases import kept_texts
from supervision.store.wholeness import faults
from supervision.text import Refusal, Text
from tests.hotline import export, ticket
from tests.releases.conftest import AS_OF, QUARTER, drafted


def test_who_prepared_a_release_may_not_check_it_however_the_name_is_spelled(
    released: Database, quarter: Document
) -> None:
    number = keep_draft(released, quarter, by="Wang Qi").number
    keep_wording(released, number, quarter, by="Zhao")
    for name in ("Wang Qi", "wangqi", " WANG QI ", "zhao"):
        with pytest.raises(Refusal, match="may not check"):
            take_step(released, number, "check", by=name)
    assert take_step(released, number, "check", by="Li").state == "checked"


def test_who_signs_by_a_phone_number_may_not_check_their_own_release_and_others_may(
    released: Database,
    quarter: Document,
) -> None:
    """It is not kept as it is, so what is compared must not be either."""
    number = keep_draft(released, quarter, by="13912345678").number
    with pytest.raises(Refusal, match="may not check"):
        take_step(released, number, "check", by="139 1234 5678")
    assert take_step(released, number, "check", by="13887654321").state == "checked"


@pytest.mark.parametrize("action", ["check", "send_back", "freeze"])
def test_a_frozen_release_moves_no_more_but_to_be_withdrawn(
    released: Database, quarter: Document, action: str
) -> None:
    with pytest.raises(Refusal, match="is frozen and can't be"):
        take_step(released, 1, action, by="李核对", why="why")  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="can't be reworded"):
        keep_wording(released, 1, quarter, by="王起草")
    assert take_step(released, 1, "withdraw", by="李核对", why="数据有误").state == "withdrawn"


def test_a_draft_is_frozen_only_after_it_was_checked(released: Database, quarter: Document) -> None:
    number = keep_draft(released, quarter, by="王起草").number
    with pytest.raises(Refusal, match="is draft and can't be frozen"):
        take_step(released, number, "freeze", by="李核对")


def test_who_sends_back_or_withdraws_says_why(released: Database) -> None:
    with pytest.raises(Refusal, match="Give the reason"):
        take_step(released, 1, "withdraw", by="李核对", why=" ")


def test_a_wording_changed_after_it_was_looked_at_is_not_checked(
    released: Database, quarter: Document
) -> None:
    seen = keep_draft(released, quarter, by="王起草")
    document = replace(seen.document, sentences=seen.document.sentences[1:])
    keep_wording(released, seen.number, document, by="王起草")
    with pytest.raises(Refusal, match="changed after you looked"):
        take_step(released, seen.number, "check", by="李核对", seen=seen.seal)


def test_a_wording_that_the_figures_do_not_bear_out_is_not_kept(
    released: Database, quarter: Document
) -> None:
    release = keep_draft(released, quarter, by="王起草")
    wrong = Sentence(Text(zh="共受理线索1件。", en="1 lead was received."), ("leads.received",))
    with pytest.raises(Refusal, match="1件"):
        keep_wording(released, release.number, replace(release.document, sentences=(wrong,)), by="王起草")
    assert release_numbered(released, release.number).edition == 1


def test_a_release_that_rows_in_quarantine_touch_says_so_and_can_still_be_frozen(released: Database) -> None:
    """How many rows wait is no figure of the release, and its own words for it are borne out all the same."""
    waits = check_file(export([ticket(1, "2022-13-01")]), "12345平台_202205.csv", date(2026, 1, 1))
    load(released, [waits], by="李录入")
    document = drafted(released)
    number = keep_draft(released, document, by="王起草").number
    said = "".join(sentence.text.zh for sentence in document.sentences)
    assert "有1行待更正" in said
    take_step(released, number, "check", by="李核对")
    assert take_step(released, number, "freeze", by="李核对").state == "frozen"


def test_a_correction_names_what_it_corrects_and_the_old_one_names_it(
    released: Database, quarter: Document
) -> None:
    document = replace(quarter, corrects=1, why="补报4月数据")
    number = keep_draft(released, document, by="王起草").number
    assert release_numbered(released, 1).corrected_by is None
    take_step(released, number, "check", by="李核对")
    take_step(released, number, "freeze", by="李核对")
    old = release_numbered(released, 1)
    assert (old.state, old.corrected_by) == ("frozen", number)
    never = keep_draft(released, quarter, by="王起草").number
    with pytest.raises(Refusal, match="never frozen"):
        keep_draft(released, replace(document, corrects=never), by="王起草")


def test_a_release_is_found_again_when_the_ledger_it_came_from_is_no_more(released: Database) -> None:
    undo(released, 1, by="张分析")
    assert not measure(leads.received, QUARTER, view_now(released)).value
    verdict = verify(released, release_numbered(released, 1))
    assert verdict.holds
    assert verdict.numbers > 300


def _policies_told(database: Database, words: str) -> list[dict[str, Any]]:
    with cursor_in_words(database, words, 1, AS_OF) as cursor:
        return ask_within(
            cursor, question("visits/policies"), from_day=QUARTER.first, until_day=QUARTER.until
        )


def _words_of_then(database: Database) -> str:
    kept = release_numbered(database, 1).document.program.definitions
    return kept_texts(database, [kept])[kept]


@pytest.mark.parametrize("becomes", ["gone", "others"])
def test_a_release_is_counted_by_the_macros_of_then_whatever_becomes_of_them(
    released: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, becomes: str
) -> None:
    told = _policies_told(released, _words_of_then(released))
    assert any(row["visits"] for row in told)
    if becomes == "gone":
        later = Path(shutil.copytree(schema.DEFINITIONS, tmp_path / "later"))
        for path in later.glob("*.sql"):
            text = path.read_text(encoding="utf-8").replace("policies_told(policies)", "[count(policies)]")
            path.write_text(text.replace("policies_in_all(told)", "[count(told)]"), encoding="utf-8")
        monkeypatch.setattr(schema, "DEFINITIONS", later)
        macros = []
    else:
        macros = [
            "create or replace macro policies_told(policies) as [count(policies), 0]",
            "create or replace macro policies_in_all(told) as [count(told), 0]",
        ]
    monkeypatch.setattr(schema, "macros_of_lists", lambda _: macros)
    assert verify(released, release_numbered(released, 1)).holds
    assert _policies_told(released, _words_of_then(released)) == told


def test_words_that_were_kept_without_their_macros_are_still_spoken(released: Database) -> None:
    """As they were for a while."""
    then = _words_of_then(released)
    without = json.dumps({name: told for name, told in json.loads(then).items() if name != "macros"})
    assert without != then
    assert _policies_told(released, without) == _policies_told(released, then)


def test_a_row_changed_behind_our_back_is_named_in_the_words_of_then_and_of_now(released: Database) -> None:
    with released.transaction() as cursor:
        cursor.execute(
            "delete from history.leads where _key = (select min(_key) from leads where source = '12345平台' "
            "and received_on between date '2022-04-01' and date '2022-06-30')"
        )
    told = [difference.text.en for difference in verify(released, release_numbered(released, 1)).differences]
    for words in ("by the definitions of then", "by today's definitions"):
        assert any(one.startswith(f"{words}: Leads received was released as") for one in told)
        assert any(one.startswith(f"{words}: Leads received (12345 hotline) was") for one in told)


def test_a_release_that_nobody_touched_is_whole(released: Database) -> None:
    assert not faults(released) and not verify(released, release_numbered(released, 1)).faults


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (
            "update history.release_editions set document = replace(document, '线索', '案件')",
            "match its seal",
        ),
        ("update history.release_steps set made_by = '别人' where step = 2", "steps were altered"),
        ("delete from history.release_steps where step = 2", "steps were altered"),
        ("update history.release_editions set made_by = '别人'", "no step that wrote it"),
        (
            "insert into history.release_editions select release, 2, replace(document, '线索', '案件'), "
            "sha256(replace(document, '线索', '案件')), made_by, made_at from history.release_editions",
            "no step that wrote it",
        ),
    ],
)
def test_an_altered_record_is_found_by_verify_and_by_check(
    released: Database, planted: str, fault: str
) -> None:
    with released.transaction() as cursor:
        cursor.execute(planted)
    assert any(fault in one.en for one in verify(released, all_releases(released)[0]).faults)
    assert any(fault in one.en for one in faults(released))


def test_an_altered_query_text_is_not_taken_for_that_of_then(released: Database) -> None:
    with released.transaction() as cursor:
        cursor.execute("update history.texts set text = text || ' '")
    assert any("query texts" in one.en for one in verify(released, release_numbered(released, 1)).faults)


def test_a_wording_put_beside_a_frozen_one_is_not_shown_in_its_place(released: Database) -> None:
    with released.transaction() as cursor:
        cursor.execute(
            "insert into history.release_editions select release, 2, replace(document, '线索', '案件'), "
            "sha256(replace(document, '线索', '案件')), made_by, made_at from history.release_editions"
        )
    release = release_numbered(released, 1)
    assert release.edition == 1
    assert any("共受理线索" in sentence.text.zh for sentence in release.document.sentences)


@pytest.mark.parametrize(
    "altered",
    [
        "left(document, 900)",
        "'{}'",
        "'[1]'",
        "repeat('[', 100000)",
        'replace(document, \'"known_at":\', \'"known_at":"x","was":\')',
        'replace(document, \'"hidden":null\', \'"hidden":"perhaps"\')',
        'replace(document, \'"figure":"\', \'"figure":5,"was":"\')',
        'replace(document, \'"value":\', \'"value":[1],"was":\')',
    ],
)
def test_a_document_that_can_not_be_read_is_refused_and_found_even_with_a_seal_that_fits(
    released: Database, altered: str
) -> None:
    """Whoever can write to the file can seal what they write; the chain of its steps they can't."""
    with released.transaction() as cursor:
        cursor.execute(f"update history.release_editions set document = {altered}")
        cursor.execute("update history.release_editions set seal = sha256(document)")
        cursor.execute(
            "update history.release_steps set seal = (select seal from history.release_editions limit 1)"
        )
    with pytest.raises(Refusal, match="was altered and can't be read"):
        all_releases(released)
    assert any("steps were altered" in one.en for one in faults(released))


def test_a_wording_that_is_gone_is_said_to_be_gone(released: Database) -> None:
    with released.transaction() as cursor:
        cursor.execute("delete from history.release_editions")
    with pytest.raises(Refusal, match="is gone"):
        all_releases(released)


def test_verify_of_all_tells_of_a_release_whose_steps_are_gone(
    released: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with released.transaction() as cursor:
        cursor.execute("delete from history.release_steps")
    released.close()
    assert main(["release", "verify", "--all", "--database", str(tmp_path / "ledger.duckdb")]) == 1
    assert "1" in capsys.readouterr().err
