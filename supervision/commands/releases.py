"""The commands that take figures from draft to frozen, and prove them again years later."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from supervision.commands.figures import asked_period, asked_view
from supervision.commands.revisions import revisions_step
from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, said, say, say_json, say_table
from supervision.commands.writing import place_for, say_written, write_whole
from supervision.exports.releases.formats import FORMATS
from supervision.exports.releases.open_data import numbers_csv
from supervision.releases.document import Document
from supervision.releases.drafting import draft
from supervision.releases.keeping import all_releases, keep_draft, release_numbered, take_step
from supervision.releases.life import ACTIONS, STATES, Action, Release
from supervision.releases.telling import release_json
from supervision.releases.verifying import Verdict, verify
from supervision.store.database import Database, open_database
from supervision.text import Refusal, Text, language_of_terminal


def release_command(asked: Namespace) -> int:
    """One of the steps below."""
    return STEPS[asked.step](asked)


@contextmanager
def _opened(asked: Namespace) -> Iterator[Database]:
    database = open_database(asked.database, create=False)
    try:
        yield database
    finally:
        database.close()


def _draft(asked: Namespace) -> int:
    period = asked_period(asked)
    with _opened(asked) as database:
        document = draft(
            period,
            asked_view(asked, database),
            by=asked.by,
            corrects=asked.corrects,
            why=asked.why,
            unprotected_because=asked.unprotected_because,
        )
        release = keep_draft(database, document, by=asked.by)
    _say_step(release, "draft")
    return _say_sentences(release)


def _say_sentences(release: Release) -> int:
    for sentence in release.document.sentences:
        say(sentence.text)
    for note in release.document.notes:
        say(note)
    return ALL_WELL


def _step(action: Action) -> Callable[[Namespace], int]:
    def take(asked: Namespace) -> int:
        with _opened(asked) as database:
            why = getattr(asked, "why", None)
            _say_step(take_step(database, asked.release, action, by=asked.by, why=why), action)
        return ALL_WELL

    return take


def _say_step(release: Release, action: Action) -> None:
    done = release.done(action)
    assert done is not None
    say(
        Text(
            zh="第{number}号发布：{by}于{at}{action}，现为“{state}”。校验值 {seal}",
            en="Release {number}: {action} by {by} on {at}; now {state}. Seal {seal}",
        ).with_values(
            number=release.number,
            by=done.by,
            at=f"{done.at:%Y-%m-%d %H:%M}",
            action=ACTIONS[action],
            state=Text(zh=STATES[release.state].zh, en=STATES[release.state].en.lower()),
            seal=release.seal[:12],
        )
    )


def _show(asked: Namespace) -> int:
    with _opened(asked) as database:
        release = release_numbered(database, asked.release)
    if asked.json:
        say_json(release_json(release))
        return ALL_WELL
    _say_head(release)
    return _say_sentences(release)


def _say_head(release: Release) -> None:
    document: Document = release.document
    say(release.title)
    say(
        Text(
            zh="{period}；状态：{state}；数据截至{as_of}，批次{batch}",
            en="{period}; {state}; as of {as_of}, batch {batch}",
        ).with_values(
            period=document.period.text,
            state=STATES[release.state],
            as_of=document.as_of.isoformat(),
            batch=document.known_at,
        )
    )
    say_table(
        ["", "", ""],
        (
            [f"{step.at:%Y-%m-%d %H:%M}", said(ACTIONS[step.action]), f"{step.by} {step.why or ''}"]
            for step in release.steps
        ),
    )


def _list(asked: Namespace) -> int:
    with _opened(asked) as database:
        releases = all_releases(database)
    if asked.json:
        say_json([_entry(release) for release in releases])
        return ALL_WELL
    headings = [
        Text(zh="编号", en="No."), Text(zh="期间", en="Period"), Text(zh="状态", en="State"), Text(zh="起草", en="By"),
    ]  # fmt: skip
    say_table(
        [said(heading) for heading in headings],
        (
            [
                release.number,
                said(release.document.period.text),
                said(STATES[release.state]),
                release.document.prepared_by,
            ]
            for release in releases
        ),
    )
    return ALL_WELL


def _entry(release: Release) -> dict[str, Any]:
    period = release.document.period
    return {
        "release": release.number,
        "state": release.state,
        "from": period.first,
        "to": period.last,
        "seal": release.seal,
    }


def _verify(asked: Namespace) -> int:
    if (asked.release is None) != asked.all:
        raise Refusal(Text(zh="请写明发布编号，或用 --all。", en="Give the number of a release, or --all."))
    with _opened(asked) as database:
        if asked.all:
            wanted = [release for release in all_releases(database) if release.was_published]
        else:
            wanted = [release_numbered(database, asked.release)]
        verdicts = [verify(database, release) for release in wanted]
    for verdict in verdicts:
        _say_verdict(verdict)
    return ALL_WELL if all(verdict.holds for verdict in verdicts) else NEEDS_A_PERSON


def _say_verdict(verdict: Verdict) -> None:
    title = verdict.release.title
    for fault in (*verdict.faults, *(difference.text for difference in verdict.differences)):
        complain(Text(zh="{title}：{fault}", en="{title}: {fault}").with_values(title=title, fault=fault))
    if verdict.holds:
        say(
            Text(
                zh="{title}：{n}个数字按当时和现行口径重算，均与发布一致。",
                en="{title}: {n} numbers counted again by the definitions of then and of today; all as released.",
            ).with_values(title=title, n=verdict.numbers)
        )


def _export(asked: Namespace) -> int:
    kind = FORMATS[asked.format]
    out = place_for(asked.out, *dict.fromkeys((kind.ending, f".{asked.format}")))
    with _opened(asked) as database:
        release = release_numbered(database, asked.release)
    is_table = out.suffix.lower() == ".csv"
    held = numbers_csv(release) if is_table else kind.make(release, language_of_terminal())
    write_whole(out, held)
    say_written(asked.out, held)
    return ALL_WELL


STEPS: dict[str, Callable[[Namespace], int]] = {
    "draft": _draft,
    "check": _step("check"),
    "send-back": _step("send_back"),
    "freeze": _step("freeze"),
    "withdraw": _step("withdraw"),
    "show": _show,
    "list": _list,
    "verify": _verify,
    "revisions": revisions_step,
    "export": _export,
}
