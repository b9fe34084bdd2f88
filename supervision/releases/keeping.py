"""Drafting a release and taking it through its life, each step in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from supervision.releases.document import Document
from supervision.releases.life import Action, Release, State, Step, check_may
from supervision.releases.protecting import still_protected
from supervision.releases.verifying import verify
from supervision.releases.wording.guards import document_faults
from supervision.releases.written import read_document, written
from supervision.store import releases as rows
from supervision.store.answers import Cursor, sha256
from supervision.store.database import Database
from supervision.store.frozen import words_now
from supervision.store.questions import question
from supervision.text import Refusal, Text


def all_releases(database: Database) -> list[Release]:
    """Every release as it stands, the oldest first."""
    with database.cursor() as cursor:
        return _all(cursor)


def release_numbered(database: Database, number: int) -> Release:
    """One release; Refusal where there is none of that number."""
    with database.cursor() as cursor:
        return _one(cursor, number)


def keep_draft(database: Database, document: Document, *, by: str) -> Release:
    """Write down a new release as a draft, with the texts that counted its numbers."""
    text = written(document)
    with database.transaction() as cursor:
        number = rows.next_release(cursor)
        if document.corrects is not None:
            _may_be_corrected(_one(cursor, document.corrects))
        words = words_now()
        texts = {sha256(words): words}
        texts |= {asked.sha256: asked.sql for asked in map(question, document.program.queries)}
        rows.keep_texts(cursor, texts)
        rows.add_edition(cursor, number, 1, text, sha256(text), by)
        rows.add_step(cursor, number, 1, sha256(text), action="draft", state="draft", by=by, why=document.why)
    return release_numbered(database, number)


def keep_wording(database: Database, number: int, document: Document, *, by: str) -> Release:
    """Write down another wording of a draft; the one before stays on record."""
    refuse_wording(document)
    text = written(document)
    with database.transaction() as cursor:
        release = _one(cursor, number)
        state = check_may("reword", release, by)
        rows.add_edition(cursor, number, release.edition + 1, text, sha256(text), by)
        rows.add_step(
            cursor,
            number,
            release.edition + 1,
            sha256(text),
            action="reword",
            state=state,
            by=by,
            why=None,
        )
    return release_numbered(database, number)


def take_step(
    database: Database,
    number: int,
    action: Action,
    *,
    by: str,
    why: str | None = None,
    seen: str | None = None,
) -> Release:
    """Check, send back, freeze or withdraw; with `seen`, the seal that was looked at, another wording is refused."""
    if action in ("check", "freeze"):
        _refuse_what_does_not_hold(database, number)
    with database.transaction() as cursor:
        release = _one(cursor, number)
        state = check_may(action, release, by, why)
        if seen is not None and seen != release.seal:
            raise Refusal(
                Text(
                    zh="尚未办理：您查看之后文稿已被修改。请看过最新文稿再按一次。",
                    en="Nothing was done: the wording was changed after you looked. Read it again, then press again.",
                )
            )
        rows.add_step(
            cursor, number, release.edition, release.seal, action=action, state=state, by=by, why=why
        )
    return release_numbered(database, number)


def refuse_wording(document: Document) -> None:
    """Refusal, with every reason, where the wording says what the figures don't bear out."""
    if faults := document_faults(document):
        raise Refusal(
            Text(
                zh="文稿有误：{faults}",
                en="The wording is not right: {faults}",
            ).with_values(
                faults=Text(zh="".join(one.zh for one in faults), en=" ".join(one.en for one in faults))
            )
        )


def _refuse_what_does_not_hold(database: Database, number: int) -> None:
    """What is checked and frozen is worded right, counts the same again, and hides what it should."""
    releases = all_releases(database)
    release = _numbered(number, releases)
    refuse_wording(release.document)
    others = [one for one in releases if one.number != number]
    if not still_protected(release.document, others):
        raise Refusal(
            Text(
                zh="第{number}号发布起草之后又有别的发布定稿，两者对照会露出不公布的数。请重新起草。",
                en="Since release {number} was drafted another one was frozen, and the two together give away what is "
                "hidden. Draft it anew.",
            ).with_values(number=release.number)
        )
    verdict = verify(database, release)
    if not verdict.holds:
        raise Refusal(
            Text(
                zh="第{number}号发布重算不符：{first}（共{n}处）。请重新起草。",
                en="Release {number} is not found again: {first} ({n} in all). Draft it anew.",
            ).with_values(number=release.number, first=verdict.wrong[0], n=len(verdict.wrong))
        )


def _all(cursor: Cursor) -> list[Release]:
    steps: dict[int, list[rows.StepRow]] = {}
    for step in rows.steps(cursor):
        steps.setdefault(step.release, []).append(step)
    told = [_release(rows.editions(cursor, number), lived) for number, lived in steps.items()]
    corrections = {release.document.corrects: release.number for release in told if release.state == "frozen"}
    return [replace(release, corrected_by=corrections.get(release.number)) for release in told]


def _one(cursor: Cursor, number: int) -> Release:
    return _numbered(number, _all(cursor))


def _numbered(number: int, releases: Sequence[Release]) -> Release:
    found = next((release for release in releases if release.number == number), None)
    if found is None:
        raise Refusal(
            Text(
                zh=f"没有第{number}号发布。请用 release list 查看已有的发布。",
                en=f"There is no release {number}. See `release list` for those there are.",
            )
        )
    return found


def _release(editions: Sequence[rows.EditionRow], lived: Sequence[rows.StepRow]) -> Release:
    standing = next((one for one in editions if one.edition == lived[-1].edition), None)
    if standing is None:
        raise Refusal(
            Text(
                zh="第{number}号发布的文稿已缺失：记录被改动。请用 check 查看，并恢复备份。",
                en="The wording of release {number} is gone: the record was altered. See `check`, and restore a backup.",
            ).with_values(number=lived[-1].release)
        )
    return Release(
        number=standing.release,
        state=cast(State, lived[-1].state),
        edition=standing.edition,
        document=read_document(standing.document),
        seal=standing.seal,
        steps=tuple(
            Step(
                cast(Action, step.action),
                cast(State, step.state),
                step.edition,
                step.made_by,
                step.made_at,
                step.why,
            )
            for step in lived
        ),
        prepared_by=frozenset(edition.made_by for edition in editions),
    )


def _may_be_corrected(release: Release) -> None:
    if not release.was_published:
        raise Refusal(
            Text(
                zh=f"第{release.number}号发布没有定稿过，不需要更正：请退回修改或撤回。",
                en=f"Release {release.number} was never frozen, so there is nothing to correct: send it back or "
                "withdraw it.",
            )
        )
