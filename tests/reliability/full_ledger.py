"""A small ledger in which every table of the books holds something, made only by what the program offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from supervision.annotating import annotate
from supervision.figures.measuring import View
from supervision.figures.period import Period
from supervision.intake.checking import check_file
from supervision.intake.profile_texts import own_profiles, profile_text
from supervision.loading import load_paths
from supervision.mending import mend
from supervision.releases.drafting import draft
from supervision.releases.keeping import keep_draft, keep_wording, take_step
from supervision.sample import EXPORTS
from supervision.store.batches import undo
from supervision.store.database import Database, open_database
from supervision.store.dealing import dismiss
from supervision.store.judging import judge
from supervision.store.loads import load
from supervision.store.people import end_sign_in, enrol
from supervision.store.saved_profiles import save_profile
from supervision.store.waiting import waiting_rows
from tests.filling import checked
from tests.hotline import export, ticket

BAD_DAY = "2022-13-01"


def full_ledger(path: Path) -> Database:
    """Loads, an update, an undo, rows mended, dismissed and waiting, a judgement, an annotation, a profile, roles, a
    frozen release and a record of all of it."""
    database = open_database(path)
    database.mark_as_sample()
    load_paths(database, [EXPORTS / "2022-03", *sorted(EXPORTS.glob("*.csv"))], by="王录入")
    load_paths(database, [EXPORTS / "2022-04"], by="王录入")
    _release(database)
    for month in ("202205", "202206"):
        rows = [ticket(n, "2022-03-07" if n > 2 else BAD_DAY) for n in range(1, 6)]
        file = check_file(
            export([*rows, ticket(9, BAD_DAY)]), f"12345平台_{month}.csv", date(2026, 1, 1), "hotline"
        )
        load(database, [file], by="李录入")
    undo(database, 4, by="李录入", note="loaded twice")
    undo(database, 5, by="李录入")
    waits = {row.line: row.id for row in waiting_rows(database) if row.file.startswith("12345平台_202206")}
    mend(database, {waits[2]: {"来电时间": "2022-03-07"}}, by="李录入")
    dismiss(database, [waits[3]], by="李录入", reason="entered twice")
    one, other, third = sorted(key for (key,) in database.rows("select _key from leads"))[:3]
    judge(database, {(one, other): True, (one, third): True}, by="王录入")
    judge(database, {(one, third): False}, by="王录入")
    annotate(database, date(2022, 3, 25), "campaign began", by="王录入")
    for given in (profile_text(own_profiles()[0]), None, profile_text(own_profiles()[0])):
        save_profile(database, own_profiles()[0].name, given, by="王录入")
    _of_their_own_body(database)
    enrol(
        database, "li@office.example", frozenset({"analyst"}), by="admin", scope="source", member="市营商局"
    )
    enrol(database, "wang@office.example", frozenset({"administrator"}), by="admin")
    end_sign_in(database, "0123456789abcdef")
    return database


def _of_their_own_body(database: Database) -> None:
    """A review of a lead that complains of a body, by a group in which somebody from that very body sits."""
    ((source, number, body),) = database.rows(
        "select source, number, body from history.reviewed_bodies order by all limit 1"
    )
    group = "评查组1"
    review = {
        "number": "示例评查1", "kind": "专项评查", "source": source, "lead_number": number, "review_group": group,
        "opened_on": date(2022, 4, 1), "district": "中山区", "organ": "公安机关",
    }  # fmt: skip
    member = {"number": "示例委员1", "name": "示例委员", "body": body, "review_groups": group}
    load(database, [checked("reviews", [review]), checked("members", [member])], by="王录入")


def _release(database: Database) -> None:
    """Before any row waits: a period that waiting rows touch is interim."""
    view = View(database, database.newest_batch, date(2022, 5, 5))
    document = draft(Period(date(2022, 3, 1), date(2022, 4, 30)), view, by="王起草")
    number = keep_draft(database, document, by="王起草").number
    keep_wording(database, number, document, by="王起草")
    take_step(database, number, "check", by="李核对")
    take_step(database, number, "freeze", by="李核对")
