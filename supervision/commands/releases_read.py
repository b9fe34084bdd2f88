"""The commands that read releases: what they say, whether it is still found, what has changed and what may be asked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from supervision.commands.opening import opened
from supervision.commands.saying import ALL_WELL, NEEDS_A_PERSON, complain, said, say, say_json, say_table
from supervision.figures.measuring import view_now
from supervision.releases.document import Document
from supervision.releases.keeping import all_releases, release_numbered
from supervision.releases.life import ACTIONS, STATES, Release
from supervision.releases.revising import revisions
from supervision.releases.revision_words import cause_said, figure_said, head_said
from supervision.releases.telling import release_json, revisions_json
from supervision.releases.verifying import Verdict, verify
from supervision.releases.wording.questions import questions
from supervision.store.releases import record_faults
from supervision.text import Refusal, Text

LOOK = "look at releases"


def say_sentences(release: Release) -> int:
    for sentence in release.document.sentences:
        say(sentence.text)
    for note in release.document.notes:
        say(note)
    return ALL_WELL


def _show(asked: Namespace) -> int:
    with opened(asked, LOOK) as database:
        release = release_numbered(database, asked.release)
    if asked.json:
        say_json(release_json(release))
        return ALL_WELL
    _say_head(release)
    return say_sentences(release)


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
    with opened(asked, LOOK) as database:
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
    with opened(asked, LOOK) as database:
        if asked.all:
            wanted = [release for release in all_releases(database) if release.was_published]
        else:
            wanted = [release_numbered(database, asked.release)]
        verdicts = [verify(database, release) for release in wanted]
        # A release without its steps is in no list, and would be missed by nobody.
        among = {release.number for release in wanted}
        others = [fault for number, fault in record_faults(database) if asked.all and number not in among]
    for verdict in verdicts:
        _say_verdict(verdict)
    for fault in others:
        complain(fault)
    return ALL_WELL if not others and all(verdict.holds for verdict in verdicts) else NEEDS_A_PERSON


def _say_verdict(verdict: Verdict) -> None:
    told = Text(zh="{title}：{said}", en="{title}: {said}")
    for fault in verdict.wrong:
        complain(told.with_values(title=verdict.release.title, said=fault))
    if verdict.holds:
        say(told.with_values(title=verdict.release.title, said=verdict.well))


def _revisions(asked: Namespace) -> int:
    """Today against one release."""
    with opened(asked, LOOK) as database:
        told = revisions(release_numbered(database, asked.release), view_now(database))
    if asked.json:
        say_json(revisions_json(told))
        return ALL_WELL
    say(head_said(told))
    for figure in told.figures:
        print()
        print(f"{said(figure_said(figure))}  [{figure.told.figure}]")
        for cause in figure.causes:
            print(f"  {said(cause_said(cause))}")
    return ALL_WELL


def _questions(asked: Namespace) -> int:
    with opened(asked, LOOK) as database:
        release = release_numbered(database, asked.release)
    found = questions(release.document)
    if asked.json:
        say_json(
            [
                {"figure": one.figure or None, "asked": vars(one.asked), "answer": vars(one.answer)}
                for one in found
            ]
        )
        return ALL_WELL
    for one in found:
        say(Text(zh="问：{asked}", en="Q: {asked}").with_values(asked=one.asked))
        say(Text(zh="答：{answer}", en="A: {answer}").with_values(answer=one.answer))
    return ALL_WELL


READING: dict[str, Callable[[Namespace], int]] = {
    "show": _show,
    "list": _list,
    "verify": _verify,
    "revisions": _revisions,
    "questions": _questions,
}
